"""Fetching off the web, within limits of time and size and without reaching into private networks."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from dragoman.reading.text import Unreadable
from dragoman.version import __version__

TIMEOUT = 20.0  # seconds for the connection and for each answer; the whole page may take three times as long
MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
USER_AGENT = f"dragoman/{__version__} (reads news for research; obeys robots.txt)"

_HEADERS = {"User-Agent": USER_AGENT, "Accept": "text/html,text/*,*/*;q=0.1", "Accept-Encoding": "gzip"}
_REDIRECTS = (301, 302, 303, 307, 308)
_READABLE = ("text/", "application/")
_UNREADABLE = ("application/pdf", "application/zip", "application/msword", "application/vnd.")
_SAFE = "%/:=&?~+!$,;'@()*[]"  # characters of an address that stay as they are
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Page:
    """What a server sent: its bytes, the final address, and what it calls their kind and character set."""

    body: bytes
    url: str
    content_type: str | None = None
    charset: str | None = None


@dataclass(frozen=True)
class Answer:
    """What a server answered at the end of the redirects; there is a body only where the status is 200."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes
    url: str


def fetch(url: str, *, allow_private: bool = False, timeout: float = TIMEOUT, max_bytes: int = MAX_BYTES) -> Page:
    """Return a page, or any other file. Raises `Unreadable` with the reason and the remedy."""
    return page(request(url, allow_private=allow_private, timeout=timeout, max_bytes=max_bytes))


def request(
    url: str,
    *,
    allow_private: bool = False,
    timeout: float = TIMEOUT,
    max_bytes: int = MAX_BYTES,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] = lambda url: None,
) -> Answer:
    """Return what the server answers. Raises `Unreadable` where none answers, or more than ``max_bytes`` come.

    Each host is looked up once, every address of it is checked, and the connection goes to a checked address, so that
    a name cannot change its meaning in between. ``before`` is called with each address before it is asked for, also
    with those that redirects lead to, and may raise; the time it takes does not count.
    """
    spent = 0.0
    for _ in range(MAX_REDIRECTS + 1):
        before(url)
        begun = time.monotonic()
        answer = _get(url, allow_private, timeout, begun + 3 * timeout - spent, max_bytes, headers or {})
        spent += time.monotonic() - begun
        if answer.status not in _REDIRECTS:
            return answer
        url = _redirected(url, answer.headers.get("location"))
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects; give the final address")


def page(answer: Answer) -> Page:
    """Return the page that an answer holds. Raises `Unreadable` for an error or what is no text."""
    if answer.status != 200:
        meaning = http.client.responses.get(answer.status, "")
        raise Unreadable(f"the server answered {answer.status} {meaning}; check the address, or save the page")
    content_type = answer.headers.get_content_type() if "content-type" in answer.headers else None
    if content_type and (not content_type.startswith(_READABLE) or content_type.startswith(_UNREADABLE)):
        raise Unreadable(f"{content_type} is no web page or text; give the address of the article's page")
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise Unreadable(
            f"the server sent the page packed as {coding[:30]!r}, unasked; save the page and give the file"
        )
    return Page(answer.body, answer.url, content_type, answer.headers.get_content_charset())


def _redirected(url: str, location: str | None) -> str:
    if not location:
        raise Unreadable("the server redirects to nowhere; check the address")
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, location)
    except ValueError as err:
        raise Unreadable(
            f"the server redirects to {location[:200]!r}, which is no address; try another page of the site"
        ) from err


def _get(
    url: str, allow_private: bool, timeout: float, deadline: float, max_bytes: int, headers: Mapping[str, str]
) -> Answer:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as err:
        raise Unreadable(f"{url[:200]!r} is no address ({err}); check it") from err
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise Unreadable(f"{url[:200]!r} is not an http or https address; check it")
    if parts.username is not None:
        raise Unreadable("the address holds a user name; fetch the page yourself and give the file")
    if any(ord(c) < 32 for c in url):
        raise Unreadable(f"{url[:200]!r} holds control characters; check the address")
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    addresses = _checked_addresses(host, port, allow_private)
    try:
        with (
            _connection(parts.scheme, host, port, addresses, timeout) as connection,
            _cut_off(connection.sock, deadline),
        ):
            connection.request("GET", target, headers=_HEADERS | dict(headers))
            response = connection.getresponse()
            body = _body(response, max_bytes) if response.status == 200 else b""
            if time.monotonic() > deadline:
                raise TimeoutError
            return Answer(response.status, response.headers, body, url)
    except (OSError, http.client.HTTPException, ValueError) as err:
        if time.monotonic() > deadline:
            raise Unreadable("the page came too slowly; try again later") from err
        if isinstance(err, TimeoutError):
            raise Unreadable(f"no answer within {timeout:g} seconds; try again later") from err
        reason = getattr(err, "reason", None) or str(err) or type(err).__name__
        raise Unreadable(f"could not be fetched ({reason}); check the address") from err


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    body = response.read(max_bytes + 1)
    if len(body) > max_bytes:
        raise Unreadable(f"the page is larger than {max_bytes // 1_000_000} MB; save it and give the file")
    if response.length:
        raise Unreadable("the page came only in part; try again")
    return body


def _checked_addresses(host: str, port: int, allow_private: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise Unreadable(f"the host {host} is not known; check the address and the network") from err
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(map(is_public, addresses)):
        raise Unreadable(f"{host} is a private or loopback address; allow it with --allow-private")
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where it wraps another (mapped, 6to4, NAT64)."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast and not getattr(found, "is_site_local", False)


@contextlib.contextmanager
def _connection(
    scheme: str, host: str, port: int, addresses: list[str], timeout: float
) -> Iterator[http.client.HTTPConnection]:
    raw = _connect(addresses, port, timeout)
    try:
        connection = http.client.HTTPConnection(host, port, timeout=timeout)
        if scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, port, timeout=timeout, context=context)
            raw = context.wrap_socket(raw, server_hostname=host)
        connection.sock = raw
        yield connection
    finally:
        raw.close()


def _connect(addresses: list[str], port: int, timeout: float) -> socket.socket:
    for number, address in enumerate(addresses):
        try:
            return socket.create_connection((address, port), timeout=timeout)
        except OSError:
            if number == len(addresses) - 1:
                raise
    raise OSError("no address")


@contextlib.contextmanager
def _cut_off(connected: socket.socket, deadline: float) -> Iterator[None]:
    """Cut a connection at the deadline: a server that sends a byte now and then never times out by itself."""

    def cut() -> None:
        with contextlib.suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()

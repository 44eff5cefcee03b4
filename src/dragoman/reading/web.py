"""Fetching one page off the web, politely and without reaching into private networks."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit

from dragoman.reading.text import Unreadable

TIMEOUT = 20.0  # seconds for the connection and for each read; the whole page may take three times as long
MAX_BYTES = 10_000_000
MAX_REDIRECTS = 5
USER_AGENT = "dragoman (news coder; one page a command)"


def fetch(url: str, *, allow_private: bool = False, timeout: float = TIMEOUT) -> tuple[bytes, str]:
    """Return (body, final address) of a page. Raises `Unreadable` with the reason and the remedy.

    Each host is looked up once, every address of it is checked, and the connection goes to a checked address, so that
    a name cannot change its meaning in between.
    """
    deadline = time.monotonic() + 3 * timeout
    for _ in range(MAX_REDIRECTS + 1):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreadable(f"{url}: not an http or https address")
        status, headers, body = _get(url, allow_private, timeout, deadline)
        if status in (301, 302, 303, 307, 308):
            url = urljoin(url, headers.get("location", ""))
            continue
        if status != 200:
            raise Unreadable(f"the server answered {status} {http.client.responses.get(status, '')}; check the address")
        return body, url
    raise Unreadable(f"more than {MAX_REDIRECTS} redirects; give the final address")


def _get(url: str, allow_private: bool, timeout: float, deadline: float) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as err:
        raise Unreadable(f"{url}: {err}") from err
    address = _checked_address(host, port, allow_private)
    connection = _connection(parts.scheme, host, port, address, timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(
            "GET", target, headers={"User-Agent": USER_AGENT, "Accept": "text/html,text/plain,*/*;q=0.1"}
        )
        response = connection.getresponse()
        headers = {name.lower(): value for name, value in response.getheaders()}
        body = b"" if 300 <= response.status < 400 else _body(response, deadline)
        return response.status, headers, body
    except TimeoutError as err:
        raise Unreadable(f"no answer within {timeout:g} seconds; try again later") from err
    except (OSError, http.client.HTTPException) as err:
        raise Unreadable(f"could not be fetched ({err or type(err).__name__}); check the address") from err
    finally:
        connection.close()


def _body(response: http.client.HTTPResponse, deadline: float) -> bytes:
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(65_536):
        size += len(chunk)
        if size > MAX_BYTES:
            raise Unreadable(f"the page is larger than {MAX_BYTES // 1_000_000} MB; save it and give the file")
        if time.monotonic() > deadline:
            raise Unreadable("the page came too slowly; try again later")
        parts.append(chunk)
    return b"".join(parts)


def _checked_address(host: str, port: int, allow_private: bool) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise Unreadable(f"the host {host} is not known; check the address and the network") from err
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not allow_private and not ipaddress.ip_address(address.split("%")[0]).is_global:
            raise Unreadable(f"{host} is a private or loopback address; allow it with --allow-private")
    return addresses[0]


def _connection(scheme: str, host: str, port: int, address: str, timeout: float) -> http.client.HTTPConnection:
    if scheme == "http":
        plain = http.client.HTTPConnection(host, port, timeout=timeout)
        plain.sock = _connect(address, port, timeout)
        return plain
    secure = http.client.HTTPSConnection(host, port, timeout=timeout)
    try:
        raw = _connect(address, port, timeout)
        secure.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    except ssl.SSLError as err:
        raise Unreadable(f"no secure connection to {host} ({err.reason}); check the address") from err
    return secure


def _connect(address: str, port: int, timeout: float) -> socket.socket:
    try:
        return socket.create_connection((address, port), timeout=timeout)
    except OSError as err:
        raise Unreadable(f"no connection to {address} port {port} ({err}); check the address") from err

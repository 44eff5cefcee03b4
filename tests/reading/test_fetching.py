"""Fetching pages, from a server on this machine."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.reading import Failure, read, web
from dragoman.reading.text import Unreadable
from dragoman.reading.web import fetch, is_public
from dragoman.record import Document
from tests.reading.samples import ARTICLE, STORY, TODAY, page

PAGE = page(ARTICLE).encode()
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE),
    "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/latin": (
        200,
        {"Content-Type": "text/html; charset=iso-8859-2"},
        page(ARTICLE)
        .replace("<meta charset='utf-8'>", "")
        .replace("town", "Łódź")
        .translate({8220: 34, 8221: 34})
        .encode("iso-8859-2"),
    ),
    "/text": (200, {"Content-Type": "text/plain"}, STORY.encode()),
    "/rows.jsonl": (200, {"Content-Type": "application/octet-stream"}, b'{"id": "r", "text": "Talks resumed."}\n'),
    "/api": (200, {"Content-Type": "application/json"}, b'{"id": "r", "text": "Talks resumed."}'),
    "/untyped": (200, {}, PAGE),
    "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"?"),
    "/bomb": (200, {"Content-Type": "text/html"}, gzip.compress(b" " * 300_000_000, 9)),
    "/large": (200, {"Content-Type": "text/html"}, b"x" * (web.MAX_BYTES + 1)),
    "/empty": (200, {"Content-Type": "text/html"}, b""),
    "/missing": (404, {}, b"no"),
    "/hop": (302, {"Location": "page"}, b""),
    "/five": (301, {"Location": "/four"}, b""),
    "/four": (302, {"Location": "/three"}, b""),
    "/three": (303, {"Location": "/two"}, b""),
    "/two": (307, {"Location": "/hop"}, b""),
    "/six": (308, {"Location": "/five"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/nowhere": (302, {}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/broken": (302, {"Location": "http://[::1"}, b""),
    "/inside": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/umlaut": (302, {"Location": "/caf\xc3\xa9 1"}, b""),
    "/caf%C3%A9%201": (200, {"Content-Type": "text/html"}, PAGE),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == "/slow":
            time.sleep(3)
        if path == "/drip":
            self._drip()
            return
        status, headers, body = ANSWERS.get(path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + (100 if path == "/cut" else 0)))
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            super().handle()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        running.daemon_threads = True
        running.block_on_close = False
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def one(url: str) -> Document:
    (item,) = read([url], allow_private=True, today=TODAY)
    assert isinstance(item, Document), item
    return item


def reason(url: str, allow_private: bool = True) -> str:
    (item,) = read([url], allow_private=allow_private, today=TODAY)
    assert isinstance(item, Failure), item
    assert item.source == url
    return item.reason


@pytest.mark.parametrize("path", ["/page", "/packed", "/untyped", "/hop", "/five", "/umlaut", "/page?a=b c&d=é#part"])
def test_a_page_is_fetched(server: str, path: str) -> None:
    found = one(server + path)
    assert "border town" in found.text
    assert str(found.source).startswith(server)


def test_the_final_address_is_the_source(server: str) -> None:
    assert one(server + "/hop").source == server + "/page"


def test_the_character_set_that_the_server_names_is_used(server: str) -> None:
    assert "Łódź" in one(server + "/latin").text


def test_other_kinds_than_pages_are_read_as_what_they_are(server: str) -> None:
    assert one(server + "/text").text == STORY
    assert one(server + "/rows.jsonl").id == "r"
    assert one(server + "/api").id == "r"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/missing", "the server answered 404 Not Found"),
        ("/pdf", "application/pdf is no web page or text"),
        ("/picture", "image/png is no web page or text"),
        ("/brotli", "packed as 'br'"),
        ("/large", "larger than 10 MB; save it and give the file"),
        ("/empty", "empty; give"),
        ("/six", "more than 5 redirects"),
        ("/loop", "more than 5 redirects"),
        ("/nowhere", "redirects to nowhere"),
        ("/file", "not an http or https address"),
        ("/broken", "no address"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(server: str, path: str, words: str) -> None:
    assert words in reason(server + path)
    assert ";" in reason(server + path)


def test_a_packed_page_that_swells_is_refused(server: str) -> None:
    assert "larger than" in reason(server + "/bomb")


def test_private_and_loopback_addresses_are_refused_unless_allowed(server: str) -> None:
    for url in (
        server + "/page",
        server.replace("127.0.0.1", "localhost") + "/page",
        "http://0x7f000001/",
        "http://[::1]/",
    ):
        assert "private or loopback address; allow it with --allow-private" in reason(url, allow_private=False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def resolver(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> list[str]:
    """Let host names resolve to given addresses, one list a look-up; return the names asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        found = answers[host].pop(0)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(web.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_that_stands_for_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolver(monkeypatch, {"sample.example": [["93.184.216.34", "127.0.0.1"]]})
    assert "sample.example is a private or loopback address" in reason("http://sample.example/", allow_private=False)


def test_a_name_is_looked_up_once_and_its_checked_address_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = resolver(monkeypatch, {"sample.example": [["93.184.216.34"], ["127.0.0.1"]]})
    called: list[object] = []

    def create_connection(address: object, timeout: float) -> socket.socket:
        called.append(address)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(web.socket, "create_connection", create_connection)
    assert "could not be fetched (refused)" in reason("http://sample.example/", allow_private=False)
    assert asked == ["sample.example"] and called == [("93.184.216.34", 80)]


def test_a_redirect_into_a_private_network_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.rsplit(":", 1)[1])
    genuine = socket.create_connection
    resolver(monkeypatch, {"sample.example": [["93.184.216.34"]], "169.254.169.254": [["169.254.169.254"]]})

    def create_connection(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address == ("93.184.216.34", 80), "only the public address may be called"
        monkeypatch.undo()
        connected = genuine(("127.0.0.1", port), timeout)
        resolver(monkeypatch, {"169.254.169.254": [["169.254.169.254"]]})
        return connected

    monkeypatch.setattr(web.socket, "create_connection", create_connection)
    with pytest.raises(Unreadable, match=r"169\.254\.169\.254 is a private or loopback address"):
        fetch("http://sample.example/inside")


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_slow_server_is_given_up(server: str, path: str) -> None:
    before = time.monotonic()
    with pytest.raises(Unreadable, match="try again later"):
        fetch(server + path, allow_private=True, timeout=0.3)
    assert time.monotonic() - before < 2.5


def test_a_page_that_breaks_off_is_not_taken_for_whole(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ANSWERS, "/cut", (200, {"Content-Type": "text/html"}, PAGE))
    assert "came only in part" in reason(server + "/cut")


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://[::1",
        "https://user:pw@sample.example/",
        "http://sample.example:99999/",
        "http://sample.example/\x00",
    ],
)
def test_what_is_no_address_is_named(url: str) -> None:
    assert ";" in reason(url)


def test_a_host_that_is_not_known_is_named() -> None:
    assert "the host no-such-host.invalid is not known" in reason("http://no-such-host.invalid/")


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "could not be fetched" in reason(f"http://127.0.0.1:{free.getsockname()[1]}/")


def test_a_server_without_a_certificate_is_named(server: str) -> None:
    assert "could not be fetched" in reason(server.replace("http://", "https://"))

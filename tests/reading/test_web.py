"""Fetching one page: limits, refusals and clear errors, against a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dragoman.reading import Failure, read, web
from dragoman.reading.text import Unreadable
from dragoman.record import Document

STORY = "The harbour board voted on Tuesday to close two berths, and the fishermen said they would go to court over it."


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        if self.path == "/slow":
            time.sleep(1)
        self.send_response(404 if self.path == "/none" else 200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.end_headers()
        self.wfile.write((STORY * (1 if self.path != "/long" else 50)).encode())

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched(site: str) -> None:
    (found,) = read([f"{site}/story"], allow_private=True)
    assert isinstance(found, Document)
    assert found.text == STORY
    assert found.source == f"{site}/story"


def test_private_and_loopback_addresses_are_refused_unless_allowed(site: str) -> None:
    for address in (site, "http://localhost:1/", "http://10.0.0.1/", "http://[::1]/"):
        (found,) = read([address])
        assert isinstance(found, Failure)
        assert "--allow-private" in found.reason


@pytest.mark.parametrize(
    ("path", "words"), [("/none", "answered 404"), ("/loop", "redirects"), ("/story\x00", "check the address")]
)
def test_errors_are_clear(site: str, path: str, words: str) -> None:
    (found,) = read([site + path], allow_private=True)
    assert isinstance(found, Failure)
    assert words in found.reason


def test_a_page_over_the_limit_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_BYTES", 1000)
    with pytest.raises(Unreadable, match="larger than"):
        web.fetch(f"{site}/long", allow_private=True)


def test_a_silent_server_is_given_up(site: str) -> None:
    with pytest.raises(Unreadable, match="no answer within"):
        web.fetch(f"{site}/slow", allow_private=True, timeout=0.2)


def test_an_address_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(Unreadable, match="not an http"):
        web.fetch("ftp://example.org/")

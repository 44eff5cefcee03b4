"""Sitemaps, news sitemaps and indexes of sitemaps: https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.reading.crawling.follow import Link
from dragoman.reading.run import Content
from dragoman.reading.tables import Failure
from dragoman.reading.text import Unreadable, one_line

MAX_BYTES = 52_428_800
"""The most bytes of a sitemap that are read: what the protocol allows."""

_ENTRIES = ("{*}url", "{*}sitemap")


def sitemap_links(opened: io.BufferedReader, content: Content) -> Iterator[Link | Failure]:
    """Yield the addresses of a sitemap as they are read; after those of a damaged one, a `Failure`.

    The day that a news sitemap gives an article is its publication; ``lastmod``, the day of a change, is left out.
    """
    from lxml import etree

    number = 0
    try:
        for _, element in etree.iterparse(_Limited(opened), tag=_ENTRIES, resolve_entities=False, no_network=True):
            link = _link(element)
            if link is not None:
                number += 1
                yield link
            element.clear()
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except (etree.LxmlError, EOFError, OSError, ValueError, Unreadable) as err:
        yield Failure(content.source, f"damaged sitemap ({err}), {number} addresses read; fetch it again")


def _link(element: Any) -> Link | None:
    found: dict[str, str] = {}
    for part in element.iter():
        if isinstance(part.tag, str) and part.text and part.text.strip():
            found.setdefault(_name(part), part.text.strip())
    url = found.get("loc", "")
    if not url.startswith(("http://", "https://")):
        return None
    return Link(url, one_line(found.get("title")), one_line(found.get("name")), date=found.get("publication_date"))


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class _Limited(io.RawIOBase):
    """A stream that fails where it goes on and on."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream, self._left = stream, MAX_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"larger than {MAX_BYTES // 1_000_000} MB")
        return data

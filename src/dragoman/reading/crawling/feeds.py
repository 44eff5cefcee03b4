"""RSS and Atom feeds, read with feedparser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dragoman.reading.byline import clean_authors
from dragoman.reading.crawling.follow import Link
from dragoman.reading.run import Content
from dragoman.reading.services.lines import page_lines
from dragoman.reading.tables import Failure
from dragoman.reading.text import Unreadable, one_line, read_all

WHOLE_WORDS = 200
"""Words from which the text in an entry is taken for the whole article, unless it ends with "…" or the like."""

_CUT = ("…", "...", "[…]", "[...]", "read more", "continue reading", "»", "→")


def feed_links(opened: io.BufferedReader, content: Content) -> Iterator[Link | Failure]:
    """Yield the entries of a feed; after those of a damaged feed, a `Failure`."""
    import feedparser

    data = read_all(opened)
    charset = {"content-type": f"application/xml; charset={content.charset}"} if content.charset else None
    # Bytes in a stream, never as they are: what looks like an address or a path would be opened.
    found = feedparser.parse(io.BytesIO(data), response_headers=charset)
    outlet = one_line(found.feed.get("title"))
    for entry in found.entries:
        yield _link(entry, outlet)
    problem = found.get("bozo_exception") if found.get("bozo") else None
    if problem is not None and not isinstance(problem, feedparser.CharacterEncodingOverride):
        yield Failure(content.source, f"damaged feed ({problem}), {len(found.entries)} entries read; fetch it again")


def _link(entry: Any, outlet: str | None) -> Link:
    texts = [_plain(part.get("value")) for part in entry.get("content", ())]
    summary = _plain(entry.get("summary"))
    text = max([*texts, summary], key=len)
    author = one_line(entry.get("author"))
    url = entry.get("link") or ""
    return Link(
        url=url if url.startswith(("http://", "https://")) else None,
        title=one_line(_plain(entry.get("title"))),
        outlet=one_line(entry.get("source", {}).get("title")) or outlet,
        author=clean_authors(author) if author else None,
        date=entry.get("published"),
        text=text or None,
        is_whole=len(text.split()) >= WHOLE_WORDS and not text.rstrip(" .").lower().endswith(_CUT),
    )


def _plain(markup: str | None) -> str:
    """The paragraphs of an entry, a line each."""
    if not markup or not markup.strip():
        return ""
    try:
        return "\n".join(line.text for line in page_lines(f"<div>{markup}</div>") if line.text)
    except Unreadable:
        return ""

"""Web pages: the article and what the page says of it, by trafilatura in precision mode."""

from __future__ import annotations

import logging
from datetime import date as Day
from typing import Any

from dragoman.reading.dates import published
from dragoman.reading.document import with_language
from dragoman.reading.text import decode, normalise, unpack
from dragoman.record import Document, Problem, text_hash

_DEEPEST = 2_000  # nested elements: deeper ones are an attack or a fault, and recursion would break on them
_NO_ARTICLE = "no article text found on the page; save the article's own page, or give its text"


def html_document(
    data: bytes | str,
    *,
    source: str | None = None,
    id: str | None = None,
    date: str | None = None,
    title: str | None = None,
    fetched: Day | None = None,
) -> Document:
    """Return the document of a web page. A page without an article gives a document whose ``problem`` says so.

    Raises `dragoman.reading.text.Unreadable` for bytes that are no text.
    """
    page = normalise(data) if isinstance(data, str) else decode(unpack(data))
    found = _extract(page, source)
    text = normalise(found.get("text") or "").strip()
    digest = text_hash(text or page)
    made = Document(
        id=id if id else digest[:16],
        source=source or found.get("url"),
        title=(title or found.get("title") or "").strip() or None,
        outlet=found.get("sitename") or found.get("hostname"),
        author=found.get("author"),
        published=published(date or found.get("date"), fetched or Day.today()),
        sha256=text_hash(text),
        text=text,
    )
    if not text:
        made.problem = Problem(stage="reading", reason=_NO_ARTICLE)
        return made
    return with_language(made)


def _extract(page: str, source: str | None) -> dict[str, Any]:
    if _depth(page) > _DEEPEST:
        return {}
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    url = source if source and source.startswith("http") else None
    try:
        found = trafilatura.bare_extraction(
            page,
            url=url,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            # Only what the page itself declares: a date in the running text may be that of an event.
            date_extraction_params={"extensive_search": False, "original_date": True},
            config=DEFAULT_CONFIG,
        )
    except Exception:
        # The extractor stumbles on some broken pages; to the user such a page is one without an article.
        return {}
    return found.as_dict() if found is not None else {}


def _depth(page: str) -> int:
    """The most elements ever open at once, counted roughly and in one pass: elements that close nothing count too."""
    if page.count("<") < _DEEPEST:
        return 0
    from html.parser import HTMLParser

    void = {
        "br",
        "img",
        "hr",
        "meta",
        "link",
        "input",
        "source",
        "wbr",
        "area",
        "base",
        "col",
        "embed",
        "track",
        "param",
    }
    implied = {"p", "li", "td", "tr", "th", "dt", "dd", "option"}

    class Counter(HTMLParser):
        depth = deepest = 0

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            if tag not in void and tag not in implied:
                self.depth += 1
                self.deepest = max(self.deepest, self.depth)

        def handle_endtag(self, tag: str) -> None:
            if tag not in void and tag not in implied:
                self.depth = max(0, self.depth - 1)

    counter = Counter(convert_charrefs=False)
    counter.feed(page)
    return counter.deepest

"""Web pages: the article and what the page says of it, by trafilatura in precision mode."""

from __future__ import annotations

import io
import logging
import re
from datetime import date as Day
from typing import Any
from urllib.parse import urlsplit

from dragoman.reading.byline import clean_authors
from dragoman.reading.dates import date_in_text, gives_day, parse_date, published
from dragoman.reading.document import given_id, with_language
from dragoman.reading.text import decode, normalise, one_line, read_all, unpacked, without_surrogates
from dragoman.record import Document, Problem, text_hash

MAX_TAGS = 100_000
"""The most tags of a page that is read: news pages have some thousands; for a million the extractor takes a minute."""

_NO_ARTICLE = "no article text found on the page; save the article's own page, or give its text"
_TOO_LARGE = f"no article text found on the page: it has more than {MAX_TAGS:,} tags; give the text of the article"
_TITLE_MARK = re.compile(r"\s+[|–—»·-]\s+")


def html_document(
    data: bytes | str,
    *,
    source: str | None = None,
    id: object = None,
    date: object = None,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    fetched: Day | None = None,
    charset: str | None = None,
) -> Document:
    """Return the document of a web page. A page without an article gives a document whose ``problem`` says so.

    ``fetched`` (default: today) is the last day on which the page can have been published; ``charset`` is what the
    server called the page's character set. Raises `dragoman.reading.text.Unreadable` for bytes that are no text.
    """
    page = normalise(data) if isinstance(data, str) else _decoded(data, charset)
    last = fetched or Day.today()
    too_large = page.count("<") > MAX_TAGS
    found = {} if too_large else _extract(page, source)
    text = normalise(found.get("text") or "").strip()
    known_outlet = one_line(outlet) or _outlet(found)
    made = Document(
        id=given_id(id) or text_hash(text or page)[:16],
        source=without_surrogates(source) if source else one_line(found.get("url")),
        title=one_line(title) or _headline(one_line(found.get("title")), known_outlet),
        outlet=known_outlet,
        author=one_line(author) or _author(found, known_outlet),
        published=published(date, last)
        if date
        else _published(found.get("date"), page, last) or date_in_text(text, last),
        sha256=text_hash(text),
        text=text,
    )
    if not text:
        made.problem = Problem(stage="reading", reason=_TOO_LARGE if too_large else _NO_ARTICLE)
        return made
    return with_language(made)


def _decoded(data: bytes, charset: str | None) -> str:
    return decode(read_all(unpacked(io.BytesIO(data))), charset)


def _extract(page: str, source: str | None) -> dict[str, Any]:
    import trafilatura
    from trafilatura.settings import DEFAULT_CONFIG

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    if not re.search(r"<(?:html|body)[\s>]", page, re.IGNORECASE):
        page = f"<html><body><article>{page}</article></body></html>"
    try:
        found = trafilatura.bare_extraction(
            page,
            url=source if source and source.startswith(("http://", "https://")) else None,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            config=DEFAULT_CONFIG,
            # What the page declares as its date counts; the extensive search would guess from any number on it.
            date_extraction_params={
                "original_date": True,
                "extensive_search": False,
                # A later date is dropped below; told of a limit, the extractor puts another date in its place.
                "max_date": "2200-01-01",
            },
        )
    except Exception:
        # The extractor stumbles on some broken pages; to the user such a page is one without an article.
        return {}
    return found.as_dict() if found is not None else {}


def _published(found: str | None, page: str, last: Day) -> str | None:
    """The day that the page declares, if it stands there in full: of a bare month the extractor makes a day."""
    day = parse_date(found)
    return published(day, last) if day and gives_day(page, day) else None


def _outlet(found: dict[str, Any]) -> str | None:
    """The site's name as the page gives it, else its host; an address or a copyright note is no name."""
    name = one_line(found.get("sitename"))
    if name and "://" in name:
        name = urlsplit(name).hostname
    if not name or re.match(r"copyright|©|\d+$", name, re.IGNORECASE):
        name = one_line(found.get("hostname"))
    return name


def _author(found: dict[str, Any], outlet: str | None) -> str | None:
    author = one_line(found.get("author"))
    if not author or _same_name(author, outlet) or author.lower() in ("admin", "editor", "editorial", "staff"):
        return None
    return clean_authors(author)


def _headline(title: str | None, outlet: str | None) -> str | None:
    """A page's title without the outlet's name that many sites hang on: "Talks fail | Daily Example"."""
    if not title:
        return None
    marks = list(_TITLE_MARK.finditer(title))
    if marks and _same_name(title[marks[-1].end() :], outlet):
        return title[: marks[-1].start()].strip() or title
    return title


def _same_name(name: str, outlet: str | None) -> bool:
    def plain(written: str) -> str:
        return re.sub(r"^(?:www\.|the\s+)|\W|\.\w{2,4}$", "", written.casefold())

    return outlet is not None and plain(name) == plain(outlet)

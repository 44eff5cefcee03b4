"""From the links that a feed, sitemap or list names to the documents behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from dragoman.reading.dates import published
from dragoman.reading.document import document
from dragoman.reading.run import MAX_DEPTH, Content, Run
from dragoman.reading.tables import Failure, Item
from dragoman.reading.text import Unreadable, one_line
from dragoman.record import Document


@dataclass(frozen=True)
class Link:
    """What a list says of an article: where it is, and what it knows of it.

    ``text`` is what the list itself gives of the article; ``is_whole``: that is all of it.
    """

    url: str | None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    date: str | None = None
    text: str | None = None
    is_whole: bool = False


def listed_links(text: str) -> Iterator[Link]:
    """Yield the addresses of a list with one a line; lines that open with ``#`` are remarks."""
    for line in text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            yield Link(line.strip())


def follow(links: Iterable[Link | Failure], content: Content, run: Run) -> Iterator[Item]:
    """Yield the documents behind the links, each address once in a run; what fails is named and the rest goes on.

    What a page says of itself counts; what it leaves open is filled in from the list.
    """
    depth = content.depth + 1
    any_link = False
    for link in links:
        any_link = True
        if isinstance(link, Failure):
            yield link
        elif link.text and (link.is_whole or run.web.feed_text):
            yield _own_text(link, link.text, content, run)
        elif link.url is None or run.web.feed_text:
            reason = "gives no text of its own" if link.url else "gives neither a text nor an address"
            remedy = "leave out --feed-text to fetch its page" if link.url else "give the article's page"
            yield Failure(link.url or content.source, f"the entry {link.title or '(untitled)'!r} {reason}; {remedy}")
        elif depth > MAX_DEPTH:
            yield Failure(link.url, f"more than {MAX_DEPTH} lists in one another; give its address itself")
        elif run.is_new(link.url):
            yield from _behind(link, link.url, depth, run)
    if not any_link:
        raise Unreadable("names no article; give another feed or list")


def _behind(link: Link, url: str, depth: int, run: Run) -> Iterator[Item]:
    from dragoman.reading.contents import address

    try:
        for item in address(url, run, depth):
            yield _filled(item, link, run) if isinstance(item, Document) else item
    except Unreadable as err:
        yield Failure(url, str(err))


def _filled(found: Document, link: Link, run: Run) -> Document:
    found.title = found.title or one_line(link.title)
    if not found.outlet or found.outlet in urlsplit(found.source or "").netloc:  # a host stands in for a name
        found.outlet = one_line(link.outlet) or found.outlet
    found.author = found.author or one_line(link.author)
    found.published = found.published or (published(link.date, run.today) if link.date else None)
    return found


def _own_text(link: Link, text: str, content: Content, run: Run) -> Item:
    source = link.url or content.source
    return document(
        text,
        title=link.title,
        outlet=link.outlet,
        author=link.author,
        date=link.date,
        source=source,
        today=run.today,
    )

"""A text and what is known of it, as a document."""

from __future__ import annotations

from datetime import date as Day

from dragoman.reading.byline import find_byline, is_credit
from dragoman.reading.dates import date_in_text, is_date_line, published
from dragoman.reading.language import identify, language_problem
from dragoman.reading.text import normalise, one_line, without_surrogates
from dragoman.record import Document, Problem, text_hash

_TITLE = 160  # characters of a headline at most


def document(
    text: str,
    *,
    id: object = None,
    date: object = None,
    title: str | None = None,
    source: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    today: Day | None = None,
) -> Document:
    """Return the document of a plain text. What is not given is looked for in its lines; unknown stays ``None``.

    The text is kept but for its line ends. ``id`` is written as a string; without one a hash of the text is the id.
    ``date`` is the day of publication (ISO or the like); one that is not certain or later than ``today`` is left out.
    """
    today = today or Day.today()
    text = normalise(text)
    digest = text_hash(text)
    line_author, line_outlet = find_byline(text)
    made = Document(
        id=given_id(id) or hash_id(text, source),
        source=without_surrogates(source) if source else None,
        title=one_line(title) or first_line_title(text),
        outlet=one_line(outlet) or line_outlet,
        author=one_line(author) or line_author,
        published=published(date, today) if date else date_in_text(text, today),
        sha256=digest,
        text=text,
    )
    return with_language(made)


def given_id(value: object) -> str | None:
    """Return an id that the user gave as a string, ``None`` where it is blank."""
    written = "" if value is None else without_surrogates(str(value))
    return written if written.strip() else None


def hash_id(text: str, source: str | None) -> str:
    """Return the id of a document that was given none: a hash of its text; of its source where the text is empty."""
    return text_hash(text if text.strip() else f"{source}\n{text}")[:16]


def with_language(made: Document) -> Document:
    """Set a document's language, and its problem where it cannot be coded."""
    if not made.text.strip():
        made.problem = made.problem or Problem(stage="reading", reason="the text is empty; give the text of an article")
        return made
    made.language = identify(made.text)
    reason = language_problem(made.language)
    if reason and made.problem is None:
        made.problem = Problem(stage="reading", reason=reason)
    return made


def first_line_title(text: str) -> str | None:
    """Return the first line of a text where it looks like a headline: short, no full stop, and a paragraph after it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    first = lines[0]
    if len(first) > _TITLE or len(first.split()) < 3 or first[-1] in ".:;,":
        return None
    if first.lower().startswith(("image ", "photo", "share ", "advert")) or is_date_line(first) or is_credit(first):
        return None
    return one_line(first) if max(map(len, lines[1:])) > len(first) else None

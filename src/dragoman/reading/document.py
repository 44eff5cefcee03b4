"""A text and what is known of it, as a document."""

from __future__ import annotations

from datetime import date as Day

from dragoman.reading.byline import find_byline
from dragoman.reading.dates import date_in_text, published
from dragoman.reading.language import identify, language_problem
from dragoman.reading.text import normalise
from dragoman.record import Document, Problem, text_hash

_TITLE = 160  # characters of a headline at most


def document(
    text: str,
    *,
    id: str | None = None,
    date: str | None = None,
    title: str | None = None,
    source: str | None = None,
    outlet: str | None = None,
    today: Day | None = None,
) -> Document:
    """Return the document of a plain text. What is not given is looked for in its first lines; unknown stays ``None``.

    ``date`` is the day of publication; one that is not certain or later than ``today`` is left out.
    """
    today = today or Day.today()
    text = normalise(text)
    digest = text_hash(text)
    author, line_outlet = find_byline(text)
    made = Document(
        id=id if id else digest[:16],
        source=source,
        title=title.strip() if title and title.strip() else first_line_title(text),
        outlet=outlet or line_outlet,
        author=author,
        published=published(date, today) if date else date_in_text(text, today),
        sha256=digest,
        text=text,
    )
    return with_language(made)


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
    """Return the first line of a text where it looks like a headline: short, no full stop, and paragraphs after it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return None
    first = lines[0]
    if len(first) > _TITLE or len(first.split()) < 3 or first[-1] in ".:;,":
        return None
    if first.lower().startswith(("by ", "updated", "published", "image ", "photo")):
        return None
    return first if max(map(len, lines[1:])) > len(first) else None

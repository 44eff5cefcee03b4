"""Exports of Nexis Uni and Lexis+: many articles in one file, each between its head and "End of Document".

An article's head holds title, outlet and date on a line each, then "Copyright …" and named fields ("Section:",
"Length:", "Byline:", "Dateline:", "Highlight:"); "Body" opens its text, "Classification" or "Load-Date:" its foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from dragoman.reading.byline import clean_authors
from dragoman.reading.dates import parse_date
from dragoman.reading.document import document
from dragoman.reading.services.lines import Line
from dragoman.reading.tables import Failure, Item

_END = "End of Document"
_BODY = "Body"
_FIELD = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Series|Edition|Correction Appended):\s*(.*)")
_COPYRIGHT = re.compile(r"Copyright\b|©|All Rights Reserved", re.IGNORECASE)
_FOOT = re.compile(r"(?:Classification|Graphic|Correction|Notes)$|(?:Load-Date|Correction-Date):")
_LENGTH = re.compile(r"Length: \d[\d,.]* words", re.IGNORECASE)
_ITEM = re.compile(r"urn(?::|%3A)contentItem(?::|%3A)([\w-]+)")
_DATE_LINE = 100  # characters at most


def is_export(lines: list[Line]) -> bool:
    """Whether lines are those of an export of Nexis."""
    texts = {line.text for line in lines}
    return _BODY in texts and (_END in texts or any(_LENGTH.match(text) for text in texts))


def articles(lines: list[Line], source: str, today: Day) -> Iterator[Item]:
    """Yield the document of each article, or why there is none; ``lines`` are those that are not blank.

    The source is ``source:number``. The id is that of the article in Nexis where its title links there.
    """
    held: list[Line] = []
    number = 1
    for line in lines:
        if line.text == _END:
            yield _article(held, f"{source}:{number}", today)
            held, number = [], number + 1
        else:
            held.append(line)
    if any(line.text == _BODY or _FIELD.match(line.text) for line in held):
        yield Failure(f"{source}:{number}", f"breaks off before {_END!r}; download or copy the file again")


def _article(lines: list[Line], place: str, today: Day) -> Item:
    opens = next((n for n, line in enumerate(lines) if line.text == _BODY), None)
    if opens is None:
        shown = lines[0].text[:60] if lines else "no line"
        return Failure(place, f"has no {_BODY!r} part ({shown}); download full documents, not a list of results")
    head, after = lines[:opens], lines[opens + 1 :]
    fields = {match[1]: match[2] for line in head if (match := _FIELD.match(line.text))}
    title, outlet, day = _title_outlet_day(head)
    ends = next((n for n, line in enumerate(after) if _FOOT.match(line.text)), len(after))
    body = [line.text for line in after[:ends]]
    if title is not None and body[:1] == [title.text]:
        body = body[1:]
    if not body:
        return Failure(place, f"has no text under {_BODY!r}; download full documents")
    linked = _ITEM.search(title.link) if title is not None and title.link else None
    return document(
        "\n".join([with_dateline(body[0], fields.get("Dateline")), *body[1:]]),
        id=linked[1] if linked else None,
        title=title.text if title is not None else None,
        outlet=outlet,
        author=author(fields.get("Byline")),
        date=day.isoformat() if day else None,
        source=place,
        today=today,
    )


def _title_outlet_day(head: list[Line]) -> tuple[Line | None, str | None, Day | None]:
    """What stands above the copyright note and the fields: title, outlet, date. A cover page may stand above them."""
    ends = next((n for n, line in enumerate(head) if _FIELD.match(line.text) or _COPYRIGHT.match(line.text)), len(head))
    day = None
    for number in range(ends - 1, max(ends - 4, 1), -1):
        day = parse_date(head[number].text) if len(head[number].text) <= _DATE_LINE else None
        if day:
            ends = number
            break
    title = head[ends - 2] if ends >= 2 else None
    return title, head[ends - 1].text if ends >= 2 else None, day


def with_dateline(paragraph: str, dateline: str | None) -> str:
    """Return a first paragraph with the dateline that the service keeps apart, as papers print it: "KABUL — …"."""
    if not dateline or paragraph.casefold().startswith(dateline.casefold()):
        return paragraph
    return f"{dateline} — {paragraph}"


def author(byline: str | None) -> str | None:
    """Return the authors that a byline names."""
    names = re.sub(r"^by:?\s+", "", byline.strip(), flags=re.IGNORECASE) if byline else ""
    return clean_authors(names) if names else None

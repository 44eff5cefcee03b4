"""Exports of Factiva as HTML or RTF: many articles, each ending with its accession number ("Document XYZ…").

"Full Article/Report plus Indexing" gives each field with its code in a table: HD headline, BY byline, CR credit, WC
words, PD date, SN source, LA language, LP lead paragraph, TD text, AN accession number. "Full Article" gives the same
without codes, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day

from dragoman.reading.byline import is_credit
from dragoman.reading.dates import parse_date
from dragoman.reading.document import document
from dragoman.reading.services.lines import Line
from dragoman.reading.services.nexis import author
from dragoman.reading.tables import Failure, Item

_NUMBER = re.compile(r"(?:AN\s*\|\s*)?Document ([A-Z][A-Z0-9]{3,}\d{8}[a-z0-9]{5,})\|?")
_CODE = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|ART|CLM|CO|IN|NS|RE|IPC|IPD|PUB|AN|CX|DLN|RST)"
    r"(?:\s*\|\s*|\t\s*|\s*$)(.*)"
)
_WORDS = re.compile(r"\d[\d,.]*\s+words", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\s*[A-Z]{2,5})?")
_COPYRIGHT = re.compile(r"(?:Copyright\b|©|\(c\))", re.IGNORECASE)
_LANGUAGE = "English"
_DETAILS = 8  # lines from the number of words to the copyright note at most


def is_export(lines: list[Line]) -> bool:
    """Whether lines are those of an export of Factiva."""
    coded = any((match := _CODE.match(line.text)) and match[1] == "HD" for line in lines)
    worded = any(_WORDS.fullmatch(line.text.strip("|")) for line in lines)
    return (coded or worded) and any(_NUMBER.match(line.text) or line.text.startswith("WC|") for line in lines)


def articles(lines: list[Line], source: str, today: Day) -> Iterator[Item]:
    """Yield the document of each article, or why there is none; ``lines`` are those that are not blank.

    The source is ``source:number``, the id the accession number.
    """
    held: list[str] = []
    number = 1
    for line in lines:
        ended = _NUMBER.match(line.text)
        if ended:
            yield _article(held, ended[1], f"{source}:{number}", today)
            held, number = [], number + 1
        else:
            held.append(line.text)
    if any(_CODE.match(text) and text.startswith(("HD", "TD", "LP")) for text in held) or any(
        _WORDS.fullmatch(text) for text in held
    ):
        reason = "breaks off before its accession number ('Document …'); download or copy the file again"
        yield Failure(f"{source}:{number}", reason)


def _article(texts: list[str], accession: str, place: str, today: Day) -> Item:
    fields = _coded(texts) or _uncoded(texts)
    title = " ".join(fields.get("HD", [])) or None
    body = fields.get("LP", []) + fields.get("TD", [])
    if title and body[:1] == [title]:
        body = body[1:]
    if not body:
        return Failure(place, f"{accession} has no text; download it as 'Full Article/Report plus Indexing'")
    day = parse_date(" ".join(fields.get("PD", [])))
    return document(
        "\n".join(body),
        id=accession,
        title=title,
        outlet=" ".join(fields.get("SN", [])) or None,
        author=author(" ".join(fields.get("BY", []))),
        date=day.isoformat() if day else None,
        source=place,
        today=today,
    )


def _coded(texts: list[str]) -> dict[str, list[str]]:
    """The paragraphs under each code; empty where there is no headline code."""
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for text in texts:
        opened = _CODE.match(text)
        if opened:
            current = fields.setdefault(opened[1], [])
            text = opened[2]
        text = text.strip("| ")
        if current is not None and text:
            current.append(text)
    return fields if "HD" in fields else {}


def _uncoded(texts: list[str]) -> dict[str, list[str]]:
    """The same fields of an article without codes, told by the line that counts its words."""
    texts = [text.strip("| ") for text in texts]
    words = next((n for n, text in enumerate(texts) if _WORDS.fullmatch(text)), None)
    if not words:
        return {}
    details = texts[words + 1 : words + 1 + _DETAILS]
    ends = next((n for n, text in enumerate(details) if _COPYRIGHT.match(text)), None)
    if ends is None:
        ends = next((n for n, text in enumerate(details) if text == _LANGUAGE), None)
    if ends is None:
        return {}
    credited = words > 1 and (is_credit(texts[words - 1]) or texts[words - 1].lower().startswith("by "))
    dated = next((n for n, text in enumerate(details[:ends]) if parse_date(text)), None)
    named = [text for text in details[0 if dated is None else dated + 1 : ends] if not _CLOCK.fullmatch(text)]
    return {
        "HD": [texts[words - 2 if credited else words - 1]],
        "BY": [texts[words - 1]] if credited else [],
        "PD": [] if dated is None else [details[dated]],
        "SN": named[:1],
        "TD": texts[words + 2 + ends :],
    }

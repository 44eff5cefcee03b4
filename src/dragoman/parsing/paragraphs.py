"""Paragraphs of a document: what is headline, heading and body; furniture and the dateline set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dragoman.record import Document, Span

ParagraphKind = Literal["headline", "heading", "body"]

_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
# CAIRO (AP) — | WASHINGTON, March 3 (Example Wire) -- | KABUL, Afghanistan –
_DATELINE = re.compile(
    r"""\s*(?P<place>[A-Z][A-Z.'’ -]{2,}(?:,\s[A-Z][\w.'’]+(?:\s[A-Z][\w.'’]+){0,2})?)
        (?:,?\s+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?))?
        \s*(?:\((?P<wire>[^()\n]{2,40})\)\s*)?(?:--|—|–|―|\s-)\s*""",
    re.VERBOSE,
)
_TITLE_CASE_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w.'’-]+(?:[ ][A-Z][\w.'’-]+){0,2}(?:,[ ][A-Z][\w.'’]+)?)"
    r"(?:,?[ ]+(?P<date>(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8}\.?)(?:,?\s\d{4})?))?"
    r"\s*\((?P<wire>[^()\n]{2,40})\)\s*(?:--|—|–|―|-)\s*"
)
_WRAP_LOW, _WRAP_HIGH = 45, 100


@dataclass(frozen=True)
class Paragraph:
    """A stretch of the article in one piece. ``span`` lies in the document's text."""

    span: Span
    kind: ParagraphKind


@dataclass(frozen=True)
class Dateline:
    """The place (and day) that opens an agency story: ``span`` is the whole of it, ``place`` and ``date`` its parts."""

    span: Span
    place: Span
    date: Span | None


def find_dateline(text: str, span: Span) -> Dateline | None:
    """Return the dateline that opens a paragraph, if one does."""
    match = _DATELINE.match(text, *span) or _TITLE_CASE_DATELINE.match(text, *span)
    if not match or match.end() >= span[1]:
        return None
    date = match.span("date") if match.group("date") else None
    start = match.start("place")
    return Dateline((start, match.end()), (start, start + len(match.group("place").rstrip())), date)


def split_paragraphs(document: Document) -> tuple[list[Paragraph], Dateline | None]:
    """Return the paragraphs of the article in text order, without furniture, and the dateline.

    A line is a paragraph, except where the text was wrapped at a fixed width: a blank or a short line ends it there.
    """
    text = document.text
    cut = sorted(f.span for f in document.furniture)
    headings = set(document.headings)
    paragraphs: list[Paragraph] = []
    dateline: Dateline | None = None
    for block in _blocks(text):
        for piece in _without(block, cut):
            span = _trim(text, piece)
            if not span:
                continue
            kind = _kind(text, span, document, headings, first=not paragraphs)
            if dateline is None and kind == "body" and len(paragraphs) < 6:
                dateline = find_dateline(text, span)
                if dateline:
                    span = (dateline.span[1], span[1])
            paragraphs.append(Paragraph(span, kind))
    return paragraphs, dateline


def _kind(text: str, span: Span, document: Document, headings: set[Span], *, first: bool) -> ParagraphKind:
    if any(start <= span[0] and span[1] <= end for start, end in headings):
        return "heading"
    words = text[slice(*span)]
    if first and document.title and _letters(words) == _letters(document.title):
        return "headline"
    return "body"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _blocks(text: str) -> Iterator[Span]:
    """Lines, or runs of lines where the text was wrapped at a fixed width."""
    lines = [m.span() for m in _LINE.finditer(text)]
    if not _is_wrapped(text, lines):
        yield from lines
        return
    start: int | None = None
    for number, (low, high) in enumerate(lines):
        start = low if start is None else start
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following and following[0] - high == 1 and not _ends_paragraph(text[low:high]):
            continue
        yield (start, high)
        start = None


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    joined = [(a, b) for a, b in pairwise(lines) if b[0] - a[1] == 1 and _WRAP_LOW <= a[1] - a[0] <= _WRAP_HIGH]
    if len(joined) < 3 or max((b - a for a, b in lines), default=0) > _WRAP_HIGH + 20:
        return False
    broken = sum(1 for a, b in joined if not _SENTENCE_END.search(text[slice(*a)]) and text[b[0]].islower())
    return broken * 3 >= len(joined)


def _ends_paragraph(line: str) -> bool:
    return len(line) < _WRAP_LOW


def _without(block: Span, cut: list[Span]) -> Iterator[Span]:
    start, end = block
    for low, high in cut:
        if high <= start or low >= end:
            continue
        if low > start:
            yield (start, low)
        start = max(start, high)
    if start < end:
        yield (start, end)


def _trim(text: str, span: Span) -> Span | None:
    start, end = span
    while start < end and not (text[start].isprintable() and not text[start].isspace()):
        start += 1
    while end > start and not (text[end - 1].isprintable() and not text[end - 1].isspace()):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None

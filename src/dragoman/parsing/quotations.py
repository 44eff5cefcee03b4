"""Quotation spans, whatever marks the keyboard gave and whichever of them are missing.

Marks are paired inside a paragraph. A mark left open closes with the paragraph; where the next paragraph opens with a
mark too, that is the printer's rule for a quotation that goes on, and ``continues`` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.record import Span

# opening mark → the marks that may close it
_PAIRS = {
    "“": '”“"',
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
    "``": ("''",),
    "‘": "’",
}
_MARK = re.compile(r"``|''|[“”„‟«»‹›「」『』\"‘’＂]|(?<!\w)'(?=\w)|(?<=[\w.,!?])'(?!\w)")
_STRAIGHT = ('"', "＂", "''")  # the same mark opens and closes
_LONGEST_SINGLE = 400


@dataclass(frozen=True)
class Quotation:
    """Words between quotation marks; ``span`` has the marks, ``inner`` has not.

    ``closed`` tells whether the closing mark is there; ``continues`` whether the next paragraph goes on with it.
    ``level`` is 0 for a quotation of the article and 1 for one inside another.
    """

    span: Span
    inner: Span
    closed: bool
    continues: bool = False
    level: int = 0


@dataclass
class _Open:
    mark: str
    start: int
    end: int


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Return the quotations of a text in text order, outer ones before those inside them."""
    found: list[Quotation] = []
    for number, span in enumerate(paragraphs):
        here = _in_paragraph(text, span)
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if here and not here[-1].closed and following and _opens_quotation(text, following):
            last = here[-1]
            here[-1] = Quotation(last.span, last.inner, False, True, last.level)
        found += here
    return sorted(found, key=lambda q: (q.span[0], -q.span[1]))


def _opens_quotation(text: str, span: Span) -> bool:
    return text[span[0]] in "“\"„«‘'" or text.startswith("``", span[0])


def _goes_on(text: str, mark: str, low: int, stack: list[_Open]) -> bool:
    """Whether a mark opens again what is open: paragraphs of one quotation that came as one line."""
    return (
        len(stack) == 1
        and stack[0].mark == mark
        and mark in ("“", "«", "„", "``")
        and text[stack[0].start : low].rstrip()[-1:] in (".", "!", "?", "…")
    )


def _in_paragraph(text: str, span: Span) -> list[Quotation]:
    start, end = span
    stack: list[_Open] = []
    found: list[Quotation] = []
    for match in _MARK.finditer(text, start, end):
        mark, low, high = match.group(), match.start(), match.end()
        role = _role(text, span, mark, low, high, stack)
        if role == "open":
            if _goes_on(text, mark, low, stack):
                opened = stack.pop()
                end = low - len(text[:low]) + len(text[:low].rstrip())
                found.append(Quotation((opened.start, end), (opened.end, end), False, True))
            stack.append(_Open(mark, low, high))
        elif role == "close":
            level = _matching(stack, mark)
            if level is None:
                continue
            del stack[level + 1 :]
            opened = stack.pop()
            found.append(Quotation((opened.start, high), (opened.end, low), True, level=min(len(stack), 1)))
    if stack and not _is_single(stack[0].mark):
        opened = stack[0]
        found = [_nested(q) if q.span[0] > opened.start else q for q in found]
        found.append(Quotation((opened.start, end), (opened.end, end), False))
    return [q for q in found if any(c.isalnum() for c in text[slice(*q.inner)])]


def _nested(quotation: Quotation) -> Quotation:
    return Quotation(quotation.span, quotation.inner, quotation.closed, quotation.continues, 1)


def _is_single(mark: str) -> bool:
    return mark in ("‘", "'", "’")


def _matching(stack: list[_Open], mark: str) -> int | None:
    """The level of the innermost open mark that this one can close."""
    for level in range(len(stack) - 1, -1, -1):
        opened = stack[level].mark
        if opened == mark or mark in _PAIRS.get(opened, ()) or (opened in _STRAIGHT and mark in ("”", "''")):
            return level
        if opened == "'" and mark == "’":
            return level
    return None


def _role(text: str, span: Span, mark: str, low: int, high: int, stack: list[_Open]) -> str | None:
    """Whether a mark opens, closes or is no quotation mark here (an apostrophe, inches, a ditto sign)."""
    before = text[low - 1] if low > span[0] else " "
    after = text[high] if high < span[1] else " "
    if mark in ("’", "'", "‘"):
        return _role_of_single(text, span, mark, low, high, stack, before, after)
    if mark in _STRAIGHT:
        if before.isdigit() and not after.isalpha() and not stack:
            return None  # 6'2", 19"
        if _matching(stack, mark) is None:
            return "open" if not after.isspace() or before.isspace() else None
        return "open" if before.isspace() and not after.isspace() and _closes_later(text, span, high) else "close"
    if mark in ("”", "»", "›", "」", "』"):
        if _matching(stack, mark) is not None:
            return "close"
        return "open" if before.isspace() and not after.isspace() and mark in ("”", "»") else None
    if (
        mark in ("“", "«")
        and _matching(stack, mark) is not None
        and (not before.isspace() and (after.isspace() or not after.isalnum()))
    ):
        return "close"  # „German“ marks, or a typist's “twice the same“
    return "open"


def _closes_later(text: str, span: Span, high: int) -> bool:
    """Whether a straight mark that looks like an opening one meets a closing one before the next opening one."""
    rest = _MARK.search(text, high, span[1])
    while rest and rest.group() not in _STRAIGHT:
        rest = _MARK.search(text, rest.end(), span[1])
    if rest is None:
        return False
    before = text[rest.start() - 1]
    return not before.isspace()


def _role_of_single(
    text: str, span: Span, mark: str, low: int, high: int, stack: list[_Open], before: str, after: str
) -> str | None:
    if before.isalnum() and after.isalnum():
        return None
    if mark in ("’", "'") and stack and _is_single(stack[-1].mark) and not after.isalnum() and not before.isspace():
        return "close"
    opens = mark == "‘" or (mark == "'" and not before.isalnum() and after.isalnum())
    if not opens or before.isalnum():
        return None
    close = re.compile(r"[’'](?!\w)").search(text, high, min(span[1], high + _LONGEST_SINGLE))
    return "open" if close and close.start() - high > 2 else None

"""The day of publication, from a row, a page or a line of the text; none rather than a doubtful one."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_SLASHED = re.compile(r"^(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)\b")
_LINE = 90  # characters: a line of its own, not a paragraph
_EDGE_LINES = 8  # lines from the top and the bottom of a text in which its date may stand


def parse_date(value: object) -> date | None:
    """Return the day that a value gives for certain: ISO, 14 March 2019, March 14, 2019, 20190314; else ``None``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    for pattern, order in ((_ISO, "ymd"), (_COMPACT, "ymd"), (_DAY_FIRST, "dmy"), (_MONTH_FIRST, "mdy")):
        match = pattern.search(text)
        if match:
            parts = dict(zip(order, match.groups(), strict=True))
            return _day(parts["y"], parts["m"], parts["d"])
    slashed = _SLASHED.match(text)
    if slashed:
        first, second, year = slashed.groups()
        if int(first) > 12:
            return _day(year, second, first)
        if int(second) > 12:
            return _day(year, first, second)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()[:3]) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def published(value: object, today: date) -> str | None:
    """Return a day of publication as ISO date; one later than today is wrong, so it is unknown."""
    found = parse_date(value)
    return found.isoformat() if found and found <= today else None


_DATELINE = re.compile(
    rf"[A-Z][A-Z .'’-]{{2,30}}(?:, [A-Z][\w.]+)?,? (?:{_MONTH} \d{{1,2}},|\d{{1,2}} {_MONTH}) (?:19|20)\d\d\b", re.I
)


def date_in_text(text: str, today: date) -> str | None:
    """Return the full date of a short line near the top or the bottom of a text, else that of a dateline."""
    lines = [line for line in text.split("\n") if line.strip()]
    edges = lines[:_EDGE_LINES] + lines[max(_EDGE_LINES, len(lines) - 3) :]
    for line in edges:
        if len(line) <= _LINE and not re.search(r"©|copyright|\blast (?:year|month|week)\b", line, re.IGNORECASE):
            rest = _DAY_FIRST.sub("", _MONTH_FIRST.sub("", _ISO.sub("", line)))
            found = published(line, today) if len(rest.split()) <= 9 and not rest.rstrip().endswith(".") else None
            if found:
                return found
    for line in lines[:_EDGE_LINES]:
        dateline = _DATELINE.match(line.lstrip())
        if dateline and line.lstrip()[:3].isupper():
            return published(dateline.group(), today)
    return None

"""When: expressions of time in news, relative to the day of publication, as intervals with precision and basis."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.record import DateBasis, DatePrecision, EventDate, Span

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SMALL = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_SMALL |= {"a": 1, "an": 1, "several": 3, "few": 3, "couple": 2}
_NUMBER = r"(?P<n>\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"

Found = tuple[date, date, DatePrecision, DateBasis]


def _of_month(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.rstrip(".").lower()[:3]))


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _full(m: re.Match[str], day: date | None) -> Found | None:
    """14 March 2019, March 14, 2019; without a year the one that puts it nearest before the story."""
    year, month, number = m.group("year"), _of_month(m.group("month")), int(m.group("day"))
    if year is None and day is None:
        return None
    try:
        found = date(int(year) if year else day.year, month, number)  # type: ignore[union-attr]
        if year is None and day and found > day + timedelta(days=60):
            found = date(found.year - 1, month, number)
    except ValueError:
        return None
    return found, found, "day", "stated"


def _month_year(m: re.Match[str], day: date | None) -> Found:
    return (*_whole_month(int(m.group("year")), _of_month(m.group("month"))), "month", "stated")


def _month_alone(m: re.Match[str], day: date | None) -> Found | None:
    if day is None:
        return None
    month = _of_month(m.group("month"))
    ahead = m.group(0).lower().startswith(("next", "by", "until"))
    year = day.year - (month > day.month and not ahead) + (month < day.month and ahead)
    return (*_whole_month(year, month), "month", "relative")


def _year(m: re.Match[str], day: date | None) -> Found:
    year = int(m.group("year"))
    return date(year, 1, 1), date(year, 12, 31), "year", "stated"


def _decade(m: re.Match[str], day: date | None) -> Found:
    year = int(m.group("year"))
    return date(year, 1, 1), date(year + 9, 12, 31), "decade", "stated"


def _weekday(m: re.Match[str], day: date | None) -> Found | None:
    """The last such day up to the story's own; "next Tuesday" the one after it."""
    if day is None:
        return None
    wanted = _WEEKDAYS.index(m.group("weekday").lower())
    if (m.group("which") or "").lower() == "next":
        ahead = (wanted - day.weekday()) % 7 or 7
        found = day + timedelta(days=ahead)
    else:
        found = day - timedelta(days=(day.weekday() - wanted) % 7)
    return found, found, "day", "weekday"


def _near(m: re.Match[str], day: date | None) -> Found | None:
    if day is None:
        return None
    word = m.group(0).lower()
    shift = -1 if word in ("yesterday", "last night", "overnight") else 1 if word == "tomorrow" else 0
    found = day + timedelta(days=shift)
    return found, found, "day", "relative"


def _ago(m: re.Match[str], day: date | None) -> Found | None:
    if day is None:
        return None
    number = m.group("n").lower()
    n = int(number) if number.isdigit() else _SMALL[number]
    unit = m.group("unit").lower()
    if unit == "day":
        found = day - timedelta(days=n)
        return found, found, "day", "relative"
    if unit == "week":
        start = day - timedelta(weeks=n, days=day.weekday())
        return start, start + timedelta(days=6), "week", "relative"
    if unit == "month":
        months = day.year * 12 + day.month - 1 - n
        return (*_whole_month(months // 12, months % 12 + 1), "month", "relative")
    years = n * (10 if unit == "decade" else 1)
    return (
        date(day.year - years, 1, 1),
        date(day.year - years, 12, 31),
        "decade" if unit == "decade" else "year",
        "relative",
    )


def _period(m: re.Match[str], day: date | None) -> Found | None:
    """Last week, this month, next year."""
    if day is None:
        return None
    step = {"last": -1, "past": -1, "previous": -1, "this": 0, "next": 1, "coming": 1}[m.group("which").lower()]
    unit = m.group("unit").lower()
    if unit == "week":
        start = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return start, start + timedelta(days=6), "week", "relative"
    if unit == "month":
        months = day.year * 12 + day.month - 1 + step
        return (*_whole_month(months // 12, months % 12 + 1), "month", "relative")
    if unit == "year":
        return date(day.year + step, 1, 1), date(day.year + step, 12, 31), "year", "relative"
    return None


_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_RULES: list[tuple[re.Pattern[str], Callable[[re.Match[str], date | None], Found | None]]] = [
    (re.compile(rf"\b{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?\b", re.IGNORECASE), _full),
    (re.compile(rf"\b{_DAY}\s+{_MONTH}(?:,?\s+{_YEAR})?\b", re.IGNORECASE), _full),
    (re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", re.IGNORECASE), _month_year),
    (re.compile(r"\b(?P<year>(?:1[89]|20)\d0)s\b"), _decade),
    (
        re.compile(rf"\b(?:in|since|from|until|by|during|of|before|after)\s+(?:early\s+|late\s+|mid-)?{_YEAR}\b", re.I),
        _year,
    ),
    (
        re.compile(
            r"\b(?:(?P<which>last|next|this)\s+)?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b", re.I
        ),
        _weekday,
    ),
    (re.compile(r"\b(?:yesterday|today|tomorrow|tonight|last night|overnight)\b", re.IGNORECASE), _near),
    (re.compile(rf"\b{_NUMBER}\s+(?P<unit>day|week|month|year|decade)s?\s+(?:ago|earlier)\b", re.IGNORECASE), _ago),
    (
        re.compile(r"\b(?P<which>last|past|previous|this|next|coming)\s+(?P<unit>week|month|year)\b", re.IGNORECASE),
        _period,
    ),
    (
        re.compile(rf"\b(?:in|since|last|next|this|by|until|from)\s+(?:early\s+|late\s+|mid-)?{_MONTH}\b", re.I),
        _month_alone,
    ),
]


def find_date(text: str, span: Span, published: str | None, near: int | None = None) -> EventDate | None:
    """Return the expression of time in a stretch of text, the one nearest to ``near`` where there are several.

    ``published`` is the story's ISO date; without it relative expressions are passed over.
    """
    day = date.fromisoformat(published) if published else None
    found: list[tuple[int, int, EventDate]] = []
    taken: list[Span] = []
    for pattern, read in _RULES:
        for m in pattern.finditer(text, *span):
            if any(m.start() < e and s < m.end() for s, e in taken):
                continue
            try:
                result = read(m, day)
            except (ValueError, OverflowError):
                continue
            if result is None:
                continue
            taken.append(m.span())
            start, end, precision, basis = result
            # Expressions of time mostly follow their verb: one before it counts as twice as far.
            distance = 0 if near is None else m.start() - near if m.start() >= near else 2 * (near - m.end())
            found.append(
                (
                    distance,
                    m.start(),
                    EventDate(
                        start=start.isoformat(), end=end.isoformat(), precision=precision, basis=basis, span=m.span()
                    ),
                )
            )
    return min(found, key=lambda f: f[:2])[2] if found else None


def published_date(published: str | None) -> EventDate:
    """Return the story's own day as the date of what it reports; unknown where the story has none."""
    if published is None:
        return EventDate()
    return EventDate(start=published, end=published, precision="day", basis="published")

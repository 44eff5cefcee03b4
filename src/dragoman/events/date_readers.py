"""How an expression of time is read: a reader for each form of words, given what the clause and the story tell.

Readers get the story's day, which way the clause looks and the date told before; what they would need and do not have
makes them return ``None``, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.events import intervals
from dragoman.events.intervals import Days, Interval, month_number
from dragoman.record import DateBasis, DatePrecision


@dataclass(frozen=True)
class Seen:
    """What an expression is read by: the story's day, whether the clause looks ahead, the date told before it."""

    day: date | None
    ahead: bool | None = None
    anchor: Interval | None = None


@dataclass(frozen=True)
class Reading:
    """An interval; an end that nobody can know is ``None``."""

    start: date | None
    end: date | None
    precision: DatePrecision
    basis: DateBasis


Match = re.Match[str]
Reader = Callable[[Match, Seen], Reading | None]

COUNTS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
COUNTS |= {"a": 1, "an": 1, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "couple": 2}
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_PREPOSED = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _part(m: Match) -> str | None:
    words = (m.group("part") or "").lower().split()
    return None if not words else words[0] if len(words) == 1 else _PARTS[words[1]]


def _count(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[word.lower()]


def _whole(days: Days, precision: DatePrecision, basis: DateBasis) -> Reading:
    return Reading(*days, precision, basis)


def _of_year(m: Match, number: int, day: int, seen: Seen, name: str = "year") -> date | None:
    """A day of a month; without a year the one that the clause's tense makes likeliest."""
    if m.group(name):
        return date(int(m.group(name)), number, day)
    if seen.day is None:
        return None
    latest = {True: 400, False: 1, None: 60}[seen.ahead]  # days ahead of the story that it may lie
    earliest = 0 if seen.ahead else 400
    for year in (seen.day.year + 1, seen.day.year, seen.day.year - 1):
        try:
            found = date(year, number, day)
        except ValueError:  # 29 February
            continue
        if -earliest <= (found - seen.day).days <= latest and not (seen.ahead and (found - seen.day).days > 365):
            return found
    return None


def iso(m: Match, seen: Seen) -> Reading:
    """2019-03-14."""
    day = date(int(m.group("year")), int(m.group("m")), int(m.group("d")))
    return Reading(day, day, "day", "stated")


def numeric(m: Match, seen: Seen) -> Reading:
    """31/12/2014 and 12/31/2014; where both orders can be, only the year is sure."""
    first, second, year = int(m.group("a")), int(m.group("b")), int(m.group("year"))
    if first > 12 or second > 12 or first == second:
        day = date(year, min(first, second) if first > 12 else first, second)
        if first > 12:
            day = date(year, second, first)
        return Reading(day, day, "day", "stated")
    return _whole(intervals.year(year), "year", "stated")


def full_date(m: Match, seen: Seen) -> Reading | None:
    """14 March 2019, March 14; without a year the one that the tense makes likeliest."""
    day = _of_year(m, month_number(m.group("month")), int(m.group("day")), seen)
    return Reading(day, day, "day", "stated") if day else None


def day_range(m: Match, seen: Seen) -> Reading | None:
    """3-7 May, between 3 and 7 May, the night of 3 to 4 May."""
    number = month_number(m.group("month"))
    end = _of_year(m, number, int(m.group("day2")), seen)
    if end is None or int(m.group("day")) > end.day:
        return None
    return Reading(end.replace(day=int(m.group("day"))), end, "day", "stated")


def range_across_months(m: Match, seen: Seen) -> Reading | None:
    """From 28 April to 3 May."""
    end = _of_year(m, month_number(m.group("month2")), int(m.group("day2")), seen, "year2")
    if end is None:
        return None
    year = int(m.group("year")) if m.group("year") else end.year
    start = date(year, month_number(m.group("month")), int(m.group("day")))
    if start > end and not m.group("year"):
        start = start.replace(year=year - 1)
    return Reading(start, end, "day", "stated") if start <= end else None


def month_year(m: Match, seen: Seen) -> Reading:
    """March 2019, early March 2019."""
    days = intervals.month(int(m.group("year")), month_number(m.group("month")), _part(m))
    return _whole(days, "month", "stated")


def _year_of_month(number: int, seen: Seen, step: int | None = None) -> int | None:
    """The year of a month that stands alone: the last one up to the story, or the next where the clause looks ahead."""
    if seen.day is None:
        return None
    if step == -1:  # "last March"
        return seen.day.year - (number >= seen.day.month)
    if step == 1 or (step is None and seen.ahead):
        return seen.day.year + (number < seen.day.month or (step == 1 and number == seen.day.month))
    return seen.day.year - (number > seen.day.month and step is None)


def month_alone(m: Match, seen: Seen) -> Reading | None:
    """In March, last March, mid-August."""
    number = month_number(m.group("month"))
    which = (m.group("which") or "").lower()
    year = _year_of_month(number, seen, _PREPOSED[which] if which else None)
    return _whole(intervals.month(year, number, _part(m)), "month", "relative") if year else None


def month_of_which_year(m: Match, seen: Seen) -> Reading | None:
    """March last year, March of this year."""
    if seen.day is None:
        return None
    year = seen.day.year + _PREPOSED[m.group("which").lower()]
    number = month_number(m.group("month"))
    if m.group("day"):
        day = date(year, number, int(m.group("day")))
        return Reading(day, day, "day", "stated")
    return _whole(intervals.month(year, number, _part(m)), "month", "relative")


def month_range(m: Match, seen: Seen) -> Reading | None:
    """Between March and June, from January to March 2014."""
    first, last = month_number(m.group("month")), month_number(m.group("month2"))
    year = int(m.group("year")) if m.group("year") else _year_of_month(last, seen)
    if year is None:
        return None
    start = intervals.month(year - (first > last), first)[0]
    return Reading(start, intervals.month(year, last)[1], "month", "stated" if m.group("year") else "relative")


def year_range(m: Match, seen: Seen) -> Reading | None:
    """Between 2010 and 2014, 2007-08."""
    first, last = m.group("year"), m.group("last")
    last = first[: 4 - len(last)] + last
    if int(last) <= int(first):
        return None
    return Reading(date(int(first), 1, 1), date(int(last), 12, 31), "year", "stated")


def year(m: Match, seen: Seen) -> Reading:
    """In 2014, early 2014, the 2014 vote."""
    return _whole(intervals.year(int(m.group("year")), _part(m)), "year", "stated")


def decade(m: Match, seen: Seen) -> Reading:
    """The 1990s, the early ’70s."""
    first = int(m.group("decade"))
    return _whole(intervals.decade(first if first > 100 else 1900 + first, _part(m)), "decade", "stated")


def season_of_year(m: Match, seen: Seen) -> Reading:
    """Spring 2015, the winter of 2013."""
    return _whole(intervals.season(m.group("season").lower(), int(m.group("year"))), "season", "stated")


def season(m: Match, seen: Seen) -> Reading | None:
    """Last spring, this summer."""
    if seen.day is None:
        return None
    days = intervals.season_near(m.group("season").lower(), seen.day, _PREPOSED[m.group("which").lower()])
    return _whole(days, "season", "relative")


def weekday(m: Match, seen: Seen) -> Reading | None:
    """The last such day up to the story's own, or the next one where the clause looks ahead."""
    if seen.day is None:
        return None
    name, which = m.group("weekday").lower(), (m.group("which") or "").lower()
    if which == "this":
        day = intervals.week_of(seen.day)[0] + timedelta(days=intervals.WEEKDAYS.index(name))
    elif which:
        day = intervals.weekday(name, seen.day, 2 if _PREPOSED[which] > 0 else -1)
    else:
        day = intervals.weekday(name, seen.day, 1 if seen.ahead else 0)
    return Reading(day, day, "day", "weekday")


def weekday_of_week(m: Match, seen: Seen) -> Reading | None:
    """Tuesday last week, Tuesday of this week; a week ago Tuesday."""
    if seen.day is None:
        return None
    week = intervals.week_of(seen.day + timedelta(weeks=_PREPOSED[m.group("which").lower()]))
    day = week[0] + timedelta(days=intervals.WEEKDAYS.index(m.group("weekday").lower()))
    return Reading(day, day, "day", "weekday")


def weekday_range(m: Match, seen: Seen) -> Reading | None:
    """From Monday to Wednesday, Friday and Saturday."""
    if seen.day is None:
        return None
    end = intervals.weekday(m.group("weekday2").lower(), seen.day, 0)
    start = intervals.weekday(m.group("weekday").lower(), end, 0)
    if seen.ahead:
        start = intervals.weekday(m.group("weekday").lower(), seen.day, 1)
        end = intervals.weekday(m.group("weekday2").lower(), start, 1)
    return Reading(start, end, "day", "weekday") if start < end else None


_NEAR = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "the day after tomorrow": 2, "tomorrow": 1}


def near(m: Match, seen: Seen) -> Reading | None:
    """Yesterday, tonight, overnight."""
    if seen.day is None:
        return None
    words = " ".join(m.group("near").lower().split())
    day = seen.day + timedelta(days=_NEAR.get(words, 0))
    return Reading(day - timedelta(days=words == "overnight"), day, "day", "relative")


def from_story(m: Match, seen: Seen) -> Reading | None:
    """Two weeks ago, ten days from now."""
    if seen.day is None:
        return None
    back = m.group("way").lower() == "ago"
    unit = m.group("unit").lower()
    day = intervals.moved(seen.day, -_count(m.group("n")) if back else _count(m.group("n")), unit)
    return _whole(intervals.around(day, unit), unit, "relative")  # type: ignore[arg-type]


def from_anchor(m: Match, seen: Seen) -> Reading | None:
    """Three days later, a month earlier: reckoned from the date told before; unknown where none was."""
    if seen.anchor is None:
        return None
    back = m.group("way").lower() in {"earlier", "before", "previously"}
    unit, start = m.group("unit").lower(), seen.anchor[0] if back else seen.anchor[1]
    if start is None:
        return None
    day = intervals.moved(start, -_count(m.group("n")) if back else _count(m.group("n")), unit)
    return _whole(intervals.around(day, unit), unit, "relative")  # type: ignore[arg-type]


_STEPS = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1, "same": 0, "that": 0}


def beside_anchor(m: Match, seen: Seen) -> Reading | None:
    """The next day, the following week, the same day, the day before."""
    start = seen.anchor and seen.anchor[0]
    if not start:
        return None
    word = (m.group("step") or m.group("step2")).lower()
    unit = {"night": "day", "evening": "day", "morning": "day"}.get(m.group("unit").lower(), m.group("unit").lower())
    return _whole(intervals.around(intervals.moved(start, _STEPS[word], unit), unit), unit, "relative")  # type: ignore[arg-type]


def span_to_story(m: Match, seen: Seen) -> Reading | None:
    """In the past three months; over the next ten days."""
    if m.group("few"):
        return vague(m, seen)
    if seen.day is None:
        return None
    unit, count = m.group("unit").lower(), _count(m.group("n") or "one")
    if _PREPOSED[m.group("which").lower()] > 0:
        return Reading(seen.day, intervals.moved(seen.day, count, unit), unit, "relative")  # type: ignore[arg-type]
    return Reading(intervals.moved(seen.day, -count, unit), seen.day, unit, "relative")  # type: ignore[arg-type]


def period(m: Match, seen: Seen) -> Reading | None:
    """Last week, this month, next year, earlier this week, over the weekend."""
    if seen.day is None:
        return None
    unit, step = m.group("unit").lower(), _PREPOSED[m.group("which").lower()]
    if unit == "weekend":
        return weekend(m, seen)
    start, end = intervals.around(intervals.moved(seen.day, step, unit), unit)
    if unit in {"decade", "century"}:
        return None
    if m.group("half") and step == 0:
        start, end = (start, seen.day) if m.group("half").lower() == "earlier" else (seen.day, end)
    return Reading(start, end, "month" if unit == "quarter" else unit, "relative")  # type: ignore[arg-type]


def weekend(m: Match, seen: Seen) -> Reading | None:
    """The Saturday and Sunday just over or running, or to come where the clause looks ahead."""
    if seen.day is None:
        return None
    which = (m.groupdict().get("which") or "").lower()
    days = intervals.weekend_of(seen.day)
    if which in {"next", "coming"}:
        days = intervals.weekend_of(seen.day + timedelta(days=7))
    elif which != "this" and not seen.ahead and seen.day < days[0]:
        days = intervals.weekend_of(seen.day - timedelta(days=7))
    return _whole(days, "day", "relative")


FEASTS = {
    "new year's day": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
    "boxing day": (12, 26), "new year's eve": (12, 31), "may day": (5, 1),
}  # fmt: skip


def feast(m: Match, seen: Seen) -> Reading | None:
    """Christmas Day, New Year's Eve."""
    number, day = FEASTS[m.group("feast").lower().replace("’", "'")]
    found = _of_year(m, number, day, seen)
    return Reading(found, found, "day", "stated" if m.group("year") else "relative") if found else None


def vague(m: Match, seen: Seen) -> Reading:
    """In recent weeks, years ago, since taking office: said, and not to be known."""
    return Reading(None, None, "unknown", "relative")

"""Stretches of the calendar: weeks, months and their thirds, seasons, years, decades, as first and last day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Interval = tuple[date | None, date | None]
Days = tuple[date, date]

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
# Seasons are those of the northern half of the earth, by whole months; a winter is of the year that it begins in.
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTS = {"early": 0, "mid": 1, "late": 2}


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or its abbreviation."""
    return next(n for n, month in enumerate(MONTHS, 1) if month.startswith(name.rstrip(".").lower()[:3]))


def week_of(day: date) -> Days:
    """Return the week from Monday to Sunday that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend_of(day: date) -> Days:
    """Return Saturday and Sunday of a day's week."""
    monday, sunday = week_of(day)
    return monday + timedelta(days=5), sunday


def month(year: int, number: int, part: str | None = None) -> Days:
    """Return a month, or its first ten days, second ten or rest ("early", "mid", "late")."""
    last = monthrange(year, number)[1]
    first, end = {None: (1, last), "early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return date(year, number, first), date(year, number, end)


def months_from(day: date, step: int) -> tuple[int, int]:
    """Return year and number of the month so many months after a day's."""
    count = day.year * 12 + day.month - 1 + step
    return count // 12, count % 12 + 1


def year(number: int, part: str | None = None) -> Days:
    """Return a year, or its first, second or last four months."""
    if part is None:
        return date(number, 1, 1), date(number, 12, 31)
    first = 1 + 4 * _PARTS[part]
    return date(number, first, 1), month(number, first + 3)[1]


def decade(first_year: int, part: str | None = None) -> Days:
    """Return ten years, or the years 0-3, 4-6 or 7-9 of them."""
    low, high = {None: (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part]
    return date(first_year + low, 1, 1), date(first_year + high, 12, 31)


def season(name: str, number: int) -> Days:
    """Return a season of a year, by the northern calendar: spring is March to May."""
    first = _SEASONS[name]
    start = date(number, first, 1)
    return start, month(*months_from(start, 2))[1]


def season_near(name: str, day: date, step: int) -> Days:
    """Return the last (-1), this (0) or next (1) season of a name, seen from a day."""
    ones = [season(name, day.year + n) for n in (-2, -1, 0, 1, 2)]
    if step < 0:
        return [one for one in ones if one[1] < day][-1]
    if step > 0:
        return next(one for one in ones if one[0] > day)
    running = [one for one in ones if one[0] <= day <= one[1]]
    return running[0] if running else next(one for one in ones if one[0].year == day.year)


def moved(day: date, count: int, unit: str) -> date:
    """Return the day so many days, weeks, months, years or decades later; at a month's end the last day there is."""
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + timedelta(weeks=count)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    to_year, to_month = months_from(day, months)
    return date(to_year, to_month, min(day.day, monthrange(to_year, to_month)[1]))


def around(day: date, unit: str) -> Days:
    """Return the day, week, month, year or decade that a day lies in."""
    if unit == "day":
        return day, day
    if unit == "week":
        return week_of(day)
    if unit == "month":
        return month(day.year, day.month)
    if unit == "quarter":
        first = 3 * ((day.month - 1) // 3) + 1
        return date(day.year, first, 1), month(day.year, first + 2)[1]
    if unit == "year":
        return year(day.year)
    return date(day.year, 1, 1), date(day.year, 12, 31)  # "two decades ago": that year, give or take


def weekday(name: str, day: date, step: int) -> date:
    """Return the weekday of a name: -1 the last before a day, 0 the last up to it, 1 the first from it, 2 after it."""
    wanted = WEEKDAYS.index(name)
    if step <= 0:
        back = (day.weekday() - wanted) % 7
        return day - timedelta(days=back or (7 if step < 0 else 0))
    ahead = (wanted - day.weekday()) % 7
    return day + timedelta(days=ahead or (7 if step > 1 else 0))

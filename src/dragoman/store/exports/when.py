"""The day, month and year of an event, each only where the record is sure of it."""

from __future__ import annotations

from datetime import date

from dragoman.record import Event


def day(event: Event) -> date | None:
    """Return the day of an event; ``None`` where only a longer stretch of time is known."""
    when = event.date
    if when is None or when.start is None or when.start != when.end:
        return None
    return _date(when.start)


def first_day(event: Event) -> date | None:
    """Return the day on which the stretch of time that is known for an event begins."""
    return _date(event.date.start) if event.date and event.date.start else None


def common(event: Event, digits: int) -> str:
    """Return the first digits of YYYYMMDD that the beginning and the end have in common; empty where none are sure."""
    when = event.date
    if when is None or not when.start or not when.end:
        return ""
    start, end = when.start.replace("-", "")[:digits], when.end.replace("-", "")[:digits]
    return start if start == end and len(start) == digits else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None

"""The forms of words that tell time in news English: patterns, each with its reader, the narrower before the wider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from dragoman.events import date_readers as readers
from dragoman.events.date_readers import Match, Reader, Reading, Seen
from dragoman.record import Span

_MONTH_NAME = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
_WEEKDAY_NAME = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_WEEKDAY = rf"(?P<weekday>{_WEEKDAY_NAME})"
_MONTH = rf"(?P<month>{_MONTH_NAME})"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_YEAR_AFTER = rf"(?:(?:,|\s+of|\s+in)?\s+{_YEAR})?"
_PART = r"(?P<part>early|mid|late|the\s+beginning\s+of|the\s+start\s+of|the\s+middle\s+of|the\s+end\s+of)"
_TO = r"\s*(?:-|–|—|to|and|until|till|through)\s*"
_COUNT = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(readers.COUNTS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_SEASON = r"(?P<season>spring|summer|autumn|winter|fall)"
_TIMES = r"(?:\s+(?:morning|afternoon|evening|night|noon))?"


def _rules() -> Iterator[tuple[str, Reader]]:
    month2, weekday2 = _MONTH.replace("<month>", "<month2>"), _WEEKDAY.replace("<weekday>", "<weekday2>")
    year2 = _YEAR_AFTER.replace("<year>", "<year2>")
    not_of_month = rf"(?!\s+(?:in|of)\s+{_MONTH_NAME})"  # "the last Friday in August" is no day that is known
    on = rf"(?:{_WEEKDAY_NAME},?\s+(?:the\s+)?)?"
    yield rf"{_YEAR}-(?P<m>\d\d)-(?P<d>\d\d)", readers.iso
    yield rf"(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.]{_YEAR}", readers.numeric
    yield rf"{on}{_MONTH}\s+{_DAY}{_YEAR_AFTER}{_TO}{month2}\s+{_DAY2}{year2}", readers.range_across_months
    yield rf"{on}{_DAY}\s+{_MONTH}{_YEAR_AFTER}{_TO}{_DAY2}\s+{month2}{year2}", readers.range_across_months
    yield rf"{_DAY}{_TO}(?:the\s+)?{_DAY2}\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER}", readers.day_range
    yield rf"{_MONTH}\s+{_DAY}{_TO}{_DAY2}{_YEAR_AFTER}(?!\d|,\d)", readers.day_range
    which_year = r"(?:,?\s+(?:of\s+)?(?P<which>last|this|next)\s+year)"
    yield (
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?:{_PART}(?:-|\s+))?{_MONTH}{which_year}",
        readers.month_of_which_year,
    )
    yield rf"{on}{_MONTH}\s+(?:the\s+)?{_DAY}{_YEAR_AFTER}(?![\d:]|,\d)", readers.full_date
    yield rf"{on}{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR_AFTER}", readers.full_date
    yield (
        rf"(?:between|from)\s+{_MONTH}(?:\s+and\s+|\s+to\s+|\s+until\s+|\s+through\s+){month2}{_YEAR_AFTER}",
        readers.month_range,
    )
    yield rf"(?:{_PART}(?:-|\s+))?{_MONTH},?\s+(?:of\s+)?{_YEAR}", readers.month_year
    yield (
        rf"(?:(?:between|from)\s+{_YEAR}\s+(?:and|to|until|through)\s+(?P<last>(?:1[5-9]|20)\d\d))",
        readers.year_range,
    )
    yield rf"{_YEAR}(?:-|–)(?P<last>\d\d(?:\d\d)?)", readers.year_range
    yield rf"(?:{_PART}(?:-|\s+)(?:the\s+)?)?['’]?(?P<decade>(?:1[5-9]|20)\d0|[2-9]0)['’]?s", readers.decade
    yield rf"(?:early\s+|late\s+)?{_SEASON}(?:,|\s+of|\s+in)?\s+{_YEAR}", readers.season_of_year
    yield rf"{_PART}(?:-|\s+){_YEAR}", readers.year
    yield (
        rf"(?:in|since|from|until|till|by|during|of|before|after|through)\s+(?:{_PART}(?:-|\s+))?{_YEAR}(?!\s*(?:people|%))",
        readers.year,
    )
    yield rf"(?<=the\s){_YEAR}(?P<part>)(?=\s+(?!and|or|people|were|had|dead)[a-z])", readers.year
    yield rf"{_YEAR}(?P<part>)(?=['’]s\s)", readers.year
    yield rf"{_COUNT}(?:\s+of)?\s+{_UNIT}\s+(?P<way>ago|from\s+now)", readers.from_story
    yield rf"{_COUNT}(?:\s+of)?\s+{_UNIT}\s+(?P<way>later|earlier|afterwards?|previously)", readers.from_anchor
    yield rf"{_COUNT}\s+{_UNIT}\s+(?P<way>before|after)(?=[.,;])", readers.from_anchor
    beside = r"(?P<unit>day|night|evening|morning|week|month|year)"
    yield (
        rf"(?:(?<=the\s)|(?P<the>the\s+))(?P<step>next|following|previous|preceding|same)\s+{beside}(?P<step2>)",
        readers.beside_anchor,
    )
    yield rf"(?P<step>that)\s+{beside}(?P<step2>)", readers.beside_anchor
    yield (
        r"(?P<step>)the\s+(?P<unit>day|night|week|month|year)\s+(?P<step2>before|after)(?!\s+\w)",
        readers.beside_anchor,
    )
    reach = r"(?:in|over|during|for|within|of)\s+the\s+(?P<which>past|last|previous|next|coming)"
    yield rf"{reach}\s+(?:(?:{_COUNT}|(?P<few>few|several))(?:\s+of)?\s+)?{_UNIT}", readers.span_to_story
    yield rf"{_WEEKDAY}{_TIMES}\s+(?:of\s+)?(?P<which>last|this|next)\s+week", readers.weekday_of_week
    yield (
        r"(?:(?P<half>earlier|later)\s+)?(?P<which>last|past|this|next|coming)\s+(?P<unit>weekend|week|month|quarter|year|decade|century)",
        readers.period,
    )
    yield r"(?:over|at|during|on)\s+the\s+weekend", readers.weekend
    yield rf"(?:(?:early|late)\s+)?(?P<which>last|this|next|coming)\s+{_SEASON}", readers.season
    yield rf"{_WEEKDAY}(?:\s+(?:to|and|until|through|or)\s+|\s*[-–]\s*){weekday2}", readers.weekday_range
    yield rf"(?:(?P<which>last|next|this|coming)\s+)?{_WEEKDAY}{_TIMES}{not_of_month}", readers.weekday
    near = (
        r"the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|tomorrow|last\s+night|tonight|overnight|(?<!USA\s)today"
        r"|this\s+(?:morning|afternoon|evening)"
    )
    yield rf"(?:earlier\s+|later\s+)?(?P<near>{near})", readers.near
    feasts = "|".join(readers.FEASTS).replace("'", "['’]")
    yield rf"(?P<feast>{feasts}){_YEAR_AFTER}", readers.feast
    yield rf"(?P<which>){_PART}(?:-|\s+){_MONTH}", readers.month_alone
    yield rf"(?<=\bin\s|\bof\s|\bby\s|\bto\s)(?P<part>)(?P<which>){_MONTH}", readers.month_alone
    yield (
        rf"(?:(?<=\bsince\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\bduring\s)|(?<=\bthrough\s))(?P<part>)(?P<which>){_MONTH}",
        readers.month_alone,
    )
    yield rf"(?P<part>)(?P<which>last|next|this)\s+{_MONTH}", readers.month_alone
    yield rf"(?P<part>)(?P<which>){_MONTH}(?=['’]s\s)", readers.month_alone
    yield (
        r"(?:in|over|during)\s+recent\s+(?:days|weeks|months|years|decades)|recently|(?:in|over)\s+the\s+(?:past|years)(?=[\s,.;])"
        r"|(?:years|decades|months|weeks|days|long|centuries)\s+ago|(?:in|for)\s+(?:years|decades|months|weeks|generations)"
        r"|(?:years|decades|months|weeks|days)\s+(?:after|before|later|earlier)|(?<=\bha[sd]\s)long|(?<=\bhave\s)long",
        readers.vague,
    )
    yield (
        r"since\s+(?:taking|returning|coming|becoming|seizing|leaving|winning|assuming|losing|independence)\b[^,.;]*",
        readers.vague,
    )


RULES: list[tuple[re.Pattern[str], Reader]] = [
    (re.compile(rf"(?<![\w/-])(?:{pattern})(?!\w)", re.IGNORECASE), reader) for pattern, reader in _rules()
]
_ANY = re.compile(
    r"\d|day|week|month|quarter|year|decade|night|morning|evening|spring|summer|autumn|winter|fall|ago|recent|christmas|since"
    r"|tomorrow|today|earlier|later|\blong\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    re.IGNORECASE,
)
_LOWER_MAY = re.compile(r"\b(?:may|march|mar|sun|sat)\b")
_BOUND = re.compile(
    r"\b(since|from|until|till|by|before|prior\s+to|ahead\s+of|after|following)\s+(?:the\s+)?$", re.IGNORECASE
)


def expressions(text: str, span: Span) -> list[tuple[Span, Match, Reader]]:
    """Return the expressions of time in a stretch of text, unread, in text order; none overlaps another."""
    if not _ANY.search(text, *span):
        return []
    found: list[tuple[Span, Match, Reader]] = []
    for pattern, reader in RULES:
        for match in pattern.finditer(text, *span):
            low, high = match.span()
            if any(low < b and a < high for (a, b), _, _ in found) or _LOWER_MAY.search(match.group()):
                continue  # "it may", "they march on"
            found.append(((low, high), match, reader))
    return sorted(found, key=lambda f: f[0])


def read(match: Match, reader: Reader, seen: Seen) -> Reading | None:
    """Return what an expression stands for, or ``None`` where the calendar or the story's day do not give it."""
    try:
        return reader(match, seen)
    except (ValueError, OverflowError):
        return None


_RANGES = {
    readers.range_across_months,
    readers.day_range,
    readers.month_range,
    readers.year_range,
    readers.weekday_range,
    readers.span_to_story,
    readers.near,
    readers.vague,
    readers.beside_anchor,
}


def bound(text: str, begin: int, match: Match, reader: Reader) -> str | None:
    """Return the word that makes an expression one end of a stretch of time ("since", "until", "before" …)."""
    if reader in _RANGES:
        return None  # says both ends
    inside = re.match(r"(since|from|until|till|by|before|after)\s", match.group(), re.IGNORECASE)
    found = inside or _BOUND.search(text, begin, match.start())
    return found.group(1).lower() if found else None


def bounded(reading: Reading, word: str | None, seen: Seen) -> Reading:
    """Return a reading opened to one side by the word before it; the story's day closes it where it can."""
    start, end = reading.start, reading.end
    if word in {"since", "from"} and reading.precision != "unknown":
        open_end = seen.day if seen.day and start and start <= seen.day and not seen.ahead else None
        return Reading(start, open_end, reading.precision, reading.basis)
    if word in {"until", "till", "by"} and end:
        first = seen.day if seen.ahead and seen.day and seen.day <= end else None
        return Reading(first, end, reading.precision, reading.basis)
    if word in {"before", "prior to", "ahead of"} and start:
        last = start - timedelta(days=1)
        first = seen.day if seen.ahead and seen.day and seen.day <= last else None
        return Reading(first, last, reading.precision, reading.basis)
    if word in {"after", "following"} and end:
        last_day = seen.day if seen.day and not seen.ahead and end <= seen.day else None
        return Reading(end, last_day, reading.precision, reading.basis)
    return reading

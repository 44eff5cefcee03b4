"""Expressions of time, read one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.date_words import Seen, bound, bounded, expressions, read
from dragoman.events.dates import find_date

TENSE = {"past": False, "ahead": True, "-": None}
LINES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("expressions.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
EXPRESSIONS = sorted({line[0] for line in LINES})
NEEDING_A_STORY = sorted({line[0] for line in LINES if line[1] != "-" and line[5] in {"weekday", "relative"}})


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]} {line[1]} {line[2]}")
def test_reads_an_expression(line: list[str]) -> None:
    words, published, tense, days, precision, basis = line
    text = f"They met {words}."
    found = find_date(text, (0, len(text)), None if published == "-" else published, ahead=TENSE[tense])
    if days == "none":
        assert found is None
        return
    start, _, end = days.partition("..")
    assert found is not None
    assert (found.start, found.end, found.precision, found.basis) == (start, end or start, precision, basis)


@pytest.mark.parametrize(
    "text",
    [
        "They may leave.",
        "The troops march on.",
        "Flight 1998 left.",
        "On 31 February they left.",
        "Room 2014 was locked.",
        "She sat down.",
        "Some 2014 people were arrested.",
        "A 45-year-old was held.",
        "The score was 3-2.",
        "He won 50 votes in all.",
        "Since returning to power he has ruled alone.",
        "It was years ago.",
        "They have quarrelled in recent weeks.",
        "Three days later they left.",
        "The next day they left.",
    ],
)
def test_nothing_is_read_where_no_date_is_told(text: str) -> None:
    assert find_date(text, (0, len(text)), "2023-05-17") is None


@pytest.mark.parametrize("words", NEEDING_A_STORY)
def test_without_the_storys_day_nothing_that_hangs_on_it_is_read(words: str) -> None:
    found = find_date(words, (0, len(words)), None)
    assert found is None or found.basis == "stated"


def _read(text: str, day: str, *, anchor: str | None = None, ahead: bool = False) -> tuple[str | None, str | None]:
    at = date.fromisoformat(anchor) if anchor else None
    seen = Seen(date.fromisoformat(day), ahead, (at, at) if at else None)
    _, match, reader = expressions(text, (0, len(text)))[0]
    reading = read(match, reader, seen)
    if reading is None:
        return None, None
    reading = bounded(reading, bound(text, 0, match, reader), seen)
    start, end = (d.isoformat() if d else None for d in (reading.start, reading.end))
    return start, end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("three days later", "2011-03-18", "2011-03-18"),
        ("a day earlier", "2011-03-14", "2011-03-14"),
        ("two weeks later", "2011-03-28", "2011-04-03"),
        ("a month earlier", "2011-02-01", "2011-02-28"),
        ("five years later", "2016-01-01", "2016-12-31"),
        ("the next day", "2011-03-16", "2011-03-16"),
        ("the following week", "2011-03-21", "2011-03-27"),
        ("the previous month", "2011-02-01", "2011-02-28"),
        ("the same day", "2011-03-15", "2011-03-15"),
        ("that night", "2011-03-15", "2011-03-15"),
        ("the day before", "2011-03-14", "2011-03-14"),
        ("that year", "2011-01-01", "2011-12-31"),
    ],
)
def test_a_date_is_reckoned_from_the_one_told_before(text: str, start: str, end: str) -> None:
    assert _read(text, "2023-05-17", anchor="2011-03-15") == (start, end)


@pytest.mark.parametrize(
    ("text", "ahead", "start", "end"),
    [
        ("since Sunday", False, "2023-05-14", "2023-05-17"),
        ("since 2014", False, "2014-01-01", "2023-05-17"),
        ("since early March", False, "2023-03-01", "2023-05-17"),
        ("since March 5, 2021", False, "2021-03-05", "2023-05-17"),
        ("until Friday", True, "2023-05-17", "2023-05-19"),
        ("by the end of June", True, "2023-05-17", "2023-06-30"),
        ("by Monday", False, None, "2023-05-15"),
        ("before 2014", False, None, "2013-12-31"),
        ("after 3 May", False, "2023-05-03", "2023-05-17"),
        ("after 3 June 2025", True, "2025-06-03", None),
        ("from 2007 to 2013", False, "2007-01-01", "2013-12-31"),
        ("since taking office", False, None, None),
    ],
)
def test_a_word_before_it_makes_an_expression_one_end_of_a_stretch(
    text: str, ahead: bool, start: str | None, end: str | None
) -> None:
    assert _read(text, "2023-05-17", ahead=ahead) == (start, end)


@given(st.sampled_from(EXPRESSIONS), st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from([True, False, None]))
def test_no_interval_is_inverted_whatever_the_storys_day(words: str, day: date, ahead: bool | None) -> None:
    found = find_date(words, (0, len(words)), day.isoformat(), ahead=ahead)
    assert found == find_date(words, (0, len(words)), day.isoformat(), ahead=ahead)
    if found:
        assert found.start is not None
        assert found.end is not None
        assert found.start <= found.end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.booleans())
def test_a_weekday_is_never_more_than_a_week_from_the_story(day: date, ahead: bool) -> None:
    for name in ("on Monday", "on Thursday", "Saturday night"):
        found = find_date(name, (0, len(name)), day.isoformat(), ahead=ahead)
        assert found is not None
        assert found.start is not None
        away = (date.fromisoformat(found.start) - day).days
        assert 0 <= (away if ahead else -away) < 7

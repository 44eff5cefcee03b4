"""Expressions of time in news, relative to the story's day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.dates import find_date, published_date

STORY = "2023-05-17"  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "basis"),
    [
        ("The port closed on Tuesday.", "2023-05-16", "2023-05-16", "day", "weekday"),
        ("The port closed on Wednesday.", "2023-05-17", "2023-05-17", "day", "weekday"),
        ("The port closed last Thursday.", "2023-05-11", "2023-05-11", "day", "weekday"),
        ("The port reopens next Monday.", "2023-05-22", "2023-05-22", "day", "weekday"),
        ("The port closed yesterday.", "2023-05-16", "2023-05-16", "day", "relative"),
        ("The port closed two days ago.", "2023-05-15", "2023-05-15", "day", "relative"),
        ("The port closed on 3 March.", "2023-03-03", "2023-03-03", "day", "stated"),
        ("The port closed on March 3, 2019.", "2019-03-03", "2019-03-03", "day", "stated"),
        ("The port closed on 24 December.", "2022-12-24", "2022-12-24", "day", "stated"),
        ("The port closed in March 2019.", "2019-03-01", "2019-03-31", "month", "stated"),
        ("The port closed in November.", "2022-11-01", "2022-11-30", "month", "relative"),
        ("The port closed last month.", "2023-04-01", "2023-04-30", "month", "relative"),
        ("The port closed last week.", "2023-05-08", "2023-05-14", "week", "relative"),
        ("The port closed last year.", "2022-01-01", "2022-12-31", "year", "relative"),
        ("The port closed three years ago.", "2020-01-01", "2020-12-31", "year", "relative"),
        ("The port closed in 1998.", "1998-01-01", "1998-12-31", "year", "stated"),
        ("The port closed in the 1980s.", "1980-01-01", "1989-12-31", "decade", "stated"),
    ],
)
def test_reads_an_expression(text: str, start: str, end: str, precision: str, basis: str) -> None:
    found = find_date(text, (0, len(text)), STORY)
    assert found is not None
    assert (found.start, found.end, found.precision, found.basis) == (start, end, precision, basis)


@pytest.mark.parametrize(
    "text", ["The port closed.", "It may rain.", "He marched on.", "Flight 1998 left.", "On 31 February."]
)
def test_finds_none_where_there_is_none(text: str) -> None:
    assert find_date(text, (0, len(text)), STORY) is None


@pytest.mark.parametrize(
    "text", ["It closed on Tuesday.", "It closed last month.", "It closed on 3 March.", "It closed today."]
)
def test_relative_expressions_stay_unknown_without_the_storys_date(text: str) -> None:
    assert find_date(text, (0, len(text)), None) is None


def test_the_expression_nearest_to_the_act_counts() -> None:
    text = "The port, opened in 1998, was closed on Tuesday."
    found = find_date(text, (0, len(text)), STORY, near=text.index("closed"))
    assert found is not None
    assert found.start == "2023-05-16"


def test_a_story_without_a_date_gives_no_date() -> None:
    assert published_date(None).start is None


@given(st.text(alphabet="0123456789 MarchTuesdylostwek,.ago", max_size=60), st.dates().map(str))
def test_intervals_are_never_inverted_and_spans_lie_in_the_text(text: str, published: str) -> None:
    found = find_date(text, (0, len(text)), published)
    if found:
        assert found.start is not None
        assert found.end is not None
        assert found.start <= found.end
        assert found.span is not None
        assert 0 <= found.span[0] < found.span[1] <= len(text)

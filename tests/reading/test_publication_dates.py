"""The day of publication."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.dates import date_in_text, is_date_line, parse_date, published, without_dates

TODAY = date(2026, 6, 30)
BODY = "The ministers met again and agreed to go on with the talks that they had broken off in the spring.\n"


def in_line(line: str) -> str | None:
    return date_in_text(f"Talks resume in the capital\n{line}\n{BODY}", TODAY)


@pytest.mark.parametrize(
    "value",
    [
        "2019-03-14",
        "2019-03-14T23:59:00-05:00",
        "2019/3/14",
        "20190314",
        "20190314101500",
        "20190314T1015",
        20190314,
        "14 March 2019",
        "14 Mar. 2019",
        "14th of March, 2019",
        "14-Mar-2019",
        "March 14, 2019",
        "MARCH 14 2019",
        "Thu, 14 Mar 2019 10:05:00 GMT",
        "14/03/2019",
        "03/14/2019",
        "14.3.2019",
        date(2019, 3, 14),
        datetime(2019, 3, 14, 10, 5),
    ],
)
def test_certain_dates_are_read(value: object) -> None:
    assert parse_date(value) == date(2019, 3, 14)


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "03/04/2019",
        "2019",
        "March 2019",
        "31 February 2019",
        "1552558000",
        "1552558000000",
        "soon",
        "5 May",
        7,
    ],
)
def test_doubtful_dates_are_unknown(value: object) -> None:
    assert parse_date(value) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_written_dates_are_read_back(day: date) -> None:
    for form in ("%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%a %d %b %Y"):
        assert parse_date(day.strftime(form)) == day


@given(st.text(max_size=60), st.dates())
def test_nothing_is_published_after_today(text: str, today: date) -> None:
    for found in (published(text, today), date_in_text(text, today)):
        assert found is None or date.fromisoformat(found) <= today


def test_a_later_day_is_dropped_and_never_replaced_by_today() -> None:
    assert published("2030-01-01", TODAY) is None
    assert in_line("Published 1 January 2030") is None


@pytest.mark.parametrize(
    "line",
    [
        "14 March 2019",
        "Published: 14 March 2019, 10:05 GMT",
        "Updated March 14, 2019 at 10:05 a.m. EDT",
        "Thu 14 Mar 2019 10.05 GMT",
        "First published on Thu 14 Mar 2019 05.00 GMT",
        "2019-03-14 | 5 min read",
        "14/03/2019 10:22",
        "By Ann Example, Reuters | March 14, 2019",
        "Posted on March 14, 2019 by Ann Example",
        "Reuters, March 14, 2019",
        "Examplia City – Published: 14 March 2019",
        "Midriver, 14 March 2019",
        "Port Midriver, Examplia, March 14, 2019",
        "MIDRIVER, Examplia, March 14, 2019 (Daily Sample) - The ministers met again.",
    ],
)
def test_lines_of_their_own_give_the_date(line: str) -> None:
    assert in_line(line) == "2019-03-14"


@pytest.mark.parametrize(
    "line",
    [
        "The treaty was signed on 14 March 2019.",
        "What happened on 14 March 2019",
        "Election Day, March 14, 2019",
        "This article was amended on 14 March 2019 to correct a name.",
        "© 14 March 2019 Daily Sample",
        "Next meeting: 14 March 2019",
        "03/04/2019",
        "Updated 3 hours ago",
    ],
)
def test_dates_that_say_something_else_do_not_count(line: str) -> None:
    assert in_line(line) is None


def test_running_text_and_the_middle_give_no_date() -> None:
    assert date_in_text(f"{BODY}The border was closed on 3 May 2018 after a raid. {BODY}", TODAY) is None
    assert date_in_text(BODY * 20 + "14 March 2019\n" + BODY * 20, TODAY) is None


def test_published_counts_before_updated_wherever_they_stand() -> None:
    assert in_line("Updated 16 March 2019\nPublished 14 March 2019") == "2019-03-14"
    assert in_line("Published 14 March 2019 | Updated 16 March 2019") == "2019-03-14"
    assert in_line("Updated 16 March 2019 | Published 14 March 2019") == "2019-03-14"


def test_the_foot_of_a_text_may_give_its_date() -> None:
    assert date_in_text(BODY * 20 + "Published 14 March 2019", TODAY) == "2019-03-14"
    assert date_in_text(BODY * 20 + "Thu 14 Mar 2019 10.05 GMT", TODAY) == "2019-03-14"


def test_a_bare_day_at_the_foot_may_be_that_of_a_coming_event() -> None:
    assert date_in_text(BODY * 20 + "The next round of talks:\nThursday, March 14, 2019.", TODAY) is None


def test_a_date_line_is_told_from_a_paragraph_with_a_dateline() -> None:
    assert is_date_line("Thu 14 Mar 2019 10.05 GMT")
    assert not is_date_line("MIDRIVER, March 14, 2019 (Daily Sample) - The ministers met again.")


def test_dates_are_taken_out_of_credits() -> None:
    assert without_dates("By Ann Example | Updated March 14, 2019, 10:05 GMT") == "By Ann Example"
    assert without_dates("By Ann Example") == "By Ann Example"

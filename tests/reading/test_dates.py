"""The day of publication: certain, or unknown."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.reading.byline import find_byline
from dragoman.reading.dates import date_in_text, parse_date, published
from dragoman.reading.language import identify

TODAY = date(2020, 1, 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2019-03-14", date(2019, 3, 14)),
        ("2019-03-14T10:00:00Z", date(2019, 3, 14)),
        ("20190314", date(2019, 3, 14)),
        ("14 March 2019", date(2019, 3, 14)),
        ("March 14, 2019", date(2019, 3, 14)),
        ("Thu 14 Mar 2019 10.05 GMT", date(2019, 3, 14)),
        ("14/03/2019", date(2019, 3, 14)),
        ("03/14/2019", date(2019, 3, 14)),
        ("03/04/2019", None),
        ("2019-02-31", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_only_certain_days_are_read(value: object, expected: date | None) -> None:
    assert parse_date(value) == expected


def test_a_day_later_than_today_is_unknown() -> None:
    assert published("2021-01-01", TODAY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berths to close\nUpdated 14 March 2019\nThe board voted.", "2019-03-14"),
        ("ATHENS, Jan 17, 2019 – The coast guard left.", "2019-01-17"),
        (
            "The board voted on 14 March 2019 to close two berths and to open another one in the summer of that year.",
            None,
        ),
        ("© 14 March 2019 Example Gazette", None),
    ],
)
def test_a_line_of_its_own_or_a_dateline_gives_the_day(text: str, expected: str | None) -> None:
    assert date_in_text(text, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ann Sample", ("Ann Sample", None)),
        ("By Ann Sample and Bo Example", ("Ann Sample and Bo Example", None)),
        ("By Ann Sample, Reuters", ("Ann Sample", "Reuters")),
        ("By Ann Sample, Example Ledger", ("Ann Sample", "Example Ledger")),
        ("By Ann Sample in Nairobi", ("Ann Sample", None)),
        ("By noon the berths were closed.", (None, None)),
    ],
)
def test_a_byline_gives_author_and_outlet(line: str, expected: tuple[str | None, str | None]) -> None:
    assert find_byline(f"Berths to close\n{line}\nThe board voted.") == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The board voted to close the berths.", "en"),
        ("Berths to close", "en"),
        ("Der Hafenrat hat am Dienstag beschlossen, zwei Liegeplätze zu schließen, und die Fischer klagen.", "de"),
        ("Совет порта решил во вторник закрыть два причала.", "ru"),
        ("123 -- 456", None),
    ],
)
def test_the_language_is_told(text: str, code: str | None) -> None:
    assert identify(text) == code

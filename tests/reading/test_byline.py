"""Author and outlet from credits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.byline import clean_authors, find_byline, is_credit

BODY = "The ministers met again and agreed to go on with the talks that they had broken off in the spring.\n" * 3


def credits(line: str, after: str = "") -> tuple[str | None, str | None]:
    return find_byline(f"Talks resume in the capital\n{line}\n{after}\n{BODY}")


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("By Ann Example", "Ann Example", None),
        ("By Ann Example, Reuters", "Ann Example", "Reuters"),
        ("BY ANN EXAMPLE AND BO MODEL", "ANN EXAMPLE and BO MODEL", None),
        ("By Ann Example, Bo Model and Cy Sample", "Ann Example, Bo Model and Cy Sample", None),
        (
            "By Ann Example in Midriver and Bo Model in Hilltown, AFP",
            "Ann Example and Bo Model",
            "Agence France-Presse",
        ),
        ("By Ann Example, Political Editor", "Ann Example", None),
        ("By Ann Example BBC News, Midriver", "Ann Example", "BBC News"),
        ("By Ann Example, Midriver Herald", "Ann Example", "Midriver Herald"),
        ("By Ann Example | March 14, 2019", "Ann Example", None),
        ("By Omar al-Sample, Al Jazeera", "Omar al-Sample", "Al Jazeera"),
        ("By Jean-Luc van der Model", "Jean-Luc van der Model", None),
        ("By The Associated Press", None, "Associated Press"),
        ("By Reuters Staff", None, "Reuters"),
        ("Ann Example | Reuters", "Ann Example", "Reuters"),
        ("Associated Press", None, "Associated Press"),
        ("Source: Xinhua", None, "Xinhua"),
        ("MIDRIVER (Reuters) - The ministers met again and agreed to go on.", None, "Reuters"),
        ("By Ann Example, Red Sea Ledger", "Ann Example", "Red Sea Ledger"),
        ("MIDRIVER (Sample Wire) — The ministers met again.", None, "Sample Wire"),
        ("MIDRIVER (on Sunday) — The ministers met again.", None, None),
        ("MIDRIVER, Aug. 15 (Xinhua) -- The ministers met again.", None, "Xinhua"),
    ],
)
def test_credits_are_read(line: str, author: str | None, outlet: str | None) -> None:
    assert credits(line) == (author, outlet)


@pytest.mark.parametrize(
    "line",
    [
        "By Our Correspondent",
        "By Monday Afternoon",
        "By Land And Sea",
        "By the numbers",
        "By closing the border the government broke its word",
        "Photograph: Ann Example/AFP",
        "Ann Example / Reuters.",
        "Sample Images, AFP",
        "Source: the ministry",
        "Ann Example, foreign minister",
        "Bomb Blast in Midriver",
    ],
)
def test_other_lines_credit_nobody(line: str) -> None:
    assert credits(line) == (None, None)


def test_a_name_with_its_place_counts_only_above_a_date_line() -> None:
    assert credits("Daniel Example in Midriver", "Thu 14 Mar 2019 10.05 GMT") == ("Daniel Example", None)
    assert credits("Daniel Example in Midriver", "The ministers met again.") == (None, None)
    assert credits("Bomb Blast in Midriver", "Thu 14 Mar 2019 10.05 GMT") == (None, None)


def test_the_credit_of_an_agency_at_the_foot_counts() -> None:
    assert (
        find_byline(BODY + "(Reporting by Ann Example and Bo Model; editing by Cy Sample)")[0]
        == "Ann Example and Bo Model"
    )


def test_running_text_credits_nobody() -> None:
    assert find_byline(BODY * 5 + "By Ann Example\n" + BODY * 5) == (None, None)


def test_offices_and_outlets_among_the_authors_of_a_page_are_dropped() -> None:
    assert clean_authors("Ann Example; AP Business Writer; Bo Model Associated Press") == "Ann Example and Bo Model"
    assert clean_authors("The Newsroom") == "The Newsroom"


def test_a_credit_is_told_from_a_headline() -> None:
    assert is_credit("By Ann Example, Reuters")
    assert not is_credit("Ministers go on with talks")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    find_byline(text)
    find_byline("By " + text)

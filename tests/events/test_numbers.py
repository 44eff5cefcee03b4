"""Counts of people and sums of money in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.numbers import count, money, value


@pytest.mark.parametrize(
    ("text", "what", "bounds"),
    [
        ("At least 29 people were killed in the market.", "killed", (29, 29, None)),
        ("The blast killed three soldiers.", "killed", (3, 3, 3)),
        ("Dozens of miners were killed.", "killed", (24, None, 99)),
        ("Between 30 and 40 villagers were wounded.", "injured", (30, None, 40)),
        ("Police arrested more than 1,200 people.", "arrested", (1200, 1200, None)),
        ("Up to 500 marchers were detained.", "arrested", (None, 500, 500)),
        ("Twenty-one officers were injured.", "injured", (21, 21, 21)),
        ("Tens of thousands of teachers marched.", "participants", (20000, None, 199999)),
        ("Some 4,000 people protested.", "participants", (None, 4000, None)),
        ("Two to four guards were killed.", "killed", (2, None, 4)),
    ],
)
def test_counts_people(text: str, what: str, bounds: tuple[int | None, int | None, int | None]) -> None:
    found = count(text, (0, len(text)), what)
    assert found is not None
    assert (found.low, found.best, found.high) == bounds


@pytest.mark.parametrize(
    "text",
    [
        "In 2014 rebels killed the governor.",
        "The 45-year-old was killed.",
        "A toll of $30 was charged.",
        "Some 40 percent were killed by debt.",
        "Nobody was hurt.",
    ],
)
def test_years_ages_sums_and_shares_are_no_counts(text: str) -> None:
    assert count(text, (0, len(text)), "killed") is None


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a loan of $10 billion for the dam", 10e9, "USD"),
        ("€2.5m was promised", 2.5e6, "EUR"),
        ("a fine of 300,000 euros", 300_000, "EUR"),
        ("£40 a head", 40, "GBP"),
        ("some 3 million shillings", 3e6, None),
    ],
)
def test_reads_money(text: str, amount: float, currency: str | None) -> None:
    found = money(text, (0, len(text)))
    assert found is not None
    assert (found.amount, found.currency) == (amount, currency)


@given(st.integers(0, 999_999))
def test_figures_are_read_as_they_stand(number: int) -> None:
    assert value(f"{number:,}") == (number, number)

"""Numbers in words and figures, and sums of money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.events.lexicon import TABLES
from dragoman.events.money import find_money
from dragoman.events.numbers import pattern, quantity, total, vague, value
from dragoman.ontology import rows
from dragoman.record import Quantity

NUMBERS = [
    ("29", 29, 29, 29),
    ("three", 3, 3, 3),
    ("twenty-one", 21, 21, 21),
    ("ninety nine", 99, 99, 99),
    ("1,200", 1200, 1200, 1200),
    ("12,000", 12000, 12000, 12000),
    ("1,234,567", 1234567, 1234567, 1234567),
    ("a hundred", 100, 100, 100),
    ("one hundred", 100, 100, 100),
    ("two hundred", 200, 200, 200),
    ("two hundred and five", 205, 205, 205),
    ("a hundred and fifty", 150, 150, 150),
    ("one hundred twenty", 120, 120, 120),
    ("three thousand", 3000, 3000, 3000),
    ("ten thousand", 10000, 10000, 10000),
    ("five hundred thousand", 500000, 500000, 500000),
    ("1.2 million", 1200000, 1200000, 1200000),
    ("2 million", 2000000, 2000000, 2000000),
    ("a million", 1000000, 1000000, 1000000),
    ("a dozen", 12, 12, 12),
    ("half a dozen", 6, 6, 6),
    ("two dozen", 24, 24, 24),
    ("dozens", 24, 36, 99),
    ("scores", 40, 60, 199),
    ("hundreds", 200, 300, 999),
    ("thousands", 2000, 3000, 9999),
    ("tens of thousands", 20000, 30000, 99999),
    ("hundreds of thousands", 200000, 300000, 999999),
    ("millions", 2000000, 3000000, 9999999),
    ("several", 3, 3, 9),
    ("a few", 3, 3, 6),
    ("a handful", 3, 3, 6),
    ("a couple", 2, 2, 2),
    ("several hundred", 300, 300, 900),
    ("a few thousand", 3000, 3000, 6000),
    ("a couple of hundred", 200, 200, 200),
    ("several dozen", 36, 36, 108),
    ("at least 29", 29, 29, None),
    ("at least a dozen", 12, 12, None),
    ("more than 40", 40, 40, None),
    ("more than a hundred", 100, 100, None),
    ("over 300", 300, 300, None),
    ("no fewer than six", 6, 6, None),
    ("upwards of 70", 70, 70, None),
    ("at least two dozen", 24, 24, None),
    ("29 or more", 29, 29, None),
    ("50+", 50, 50, None),
    ("up to 500", None, 500, 500),
    ("as many as 80", None, 80, 80),
    ("at most ten", None, 10, 10),
    ("nearly 200", None, 200, 200),
    ("almost 1,000", None, 1000, 1000),
    ("close to 90", None, 90, 90),
    ("fewer than 50", None, None, 49),
    ("less than 10", None, None, 9),
    ("some 50", None, 50, None),
    ("about 30", None, 30, None),
    ("around 4,000", None, 4000, None),
    ("roughly 15", None, 15, None),
    ("approximately 60", None, 60, None),
    ("an estimated 7,000", None, 7000, None),
    ("a hundred or so", None, 100, None),
    ("between 30 and 40", 30, 30, 40),
    ("between ten and twenty", 10, 10, 20),
    ("30 to 40", 30, 30, 40),
    ("30-40", 30, 30, 40),
    ("three or four", 3, 3, 4),
    ("two to four", 2, 2, 4),
    ("between 1,000 and 2,000", 1000, 1000, 2000),
    ("more than dozens", 24, 36, None),
    ("hundreds or more", 200, 300, None),
]


@pytest.mark.parametrize(("words", "low", "best", "high"), NUMBERS)
def test_reads_a_number(words: str, low: int | None, best: int | None, high: int | None) -> None:
    match = pattern().search(f"They held {words} miners.")
    assert match is not None
    found = quantity(match)
    assert (found.low, found.best, found.high) == (low, best, high)
    assert match.group() == words


@pytest.mark.parametrize("text", ["No number here.", "The $30 toll.", "Route66.", "Some 40% left.", "From A1 to B2."])
def test_what_is_no_number_of_things_is_not_read(text: str) -> None:
    assert pattern().search(text) is None


@given(st.integers(0, 999_999))
def test_figures_are_read_as_they_stand(number: int) -> None:
    assert value(f"{number:,}") == (number, number, number)


@given(st.sampled_from([words for words, *_ in NUMBERS]))
def test_low_is_not_above_best_nor_best_above_high(words: str) -> None:
    match = pattern().search(words)
    assert match is not None
    _ordered(quantity(match))


counted = st.integers(0, 10**6)


@given(st.lists(st.tuples(counted, counted, counted), min_size=1, max_size=5))
def test_a_sum_is_ordered_as_its_parts_are(parts: list[tuple[int, int, int]]) -> None:
    found = total([Quantity(low=a, best=b, high=c) for a, b, c in map(sorted, parts)])
    _ordered(found)
    assert found.best == sum(sorted(p)[1] for p in parts)


def _ordered(found: Quantity) -> None:
    known = [n for n in (found.low, found.best, found.high) if n is not None]
    assert known == sorted(known)


def test_the_table_of_vague_words_is_ordered() -> None:
    assert all(low <= best <= high for low, best, high in vague().values())


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a loan of $10 billion for the dam", 10e9, "USD"),
        ("a $10bn loan", 10e9, "USD"),
        ("a $1.2-billion plan", 1.2e9, "USD"),
        ("US$40 million in aid", 40e6, "USD"),
        ("$250,000 for the school", 250_000, "USD"),
        ("$3 trillion in debt", 3e12, "USD"),
        ("$15m", 15e6, "USD"),
        ("A$70 million", 70e6, "AUD"),
        ("C$5 million", 5e6, "CAD"),
        ("HK$9 billion", 9e9, "HKD"),
        ("NZ$2m", 2e6, "NZD"),
        ("R$300 million", 300e6, "BRL"),
        ("€2.5m was promised", 2.5e6, "EUR"),
        ("€3.5 million", 3.5e6, "EUR"),
        ("a fine of 300,000 euros", 300_000, "EUR"),
        ("10 million euros", 10e6, "EUR"),
        ("£40 a head", 40, "GBP"),
        ("£1.5bn", 1.5e9, "GBP"),
        ("2 million pounds sterling", 2e6, "GBP"),
        ("¥500 billion", 500e9, "JPY"),
        ("80 billion yen", 80e9, "JPY"),
        ("4 billion yuan", 4e9, "CNY"),
        ("Rs 500 crore", 5e9, "INR"),
        ("Rs. 20 lakh", 2e6, "INR"),
        ("₹90 crore", 900e6, "INR"),
        ("50 crore rupees", 500e6, "INR"),
        ("3 million Pakistani rupees", 3e6, "PKR"),
        ("600 million roubles", 600e6, "RUB"),
        ("700 million hryvnias", 700e6, "UAH"),
        ("₦2 billion", 2e9, "NGN"),
        ("40 million naira", 40e6, "NGN"),
        ("5 billion Kenyan shillings", 5e9, "KES"),
        ("KSh 200 million", 200e6, "KES"),
        ("8 million Egyptian pounds", 8e6, "EGP"),
        ("2 billion Swiss francs", 2e9, "CHF"),
        ("12 million Mexican pesos", 12e6, "MXN"),
        ("a billion-dollar loan", 1e9, "USD"),
        ("a two-billion-dollar loan", 2e9, "USD"),
        ("a million dollars", 1e6, "USD"),
        ("five million dollars", 5e6, "USD"),
        ("half a billion dollars", 0.5e9, "USD"),
        ("three trillion won", 3e12, "KRW"),
        ("20 million Turkish lira", 20e6, "TRY"),
        ("6 million Saudi riyals", 6e6, "SAR"),
        ("some 3 million shillings", 3e6, None),
        ("40 million pesos", 40e6, None),
        ("900 million francs", 900e6, None),
        ("7 million dinars", 7e6, None),
    ],
)
def test_reads_money(text: str, amount: float, currency: str | None) -> None:
    found = find_money(text, (0, len(text)))
    assert [(one.amount, one.currency) for one in found] == [(pytest.approx(amount), currency)]


@pytest.mark.parametrize(
    "text",
    [
        "They won 40 seats.",
        "He won.",
        "500 pounds of explosives",
        "millions of dollars",
        "The real question is when.",
        "three wounded",
        "the dollar fell",
        "10 million people",
    ],
)
def test_what_is_no_sum_is_no_money(text: str) -> None:
    assert find_money(text, (0, len(text))) == []


def test_the_table_of_currencies_has_codes_of_three_letters_and_no_sign_twice() -> None:
    table = rows(TABLES, "currencies.csv")
    assert all(not row["currency"] or (len(row["currency"]) == 3 and row["currency"].isupper()) for row in table)
    assert len({row["sign"] for row in table}) == len(table)

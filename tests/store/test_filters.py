"""Filters: codes, dates, words; a wrong one is named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.store.filters import codes_fit, day, where
from tests.store.asking import corpus, event

PARTS = st.sampled_from(["RUS", "AFG", "GOV", "MIL", "---", "UNO"])
WANTED = st.sampled_from(["RUS", "AFG", "GOV", "MIL", "---", "UNO", "RUS GOV", "--- MIL", "AFG RUS", "GOV GOV"])
CODES = st.lists(st.lists(PARTS, min_size=1, max_size=3).map(" ".join), max_size=3)


@settings(max_examples=50, deadline=None)
@given(codes=CODES, wanted=st.lists(WANTED, min_size=1, max_size=2))
def test_a_code_fits_when_its_parts_stand_in_one_code_in_order(codes: list[str], wanted: list[str]) -> None:
    def fits(code: str, value: str) -> bool:
        parts = iter(code.split())
        return all(part in parts for part in value.split())

    found = duckdb.execute(f"SELECT {codes_fit('c', wanted)} FROM (SELECT ? AS c)", ["; ".join(codes)]).fetchall()
    assert found[0][0] == any(fits(code, value) for code in codes for value in wanted)


@pytest.mark.parametrize("value", ["Russia", "RU", "RUS'", "RUS; GOV", "RUS GOV x"])
def test_what_is_no_code_is_refused_with_the_remedy(value: str) -> None:
    with pytest.raises(ValueError, match="gazetteer find"):
        codes_fit("actor_codes", [value])


def test_days_months_and_years_are_understood() -> None:
    assert day("2021", last=True).isoformat() == "2021-12-31"
    assert day("2024-02", last=True).isoformat() == "2024-02-29"
    assert day("2021-10-20", last=False).isoformat() == "2021-10-20"
    with pytest.raises(ValueError, match="write 2021-10-20"):
        day("October", last=False)


def test_an_unknown_filter_is_named_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no filter 'speaker'; theirs are actor, recipient"):
        where("events", {"speaker": "RUS"})


def test_several_filters_all_hold_and_several_values_are_alternatives(tmp_path: Path) -> None:
    asked = corpus(
        tmp_path,
        events=[
            event("RUS GOV", "AFG GOV", "2021-10-20", id="a"),
            event("USA MIL", "AFG GOV", "2021-10-31", id="b"),
            event("USA MIL", "RUS GOV; PAK GOV", "2021-11-01", id="c", type="ASSAULT", quad=4, contexts="military; x"),
            event("", "", None, id="d", sentence="Police on strike, said the vice-president."),
        ],
    )

    def ids(**wanted: object) -> list[str]:
        return [row["id"] for row in asked.events(**wanted).rows()]

    assert ids() == ["a", "b", "c", "d"]
    assert ids(limit=2) == ["a", "b"]
    assert ids(actor=["RUS", "USA"]) == ids(actor="rus,usa") == ["a", "b", "c"]
    assert ids(actor="USA MIL", until="2021-10") == ["b"]
    assert ids(recipient="PAK", type="assault") == ["c"]
    assert ids(quad=3, since="2021-10-21") == ["b"]
    assert ids(context="military") == ["c"]
    assert ids(search='"vice-president" strik*') == ["d"]
    assert ids(search="vice strike riot") == ids(search="trike") == []

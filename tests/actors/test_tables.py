"""The gazetteer's tables: codes are known, intervals run forward, no name has two meanings without a rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from importlib import resources
from itertools import combinations

import pytest

from dragoman.actors.gazetteer import TABLES, words
from dragoman.ontology import INTERNATIONAL, rows, sectors

FILES = sorted(f.name for f in resources.files(TABLES).iterdir() if f.name.endswith(".csv"))
STATES = {row["iso3"] for row in rows(TABLES, "countries.csv")}
CODES = STATES | set(INTERNATIONAL) | {"ESH"}
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_whole_and_says_where_it_comes_from(name: str) -> None:
    table = rows(TABLES, name)
    assert table
    for row in table:
        assert None not in row, row
        assert all(value is not None and value == value.strip() for value in row.values()), row
        if name != "roles.csv":
            assert row["note"], row


@pytest.mark.parametrize("name", FILES)
def test_codes_and_intervals_are_sound(name: str) -> None:
    for row in rows(TABLES, name):
        code = row.get("iso3") or row.get("code")
        assert not code or code in CODES, row
        for sector in row.get("sector", "").split():
            assert sector in sectors() or sector in INTERNATIONAL, row
        if "start" in row:
            for day in (row["start"], row["end"]):
                assert not day or DATE.fullmatch(day), row
            assert not (row["start"] and row["end"]) or row["start"] <= row["end"], row


def _overlap(a: dict[str, str], b: dict[str, str]) -> bool:
    return (a["start"] or "0") <= (b["end"] or "9") and (b["start"] or "0") <= (a["end"] or "9")


def test_no_country_name_has_two_meanings_without_a_rule() -> None:
    claims = defaultdict(list)
    for row in rows(TABLES, "country_names.csv"):
        claims[tuple(words(row["alias"]))].append(row)
    for name, claiming in claims.items():
        for a, b in combinations(claiming, 2):
            if a["iso3"] != b["iso3"] and _overlap(a, b):
                assert any(r["note"].startswith(("prefer", "ambiguous")) for r in (a, b)), name


def test_no_organisation_has_two_standings_at_a_time() -> None:
    claims = defaultdict(list)
    for row in rows(TABLES, "organisations.csv"):
        for alias in {row["name"], *filter(None, row["aliases"].split("|"))}:
            claims[alias].append(row)
    for alias, claiming in claims.items():
        for a, b in combinations(claiming, 2):
            if (a["code"], a["sector"]) != (b["code"], b["sector"]):
                assert not _overlap(a, b) or "ambiguous" in a["note"], alias


def test_no_office_is_listed_twice() -> None:
    for name in ("persons_europe_americas.csv", "persons_asia_africa.csv"):
        counted = Counter((r["name"], r["role"], r["start"]) for r in rows(TABLES, name))
        assert max(counted.values()) == 1, counted.most_common(1)


def test_roles_are_listed_once_and_have_a_known_kind() -> None:
    table = rows(TABLES, "roles.csv")
    assert max(Counter(row["phrase"] for row in table).values()) == 1
    assert {row["kind"] for row in table} <= {"person", "collective", "thing", "head"}


def test_every_membership_is_of_a_known_group() -> None:
    known = {row["group"] for row in rows(TABLES, "groups.csv")}
    assert {row["group"] for row in rows(TABLES, "memberships.csv")} <= known


def test_places_lie_on_the_globe_and_capitals_are_among_them() -> None:
    places = rows(TABLES, "cities.csv")
    for row in places:
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
    names = {(row["name"], row["iso3"]) for row in places}
    missing = [
        row["name"]
        for row in rows(TABLES, "countries.csv")
        if row["capital"] and not row["end"] and (row["capital"], row["iso3"]) not in names
    ]
    assert missing == []

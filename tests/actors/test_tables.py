"""The gazetteer's tables: codes are known, intervals run forward, no name has two meanings without a rule."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from dragoman.actors.checking import double_claims, row_mistakes
from dragoman.actors.entries import first_day, last_day
from dragoman.actors.sources import TABLES, table_files
from dragoman.actors.unknown import typed_by_words
from dragoman.ontology import INTERNATIONAL, rows, sectors

FILES = table_files("")
BODIES = table_files("organisations")
PERSONS = table_files("persons_")
UNDATED_NOTES = {"roles.csv"}  # usage, not facts: the sector is the whole row


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_whole_and_says_where_it_comes_from(name: str) -> None:
    table = rows(TABLES, name)
    assert table
    for row in table:
        assert None not in row, row
        assert all(value is not None and value == value.strip() for value in row.values()), row
        if name not in UNDATED_NOTES:
            assert row["note"], row


@pytest.mark.parametrize("name", [f for f in FILES if f not in {"roles.csv", "body_words.csv"}])
def test_codes_and_intervals_are_sound(name: str) -> None:
    assert [(row, wrong) for row in rows(TABLES, name) for wrong in row_mistakes(row)] == []


@pytest.mark.parametrize("name", ["country_names.csv", "peoples.csv"])
def test_no_name_has_two_meanings_without_a_rule(name: str) -> None:
    assert list(double_claims(rows(TABLES, name))) == []


def test_no_body_has_two_standings_at_a_time_without_a_rule() -> None:
    assert list(double_claims([row for name in BODIES for row in rows(TABLES, name)])) == []


def test_no_office_is_listed_twice() -> None:
    held = Counter((r["name"], r["role"], r["start"]) for name in PERSONS for r in rows(TABLES, name))
    assert max(held.values()) == 1, held.most_common(1)


def test_roles_are_listed_once_and_have_a_known_kind_and_sector() -> None:
    table = rows(TABLES, "roles.csv")
    assert max(Counter(row["phrase"] for row in table).values()) == 1
    kinds = {"person", "collective", "thing", "place", "head", "relational"} | {"partitive", "modifier", "generic"}
    assert {row["kind"] for row in table} <= kinds
    assert {s for row in table for s in row["sector"].split()} <= set(sectors()) | set(INTERNATIONAL)


def test_the_tables_are_as_large_as_the_documentation_says() -> None:
    names = {row["name"] for name in BODIES for row in rows(TABLES, name) if row["kind"] == "armed group"}
    assert len(names) >= 600
    nouns = [row for row in rows(TABLES, "roles.csv") if row["kind"] not in {"partitive", "modifier", "generic"}]
    assert len(nouns) >= 1200


def test_every_membership_is_of_a_known_group_and_none_runs_twice_at_a_time() -> None:
    known = {row["group"] for row in rows(TABLES, "groups.csv")}
    table = rows(TABLES, "memberships.csv")
    assert {row["group"] for row in table} <= known
    spans: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in table:
        span = (first_day(row["start"] or "0001"), last_day(row["end"] or "9999"))
        spans.setdefault((row["group"], row["iso3"]), []).append(span)
    for member, held in spans.items():
        held.sort()
        assert all(a[1] <= b[0] or a[1][:4] == b[0][:4] for a, b in itertools.pairwise(held)), (member, held)


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


def test_the_words_of_a_body_tell_its_sector_and_only_known_ones() -> None:
    assert {row["sector"] for row in rows(TABLES, "body_words.csv")} <= set(sectors()) | set(INTERNATIONAL)
    assert typed_by_words("Front for the Liberation of Examplia") == ("REB", "Front for the Liberation")
    assert typed_by_words("Examplia Airlines") == ("BUS", "Airlines")
    assert typed_by_words("Rosebud") is None

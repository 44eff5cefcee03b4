"""The code lists of other datasets are whole, and agree with each other and with ours."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from dragoman.ontology import INTERNATIONAL, event_types
from dragoman.ontology import sectors as our_sectors
from dragoman.store.exports.acled import BY_PARTIES
from dragoman.store.exports.codes import (
    TABLES,
    cameo,
    cameo_actor,
    countries,
    country,
    goldstein,
    international,
    sectors,
)
from dragoman.store.exports.gdelt import quad
from dragoman.store.exports.phoenix import penta


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(resources.files(TABLES).joinpath(name).read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("name", ["cameo.csv", "countries.csv", "sectors.csv", "international.csv", "acled.csv"])
def test_every_row_is_whole_unique_and_has_a_note(name: str) -> None:
    table = rows(name)
    for row in table:
        assert None not in row
        assert None not in row.values()
        assert row["note"]
    keys = [(row.get("type"), row.get("mode")) if name == "acled.csv" else next(iter(row.values())) for row in table]
    assert len(set(keys)) == len(keys)


def test_every_act_of_the_codebook_has_a_label_and_a_value_in_each_scale() -> None:
    for entry in event_types().values():
        assert cameo()[entry.cameo]["label"]
        for scale in ("gdelt", "icews", "phoenix"):
            value = goldstein(entry.cameo, scale)
            assert value is not None
            assert -10 <= value <= 10


def test_cameo_has_its_twenty_roots_and_each_code_its_parent() -> None:
    assert [code for code in cameo() if len(code) == 2] == [f"{n:02}" for n in range(1, 21)]
    for code, row in cameo().items():
        assert code[:2] in cameo()
        assert len(code) < 4 or code[:3] in cameo()
        assert row["gdelt"] or code in ("176", "1951", "1952", "1213")


@pytest.mark.parametrize(
    ("code", "gdelt", "icews", "phoenix"),
    [
        ("010", 0.0, 0.0, 0.0),
        ("016", -2.0, -5.0, 3.4),
        ("042", 1.9, 1.9, 1.9),
        ("057", 8.0, 8.0, 8.0),
        ("0874", 10.0, 10.0, 10.0),
        ("112", -2.0, -2.0, -2.0),
        ("124", -4.0, -4.0, -5.0),
        ("163", -8.0, -8.0, -6.5),
        ("166", -7.0, -7.0, -8.0),
        ("173", -5.0, -5.0, -5.0),
        ("176", -7.0, -7.0, -7.0),
        ("1823", -10.0, -10.0, -10.0),
        ("195", -10.0, -10.0, -10.0),
    ],
)
def test_the_three_scales_differ_where_they_are_published_differently(
    code: str, gdelt: float, icews: float, phoenix: float
) -> None:
    assert (goldstein(code, "gdelt"), goldstein(code, "icews"), goldstein(code, "phoenix")) == (gdelt, icews, phoenix)


def test_an_unknown_code_has_no_value() -> None:
    assert goldstein("991", "gdelt") is None
    assert goldstein(None, "icews") is None


def test_quad_and_penta_classes_follow_their_sources() -> None:
    assert [quad(f"{n:02}0") for n in range(1, 21)] == [1] * 5 + [2] * 4 + [3] * 5 + [4] * 6
    assert [penta(f"{n:02}0") for n in range(1, 21)] == [0, 0, 1, 1, 1, 2, 2, 2, *[3] * 5, 4, 4, 3, 4, 4, 4, 4]


def test_sectors_and_organisations_are_those_of_the_ontology() -> None:
    assert list(sectors()) == list(our_sectors())
    assert sorted(international()) == sorted(INTERNATIONAL)
    for row in sectors().values():
        assert row["cameo"] == "" or (len(row["cameo"]) == 3 and row["cameo"].isupper())
        assert row["civilian"] in ("", "yes")
        assert not (row["civilian"] and row["acled"] not in ("", "Civilians"))


def test_states_are_those_of_the_gazetteer() -> None:
    for code, row in countries().items():
        assert row["iso3"] == code
        assert len(row["cameo"]) == 3
        assert code == "KOS" or (len(row["iso_numeric"]) == 3 and row["iso_numeric"].isdigit())
    numbers = [row["iso_numeric"] for row in countries().values() if row["iso_numeric"]]
    assert len(set(numbers)) == len(numbers)


def test_codes_known_by_heart() -> None:
    assert (country("BFA", "fips"), country("BFA", "cow"), country("BFA", "iso_numeric")) == ("UV", "439", "854")
    assert (country("AUT", "fips"), country("AUS", "fips")) == ("AU", "AS")
    assert (country("CHE", "fips"), country("CHN", "fips")) == ("SZ", "CH")
    assert country("RUS", "icews") == "Russian Federation"
    assert country("ROU", "cameo") == "ROM"
    assert country("XXX", "fips") == country(None, "fips") == ""


def test_actors_get_their_cameo_codes() -> None:
    assert cameo_actor("AFG", ("GOV",)) == "AFGGOV"
    assert cameo_actor("", ("UAF",)) == "UAF"
    assert cameo_actor("UNO", ()) == "IGOUNO"
    assert cameo_actor("EUR", ()) == "IGOEUREEC"
    assert cameo_actor("IGO", ("MIL",)) == "IGOMIL"
    assert cameo_actor("USA", ("JRN", "MED")) == "USAMEDHLH"
    assert cameo_actor("", ("UNK",)) == ""


def test_the_mapping_to_conflict_types_names_acts_of_the_codebook() -> None:
    for row in rows("acled.csv"):
        assert (row["type"], row["mode"] or None) in event_types()
        assert (row["event_type"] == BY_PARTIES) == (row["sub_event_type"] == BY_PARTIES)

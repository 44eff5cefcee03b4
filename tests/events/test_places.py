"""Where an act took place: what its words say, and which of several places of a name is meant."""

from __future__ import annotations

import functools
import time

import pytest

from dragoman.actors.sources import TABLES as ACTOR_TABLES
from dragoman.events import atlas as places_table
from dragoman.events.atlas import atlas, geonames, spot
from dragoman.events.lexicon import TABLES
from dragoman.events.places import Places
from dragoman.ontology import rows
from dragoman.parsing import Parse, parse
from dragoman.reading import document
from dragoman.record import Place


@functools.cache
def _parsed(text: str) -> Parse:
    return parse(document(text, date="2023-05-17"))


def place_of(text: str, word: str, *countries: str, material: bool = True, moving: bool = False) -> Place | None:
    parsed = _parsed(text)
    predicate = next(t for s in parsed.sentences for t in s.tokens if t.text.lower() == word)
    return Places(parsed).of(predicate, parsed.sentence_of(predicate), countries, material=material, moving=moving)


def told(place: Place | None) -> tuple[str, str | None, str, str] | None:
    return (place.name, place.country, place.precision, place.basis) if place else None


@pytest.mark.parametrize(
    ("text", "word", "countries", "expected"),
    [
        ("Gunmen killed ten farmers in Maiduguri.", "killed", ("NGA",), ("Maiduguri", "NGA", "city", "clause")),
        ("Gunmen killed ten farmers near the city of Homs.", "killed", ("SYR",), ("Homs", "SYR", "city", "clause")),
        ("Gunmen killed ten farmers in Homs province.", "killed", ("SYR",), ("Homs", "SYR", "admin1", "clause")),
        ("Gunmen attacked a market in a village near Kano.", "attacked", ("NGA",), ("Kano", "NGA", "city", "clause")),
        ("Police in Nairobi arrested ten students.", "arrested", ("KEN",), ("Nairobi", "KEN", "city", "clause")),
        ("Soldiers fired on a crowd in Rakhine.", "fired", ("MMR",), ("Rakhine", "MMR", "admin1", "clause")),
        ("Ten farmers were killed in Chad.", "killed", ("TCD",), ("Chad", "TCD", "country", "clause")),
        ("Workers marched in Tahrir Square.", "marched", ("EGY",), ("Tahrir Square", "EGY", "point", "clause")),
        (
            "Police arrested ten men in Springfield, Ill., on Monday.",
            "arrested",
            ("USA",),
            ("Springfield", "USA", "city", "clause"),
        ),
        (
            "Police arrested ten men in Moscow, Idaho, on Monday.",
            "arrested",
            ("USA",),
            ("Moscow", "USA", "city", "clause"),
        ),
        ("Police arrested ten men in Moscow.", "arrested", ("USA",), ("Moscow", "RUS", "city", "clause")),
        ("Police arrested ten men in Tripoli.", "arrested", ("LBN",), ("Tripoli", "LBN", "city", "clause")),
        ("Police arrested ten men in Tripoli.", "arrested", ("LBY",), ("Tripoli", "LBY", "city", "clause")),
        ("Police arrested ten men in Hyderabad.", "arrested", ("PAK",), ("Hyderabad", "PAK", "city", "clause")),
        ("Police arrested ten men in Hyderabad.", "arrested", ("IND",), ("Hyderabad", "IND", "city", "clause")),
        ("Police arrested ten men in Hyderabad, Pakistan.", "arrested", (), ("Hyderabad", "PAK", "city", "clause")),
        ("Police arrested ten men in Cordoba.", "arrested", ("ARG",), ("Córdoba", "ARG", "city", "clause")),
        ("Police arrested ten men in Cordoba.", "arrested", ("ESP",), ("Córdoba", "ESP", "city", "clause")),
        ("Police arrested ten men in San Jose.", "arrested", ("CRI",), ("San José", "CRI", "city", "clause")),
        ("Police arrested ten men in San José.", "arrested", ("USA",), ("San Jose", "USA", "city", "clause")),
        ("Police arrested ten men in Georgia.", "arrested", ("USA",), ("Georgia", "USA", "admin1", "clause")),
        ("Police arrested ten men in Georgia.", "arrested", ("GEO",), ("Georgia", "GEO", "country", "clause")),
        ("Police arrested ten men in Georgia.", "arrested", (), ("Georgia", "GEO", "country", "clause")),
        ("Police arrested ten men in New York.", "arrested", ("USA",), ("New York City", "USA", "city", "clause")),
        (
            "In Lagos, where it rained, police arrested ten men.",
            "arrested",
            ("NGA",),
            ("Lagos", "NGA", "city", "clause"),
        ),
    ],
)
def test_a_place_is_read_from_the_clause(
    text: str, word: str, countries: tuple[str, ...], expected: tuple[str, str, str, str]
) -> None:
    assert told(place_of(text, word, *countries)) == expected


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("Gunmen killed ten farmers in May.", "killed", ("NGA",)),
        ("Gunmen killed ten farmers in Parliament Hill Academy.", "killed", ()),
        ("Gunmen killed ten farmers in revenge.", "killed", ("NGA",)),
        ("Gunmen killed ten farmers in U.S. custody.", "killed", ("USA",)),
        ("Police arrested ten men in Valverde.", "arrested", ()),
        ("Police arrested ten men in Kingston Palace Hotel.", "arrested", ()),
    ],
)
def test_what_is_no_place_or_may_be_several_is_unknown(text: str, word: str, countries: tuple[str, ...]) -> None:
    assert place_of(text, word, *countries) is None


def test_a_deed_that_goes_to_a_place_is_there() -> None:
    text = "The army shelled Homs."
    assert told(place_of(text, "shelled", "SYR", moving=True)) == ("Homs", "SYR", "city", "clause")
    assert place_of(text, "shelled", "SYR", moving=False) is None


def test_words_are_not_where_what_they_are_about_is() -> None:
    text = "Ghana condemned the massacre of farmers in Homs."
    assert place_of(text, "condemned", "GHA", "SYR", material=False) is None
    assert told(place_of(text, "massacre", "SYR")) == ("Homs", "SYR", "city", "clause")


def test_a_speakers_place_is_not_that_of_the_act_he_tells() -> None:
    text = "The minister said in Accra that gunmen had killed ten farmers."
    assert place_of(text, "killed", "GHA") is None
    assert told(place_of(text, "said", "GHA", material=False)) == ("Accra", "GHA", "city", "clause")


def test_the_dateline_is_the_place_of_the_states_own_acts() -> None:
    text = "LAGOS, Nigeria (Examplia News) -- Police arrested ten men on Monday."
    assert told(place_of(text, "arrested", "NGA")) == ("Lagos", "NGA", "city", "dateline")
    assert place_of(text, "arrested", "PER") is None


def test_the_paragraph_lends_its_place_to_deeds_and_the_next_paragraph_does_not() -> None:
    text = "Gunmen came to a market in Kano on Monday. They killed ten farmers."
    assert told(place_of(text, "killed", "NGA")) == ("Kano", "NGA", "city", "document")
    assert place_of(text, "killed", "PER") is None
    assert place_of(text.replace(". ", ".\n\n", 1), "killed", "NGA") is None


def test_the_division_of_a_city_is_known() -> None:
    place = place_of("Gunmen killed ten farmers in Maiduguri.", "killed", "NGA")
    assert place is not None
    assert place.admin1 == "Borno"
    assert place.span is not None
    assert _parsed("Gunmen killed ten farmers in Maiduguri.").words(place.span) == "Maiduguri"


def test_the_table_holds_all_large_cities_and_divisions_on_the_globe() -> None:
    table = geonames()
    kinds = [row["kind"] for row in table]
    assert kinds.count("city") > 30_000
    assert kinds.count("admin1") > 3_000
    known = {row["iso3"] for row in rows(ACTOR_TABLES, "countries.csv")}
    for row in table:
        assert -90 <= float(row["lat"]) <= 90
        assert -180 <= float(row["lon"]) <= 180
        assert row["iso3"] in known


def test_the_table_by_hand_names_known_places_or_new_ones_with_their_point() -> None:
    known = {(row["name"], row["iso3"], row["kind"]) for row in geonames()}
    for row in rows(TABLES, "place_names.csv"):
        assert (row["lat"] and row["lon"]) or (row["name"], row["iso3"], row["kind"]) in known, row


def test_every_city_of_the_actors_is_a_place_of_its_state() -> None:
    for row in rows(ACTOR_TABLES, "cities.csv"):
        assert row["iso3"] in {spot(e).country for e in atlas().lookup(row["name"])}, row


def test_the_atlas_opens_at_once_when_it_was_built_before() -> None:
    atlas()
    places_table.atlas.cache_clear()
    start = time.process_time()
    atlas()
    assert time.process_time() - start < 0.1

"""Places by name: cities, divisions of states and a few landmarks, with where they lie.

The names come from GeoNames (`geonames.csv.gz`, made by `tables/build_cities.py`); the tables that are written by hand,
`place_names.csv` here and the actors' `cities.csv`, stand over them.
"""

from __future__ import annotations

import csv
import functools
import gzip
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from dragoman.actors import index
from dragoman.actors.entries import Entry, fold
from dragoman.actors.gazetteer import cache_folder, kept
from dragoman.actors.index import Index
from dragoman.actors.sources import TABLES as ACTOR_TABLES
from dragoman.actors.sources import Alias
from dragoman.events.lexicon import TABLES
from dragoman.ontology import rows
from dragoman.record import PlacePrecision

GEONAMES = "geonames.csv.gz"
BY_HAND = "place_names.csv"
_NEAR = 0.5  # degrees within which two rows of one name and state are one place


@dataclass(frozen=True)
class Spot:
    """A place: ``admin1`` is the name of the division it lies in, ``population`` 0 where it is not known.

    ``other_name`` tells that it was found under a spelling that GeoNames lists besides its own name.
    """

    name: str
    country: str
    kind: PlacePrecision
    admin1: str
    lat: float
    lon: float
    population: int
    other_name: bool


@functools.cache
def atlas() -> Index:
    """Return the index of all names of places; built at the first use and kept in the user's cache."""
    return kept(cache_folder() / f"places-{index.FORMAT}-{_fingerprint()}", _names)


def spot(entry: Entry) -> Spot:
    """Return the place that a row of the atlas is."""
    lat, lon, population, other = entry.note.split()
    return Spot(
        entry.name,
        entry.code,
        entry.kind,  # type: ignore[arg-type]
        entry.role,
        float(lat),
        float(lon),
        int(population),
        other == "1",
    )


def geonames() -> list[dict[str, str]]:
    """Return the rows of the table that GeoNames gave."""
    packed = resources.files(TABLES).joinpath(GEONAMES).read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for package, name in ((TABLES, GEONAMES), (TABLES, BY_HAND), (ACTOR_TABLES, "cities.csv")):
        digest.update(resources.files(package).joinpath(name).read_bytes())
    return digest.hexdigest()[:20]


def _entry(row: dict[str, str], other: bool = False) -> Entry:
    note = f"{row['lat']} {row['lon']} {row['population'] or 0} {int(other)}"
    return Entry(row["name"], row["iso3"], "", row["kind"], row["admin1"], note=note)


def _names() -> Iterator[Alias]:
    table = geonames()
    known: dict[tuple[str, str, str], dict[str, str]] = {}
    for row in table:
        known.setdefault((fold(row["name"]), row["iso3"], row["kind"]), row)
        yield row["name"], _entry(row)
        for alias in filter(None, row["aliases"].split("|")):
            yield alias, _entry(row, other=True)
    yield from _cities(known, [row for row in table if row["kind"] == "city"])
    for row in rows(TABLES, BY_HAND):
        if row["lat"]:
            yield row["alias"], _entry(row | {"population": "0", "admin1": ""})
        elif (fold(row["name"]), row["iso3"], row["kind"]) in known:
            yield row["alias"], _entry(known[fold(row["name"]), row["iso3"], row["kind"]])


def _cities(known: dict[tuple[str, str, str], dict[str, str]], cities: list[dict[str, str]]) -> Iterator[Alias]:
    """The actors' cities that GeoNames has not under that name, each with the division of the city it lies at."""
    here: dict[tuple[str, int, int], dict[str, str]] = {}
    for city in cities:
        here.setdefault((city["iso3"], round(float(city["lat"])), round(float(city["lon"]))), city)
    for row in rows(ACTOR_TABLES, "cities.csv"):
        kind = "admin1" if "admin1" in row["note"] else "city"
        same = known.get((fold(row["name"]), row["iso3"], kind))
        if same and (kind == "admin1" or _is_near(same, row)):
            continue
        at = here.get((row["iso3"], round(float(row["lat"])), round(float(row["lon"]))))
        admin1 = at["admin1"] if kind == "city" and at and _is_near(at, row) else ""
        yield row["name"], _entry(row | {"kind": kind, "admin1": admin1})


def _is_near(one: dict[str, str], other: dict[str, str]) -> bool:
    return all(abs(float(one[key]) - float(other[key])) < _NEAR for key in ("lat", "lon"))

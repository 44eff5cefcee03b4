"""Where the gazetteer's rows come from: the tables that ship with the package, and a user's own."""

from __future__ import annotations

import csv
import functools
import hashlib
import os
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from dragoman.actors.entries import Entry
from dragoman.ontology import rows

TABLES = "dragoman.actors.tables"
VARIABLE = "DRAGOMAN_GAZETTEER"
OVERLAY_COLUMNS = ("name", "aliases", "code", "sector", "kind", "role", "start", "end", "wikidata", "note")

Alias = tuple[str, Entry]


def shipped() -> Iterator[Alias]:
    """Yield every name of the package's tables with its row."""
    yield from _countries()
    yield from _groups()
    yield from _organisations()
    yield from _persons()
    yield from _peoples()


def places() -> Iterator[Alias]:
    """Yield the cities and first-level regions, the largest first: rows of kind ``city``."""
    for row in sorted(rows(TABLES, "cities.csv"), key=lambda row: -int(row["population"] or 0)):
        yield row["name"], Entry(row["name"], row["iso3"], "", "city", note=row["note"])


@functools.cache
def country_name(iso3: str) -> str:
    """Return the English name of a state, or the code itself where the table has none."""
    return _country_names().get(iso3, iso3)


@functools.cache
def _country_names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in rows(TABLES, "countries.csv")}


def table_files(prefix: str) -> list[str]:
    """Return the names of the package's tables that begin so, in order."""
    folder = resources.files(TABLES)
    return sorted(f.name for f in folder.iterdir() if f.name.startswith(prefix) and f.name.endswith(".csv"))


def overlay_folder() -> Path:
    """Return the folder of a user's own tables: ``$DRAGOMAN_GAZETTEER``, else ``gazetteer`` in the settings folder."""
    import platformdirs

    named = os.environ.get(VARIABLE)
    return Path(named) if named else platformdirs.user_config_path("dragoman") / "gazetteer"


def overlay_files() -> list[Path]:
    """Return a user's own tables, in the order of their names; a later one wins."""
    return sorted(overlay_folder().glob("*.csv"))


def overlay(files: list[Path]) -> Iterator[Alias]:
    """Yield the names of a user's tables with their rows. Columns that a table leaves out are empty."""
    for layer, path in enumerate(files, 1):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            for row in csv.DictReader(handle):
                filled = {name: (row.get(name) or "").strip() for name in OVERLAY_COLUMNS}
                aliases = filled.pop("aliases")
                yield from _named(Entry(**filled, layer=layer), aliases)


def fingerprint() -> str:
    """Return what an index over all tables hangs on: the contents of the package's tables, the state of a user's."""
    digest = hashlib.sha256()
    for name in table_files(""):
        digest.update(name.encode() + resources.files(TABLES).joinpath(name).read_bytes())
    for path in overlay_files():
        seen = path.stat()
        digest.update(f"{path.resolve()}|{seen.st_size}|{seen.st_mtime_ns}".encode())
    return digest.hexdigest()[:20]


def _named(entry: Entry, aliases: str) -> Iterator[Alias]:
    for alias in dict.fromkeys([entry.name, *filter(None, aliases.split("|"))]):
        yield alias, entry


def _countries() -> Iterator[Alias]:
    for row in rows(TABLES, "country_names.csv"):
        sector = re.search(r"sector=([A-Z]{3})", row["note"])
        yield (
            row["alias"],
            Entry(
                country_name(row["iso3"]),
                row["iso3"],
                sector.group(1) if sector else "",
                row["kind"],
                start=row["start"],
                end=row["end"],
                note=row["note"],
            ),
        )


def _groups() -> Iterator[Alias]:
    for row in rows(TABLES, "groups.csv"):
        entry = Entry(row["name"], row["code"], row["sector"], "group", role=row["group"], note=row["note"])
        yield from _named(entry, row["aliases"])


def _organisations() -> Iterator[Alias]:
    for name in table_files("organisations"):
        for row in rows(TABLES, name):
            entry = Entry(
                row["name"],
                row["code"],
                row["sector"],
                "organisation",
                row["kind"],
                row["start"],
                row["end"],
                row["note"],
            )
            yield from _named(entry, row["aliases"])


def _persons() -> Iterator[Alias]:
    for name in table_files("persons_"):
        for row in rows(TABLES, name):
            entry = Entry(
                row["name"], row["iso3"], row["sector"], "person", row["role"], row["start"], row["end"], row["note"]
            )
            yield from _named(entry, row["aliases"])


def _peoples() -> Iterator[Alias]:
    for row in rows(TABLES, "peoples.csv"):
        yield from _named(
            Entry(row["name"], row["iso3"], "CVL", "people", row["kind"], note=row["note"]), row["aliases"]
        )

"""Mistakes in tables of the gazetteer: unknown codes, inverted intervals, a name claimed twice for the same time."""

from __future__ import annotations

import csv
import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from dragoman.actors.entries import COUNTRY_KINDS, PEOPLE_KINDS, first_day, last_day, words
from dragoman.actors.sources import OVERLAY_COLUMNS, TABLES
from dragoman.ontology import INTERNATIONAL, rows, sectors

OVERLAY_KINDS = COUNTRY_KINDS | PEOPLE_KINDS | {"seat", "organisation", "person"}
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_QID = re.compile(r"Q\d+")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a line of a table, and what to do about it."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@functools.cache
def codes() -> frozenset[str]:
    """Return the codes that a row may have: states and territories of the table, and PLOVER's international ones."""
    return frozenset(row["iso3"] for row in rows(TABLES, "countries.csv")) | set(INTERNATIONAL) | {"ESH"}


def row_mistakes(row: Row) -> Iterator[str]:
    """Yield what is wrong with the codes and dates of one row, whichever table it is of."""
    code = row.get("code") or row.get("iso3") or ""
    if code and code not in codes():
        yield f"unknown code {code!r}; use ISO 3166-1 alpha-3 or one of {', '.join(INTERNATIONAL)}"
    for sector in row.get("sector", "").split():
        if sector not in sectors():
            yield f"unknown sector {sector!r}; the sectors are {', '.join(sectors())}"
    for name in ("start", "end"):
        if row.get(name) and not _DATE.fullmatch(row[name]):
            yield f"{name} {row[name]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD"
    if row.get("start") and row.get("end") and first_day(row["start"]) > last_day(row["end"]):
        yield f"the interval is inverted: {row['start']} to {row['end']}"


def double_claims(table: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """Yield (position, name) where a row claims a name that another row claims otherwise for the same time.

    Notes that begin with "prefer" or hold "ambiguous" are the rule that allows it; terms of one person may overlap.
    """
    claims: dict[tuple[str, ...], list[tuple[int, Row]]] = defaultdict(list)
    for number, row in enumerate(table):
        names = [row.get("alias") or row["name"], *filter(None, row.get("aliases", "").split("|"))]
        for alias in dict.fromkeys(tuple(words(name)) for name in names):
            claims[alias].append((number, row))
    for alias, claiming in claims.items():
        for (_, a), (number, b) in combinations(claiming, 2):
            ruled = any(r["note"].startswith("prefer") or "ambiguous" in r["note"] for r in (a, b))
            if _differ(a, b) and _overlap(a, b) and not ruled:
                yield number, " ".join(alias)


def _differ(a: Row, b: Row) -> bool:
    if a.get("role") and a.get("kind", "person") == "person" and a["name"] == b.get("name"):
        return False
    standing = [(r.get("code") or r.get("iso3"), r.get("sector", "")) for r in (a, b)]
    return standing[0] != standing[1]


def _overlap(a: Row, b: Row) -> bool:
    return (a.get("start") or "0") <= (b.get("end") or "9") and (b.get("start") or "0") <= (a.get("end") or "9")


def overlay_mistakes(path: Path) -> Iterator[Mistake]:
    """Yield the mistakes of a user's table. Raises `OSError` where it cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            table = list(reader)
    except (UnicodeDecodeError, csv.Error) as err:
        yield Mistake(str(path), 1, f"not a CSV table in UTF-8 ({err}); save it as CSV UTF-8")
        return
    unknown = set(reader.fieldnames or ()) - set(OVERLAY_COLUMNS)
    missing = {"name", "kind", "note"} - set(reader.fieldnames or ())
    if unknown or missing:
        yield Mistake(str(path), 1, f"the columns are {', '.join(OVERLAY_COLUMNS)}; name, kind and note are needed")
        return
    whole = []
    for line, row in enumerate(table, 2):
        found = list(_shape(row))
        yield from (Mistake(str(path), line, text) for text in found)
        if not found:
            whole.append((line, {name: (row.get(name) or "").strip() for name in OVERLAY_COLUMNS}))
    for number, alias in double_claims(row for _, row in whole):
        text = f"{alias!r} is claimed twice for the same time; date the rows, or say prefer or ambiguous in the note"
        yield Mistake(str(path), whole[number][0], text)


def _shape(row: dict[str, str | None]) -> Iterator[str]:
    if None in row or None in row.values():
        yield "the row has more or fewer cells than the header; put names that hold commas in quotation marks"
        return
    filled = {name: (value or "").strip() for name, value in row.items()}
    if not words(filled["name"]):
        yield "the name is empty"
    if not filled["note"]:
        yield "the note is empty; say where the fact comes from"
    if filled["kind"] not in OVERLAY_KINDS:
        yield f"unknown kind {filled['kind']!r}; the kinds are {', '.join(sorted(OVERLAY_KINDS))}"
    if filled.get("wikidata") and not _QID.fullmatch(filled["wikidata"]):
        yield f"{filled['wikidata']!r} is no Wikidata id; write Q and digits"
    yield from row_mistakes(filled)


def refuse_mistakes(files: Iterable[Path]) -> None:
    """Raise `ValueError` with the first mistake of a user's tables and the remedy."""
    for path in files:
        first = next(iter(overlay_mistakes(path)), None)
        if first:
            raise ValueError(f"{first}; `dragoman gazetteer check {path}` lists all")

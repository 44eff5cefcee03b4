"""The gazetteer: dated tables of states, bodies and persons, and where their names stand in a text."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import resources
from itertools import pairwise

from dragoman.ontology import rows
from dragoman.record import Span

TABLES = "dragoman.actors.tables"
COUNTRY_KINDS = {"name", "official", "variant", "abbreviation", "former", "territory", "region", "capital"}
PEOPLE_KINDS = {"demonym", "adjective"}

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = 6  # a name in capitals of up to so many letters must stand in capitals


@dataclass(frozen=True)
class Entry:
    """One row: a name that stands for somebody during an interval of ISO dates (empty: open).

    ``code`` is ISO3 or an international code, empty for groups that are only their members; ``sector`` may be empty.
    """

    name: str
    code: str
    sector: str
    kind: str
    role: str = ""
    start: str = ""
    end: str = ""
    note: str = ""

    def valid(self, day: str | None) -> bool:
        """Whether the row holds on an ISO day; without a day, whether it still holds."""
        if day is None:
            return not self.end
        return (not self.start or _first_day(self.start) <= day) and (not self.end or day <= _last_day(self.end))


@dataclass(frozen=True)
class Match:
    """A name of the gazetteer in a text, with all rows that it may stand for."""

    span: Span
    entries: tuple[Entry, ...]


def _first_day(date: str) -> str:
    return date + "-01" * ((10 - len(date)) // 3)


def _last_day(date: str) -> str:
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


def words(text: str) -> list[str]:
    """Return the words of a name as the index holds them: without case, accents and punctuation."""
    return [_fold(w) for w in _WORD.findall(text)]


def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class Gazetteer:
    """An index of names by their words; the longest name at a place wins."""

    def __init__(self, aliases: Iterable[tuple[str, Entry]]) -> None:
        self._index: dict[tuple[str, ...], list[tuple[tuple[str, ...], Entry]]] = {}
        self._longest: dict[str, int] = {}
        for alias, entry in aliases:
            cased = tuple(_WORD.findall(alias))
            if len(cased) > 1 and cased[0].lower() == "the":
                cased = cased[1:]
            key = tuple(_fold(w) for w in cased)
            if not key:
                continue
            self._index.setdefault(key, []).append((cased, entry))
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def find(self, text: str, offset: int = 0) -> Iterator[Match]:
        """Yield the names in a text from left to right, never overlapping; ``offset`` is added to the spans."""
        found = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
        folded = [_fold(word) for word, _, _ in found]
        at = 0
        while at < len(found):
            size = min(self._longest.get(folded[at], 0), len(found) - at)
            while size:
                entries = self._fitting(tuple(folded[at : at + size]), [w for w, _, _ in found[at : at + size]])
                if entries and not self._broken(text, found[at : at + size]):
                    yield Match((found[at][1] + offset, found[at + size - 1][2] + offset), entries)
                    break
                size -= 1
            at += size or 1

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the rows that a whole name stands for, whatever its case."""
        key = words(name)
        key = key[1:] if len(key) > 1 and key[0] == "the" else key
        return tuple(entry for _, entry in self._index.get(tuple(key), ()))

    def _fitting(self, key: tuple[str, ...], actual: list[str]) -> tuple[Entry, ...]:
        candidates = self._index.get(key, ())
        return tuple(entry for cased, entry in candidates if _fits_case(cased, actual))

    @staticmethod
    def _broken(text: str, found: list[tuple[str, int, int]]) -> bool:
        """Whether a comma, full stop and blank, or line end stands between the words of a name."""
        gaps = (text[a[2] : b[1]] for a, b in pairwise(found))
        return any(re.search(r"[,;:\n()\"“”]|\.\s+\S", gap) and not re.fullmatch(r"\.\s?", gap) for gap in gaps)


def _fits_case(cased: tuple[str, ...], actual: list[str]) -> bool:
    letters = sum(map(len, cased))
    for wanted, word in zip(cased, actual, strict=True):
        if wanted.isupper() and letters <= _ACRONYM and not word.isupper():
            return False
        if wanted[0].isupper() and not (word[0].isupper() or word[0].isdigit()):
            return False
    return True


def _files(prefix: str) -> list[str]:
    folder = resources.files(TABLES)
    return sorted(f.name for f in folder.iterdir() if f.name.startswith(prefix) and f.name.endswith(".csv"))


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the index over all tables that ship with the package."""
    return Gazetteer([*_countries(), *_groups(), *_organisations(), *_persons()])


@functools.cache
def cities() -> Gazetteer:
    """Return the index of cities and first-level regions: rows of kind ``city``, the largest of a name first."""
    table = sorted(rows(TABLES, "cities.csv"), key=lambda row: -int(row["population"] or 0))
    return Gazetteer((row["name"], Entry(row["name"], row["iso3"], "", "city", note=row["note"])) for row in table)


@functools.cache
def country_name(iso3: str) -> str:
    """Return the English name of a state, or the code itself where the table has none."""
    return next((row["name"] for row in rows(TABLES, "countries.csv") if row["iso3"] == iso3), iso3)


def _sector_note(note: str) -> str:
    match = re.search(r"sector=([A-Z]{3})", note)
    return match.group(1) if match else ""


def _countries() -> Iterator[tuple[str, Entry]]:
    for row in rows(TABLES, "country_names.csv"):
        sector = _sector_note(row["note"])
        name = country_name(row["iso3"])
        yield (
            row["alias"],
            Entry(name, row["iso3"], sector, row["kind"], start=row["start"], end=row["end"], note=row["note"]),
        )


def _groups() -> Iterator[tuple[str, Entry]]:
    for row in rows(TABLES, "groups.csv"):
        entry = Entry(row["name"], row["code"], row["sector"], "group", role=row["group"], note=row["note"])
        for alias in {row["name"], *filter(None, row["aliases"].split("|"))}:
            yield alias, entry


def _organisations() -> Iterator[tuple[str, Entry]]:
    for row in rows(TABLES, "organisations.csv"):
        entry = Entry(
            row["name"], row["code"], row["sector"], "organisation", row["kind"], row["start"], row["end"], row["note"]
        )
        for alias in {row["name"], *filter(None, row["aliases"].split("|"))}:
            yield alias, entry


def _persons() -> Iterator[tuple[str, Entry]]:
    for name in _files("persons_"):
        for row in rows(TABLES, name):
            entry = Entry(
                row["name"], row["iso3"], row["sector"], "person", row["role"], row["start"], row["end"], row["note"]
            )
            for alias in {row["name"], *filter(None, row["aliases"].split("|"))}:
                yield alias, entry


@functools.cache
def surnames() -> dict[str, frozenset[str]]:
    """Return the persons of the tables by surname (folded): the last word, or the first where ``family=`` says so."""
    found: dict[str, set[str]] = {}
    for _, entry in _persons():
        family = re.search(r"family=(\S+)", entry.note)
        surname = family.group(1).rstrip(";,.") if family else entry.name.split()[-1]
        found.setdefault(_fold(surname), set()).add(entry.name)
    return {surname: frozenset(names) for surname, names in found.items()}


# Who is meant where no date tells: the office that a person is best known for.
_RANK = (
    "president prime minister",
    "president",
    "prime minister",
    "supreme leader",
    "king",
    "queen",
    "emir",
    "sultan",
    "chancellor",
    "leader",
    "vice president",
    "foreign minister",
    "secretary of state",
    "defence minister",
)


def choose(entries: Iterable[Entry], day: str | None) -> tuple[Entry | None, str]:
    """Return the row that a name stands for on a day, and the reason; none where rows contradict each other."""
    rows_ = list(entries)
    if not rows_:
        return None, ""
    holding = [e for e in rows_ if e.valid(day)]
    preferred = [e for e in holding if e.note.startswith("prefer")]
    if preferred:
        return preferred[0], "preferred meaning of the name"
    if holding:
        return _one_of(holding, day)
    people = [e for e in rows_ if e.kind == "person"]
    if people:
        return _outside_office(people, day)
    return max(rows_, key=lambda e: e.end or "9"), "latest row of the table"


def _one_of(holding: list[Entry], day: str | None) -> tuple[Entry | None, str]:
    names = {(e.name, e.code) for e in holding}
    if any("ambiguous" in e.note for e in holding) and len(names) > 1:
        return None, f"ambiguous: {', '.join(sorted(e.code or e.name for e in holding))}"
    best = min(holding, key=_rank)
    reason = f"{best.role} on {day}" if best.kind == "person" and day else ""
    return best, reason or f"table: {best.name}"


def _rank(entry: Entry) -> int:
    return next((n for n, role in enumerate(_RANK) if entry.role.startswith(role)), len(_RANK))


def _outside_office(people: list[Entry], day: str | None) -> tuple[Entry, str]:
    """A person whose terms do not hold the day: a former official after them, nothing certain before them."""
    if day is None:
        best = min(people, key=lambda e: (_rank(e), e.start))
        return best, f"no date: best known as {best.role}"
    past = [e for e in people if e.end and _last_day(e.end) < day]
    if past:
        last = max(past, key=lambda e: e.end)
        sector = "ELI" if last.sector == "GOV" else last.sector
        return replace(last, sector=sector, role=f"former {last.role}"), f"{last.role} until {last.end}"
    first = min(people, key=lambda e: e.start)
    return replace(first, sector="", role=""), f"not yet {first.role} on {day}"

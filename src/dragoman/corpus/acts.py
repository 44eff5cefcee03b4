"""Acts: what one or several reports say of a happening, in the form in which reports are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NUMBERS = ("killed", "injured", "arrested")
SYMMETRIC = ("CONSULT", "AGREE", "COOPERATE")  # who is named first says nothing: all are actors here
VERBAL = frozenset((1, 3))  # quad classes of words

COLUMNS = (
    ("row", "BIGINT"),
    ("story", "VARCHAR"),
    ("type", "VARCHAR"),
    ("reading", "VARCHAR"),
    ("quad", "BIGINT"),
    ("mode", "VARCHAR"),
    ("actors", "VARCHAR"),
    ("recipients", "VARCHAR"),
    ("first_day", "BIGINT"),
    ("last_day", "BIGINT"),
    ("dated", "BOOLEAN"),
    ("country", "VARCHAR"),
    ("city", "VARCHAR"),
    ("lat", "DOUBLE"),
    ("lon", "DOUBLE"),
    ("placed", "BOOLEAN"),
    *((f"{name}_{bound}", "BIGINT") for name in NUMBERS for bound in ("low", "high")),
    ("documents", "VARCHAR"),
    ("decided", "VARCHAR"),
)
_JOINT = "; "


@dataclass(slots=True)
class Act:
    """One or several reports of a happening.

    `first_day` and `last_day` count days from 1970-01-01; `dated` says that the text dates the act, not only the day of
    publication; `placed` that the clause or sentence says where, not only the dateline.
    """

    row: int  # the first report
    story: str
    type: str
    reading: str  # happened, negation, future, hypothetical
    quad: int
    mode: str | None
    actors: frozenset[str]
    recipients: frozenset[str]
    first_day: int | None
    last_day: int | None
    dated: bool
    country: str | None
    city: str | None
    lat: float | None
    lon: float | None
    placed: bool
    numbers: dict[str, tuple[int, int]]
    documents: frozenset[str]
    decided: frozenset[int]  # reports that a user's decision names
    joined: list[tuple[int, str]] = field(default_factory=list)  # (first report of what was added, why)

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Act:
        """Return the act of a row of the table of acts."""
        return cls(
            **{name: row[name] for name, _ in COLUMNS[:6]},
            actors=_split(row["actors"]),
            recipients=_split(row["recipients"]),
            **{name: row[name] for name, _ in COLUMNS[8:16]},
            numbers={n: (row[f"{n}_low"], row[f"{n}_high"]) for n in NUMBERS if row[f"{n}_low"] is not None},
            documents=_split(row["documents"]),
            decided=frozenset(map(int, _split(row["decided"]))),
        )

    def to_row(self) -> dict[str, Any]:
        """Return the row of the table of acts that `of` reads."""
        row = {name: getattr(self, name, None) for name, _ in COLUMNS}
        for name in NUMBERS:
            row[f"{name}_low"], row[f"{name}_high"] = self.numbers.get(name, (None, None))
        for name in ("actors", "recipients", "documents"):
            row[name] = _JOINT.join(sorted(getattr(self, name)))
        row["decided"] = _JOINT.join(map(str, sorted(self.decided)))
        return row

    def add(self, other: Act, why: str) -> None:
        """Take another act into this one: what both say, the more exact date and place, the wider numbers."""
        self.joined += [(max(self.row, other.row), why), *other.joined]
        self.row = min(self.row, other.row)
        self.mode = self.mode or other.mode
        self.actors |= other.actors
        self.recipients |= other.recipients
        self._date(other)
        if (other.placed, other.city is not None) > (self.placed, self.city is not None):
            self.country, self.city, self.lat, self.lon = other.country, other.city, other.lat, other.lon
            self.placed = other.placed
        for name, (low, high) in other.numbers.items():
            mine = self.numbers.get(name, (low, high))
            self.numbers[name] = (min(low, mine[0]), max(high, mine[1]))
        self.documents |= other.documents
        self.decided |= other.decided

    def _date(self, other: Act) -> None:
        if other.first_day is None or other.last_day is None or (self.dated and not other.dated):
            return
        if self.first_day is None or self.last_day is None or (other.dated and not self.dated):
            self.first_day, self.last_day, self.dated = other.first_day, other.last_day, other.dated
        elif max(self.first_day, other.first_day) <= min(self.last_day, other.last_day):
            self.first_day = max(self.first_day, other.first_day)
            self.last_day = min(self.last_day, other.last_day)


def _split(text: str | None) -> frozenset[str]:
    return frozenset(text.split(_JOINT)) if text else frozenset()

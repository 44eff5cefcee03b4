"""PLOVER as data: event types and modes with their quad class, score and nearest CAMEO code; sectors; contexts.

Source: the PLOVER manual (draft 2.0) and CAMEO conversion table of the Open Event Data Alliance, CC BY-SA 4.0, as facts
in our words; see NOTICE.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

INTERNATIONAL = ("UNO", "EUR", "IGO", "NGO", "MNC", "IMG", "ISM")


@dataclass(frozen=True)
class EventType:
    """A type, or one mode of it. ``score`` runs from -10 (conflict) to 10; ``quad`` is 1-4 as in the record."""

    type: str
    mode: str | None
    score: float
    quad: int
    cameo: str
    note: str


def rows(package: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV table that ships with a package of this project."""
    text = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _edition(part: str) -> str:
    return next(row["version"] for row in rows(__name__, "codebook.csv") if row["part"] == part)


CODEBOOK = _edition("name")


@functools.cache
def event_types() -> Mapping[tuple[str, str | None], EventType]:
    """Return every type and mode of the codebook, by (type, mode); mode ``None`` is the type as such."""
    table = {}
    for row in rows(__name__, "types.csv"):
        entry = EventType(
            row["type"], row["mode"] or None, float(row["score"]), int(row["quad"]), row["cameo"], row["note"]
        )
        table[entry.type, entry.mode] = entry
    return table


def event_type(name: str, mode: str | None = None) -> EventType:
    """Return a type in a mode, or the type as such where it has no such mode. Raises `KeyError` for an unknown type."""
    table = event_types()
    return table.get((name, mode)) or table[name, None]


def type_names() -> list[str]:
    """Return the sixteen types in the codebook's order."""
    return [name for name, mode in event_types() if mode is None]


@dataclass(frozen=True)
class CameoCode:
    """A CAMEO code with the PLOVER type, mode and context that are nearest to it; ``context`` may be empty."""

    code: str
    meaning: str
    event: EventType
    context: str
    note: str


@functools.cache
def cameo_codes() -> Mapping[str, CameoCode]:
    """Return the CAMEO codes that have a PLOVER type: all but the roots 01 and 02, which PLOVER drops."""
    return {
        row["code"]: CameoCode(
            row["code"], row["meaning"], event_type(row["type"], row["mode"] or None), row["context"], row["note"]
        )
        for row in rows(__name__, "cameo.csv")
    }


def from_cameo(code: str) -> CameoCode | None:
    """Return the row of a CAMEO code; of a code of four digits without a row its parent's, of a root its first.

    ``None`` stands for the roots 01 and 02 and for what is no code. A code may be given without its leading zero, as
    spreadsheets leave it ("40" for 040, "841" for 0841).
    """
    table = cameo_codes()
    for written in (code, "0" + code):
        parent = {2: written + "0", 4: written[:3]}.get(len(written), "")
        if found := table.get(written) or table.get(parent):
            return found
    return None


@functools.cache
def sectors() -> Mapping[str, str]:
    """Return the actor sectors: code → meaning."""
    return {row["code"]: row["name"] for row in rows(__name__, "sectors.csv")}

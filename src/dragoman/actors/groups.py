"""Groups of states and who was in them on a day."""

from __future__ import annotations

import functools

from dragoman.actors.entries import Entry
from dragoman.actors.sources import TABLES
from dragoman.ontology import rows


@functools.cache
def _memberships() -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for row in rows(TABLES, "memberships.csv"):
        entry = Entry(row["iso3"], row["iso3"], "", "member", start=row["start"], end=row["end"], note=row["note"])
        found.setdefault(row["group"], []).append(entry)
    return found


def members(group: str, day: str | None) -> list[str]:
    """Return the ISO3 codes of a group's members on an ISO day; without a day, those of today."""
    return [entry.code for entry in _memberships().get(group, ()) if entry.valid(day)]

"""Given names: what tells a person's name from another, and, for most, whether a man or a woman bears it."""

from __future__ import annotations

import functools

from dragoman.ontology import rows


@functools.cache
def given_names() -> dict[str, str]:
    """Return the gender that a given name tells, by the name in small letters: ``f``, ``m``, or empty for both."""
    table = rows("dragoman.reading.data", "given_names.csv")
    return {row["name"].casefold(): row.get("gender", "") for row in table}


def gender_of(name: str) -> str:
    """Return ``f`` or ``m`` where the first word of a full name tells it, else an empty string."""
    first, _, rest = name.strip().partition(" ")
    return given_names().get(first.casefold(), "") if rest else ""

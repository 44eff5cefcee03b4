"""The code lists of other datasets: CAMEO labels and scales, country codes, roles. All are tables in ``tables/``."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from dragoman.ontology import rows

TABLES = __name__.rsplit(".", 1)[0] + ".tables"
Row = Mapping[str, str]


def _by(name: str, key: str, package: str = TABLES) -> Mapping[str, Row]:
    return {row[key]: row for row in rows(package, name)}


@functools.cache
def cameo() -> Mapping[str, Row]:
    """Return CAMEO 1.1b3: code → label and the scales that GDELT, ICEWS and Phoenix give it."""
    return _by("cameo.csv", "code")


@functools.cache
def countries() -> Mapping[str, Row]:
    """Return the states: ISO 3166-1 alpha-3 → name, FIPS 10-4, Correlates of War, ISO numeric, CAMEO and ICEWS."""
    own = _by("countries.csv", "iso3")
    return {code: {**row, **own[code]} for code, row in _by("countries.csv", "iso3", "dragoman.actors.tables").items()}


@functools.cache
def sectors() -> Mapping[str, Row]:
    """Return the sectors: code → CAMEO role, ICEWS sector names, ACLED actor type, whether civilian."""
    return _by("sectors.csv", "code")


@functools.cache
def international() -> Mapping[str, Row]:
    """Return what stands in the country's place for those of no country: code → CAMEO, GDELT and ICEWS names."""
    return _by("international.csv", "code")


def country(code: str | None, column: str) -> str:
    """Return a state's entry in a column of `countries`; empty where there is none."""
    row = countries().get(code or "")
    return row[column] if row else ""


def goldstein(code: str | None, scale: str) -> float | None:
    """Return the conflict-cooperation value of a CAMEO code in the ``gdelt``, ``icews`` or ``phoenix`` scale.

    The three differ in a few codes. A code that a scale leaves out has its root's value, as in Phoenix.
    """
    if not code:
        return None
    for known in (code, code[:2]):
        row = cameo().get(known)
        if row and row[scale]:
            return float(row[scale])
    return None


def roles(sector_codes: tuple[str, ...]) -> list[str]:
    """Return the CAMEO roles of sectors, those that CAMEO has not left out."""
    return [role for code in sector_codes if (role := sectors().get(code, {}).get("cameo", ""))]


def cameo_actor(country_code: str, sector_codes: tuple[str, ...]) -> str:
    """Return the CAMEO code of an actor: country or organisation, then its roles (``AFGGOV``, ``IGOUNO``)."""
    abroad = international().get(country_code)
    first = abroad["cameo"] if abroad else country(country_code, "cameo")
    return first + "".join(roles(sector_codes))

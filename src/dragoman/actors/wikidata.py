"""Rows for a user's table out of Wikidata: a JSON dump (one entity a line) or the result of a SPARQL query.

The dump's form is that of https://www.wikidata.org/wiki/Wikidata:Database_download (CC0): a JSON array with one entity
a line. Properties read: P31 instance of, P17 country, P27 citizenship, P39 position held with P580 start and P582 end,
P298 ISO alpha-3, P571 inception, P576 dissolution, P1001 applies to jurisdiction.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dragoman.actors.checking import codes
from dragoman.actors.roles import role_of
from dragoman.actors.sources import TABLES
from dragoman.ontology import rows

SPARQL_VARIABLES = ("item", "itemLabel", "aliases", "iso3", "class", "position", "positionLabel", "start", "end")
_HUMAN = "Q5"

Row = dict[str, str]
Progress = Callable[[int], None]


class NotWikidata(ValueError):
    """The file is neither a dump nor a SPARQL result; the message says what was expected."""


@dataclass
class _World:
    """What the first reading of a dump gathers: states by item, and offices with their name and state."""

    iso3: dict[str, str] = field(default_factory=dict)
    offices: dict[str, tuple[str, str]] = field(default_factory=dict)


def read(path: Path, progress: Progress = lambda _: None) -> Iterator[Row]:
    """Yield overlay rows for the persons in office, bodies and parties of a file. Raises `NotWikidata`, `OSError`."""
    with _open(path) as handle:
        head = handle.read(4096).lstrip()
    if head.startswith("{") and '"head"' in head:
        yield from _of_sparql(path)
    elif head.startswith(("[", "{")):
        yield from _of_dump(path, progress)
    else:
        raise NotWikidata(f"{path}: neither a Wikidata JSON dump (one entity a line) nor a SPARQL result in JSON")


def _open(path: Path) -> IO[str]:
    with path.open("rb") as raw:
        magic = raw.read(3)
    if magic[:2] == b"\x1f\x8b":
        return io.TextIOWrapper(gzip.open(path), encoding="utf-8")
    if magic == b"BZh":
        return io.TextIOWrapper(bz2.open(path), encoding="utf-8")
    return path.open(encoding="utf-8-sig")


def _classes() -> dict[str, Row]:
    return {row["qid"]: row for row in rows(TABLES, "wikidata_classes.csv")}


# ---- a dump ------------------------------------------------------------------------------------------------------


def _entities(path: Path, progress: Progress) -> Iterator[dict[str, Any]]:
    with _open(path) as handle:
        for number, line in enumerate(handle, 1):
            text = line.strip().rstrip(",")
            if text in ("", "[", "]"):
                continue
            try:
                entity = json.loads(text)
            except ValueError as err:
                raise NotWikidata(f"{path}:{number}: not one entity in JSON ({err}); is the dump whole?") from err
            if isinstance(entity, dict) and "id" in entity:
                yield entity
            if number % 10_000 == 0:
                progress(number)


def _of_dump(path: Path, progress: Progress) -> Iterator[Row]:
    """Two readings: an office may stand after those who held it."""
    world = _World()
    for entity in _entities(path, progress):
        if iso3 := next(_values(entity, "P298"), None):
            world.iso3[entity["id"]] = iso3
        state = next((_item(v) for p in ("P1001", "P17") for v in _values(entity, p)), "")
        if state:
            world.offices[entity["id"]] = (_label(entity), state)
    kinds = _classes()
    for entity in _entities(path, progress):
        classes = [_item(v) for v in _values(entity, "P31")]
        if _HUMAN in classes:
            yield from _person(entity, world)
        else:
            known = next((kinds[c] for c in classes if c in kinds), None)
            if known:
                yield from _body(entity, known, world)


def _person(entity: dict[str, Any], world: _World) -> Iterator[Row]:
    for claim in _claims(entity, "P39"):
        office, state = world.offices.get(_item(_value(claim)), ("", ""))
        if office:
            yield from _office_row(
                _label(entity), _aliases(entity), world.iso3.get(state, ""), office,
                _day(_qualifier(claim, "P580")), _day(_qualifier(claim, "P582")), entity["id"],
            )  # fmt: skip


def _body(entity: dict[str, Any], kind: Row, world: _World) -> Iterator[Row]:
    state = next((_item(v) for v in _values(entity, "P17")), "")
    code = kind["code"] or world.iso3.get(state, "")
    if code not in codes() or not _label(entity):
        return
    yield {
        "name": _label(entity), "aliases": _aliases(entity), "code": code, "sector": kind["sector"],
        "kind": "organisation", "role": kind["kind"], "start": _day(next(_values(entity, "P571"), None)),
        "end": _day(next(_values(entity, "P576"), None)), "wikidata": entity["id"], "note": f"Wikidata {entity['id']}",
    }  # fmt: skip


def _office_row(name: str, aliases: str, iso3: str, office: str, start: str, end: str, qid: str) -> Iterator[Row]:
    """A term of office, where the office's sector is known by its words: "President of X" is that of a president."""
    title = office.split(" of ")[0].split(" for ")[0]
    role = role_of(office) or role_of(title)
    if iso3 in codes() and role and role.sector and name and (not end or start <= end):
        yield {
            "name": name, "aliases": aliases, "code": iso3, "sector": role.sector, "kind": "person",
            "role": title[:1].lower() + title[1:], "start": start, "end": end, "wikidata": qid,
            "note": f"Wikidata {qid} P39",
        }  # fmt: skip


def _claims(entity: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    claims = entity.get("claims") or {}
    found = claims.get(name, ()) if isinstance(claims, dict) else ()
    return (c for c in found if c.get("rank") != "deprecated")


def _values(entity: dict[str, Any], name: str) -> Iterator[Any]:
    return (v for v in map(_value, _claims(entity, name)) if v is not None)


def _value(claim: dict[str, Any]) -> Any:
    return claim.get("mainsnak", {}).get("datavalue", {}).get("value")


def _qualifier(claim: dict[str, Any], name: str) -> Any:
    snaks = (claim.get("qualifiers") or {}).get(name, ())
    return next((s.get("datavalue", {}).get("value") for s in snaks), None)


def _item(value: Any) -> str:
    return str(value.get("id") or f"Q{value.get('numeric-id')}") if isinstance(value, dict) else ""


def _day(value: Any) -> str:
    """An ISO date out of "+2011-04-00T00:00:00Z", as exact as it is given (precision 9 year, 10 month, 11 day)."""
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    exact = {9: 4, 10: 7, 11: 10}.get(value.get("precision", 0), 0)
    return str(value["time"])[1 : 1 + exact]


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels") or {}
    return str((labels.get("en") or labels.get("mul") or {}).get("value", "")) if labels else ""


def _aliases(entity: dict[str, Any]) -> str:
    found = (entity.get("aliases") or {}).get("en", ()) if entity.get("aliases") else ()
    return "|".join(a["value"] for a in found if "|" not in a["value"])


# ---- a SPARQL result ---------------------------------------------------------------------------------------------


def _of_sparql(path: Path) -> Iterator[Row]:
    with _open(path) as handle:
        try:
            result = json.load(handle)
            bindings: Iterable[dict[str, Any]] = result["results"]["bindings"]
        except (ValueError, KeyError, TypeError) as err:
            raise NotWikidata(f"{path}: not a SPARQL result in JSON ({err!r})") from err
    kinds = _classes()
    for binding in bindings:
        cell = {name: str(binding.get(name, {}).get("value", "")) for name in SPARQL_VARIABLES}
        qid = cell["item"].rsplit("/", 1)[-1]
        start, end = cell["start"][:10], cell["end"][:10]
        if not qid or not cell["itemLabel"]:
            raise NotWikidata(f"{path}: the query must give the variables {', '.join(SPARQL_VARIABLES)}")
        if cell["positionLabel"]:
            yield from _office_row(
                cell["itemLabel"], cell["aliases"], cell["iso3"], cell["positionLabel"], start, end, qid
            )
        elif known := kinds.get(cell["class"].rsplit("/", 1)[-1]):
            code = known["code"] or cell["iso3"]
            if code in codes():
                yield {
                    "name": cell["itemLabel"], "aliases": cell["aliases"], "code": code, "sector": known["sector"],
                    "kind": "organisation", "role": known["kind"], "start": start, "end": end, "wikidata": qid,
                    "note": f"Wikidata {qid}",
                }  # fmt: skip

"""A table in the shape of ACLED, of those of our events that have a place in it: 31 columns, CSV.

These are not ACLED data and must not pass for them: which act becomes which type is our own reading
(``tables/acled.csv``). Acts that are words alone have no place there and are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping

from dragoman.ontology import rows as table_rows
from dragoman.record import Event, Record
from dragoman.store.exports import when
from dragoman.store.exports.codes import TABLES, country, sectors
from dragoman.store.exports.dyads import Party, parties
from dragoman.store.exports.formats import Chosen, Format, Run, comma_separated
from dragoman.view.rows import one_line

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude"),
    *("geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)
BY_PARTIES = "by parties"
"""In the table: the type follows from who stands on the two sides."""

_ARMED = {"State forces", "Rebel group", "Political militia"}
_ARMED_CODES = {"UAF", "CRM"}
_TIME = {"day": 1, "week": 2, "month": 3}
_PLACE = {"point": 1, "city": 1, "admin2": 2, "admin1": 3}


@functools.cache
def _types() -> Mapping[tuple[str, str], Mapping[str, str]]:
    return {(row["type"], row["mode"]): row for row in table_rows(TABLES, "acled.csv")}


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row an event that maps; the others are counted in the run's notes."""
    for record, events in chosen:
        for event in events:
            row = _row(record, event)
            if row is None:
                run.notes["events that have no place in this shape left out"] += 1
            else:
                yield row


def _row(record: Record, event: Event) -> list[object] | None:
    mapped = _types().get((event.type, event.mode or ""))
    if mapped is None:
        return None
    one, other = parties(record, event.actor), parties(record, event.recipient)
    kind: str | None = mapped["event_type"]
    sub: str | None = mapped["sub_event_type"]
    if kind == BY_PARTIES:
        kind, sub = _by_parties(one, other)
    return [
        f"{event.place.country if event.place and event.place.country else ''}{event.id}",
        *_time(event),
        mapped["disorder_type"],
        kind,
        sub,
        *_side(one, kind),
        *_side(other, kind),
        None,
        "Civilian targeting" if mapped["disorder_type"] == "Political violence" and _civilian(other) else None,
        *_where(event),
        record.document.outlet or record.document.source,
        None,
        one_line(record.document.text[slice(*event.sentence)]),
        event.killed and event.killed.best,
        f"crowd size={event.participants.best}" if event.participants and event.participants.best else None,
        None,
    ]


def _by_parties(one: list[Party], other: list[Party]) -> tuple[str | None, str | None]:
    if _civilian(other):
        return "Violence against civilians", "Attack"
    if _armed(one) and _armed(other):
        return "Battles", "Armed clash"
    return None, None


def _time(event: Event) -> list[object]:
    precision = _TIME.get(event.date.precision) if event.date else None
    day = when.first_day(event) if precision else None
    return [day, when.common(event, 4), precision if day else None]


def _side(side: list[Party], kind: str | None) -> list[object]:
    names = list(dict.fromkeys(party.name for party in side))
    inter = _inter(side[0], kind) if side else None
    return [names[0] if names else None, "; ".join(names[1:]), inter]


def _inter(party: Party, kind: str | None) -> str | None:
    found = next((name for code in party.sectors if (name := sectors().get(code, {}).get("acled"))), None)
    if found == "Civilians" and kind in ("Protests", "Riots"):
        return "Protesters" if kind == "Protests" else "Rioters"
    return found


def _civilian(side: list[Party]) -> bool:
    return bool(side) and all(
        party.sectors and all(sectors().get(code, {}).get("civilian") for code in party.sectors) for party in side
    )


def _armed(side: list[Party]) -> bool:
    return any(_inter(party, None) in _ARMED or _ARMED_CODES & set(party.sectors) for party in side)


def _where(event: Event) -> list[object]:
    place = event.place
    if place is None:
        return [None] * 10
    state = country(place.country, "iso_numeric")
    return [
        int(state) if state else None,
        None,
        country(place.country, "name"),
        place.name if place.precision == "admin1" else place.admin1,
        place.name if place.precision == "admin2" else None,
        None,
        place.name if place.precision in ("point", "city") else None,
        place.lat,
        place.lon,
        _PLACE.get(place.precision),
    ]


ACLED = Format("a table in the shape of ACLED, of the acts that fit (not ACLED data)", comma_separated(rows, COLUMNS))

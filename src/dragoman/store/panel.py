"""Panels: how many events of which kind fell in each period between each two countries, empty periods with a zero.

This file holds the rules; `cells.py` counts by them and `filling.py` puts the zeros in. What counts is written in
docs/query.md ("What a panel counts"); change both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import product

from dragoman.ontology import sectors, type_names
from dragoman.store.filters import Where, codes_fit, where

UNITS = ("dyad", "country")
PERIODS = ("day", "week", "month", "year")
OF = ("count", "type", "quad", "score")
ROLES = ("actor", "recipient", "place")
INCLUDE = (
    "negation",
    "future",
    "hypothetical",
    "historical",
    "copies",
    "reports",
    "repeats",
    "imprecise",
    "unknown",
)
EXCLUDE = ("historical",)

# How precise a date must be for its period to be known.
_PRECISE = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "week", "month"),
    "year": ("day", "week", "month", "season", "year"),
}
_TOGETHER = ("CONSULT", "COOPERATE", "AGREE")
QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


@dataclass(frozen=True)
class Panel:
    """What a panel is asked for. Raises `ValueError` for what there is not."""

    unit: str = "dyad"
    by: str = "month"
    of: str = "count"
    role: str = "actor"
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value, known in (
            ("unit", self.unit, UNITS),
            ("by", self.by, PERIODS),
            ("of", self.of, OF),
            ("role", self.role, ROLES),
            *(("include", one, INCLUDE) for one in self.include),
            *(("exclude", one, EXCLUDE) for one in self.exclude),
        ):
            if value not in known:
                raise ValueError(f"no {name} {value!r}; there are {', '.join(known)}")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that name the unit."""
        return ("actor", "recipient") if self.unit == "dyad" else ("country",)


def columns_of(of: str) -> list[str]:
    """Return the counting columns of a panel; the ``kind`` of a cell is the number of one."""
    if of == "type":
        return type_names()
    return list(QUADS) if of == "quad" else ["events"]


class Source(Enum):
    """What is counted: happenings, which folding found over all articles; both, while some are not folded; events."""

    HAPPENINGS = "happenings"
    BOTH = "happenings and events"
    EVENTS = "events"


_COMMON = "id, type, quad, actor_codes, recipient_codes, date_start, date_precision, place_country"
SOURCES = {
    Source.HAPPENINGS: """SELECT h.*, nullif(reading, 'happened') AS auxiliary FROM counted_happenings h""",
    Source.EVENTS: "SELECT * FROM counted_events",
    Source.BOTH: f"""SELECT {_COMMON}, mode, nullif(reading, 'happened') AS auxiliary FROM counted_happenings
  UNION ALL SELECT {_COMMON}, mode, auxiliary FROM counted_events e
  WHERE same_as IS NULL AND NOT EXISTS (SELECT 1 FROM raw_reports r WHERE r.event_id = e.id)""",
}


def source_of(panel: Panel, events: int, reports: int) -> Source:
    """Return what a panel counts in a store with so many events, of which so many are folded into happenings."""
    if not reports or {"reports", "copies"} & set(panel.include):
        return Source.EVENTS
    return Source.HAPPENINGS if events == reports else Source.BOTH


# Acts in which all take part alike: everybody is an actor, and each pair is a dyad in both directions.
ALIKE = f"(type IN {_TOGETHER} AND coalesce(recipient_codes, '') = '')"


def named_units(panel: Panel) -> list[tuple[str, ...]]:
    """Return the units that are asked for by name; they have rows even where nothing was counted."""
    named = [_countries(getattr(panel, side)) for side in _SIDES[panel.unit, panel.role]]
    return list(product(*named)) if named and all(named) else []


_SIDES: dict[tuple[str, str], tuple[str, ...]] = {
    ("dyad", "actor"): ("actor", "recipient"),
    ("country", "actor"): ("actor",),
    ("country", "recipient"): ("recipient",),
    ("country", "place"): (),
}


def _countries(wanted: tuple[str, ...]) -> list[str]:
    """Return the countries of the codes, or nothing where a code is a sector alone, which names no unit."""
    found = [code.upper().split()[0] for code in wanted]
    return [] if set(found) & set(sectors()) else sorted(set(found))


@dataclass(frozen=True)
class Reason:
    """Why a panel leaves events out: its name and the condition that holds for them."""

    name: str
    sql: str


def _not_counted(panel: Panel, source: Source) -> list[Reason]:
    """Return the reasons for which a panel leaves out what has a unit, in the order in which they are told."""
    copy = "document_id IN (SELECT document_id FROM raw_stories WHERE copy_of IS NOT NULL)"
    precise = ", ".join(f"'{one}'" for one in _PRECISE[panel.by])
    historical = "id IN (SELECT id FROM counted_events WHERE contains(auxiliary, 'historical'))"
    found = [
        Reason("copies", copy) if source is Source.EVENTS else None,
        *(Reason(name, f"contains(auxiliary, '{name}')") for name in ("negation", "future", "hypothetical")),
        Reason("historical", historical) if "historical" in panel.exclude else None,
        Reason("repeats", "same_as IS NOT NULL") if source is Source.EVENTS else None,
        Reason("undated", "TRY_CAST(date_start AS DATE) IS NULL"),
        Reason("imprecise", f"coalesce(date_precision, '') NOT IN ({precise})"),
    ]
    return [reason for reason in found if reason and reason.name not in panel.include]


def _without_unit(panel: Panel) -> list[Reason]:
    """Return why an event has no unit: nobody known did it, or nobody known had it done to them."""
    conditions = {
        "actor": _unknown("actor_codes", panel),
        "recipient": _unknown("recipient_codes", panel),
        "place": _unknown("place_country", panel),
    }
    if panel.unit == "country":
        return [Reason(f"without {panel.role}", conditions[panel.role])]
    return [
        Reason("without actor", conditions["actor"]),
        Reason("without recipient", f"({conditions['recipient']}) AND NOT {ALIKE}"),
    ]


def _unknown(column: str, panel: Panel) -> str:
    """SQL: no code at all, or none with a country."""
    nobody = f"coalesce({column}, '') = ''"
    if "unknown" in panel.include:
        return nobody
    return f"{nobody} OR left({column}, 3) = '---' AND NOT regexp_matches({column}, '(?:^|; )[A-Z]')"


def asked_for(panel: Panel) -> Where:
    """Return the conditions of who, to whom, since and until."""
    made = where("events", {"since": panel.since, "until": panel.until})
    if panel.actor:
        made.add(codes_fit("actor_codes", panel.actor))
    if panel.recipient:
        given, alike = codes_fit("recipient_codes", panel.recipient), codes_fit("actor_codes", panel.recipient)
        made.add(f"CASE WHEN {ALIKE} THEN {alike} ELSE {given} END")
    return made


def counted(panel: Panel, source: Source) -> Where:
    """Return all the conditions under which something counts."""
    made = asked_for(panel)
    for reason in _not_counted(panel, source):
        made.add(f"NOT coalesce({reason.sql}, false)")
    return made


def left_out_sql(panel: Panel, source: Source) -> str:
    """Return the SELECT of how many fit who, to whom, since and until, and were left out, by the first reason why."""
    reasons = [*_not_counted(panel, source), *_without_unit(panel)]
    cases = " ".join(f"WHEN {reason.sql} THEN '{reason.name}'" for reason in reasons)
    return f"""SELECT CASE {cases} ELSE 'counted' END AS reason, count(*) AS n
  FROM ({SOURCES[source]}) {asked_for(panel).sql()} GROUP BY reason"""

"""Panels: how many events of which kind fell in each period between each two countries, empty periods with a zero.

What counts is written in docs/query.md ("What a panel counts"); change both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import product

from dragoman.ontology import event_types, sectors, type_names
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
# Acts in which all take part alike: everybody is an actor, and each pair is a dyad in both directions.
_TOGETHER = ("CONSULT", "COOPERATE", "AGREE")
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


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
    """Return the counting columns of a panel; ``kind`` of `cells_sql` is the number of one where there are several."""
    if of == "type":
        return type_names()
    return list(_QUADS) if of == "quad" else ["events"]


def cells_sql(panel: Panel, source: Source) -> str:
    """Return the SELECT of a panel's cells that are not zero: unit, period, ``kind`` (column), ``n`` and ``score``.

    What counts is first counted by its codes, of which there are few, and only those counts are spread over countries:
    ten million events cost hardly more than one scan. A cell may come in several rows, to be added up.
    """
    return f"""WITH chosen AS MATERIALIZED ({_chosen(panel, source)}), {_sides(panel)}
SELECT {", ".join(panel.columns)}, period, kind, n, score FROM spread"""


class Source(Enum):
    """What is counted: happenings, which folding found over all articles; both, while some are not folded; events."""

    HAPPENINGS = "happenings"
    BOTH = "happenings and events"
    EVENTS = "events"


_COMMON = "id, type, quad, actor_codes, recipient_codes, date_start, date_precision, place_country"
_SOURCES = {
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


def _scores() -> str:
    """Return the codebook's scores as a table: a happening has the score of its type and mode."""
    values = ", ".join(f"('{one.type}', '{one.mode or ''}', {one.score})" for one in event_types().values())
    return f"(VALUES {values}) AS scores (of_type, of_mode, score)"


_ALIKE = f"(type IN {_TOGETHER} AND coalesce(recipient_codes, '') = '')"


def _chosen(panel: Panel, source: Source) -> str:
    """Return the SELECT of what counts, summed by codes, period and kind."""
    made = Where()
    for reason in _not_counted(panel, source):
        made.add(f"NOT coalesce({reason.sql}, false)")
    _wanted(panel, made)
    kind = {"type": f"list_position({type_names()}, type) - 1", "quad": "quad - 1"}.get(panel.of, "0")
    place = "place_country" if panel.role == "place" and panel.unit == "country" else "NULL"
    scored = f"LEFT JOIN {_scores()} ON type = of_type AND coalesce(mode, '') = of_mode"
    from_scores, score = (
        (scored, "CAST(sum(scores.score) AS DOUBLE)") if panel.of == "score" else ("", "CAST(0 AS DOUBLE)")
    )
    return f"""SELECT {_short("actor_codes")} AS actors, {_short("recipient_codes")} AS recipients, {_ALIKE} AS alike,
  {place} AS place, {kind} AS kind, count(*) AS n, {score} AS score,
  CAST(date_trunc('{panel.by}', TRY_CAST(date_start AS DATE)) AS DATE) AS period
  FROM ({_SOURCES[source]}) {from_scores} {made.sql()} GROUP BY ALL"""


def _short(codes: str) -> str:
    """SQL: the country where there is one code, which by then has fitted what is asked; else the codes as they are."""
    return f"CASE WHEN contains({codes}, ';') THEN {codes} ELSE left({codes}, 3) END"


def _wanted(panel: Panel, made: Where) -> None:
    """Add the conditions of who, to whom, since and until."""
    dates = where("events", {"since": panel.since, "until": panel.until})
    made.conditions += dates.conditions
    if panel.actor:
        made.add(codes_fit("actor_codes", panel.actor))
    if panel.recipient:
        given, alike = codes_fit("recipient_codes", panel.recipient), codes_fit("actor_codes", panel.recipient)
        made.add(f"CASE WHEN {_ALIKE} THEN {alike} ELSE {given} END")


def _sides(panel: Panel) -> str:
    """Return the CTEs that spread ``chosen`` over countries, ending in ``spread``."""
    if panel.unit == "country" and panel.role == "place":
        unknown = "" if "unknown" in panel.include else " AND place <> '---'"
        return f"spread AS (SELECT *, place AS country FROM chosen WHERE place IS NOT NULL{unknown})"
    known = "true" if "unknown" in panel.include else "{} NOT LIKE '---%'"
    actor, recipient = (
        f" WHERE NOT contains(codes, ';') OR {codes_fit('code', one)}" if one else ""
        for one in (panel.actor, panel.recipient)
    )
    codes = f"""codes AS (SELECT codes, code, left(code, 3) AS country FROM (SELECT codes,
  unnest(string_split(codes, '; ')) AS code FROM (
    SELECT DISTINCT actors AS codes FROM chosen WHERE (contains(actors, ';') OR contains(recipients, ';'))
    UNION SELECT DISTINCT recipients FROM chosen WHERE (contains(actors, ';') OR contains(recipients, ';'))))
  WHERE code <> '' AND {known.format("code")}),
actors_of AS MATERIALIZED (SELECT DISTINCT codes, country FROM codes{actor}),
recipients_of AS MATERIALIZED (SELECT DISTINCT codes, country FROM codes{recipient})"""
    if panel.unit == "country":
        spread = _BY_COUNTRY.format(role=panel.role, known=known.format(f"{panel.role}s"))
    else:
        spread = _BY_DYAD.format(known=f"{known.format('actors')} AND {known.format('recipients')}")
    return f"{codes},\n{spread}"


# Most have one code on either side and need no looking up.
_BY_COUNTRY = """
spread AS (SELECT {role}s AS country, period, kind, n, score FROM chosen WHERE length({role}s) = 3 AND {known}
  UNION ALL SELECT s.country, period, kind, n, score FROM chosen c JOIN {role}s_of s ON s.codes = c.{role}s
  WHERE contains({role}s, ';'))"""

# Where all take part alike, each pair of countries is a dyad in both directions; a delegation's members from one
# country are no dyad of that country with itself, unless all who take part are from there.
_BY_DYAD = """
several AS (SELECT codes, count(DISTINCT country) AS countries FROM codes GROUP BY codes HAVING count(*) > 1),
pairs AS MATERIALIZED (SELECT codes, a.country AS actor, r.country AS recipient
  FROM several JOIN actors_of a USING (codes) JOIN recipients_of r USING (codes)
  WHERE a.country <> r.country OR countries = 1),
spread AS (
  SELECT actors AS actor, recipients AS recipient, period, kind, n, score FROM chosen
  WHERE NOT alike AND length(actors) = 3 AND length(recipients) = 3 AND {known}
  UNION ALL SELECT a.country, r.country, period, kind, n, score FROM chosen c
  JOIN actors_of a ON a.codes = c.actors JOIN recipients_of r ON r.codes = c.recipients
  WHERE NOT alike AND (contains(actors, ';') OR contains(recipients, ';'))
  UNION ALL SELECT p.actor, p.recipient, period, kind, n, score FROM chosen c JOIN pairs p ON p.codes = c.actors
  WHERE alike)"""


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
        Reason("without recipient", f"({conditions['recipient']}) AND NOT {_ALIKE}"),
    ]


def _unknown(column: str, panel: Panel) -> str:
    """SQL: no code at all, or none with a country."""
    nobody = f"coalesce({column}, '') = ''"
    if "unknown" in panel.include:
        return nobody
    return f"{nobody} OR left({column}, 3) = '---' AND NOT regexp_matches({column}, '(?:^|; )[A-Z]')"


def left_out_sql(panel: Panel, source: Source) -> str:
    """Return the SELECT of how many fit who, to whom, since and until, and were left out, by the first reason why."""
    made = Where()
    _wanted(panel, made)
    left = [*_not_counted(panel, source), *_without_unit(panel)]  # the latter get no row anyway
    cases = " ".join(f"WHEN {reason.sql} THEN '{reason.name}'" for reason in left)
    return f"""SELECT CASE {cases} ELSE 'counted' END AS reason, count(*) AS n
  FROM ({_SOURCES[source]}) {made.sql()} GROUP BY reason"""

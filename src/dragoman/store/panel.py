"""Panels: how many events of which kind fell in each period between each two countries, empty periods with a zero.

What counts is written in docs/query.md ("What a panel counts"); change both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.ontology import sectors, type_names
from dragoman.store.filters import Where, codes_pattern, day, where

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

LARGEST = 50_000_000
"""Rows of a panel beyond which it is refused: mostly a stray date centuries away, or days where years were meant."""

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


def columns_of(of: str) -> dict[str, str]:
    """Return the counting columns of a panel, each with its SQL aggregate over ``kind, n, score``."""
    if of == "type":
        return {name: f"CAST(sum(n) FILTER (kind = '{name}') AS BIGINT)" for name in type_names()}
    if of == "quad":
        return {name: f"CAST(sum(n) FILTER (kind = {number}) AS BIGINT)" for number, name in enumerate(_QUADS, 1)}
    return {"events": "CAST(sum(n) AS BIGINT)", **({"score_sum": "sum(score)"} if of == "score" else {})}


def panel_sql(panel: Panel, folded: bool) -> tuple[str, list[Any]]:
    """Return the SELECT of a panel over the views and its values; `folded` where happenings were found over articles.

    Events are first counted by their codes as written, of which there are few, and only those counts are spread over
    countries: ten million events cost hardly more than one scan.
    """
    unit = ", ".join(panel.columns)
    counts = columns_of(panel.of)
    chosen, values = _chosen(panel, folded)
    sides, side_values = _sides(panel)
    filled = [f"coalesce({name}, 0) AS {name}" for name in counts]
    if panel.of == "score":
        filled.append("score_sum / nullif(events, 0) AS score_mean")
    first, final = _edge(panel, panel.since, "min", last=False), _edge(panel, panel.until, "max", last=True)
    sql = f"""WITH chosen AS MATERIALIZED ({chosen}), {sides},
cells AS MATERIALIZED (SELECT {unit}, period, {", ".join(f"{sql} AS {name}" for name, sql in counts.items())}
  FROM spread GROUP BY {unit}, period),
units AS ({_units(panel)}),
periods AS (SELECT CAST(unnest(generate_series({first}, {final}, INTERVAL 1 {panel.by})) AS DATE) AS period),
size AS (SELECT (SELECT count(*) FROM units) * (SELECT count(*) FROM periods) AS n)
SELECT {unit}, period, {", ".join(filled)} FROM units CROSS JOIN periods LEFT JOIN cells USING ({unit}, period)
WHERE CASE WHEN (SELECT n FROM size) > {LARGEST} THEN error('this panel would have ' || (SELECT n FROM size)
  || ' rows; narrow it with --since and --until (since=, until=) or count by month or year') ELSE true END
ORDER BY {unit}, period"""
    return sql, [*values, *side_values]


def _edge(panel: Panel, given: str | None, of: str, *, last: bool) -> str:
    """Return the first or last period: of the day given, else of the events counted."""
    if given is None:
        return f"(SELECT {of}(period) FROM cells)"
    return f"date_trunc('{panel.by}', DATE '{day(given, last=last)}')"


_ALIKE = f"(type IN {_TOGETHER} AND recipient_codes = '' AND coalesce(recipient, '') = '')"


def _chosen(panel: Panel, folded: bool) -> tuple[str, list[Any]]:
    """Return the SELECT of the events counted, summed by codes, period and kind, and its values."""
    made = Where()
    for reason in reasons(panel):
        made.add(f"NOT coalesce({reason.sql}, false)", *reason.values)
    _wanted(panel, made)
    kind = {"type": "type", "quad": "quad"}.get(panel.of, "NULL")
    place = "place_country" if panel.role == "place" and panel.unit == "country" else "NULL"
    columns = f"""actor_codes, recipient_codes, {_ALIKE} AS alike, {place} AS place, {kind} AS kind, score,
  CAST(date_trunc('{panel.by}', TRY_CAST(date_start AS DATE)) AS DATE) AS period"""
    source = f"SELECT {columns} FROM counted_events {made.sql()}"
    if folded and "reports" not in panel.include:
        source = f"""SELECT * EXCLUDE (once) FROM (SELECT {columns}, coalesce(r.happening_id, id) AS once, id, published
  FROM counted_events LEFT JOIN raw_reports r ON r.event_id = id {made.sql()})
  QUALIFY row_number() OVER (PARTITION BY once ORDER BY published, id) = 1"""
    counted = f"""SELECT actor_codes, recipient_codes, alike, place, kind, period, count(*) AS n, sum(score) AS score
  FROM ({source}) GROUP BY ALL"""
    return counted, made.values


def _wanted(panel: Panel, made: Where) -> None:
    """Add the conditions of who, to whom, since and until."""
    dates = where("events", {"since": panel.since, "until": panel.until})
    made.conditions += dates.conditions
    made.values += dates.values
    if panel.actor:
        made.add("regexp_matches(actor_codes, ?)", codes_pattern(panel.actor))
    if panel.recipient:
        pattern = codes_pattern(panel.recipient)
        made.add(
            f"CASE WHEN {_ALIKE} THEN regexp_matches(actor_codes, ?) ELSE regexp_matches(recipient_codes, ?) END",
            pattern,
            pattern,
        )


def _sides(panel: Panel) -> tuple[str, list[Any]]:
    """Return the CTEs that spread ``chosen`` over countries, ending in ``spread``, and their values."""
    if panel.unit == "country" and panel.role == "place":
        unknown = "" if "unknown" in panel.include else " AND place <> '---'"
        return f"spread AS (SELECT *, place AS country FROM chosen WHERE place IS NOT NULL{unknown})", []
    unknown = "" if "unknown" in panel.include else " AND code NOT LIKE '---%'"
    actor, actor_values = _fitting(panel.actor)
    recipient, recipient_values = _fitting(panel.recipient)
    codes = f"""codes AS (SELECT codes, code, left(code, 3) AS country FROM (SELECT codes,
  unnest(string_split(codes, '; ')) AS code
  FROM (SELECT DISTINCT actor_codes AS codes FROM chosen UNION SELECT DISTINCT recipient_codes FROM chosen))
  WHERE code <> ''{unknown}),
actors_of AS MATERIALIZED (SELECT DISTINCT codes, country FROM codes{actor}),
recipients_of AS MATERIALIZED (SELECT DISTINCT codes, country FROM codes{recipient})"""
    values = [*actor_values, *recipient_values]
    if panel.unit == "country":
        return (
            f"""{codes},
spread AS (SELECT s.country, c.* FROM chosen c JOIN {panel.role}s_of s ON s.codes = c.{panel.role}_codes)""",
            values,
        )
    return (
        f"""{codes},
several AS (SELECT codes, count(DISTINCT country) AS countries FROM codes GROUP BY codes HAVING count(*) > 1),
pairs AS MATERIALIZED (SELECT codes, a.country AS actor, r.country AS recipient
  FROM several JOIN actors_of a USING (codes) JOIN recipients_of r USING (codes)
  WHERE a.country <> r.country OR countries = 1),
spread AS (SELECT a.country AS actor, r.country AS recipient, period, kind, n, score FROM chosen c
  JOIN actors_of a ON a.codes = c.actor_codes JOIN recipients_of r ON r.codes = c.recipient_codes WHERE NOT alike
  UNION ALL SELECT p.actor, p.recipient, period, kind, n, score FROM chosen c JOIN pairs p ON p.codes = c.actor_codes
  WHERE alike)""",
        values,
    )


def _fitting(wanted: tuple[str, ...]) -> tuple[str, list[Any]]:
    return (" WHERE regexp_matches(code, ?)", [codes_pattern(wanted)]) if wanted else ("", [])


def _units(panel: Panel) -> str:
    """Return the SELECT of the panel's units: those that were counted, and those that were named without an event."""
    unit = ", ".join(panel.columns)
    found = f"SELECT DISTINCT {unit} FROM cells"
    named = [_countries(getattr(panel, side)) for side in _SIDES[panel.unit, panel.role]]
    if not named or not all(named):
        return found
    lists = ", ".join(
        f"(SELECT unnest({countries}) AS {name})" for name, countries in zip(panel.columns, named, strict=True)
    )
    return f"{found} UNION SELECT {unit} FROM {lists}"


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
    values: tuple[Any, ...] = ()


def reasons(panel: Panel) -> list[Reason]:
    """Return the reasons for which a panel leaves events out, in the order in which they are told."""
    copy = "document_id IN (SELECT document_id FROM raw_stories WHERE copy_of IS NOT NULL)"
    precise = ", ".join(f"'{one}'" for one in _PRECISE[panel.by])
    found = [
        Reason("copies", copy),
        *(Reason(name, f"contains(auxiliary, '{name}')") for name in ("negation", "future", "hypothetical")),
        Reason("historical", "contains(auxiliary, 'historical')") if "historical" in panel.exclude else None,
        Reason("repeats", "same_as IS NOT NULL"),
        Reason("undated", "TRY_CAST(date_start AS DATE) IS NULL"),
        Reason("imprecise", f"coalesce(date_precision, '') NOT IN ({precise})"),
    ]
    return [*(reason for reason in found if reason and reason.name not in panel.include), *_without_unit(panel)]


def _without_unit(panel: Panel) -> list[Reason]:
    """Return why an event has no unit: nobody known did it, or nobody known had it done to them."""
    known = ".{3}" if "unknown" in panel.include else "[A-Z]{3}"
    conditions = {
        "actor": f"NOT regexp_matches(coalesce(actor_codes, ''), '(?:^|; ){known}')",
        "recipient": f"NOT regexp_matches(coalesce(recipient_codes, ''), '(?:^|; ){known}')",
        "place": f"NOT regexp_matches(coalesce(place_country, ''), '^{known}')",
    }
    if panel.unit == "country":
        return [Reason(f"without {panel.role}", conditions[panel.role])]
    return [
        Reason("without actor", conditions["actor"]),
        Reason("without recipient", f"{conditions['recipient']} AND NOT {_ALIKE}"),
    ]


def left_out_sql(panel: Panel) -> tuple[str, list[Any]]:
    """Return the SELECT of how many events fit who, to whom, since and until and were left out, by first reason."""
    made = Where()
    _wanted(panel, made)
    cases = " ".join(f"WHEN {reason.sql} THEN '{reason.name}'" for reason in reasons(panel))
    values = [value for reason in reasons(panel) for value in reason.values]
    sql = (
        f"SELECT CASE {cases} ELSE 'fit' END AS reason, count(*) AS events FROM counted_events {made.sql()} GROUP BY 1"
    )
    return sql, [*values, *made.values]

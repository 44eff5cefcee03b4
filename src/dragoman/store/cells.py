"""The cells of a panel that are not zero, in SQL: counts by codes, then spread over the countries of the codes."""

from __future__ import annotations

from dragoman.ontology import event_types, type_names
from dragoman.store.filters import codes_fit
from dragoman.store.panel import ALIKE, SOURCES, Panel, Source, counted


def cells_sql(panel: Panel, source: Source) -> str:
    """Return the SELECT of a panel's cells: its unit, ``period``, ``kind`` (number of the column), ``n`` and ``score``.

    What has one code on each side is counted by country in the scan itself; only the rest, counted by codes, is looked
    up. A cell may come in several rows, to be added up.
    """
    if panel.unit == "dyad":
        return _dyads(panel, source)
    column = {"actor": "actor_codes", "recipient": "recipient_codes", "place": "place_country"}[panel.role]
    return _countries(panel, source, column)


def _countries(panel: Panel, source: Source, column: str) -> str:
    wanted = {"actor": panel.actor, "recipient": panel.recipient}.get(panel.role, ())
    one = _sums(panel, source, f"left({column}, 3) AS country", _one_known(column, panel))
    several = _sums(panel, source, f"{column} AS codes", f"contains({column}, ';')")
    codes = _codes(panel, "SELECT DISTINCT codes FROM several")
    return f"""WITH several AS MATERIALIZED ({several}), codes AS ({codes}),
countries AS (SELECT DISTINCT codes, country FROM codes{_fitting(wanted)})
SELECT country, period, kind, n, score FROM ({one})
UNION ALL SELECT country, period, kind, n, score FROM several JOIN countries USING (codes)"""


def _dyads(panel: Panel, source: Source) -> str:
    ones = _sums(
        panel,
        source,
        "left(actor_codes, 3) AS actor, left(recipient_codes, 3) AS recipient",
        f"{_one_known('actor_codes', panel)} AND {_one_known('recipient_codes', panel)}",
    )
    several = _sums(
        panel,
        source,
        f"actor_codes AS actors, recipient_codes AS recipients, {ALIKE} AS alike",
        "(contains(actor_codes, ';') OR contains(recipient_codes, ';'))",
    )
    distinct = "SELECT DISTINCT actors AS codes FROM several UNION SELECT DISTINCT recipients FROM several"
    # Where all take part alike, each pair of countries is a dyad in both directions; a delegation's members from one
    # country are no dyad of that country with itself, unless all who take part are from there.
    return f"""WITH several AS MATERIALIZED ({several}), codes AS MATERIALIZED ({_codes(panel, distinct)}),
actors_of AS (SELECT DISTINCT codes, country FROM codes{_fitting(panel.actor)}),
recipients_of AS (SELECT DISTINCT codes, country FROM codes{_fitting(panel.recipient)}),
groups AS (SELECT codes, count(DISTINCT country) AS countries FROM codes GROUP BY codes HAVING count(*) > 1),
pairs AS (SELECT codes, a.country AS actor, r.country AS recipient
  FROM groups JOIN actors_of a USING (codes) JOIN recipients_of r USING (codes)
  WHERE a.country <> r.country OR countries = 1)
SELECT actor, recipient, period, kind, n, score FROM ({ones})
UNION ALL SELECT a.country, r.country, period, kind, n, score FROM several s
  JOIN actors_of a ON a.codes = s.actors JOIN recipients_of r ON r.codes = s.recipients WHERE NOT alike
UNION ALL SELECT p.actor, p.recipient, period, kind, n, score FROM several s JOIN pairs p ON p.codes = s.actors
  WHERE alike"""


def _sums(panel: Panel, source: Source, keys: str, condition: str) -> str:
    """Return the SELECT of what counts under a condition, summed by keys, period and kind."""
    made = counted(panel, source)
    made.add(condition)
    kind = {"type": f"list_position({type_names()}, type) - 1", "quad": "quad - 1"}.get(panel.of, "0")
    scores, score = "", "CAST(0 AS DOUBLE)"
    if panel.of == "score":
        scores = f"LEFT JOIN {_scores()} ON type = of_type AND coalesce(mode, '') = of_mode"
        score = "CAST(sum(scores.score) AS DOUBLE)"
    return f"""SELECT {keys}, CAST(date_trunc('{panel.by}', TRY_CAST(date_start AS DATE)) AS DATE) AS period,
  {kind} AS kind, count(*) AS n, {score} AS score FROM ({SOURCES[source]}) {scores} {made.sql()} GROUP BY ALL"""


def _scores() -> str:
    """SQL: the codebook's scores as a table; a happening has the score of its type and mode."""
    values = ", ".join(f"('{one.type}', '{one.mode or ''}', {one.score})" for one in event_types().values())
    return f"(VALUES {values}) AS scores (of_type, of_mode, score)"


def _one_known(column: str, panel: Panel) -> str:
    """SQL: one code, and of a country that is known; whatever was asked of codes it has fitted itself."""
    known = "" if "unknown" in panel.include else f" AND NOT starts_with({column}, '---')"
    return f"{column} <> '' AND NOT contains({column}, ';'){known}"


def _codes(panel: Panel, distinct: str) -> str:
    """Return the SELECT of each code with its country, of the texts of codes that `distinct` gives."""
    known = "" if "unknown" in panel.include else " AND NOT starts_with(code, '---')"
    return f"""SELECT codes, code, left(code, 3) AS country
  FROM (SELECT codes, unnest(string_split(codes, '; ')) AS code FROM ({distinct})) WHERE code <> ''{known}"""


def _fitting(wanted: tuple[str, ...]) -> str:
    return f" WHERE {codes_fit('code', wanted)}" if wanted else ""

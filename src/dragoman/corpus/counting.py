"""Happenings as rows: what their reports say together, how many there are, and where they contradict each other."""

from __future__ import annotations

from typing import Any

from dragoman.corpus.decisions import Decisions

NUMBERS = ("killed", "injured", "arrested", "participants")
ROWS = 500_000  # events counted at a time


def count_happenings(db: Any, roots: Any, reasons: Any, decided: Decisions) -> tuple[Any, Any]:
    """Return (happenings, reports) of the table of facts in `db`.

    `roots` is the first report (row of facts) of each report's happening; `reasons` has a row and why it joined.
    """
    import numpy as np
    import pyarrow as pa

    members = pa.table({"row": np.arange(len(roots)), "root": roots})
    apart = pa.table({"row": pa.array(sorted(decided.apart), pa.int64())})
    for name, table in (("members", members), ("reasons", reasons), ("apart", apart)):
        db.register(name, table)
    db.execute(_REPORTED)
    happenings, reports = [], []
    for first in range(0, max(1, len(roots)), ROWS):  # never more in memory than that: what is grouped may not spill
        rows = f"{first} AND {first + ROWS - 1}"
        db.execute(f"CREATE OR REPLACE TABLE part AS SELECT * FROM reported WHERE root BETWEEN {rows}")
        for side in ("actor", "recipient"):
            db.execute(_CODES.format(side=side))
        happenings.append(db.sql(_happenings_sql()).to_arrow_table())
        reports.append(db.sql(_REPORTS.format(rows=rows)).to_arrow_table())
    return pa.concat_tables(happenings), pa.concat_tables(reports)


_REPORTED = """
CREATE TABLE reported AS
SELECT m.root, h.id AS happening_id, f.*,
  arg_min(f.outlet, f.row) OVER (PARTITION BY f.family) AS family_outlet,
  coalesce(try_cast(f.date_end AS DATE) - try_cast(f.date_start AS DATE), 0) AS width,
  CASE f.place_precision WHEN 'point' THEN 0 WHEN 'city' THEN 1 WHEN 'admin2' THEN 2 WHEN 'admin1' THEN 3
    WHEN 'country' THEN 4 ELSE 5 END + CASE WHEN f.placed THEN 0 ELSE 10 END AS vagueness
FROM facts f JOIN members m USING (row) JOIN facts h ON m.root = h.row
"""

# Codes without a country ("--- UAF") are dropped where another report names the party.
_CODES = """
CREATE OR REPLACE TABLE {side}_told AS
SELECT root, string_agg(code, '; ' ORDER BY n DESC, code) AS codes FROM (
  SELECT *, bool_or(NOT starts_with(code, '---')) OVER (PARTITION BY root) AS known FROM (
    SELECT root, code, count(*) AS n
    FROM (SELECT root, unnest(string_split(nullif({side}_codes, ''), '; ')) AS code FROM part)
    GROUP BY ALL))
WHERE NOT known OR NOT starts_with(code, '---')
GROUP BY root
"""

_REPORTS = """
SELECT r.id AS event_id, r.happening_id, r.document_id,
  CASE WHEN r.row = r.root THEN 'first report' ELSE w.why END AS why, a.row IS NOT NULL AS separated
FROM reported r LEFT JOIN (FROM reasons WHERE row BETWEEN {rows}) w USING (row)
  LEFT JOIN apart a USING (row)
WHERE r.row BETWEEN {rows}
ORDER BY r.row
"""


def _commonest(column: str, key: str = "root") -> str:
    """SQL: the value most documents give; of two, the one given first."""
    return (
        f"SELECT {key}, {column}, count(DISTINCT document_id) AS n, min(row) AS first FROM part "
        f"WHERE {column} IS NOT NULL GROUP BY ALL"
    )


def _happenings_sql() -> str:
    numbers, joins, conflicts = [], [], []
    for column in ("type", "mode", *(f"{n}_best" for n in NUMBERS)):
        joins.append(
            f"LEFT JOIN (SELECT root, arg_max({column}, n * 1000000000 - first) AS {column}, "
            f"CASE WHEN count(*) > 1 THEN '{column.removesuffix('_best')} ' || "
            f"string_agg({column} || ' (' || n || ')', ', ' ORDER BY n DESC, {column}) END AS {column}_conflict "
            f"FROM ({_commonest(column)}) GROUP BY root) AS t_{column} USING (root)"
        )
        conflicts.append(f"{column}_conflict")
    for name in NUMBERS:
        numbers += [f"{name}_low", f"t_{name}_best.{name}_best AS {name}_best", f"{name}_high"]
    bounds = ", ".join(f"min({n}_low) AS {n}_low, max({n}_high) AS {n}_high" for n in NUMBERS)
    return f"""
    SELECT happening_id AS id, t_type.type AS type, t_mode.mode AS mode, quad, reading,
      coalesce(a.codes, '') AS actor_codes, coalesce(r.codes, '') AS recipient_codes,
      date.date_start, date.date_end, date.date_precision, spot.place, spot.place_country, spot.place_admin1,
      spot.lat, spot.lon, n_reports, n_documents, n_independent_sources, first_seen, last_seen,
      {", ".join(numbers)}, concat_ws('; ', {", ".join(conflicts)}) AS conflicts, confidence
    FROM (
      SELECT root, happening_id, arg_min(quad, row) AS quad, arg_min(reading, row) AS reading, count(*) AS n_reports,
        count(DISTINCT document_id) AS n_documents,
        count(DISTINCT coalesce(family_outlet, family)) AS n_independent_sources,
        min(published) AS first_seen, max(published) AS last_seen, max(confidence) AS confidence, {bounds},
        arg_min({{'date_start': date_start, 'date_end': date_end, 'date_precision': date_precision}},
          (CASE WHEN dated THEN 0 WHEN date_start IS NOT NULL THEN 1 ELSE 2 END, width, row)) AS date,
        arg_min({{'place': place, 'place_country': place_country, 'place_admin1': place_admin1, 'lat': lat,
          'lon': lon}}, (CASE WHEN place IS NULL THEN 99 ELSE vagueness END, row)) AS spot
      FROM part GROUP BY ALL)
    {" ".join(joins)}
    LEFT JOIN actor_told a USING (root) LEFT JOIN recipient_told r USING (root)
    ORDER BY root
    """

"""Happenings: events of several reports that are the same thing in the world, merged and counted once.

Events are read in the order of publication. Four times they are put into blocks (one document; one story; the same two
countries; the same town), and inside a block each one joins the act that most speaks for, or stands alone. Blocks are
made and sorted by DuckDB; only those with several acts are compared, each event with the acts that are still open.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from dragoman.corpus.acts import COLUMNS, NUMBERS, SYMMETRIC, Act
from dragoman.corpus.counting import count_happenings
from dragoman.corpus.decisions import Decisions, read_decisions
from dragoman.corpus.evidence import LONG, Evidence, compare
from dragoman.corpus.forest import Forest

MEMORY = "2GB"  # for the tables; what does not fit is on disk
USED = (
    *(
        "id",
        "document_id",
        "outlet",
        "published",
        "type",
        "mode",
        "quad",
        "actor_codes",
        "recipient_codes",
        "auxiliary",
    ),
    *("date_start", "date_end", "date_precision", "date_basis", "place", "place_country", "place_admin1", "lat", "lon"),
    *("place_precision", "place_basis", "same_as", "confidence"),
    *(f"{name}_{bound}" for name in (*NUMBERS, "participants") for bound in ("low", "best", "high")),
)
FEW = 200_000  # events: up to so many the tables stay in memory
ROWS = 10_000  # held as Python objects at a time
OPEN_ACTS = 200  # acts of a block that a report is compared with, the latest ones

_NO_SECTORS = r"regexp_replace({}, '(\S{{3}}) [A-Z]{{3}}', '\1', 'g')"
_COUNTRIES = f"array_to_string(list_sort(list_distinct(string_split({_NO_SECTORS}, '; '))), ';')"
_SIDES = f"{_COUNTRIES.format('actors')} || '>' || coalesce({_COUNTRIES.format('recipients')}, '')"
_BRIEF = f"last_day - first_day < {LONG}"
BLOCKS = (  # (what the acts of a block have alike, the order in which they are compared)
    ("CASE WHEN quad IN (2, 4) THEN type || '|' || reading || '|' || documents END", "row"),
    ("type || '|' || reading || '|' || story", "row"),
    (f"CASE WHEN {_BRIEF} AND actors <> '' THEN type || '|' || reading || '|' || {_SIDES} END", "first_day, row"),
    ("CASE WHEN first_day >= 0 THEN type || '|' || reading || '|' || country || '|' || city END", "first_day, row"),
)


def merge(events: Any, stories: Any, decisions: Any = None) -> tuple[Any, Any]:
    """Return (happenings, reports): each thing that happened once, and which events report it.

    `events` is an Arrow table, or a reader of its batches, with the columns of the flat table of events
    (`dragoman.view.flat`); it is read once. `stories` is what `find_copies` returns (a document that is not in it is a
    story of its own), `decisions` the users' corrections, the oldest first: event_a, event_b, verdict (`same` or
    `different`). The order of events is irrelevant.

    Events that are negated, future or hypothetical are merged only with events read the same way. Raises `ValueError`
    for a missing column, an id that occurs twice or an unknown verdict.
    """
    import duckdb

    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        # Many events are kept on disk meanwhile: what is sorted and grouped may be larger than the memory.
        few = getattr(events, "num_rows", FEW + 1) <= FEW
        where = ":memory:" if few else str(Path(folder) / "merge.duckdb")
        db = duckdb.connect(where, config={"memory_limit": MEMORY})
        try:
            return _merge(db, events, stories, decisions)
        finally:
            db.close()


def _merge(db: Any, events: Any, stories: Any, decisions: Any) -> tuple[Any, Any]:
    import pyarrow as pa

    ids = _read(db, events, stories)
    forest = Forest(len(ids))
    links = db.execute(
        "SELECT f.row, g.row FROM facts f JOIN facts g ON f.same_as = g.id AND f.document_id = g.document_id "
        "ORDER BY ALL"
    ).fetchall()
    decided = read_decisions(decisions, _rows_of(decisions, ids), links, forest)
    joined = {row: "told again in the same document" for pair in links for row in pair}
    joined |= {row: "joined by a user's decision" for pair in decided.same for row in pair}
    why = {row: reason for row, reason in joined.items() if forest.root(row) != row}  # one for each that is no first
    reasons = [pa.table({"row": pa.array(why, pa.int64()), "why": pa.array(why.values(), pa.string())})]
    _make_acts(db, forest, decided)
    for block, order in BLOCKS:
        reasons += _merge_blocks(db, block, order, decided, forest)
    return count_happenings(db, forest.roots(), pa.concat_tables(reasons), decided)


def _read(db: Any, events: Any, stories: Any) -> Any:
    """Make the table of facts, one row an event in the order of publication; return the ids in that order."""
    if missing := set(USED) - set(events.schema.names):
        raise ValueError(f"the events have no column {', '.join(sorted(missing))}")
    db.register("events", events)
    db.register("stories", stories)
    db.execute(_FACTS.format(columns=", ".join(f"e.{name}" for name in USED)))
    ids = db.sql("SELECT id FROM facts ORDER BY row").to_arrow_table().column("id")
    if db.execute("SELECT count(DISTINCT id) FROM facts").fetchone()[0] < len(ids):
        raise ValueError("the events have an id twice: give each event one row")
    return ids


_FACTS = """
CREATE TABLE facts AS
SELECT
  row_number() OVER (ORDER BY e.published NULLS LAST, e.document_id, e.id) - 1 AS row,
  coalesce(s.story, e.document_id) AS story,
  coalesce(s.copy_of, e.document_id) AS family,
  CASE WHEN e.auxiliary LIKE '%negation%' THEN 'negation' WHEN e.auxiliary LIKE '%hypothetical%' THEN 'hypothetical'
       WHEN e.auxiliary LIKE '%future%' THEN 'future' ELSE 'happened' END AS reading,
  try_cast(e.date_start AS DATE) - DATE '1970-01-01' AS first_day,
  coalesce(try_cast(e.date_end AS DATE), try_cast(e.date_start AS DATE)) - DATE '1970-01-01' AS last_day,
  coalesce(e.date_basis IN ('stated', 'weekday', 'relative'), false) AS dated,
  coalesce(e.place_basis IN ('clause', 'sentence'), false) AS placed,
  {columns}
FROM events e LEFT JOIN stories s ON e.document_id = s.document_id
"""


def _rows_of(decisions: Any, ids: Any) -> dict[str, int]:
    if decisions is None:
        return {}
    import pyarrow as pa
    import pyarrow.compute as pc

    named = pa.chunked_array([*decisions.column("event_a").chunks, *decisions.column("event_b").chunks], pa.string())
    named = pc.unique(named)
    rows = pc.index_in(named, value_set=ids)
    return {name: row for name, row in zip(named.to_pylist(), rows.to_pylist(), strict=True) if row is not None}


def _make_acts(db: Any, forest: Forest, decided: Decisions) -> None:
    """Make the table of acts: one row for each event that is not already joined to an earlier one."""
    import numpy as np
    import pyarrow as pa

    sets = pa.table({"row": np.arange(len(forest.parent)), "root": forest.roots()})
    db.register("sets", sets)
    apart: dict[int, str] = {}
    for row in sorted(decided.apart):
        root = forest.root(row)
        apart[root] = f"{apart[root]}; {row}" if root in apart else str(row)
    named = pa.table({"row": pa.array(apart, pa.int64()), "decided": pa.array(apart.values(), pa.string())})
    db.register("named", named)
    numbers = ", ".join(f"{n}_low, coalesce({n}_high, {n}_low)" for n in NUMBERS)
    db.execute("CREATE TABLE acts (" + ", ".join(f"{name} {kind}" for name, kind in COLUMNS) + ")")
    db.execute(
        f"""
        INSERT INTO acts SELECT f.row, story, type, reading, quad, mode,
          CASE WHEN type IN {SYMMETRIC} THEN concat_ws('; ', nullif(actor_codes, ''), nullif(recipient_codes, ''))
            ELSE actor_codes END,
          CASE WHEN type NOT IN {SYMMETRIC} THEN recipient_codes END,
          first_day, last_day, dated, place_country,
          CASE WHEN place_precision IN ('city', 'point') THEN place END, lat, lon, placed,
          {numbers}, document_id, named.decided
        FROM facts f JOIN sets ON f.row = sets.row AND f.row = sets.root LEFT JOIN named ON f.row = named.row
        """
    )
    db.execute("DROP VIEW sets; DROP VIEW named")


def _merge_blocks(db: Any, block: str, order: str, decided: Decisions, forest: Forest) -> list[Any]:
    """Merge the acts of each block of several documents, in the table of acts, too; return tables of (row, why)."""
    import pyarrow as pa

    db.execute(f"CREATE TABLE blocked AS SELECT {block} AS block, * FROM acts WHERE {block} IS NOT NULL")
    db.execute("CREATE TABLE several AS SELECT block FROM blocked GROUP BY block HAVING count(*) > 1")
    merged, gone = _Chunks(), _Chunks()
    reader = db.sql(f"SELECT * FROM blocked JOIN several USING (block) ORDER BY block, {order}").to_arrow_reader(ROWS)
    rows = (row for batch in reader for row in batch.to_pylist())
    for _, group in groupby(rows, key=itemgetter("block")):
        for act in _gather(map(Act.of, group), decided, in_time=order != "row"):
            if act.joined:
                merged.add(act.to_row())
            for row, reason in act.joined:
                forest.join(act.row, row)
                gone.add({"row": row, "why": reason})
    schema = db.sql("SELECT * FROM acts LIMIT 0").to_arrow_table().schema
    merged_acts = merged.table(schema)
    lost = gone.table(pa.schema([("row", pa.int64()), ("why", pa.string())]))
    db.register("merged_acts", merged_acts)
    db.register("lost", lost)
    db.execute("DELETE FROM acts WHERE row IN (SELECT row FROM lost) OR row IN (SELECT row FROM merged_acts)")
    db.execute("INSERT INTO acts SELECT * FROM merged_acts")
    db.execute("DROP TABLE blocked; DROP TABLE several; DROP VIEW merged_acts; DROP VIEW lost")
    return [lost]


class _Chunks:
    """Rows collected into Arrow batches, which take a tenth of what as many Python rows take."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.batches: list[Any] = []

    def add(self, row: dict[str, Any]) -> None:
        """Take one row."""
        self.rows.append(row)
        if len(self.rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        if self.rows:
            self.batches.append(pa.Table.from_pylist(self.rows))
            self.rows = []

    def table(self, schema: Any) -> Any:
        """Return all rows as a table of a schema."""
        import pyarrow as pa

        self._flush()
        return pa.concat_tables([schema.empty_table(), *(batch.cast(schema) for batch in self.batches)])


def _gather(acts: Iterable[Act], decided: Decisions, *, in_time: bool) -> list[Act]:
    """Return the acts of a block, each with those that join it; `in_time`, they come in the order of their days."""
    done: list[Act] = []
    open_acts: list[Act] = []
    for act in acts:
        if in_time and act.first_day is not None:
            day = act.first_day
            open_acts = [other for other in open_acts if other.last_day is None or other.last_day >= day]
        open_acts = open_acts[-OPEN_ACTS:]
        best: tuple[float, Act, Evidence] | None = None
        for other in open_acts:
            if decided.forbids(act.decided, other.decided):
                continue
            evidence = compare(other, act)
            if evidence and (best is None or evidence.points > best[0]):
                best = evidence.points, other, evidence
        if best:
            best[1].add(act, "; ".join(best[2].reasons))
        else:
            open_acts.append(act)
            done.append(act)
    return done

"""The layout of a store: its tables, their columns, and which of their rows count.

A store is a folder with `store.json` and one Delta table a folder. `documents.record` holds each record whole and is
the source of truth; all else is a projection of it that can be made anew, or bookkeeping of runs.

What is a list in a record is text with "; " between its items (as in every flat table), dates are ISO strings.
"""

from __future__ import annotations

from typing import Any

VERSION = 1
"""The layout that this package reads and writes; it grows by one when a table or column changes its meaning."""

STAMP = "store.json"
"""The file that makes a folder a store: ``{"schema": 1, "dragoman": "0.2.0"}``."""

CHILDREN = ("actors", "events", "statements", "commitments")
"""Rows of a document. They are written before it and count only once it is there."""

PROJECTED = ("documents", *CHILDREN)
"""Tables with the columns of `dragoman.view.flat`, then ``batch``; `documents` has ``record`` and ``run``, too."""

FOLDED = ("stories", "reports", "happenings")
"""What folding finds over all documents; written anew as a whole."""

KEPT = ("failures", "runs", "decisions")
"""Tables that can be made out of nothing else."""

TABLES = (*PROJECTED, *KEPT, *FOLDED)

LATER = ("decisions",)
"""Tables that are made when the first row is written: where one is not there it is empty, as in older stores."""

WITHDRAWN = "none"
"""The verdict of a row of `decisions` that takes back what was decided on the pair before."""

DATE = {
    "actors": "published",
    "events": "date_start",
    "statements": "published",
    "commitments": "published",
}
"""The column by which a compacted table is sorted. Documents are not: their records would have to fit into memory."""

_BATCHED = "batch IN (SELECT batch FROM raw_documents)"
_ONCE = "QUALIFY row_number() OVER (PARTITION BY id) = 1"
_LATEST = "QUALIFY row_number() OVER (PARTITION BY id ORDER BY finished DESC NULLS LAST) = 1"
_LAST = "QUALIFY row_number() OVER (PARTITION BY event_a, event_b ORDER BY decided DESC) = 1"

VISIBLE = {
    **{table: f"SELECT * FROM raw_{table} WHERE {_BATCHED}" for table in CHILDREN},
    "documents": "SELECT * FROM raw_documents",
    "failures": f"SELECT * FROM raw_failures {_ONCE}",
    "runs": f"SELECT * FROM raw_runs {_LATEST}",
    "decisions": f"SELECT * FROM (SELECT * FROM raw_decisions {_LAST}) WHERE verdict <> '{WITHDRAWN}'",
    **{table: f"SELECT * FROM raw_{table}" for table in FOLDED},
}
"""For each table the SELECT (DuckDB) that gives the rows that count, out of ``raw_<table>``: all rows of its files.

A stopped run leaves children without their document, a run is written when it starts and again when it ends, two runs
may name one failure, a decision may be changed or withdrawn by a later row: such rows are left out.
"""


def arrow_schema(table: str) -> Any:
    """Return the Arrow schema of a table of the store; all columns may be null."""
    import pyarrow as pa

    from dragoman.view import flat

    if table in PROJECTED:
        own = ["record", "run", "batch"] if table == "documents" else ["batch"]
        return pa.schema([*flat.arrow_schema(table), *((name, pa.string()) for name in own)])
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in _OWN[table].items()])


_PEOPLE = ("killed", "injured", "arrested", "participants")

_OWN: dict[str, dict[str, str]] = {
    # ``id`` is a hash of source, document, stage and reason: the same failure found again is no new row.
    "failures": dict.fromkeys(("id", "source", "document_id", "stage", "reason", "run"), "string"),
    # ``state`` is running, done, interrupted or failed. Times are ISO 8601 in UTC; inputs, options, counts and seconds
    # are JSON.
    "runs": dict.fromkeys(
        (
            *("id", "started", "finished", "state", "inputs", "options"),
            *("dragoman", "codebook", "model", "counts", "seconds"),
        ),
        "string",
    ),
    # ``event_a`` is the smaller id of the two; ``verdict`` is same, different or none (withdrawn). ``decided`` is ISO
    # 8601 in UTC with microseconds; it grows from row to row, and the last row of a pair counts.
    "decisions": dict.fromkeys(("event_a", "event_b", "verdict", "decided", "note"), "string"),
    "stories": {"document_id": "string", "story": "string", "copy_of": "string", "n_copies": "int64", "why": "string"},
    "reports": {
        **dict.fromkeys(("event_id", "happening_id", "document_id", "why"), "string"),
        "separated": "bool",
    },
    "happenings": {
        **dict.fromkeys(("id", "type", "mode"), "string"),
        "quad": "int64",
        **dict.fromkeys(
            (
                *("reading", "actor_codes", "recipient_codes", "date_start", "date_end", "date_precision"),
                *("place", "place_country", "place_admin1"),
            ),
            "string",
        ),
        **dict.fromkeys(("lat", "lon"), "double"),
        **dict.fromkeys(("n_reports", "n_documents", "n_independent_sources"), "int64"),
        **dict.fromkeys(("first_seen", "last_seen"), "string"),
        **{f"{who}_{bound}": "int64" for who in _PEOPLE for bound in ("low", "best", "high")},
        "conflicts": "string",
        "confidence": "double",
    },
}

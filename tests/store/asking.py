"""Small stores for asking: tables written as Parquet, and a store of coded texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dragoman.store.corpus import Corpus
from dragoman.store.schema import arrow_schema

Row = dict[str, Any]


def corpus(folder: Path, **tables: list[Row]) -> Corpus:
    """Return a corpus over tables of the rows given; without rows of `documents` there is one, d1 of batch b."""
    tables.setdefault("documents", [{"document_id": "d1", "batch": "b", "published": "2021-10-01", "record": "{}"}])
    files = {}
    for name, rows in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(pa.Table.from_pylist(rows, schema=arrow_schema(name)), path)
        files[name] = [str(path)]
    return Corpus(files, folder)


_COUNT = iter(range(1_000_000_000))


def event(actor: str = "RUS GOV", recipient: str = "AFG GOV", day: str | None = "2021-10-20", **others: Any) -> Row:
    """Return the row of an event between codes on a day."""
    return {
        "id": f"e{next(_COUNT)}",
        "document_id": "d1",
        "type": "ACCUSE",
        "mode": "disapprove",
        "quad": 3,
        "score": -2.0,
        "actor": "somebody",
        "actor_codes": actor,
        "recipient": "another" if recipient else "",
        "recipient_codes": recipient,
        "auxiliary": "",
        "date_start": day,
        "date_end": day,
        "date_precision": "day" if day else "unknown",
        "trigger": "condemned",
        "sentence": "It condemned the step.",
        "batch": "b",
        **others,
    }


def happening(actor: str = "RUS GOV", recipient: str = "AFG GOV", day: str = "2021-10-20", **others: Any) -> Row:
    """Return the row of a happening."""
    row = event(actor, recipient, day, **others)
    return {**{name: row[name] for name in row if name in arrow_schema("happenings").names}, "reading": "happened"} | {
        name: value for name, value in others.items() if name == "reading"
    }

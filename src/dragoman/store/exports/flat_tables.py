"""Our own flat tables as CSV and Parquet: snake_case columns, ISO dates, what a list is joined by "; "."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from dragoman.store.exports.formats import Chosen, Format, Run, csv_value
from dragoman.store.exports.text import whole
from dragoman.view.flat import TABLES, arrow_schema, columns

COUNTS = ("n_mentions", "n_sources", "n_articles")
"""Columns that the table of events has beside those of `dragoman code`: how often the happening is told."""

_BATCH = 5000


def names(table: str) -> list[str]:
    """Return the columns of a table."""
    return [*columns(table), *(COUNTS if table == "events" else ())]


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[dict[str, Any]]:
    """Yield the rows of the table that the run asks for."""
    for record, events in chosen:
        if run.table != "events":
            yield from TABLES[run.table](record)
            continue
        for event, row in zip(events, TABLES["events"](msgspec.structs.replace(record, events=events)), strict=True):
            told = run.told(event)
            yield row | dict(zip(COUNTS, (told.mentions, told.sources, told.articles), strict=True))


def write_csv(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a table as CSV, one line a row."""
    table = csv.DictWriter(stream, names(run.table), lineterminator="\n")
    table.writeheader()
    for row in rows(chosen, run):
        table.writerow({name: csv_value(value) for name, value in row.items()})


def write_parquet(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a table as Parquet with the types of its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(run.table)
    if run.table == "events":
        schema = pa.schema([*schema, *((name, pa.int64()) for name in COUNTS)])
    assert isinstance(stream, io.TextIOWrapper)
    with pq.ParquetWriter(stream.buffer, schema, compression="zstd") as file:
        batch: list[dict[str, Any]] = []
        for row in rows(chosen, run):
            batch.append({name: whole(v) if isinstance(v, str) else v for name, v in row.items()})
            if len(batch) >= _BATCH:
                file.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch = []
        file.write_table(pa.Table.from_pylist(batch, schema=schema))


CSV = Format("one of our tables as CSV", write_csv, tables=tuple(TABLES))
PARQUET = Format("one of our tables as Parquet", write_parquet, tables=tuple(TABLES), binary=True)

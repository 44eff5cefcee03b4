"""Printing what a store answers: a table on a terminal, CSV in a pipe, or the format asked for."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.whole import whole

if TYPE_CHECKING:
    from dragoman.store.corpus import Corpus
    from dragoman.store.result import Result

FORMATS = ("table", "csv", "jsonl", "parquet", "arrow")
_ENDINGS = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}
_IN_TABLE = 200  # rows that a terminal's table shows
_SHORT = 16  # characters that are never broken over lines

Store = Annotated[Path, typer.Option("--store", "-s", help="Folder of the store.")]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", help=f"One of {', '.join(FORMATS)}; else by OUT's name, table on a terminal, csv in a pipe."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all; else standard output.")
]
Values = list[str] | None


@contextmanager
def asking(store: Path) -> Iterator[Corpus]:
    """Give the corpus of a store; what cannot be asked of it ends with status 2 and the reason."""
    from dragoman.store.corpus import open as open_store
    from dragoman.store.errors import StoreError

    try:
        yield open_store(store)
    except (ValueError, StoreError) as err:
        typer.echo(f"Error: {err}", err=True)
        raise typer.Exit(2) from err


def answer(result: Result, format: str | None, output: Path | None, shown: list[str] | None = None) -> None:
    """Print a result, or write it to a file that appears only when it is whole.

    A table shows the columns `shown`, any other format has them all. Raises `ValueError` for a wrong format.
    """
    chosen = format or (_ENDINGS.get(output.suffix, "csv") if output else "table" if sys.stdout.isatty() else "csv")
    if chosen not in FORMATS:
        raise ValueError(f"no format {chosen!r}; the formats are {', '.join(FORMATS)}")
    if output is None and chosen in ("parquet", "arrow") and sys.stdout.isatty():
        raise ValueError(f"{chosen} is no text; give a file with -o")
    write = partial(_table, shown=shown) if chosen == "table" else _WRITERS[chosen]
    if output is None:
        write(result, sys.stdout.buffer)
        sys.stdout.flush()
        return
    with whole(output) as stream:
        write(result, stream)


def _csv(result: Result, stream: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.csv

    with result.batches() as batches:
        schema = _flat(batches.schema)
        if not len(schema):
            return
        with pyarrow.csv.CSVWriter(
            stream, schema, write_options=pyarrow.csv.WriteOptions(quoting_style="needed")
        ) as out:
            for batch in batches:
                out.write_batch(
                    batch if schema == batch.schema else pa.record_batch(_cells(batch, schema), schema=schema)
                )


def _flat(schema: Any) -> Any:
    """The schema with lists and structs as text: CSV knows none."""
    import pyarrow as pa

    nested = [pa.types.is_nested(field.type) for field in schema]
    return pa.schema([pa.field(f.name, pa.string()) if deep else f for f, deep in zip(schema, nested, strict=True)])


def _cells(batch: Any, schema: Any) -> list[Any]:
    import pyarrow as pa

    return [
        column if column.type == field.type else pa.array([_json(cell) for cell in column.to_pylist()], pa.string())
        for column, field in zip(batch.columns, schema, strict=True)
    ]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)


def _jsonl(result: Result, stream: IO[bytes]) -> None:
    for row in result:
        stream.write(json.dumps(row, ensure_ascii=False, default=str).encode("utf-8", "replace") + b"\n")


def _parquet(result: Result, stream: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    with result.batches() as batches, pq.ParquetWriter(stream, batches.schema) as out:
        for batch in batches:
            out.write_batch(batch)


def _arrow(result: Result, stream: IO[bytes]) -> None:
    import pyarrow as pa

    with result.batches() as batches, pa.ipc.new_file(stream, batches.schema) as out:
        for batch in batches:
            out.write_batch(batch)


_WRITERS: dict[str, Callable[[Result, IO[bytes]], None]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "arrow": _arrow,
}


def _table(result: Result, stream: IO[bytes], shown: list[str] | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    text = io.TextIOWrapper(stream, encoding="utf-8", write_through=True)
    console = Console(file=text, width=None if stream.isatty() else 160, highlight=False)
    rows = result.head(_IN_TABLE + 1)
    table = Table(box=None, header_style="bold", pad_edge=False)
    names = [n for n in shown or (rows[0] if rows else ()) if any(row[n] not in (None, "") for row in rows)]
    for name in names:
        short = all(len(str(row[name])) <= _SHORT for row in rows)
        table.add_column(name, overflow="fold", no_wrap=short)
    for row in rows[:_IN_TABLE]:
        table.add_row(*("" if row[name] is None else Text(str(row[name])) for name in names))
    console.print(table)
    text.detach()
    if len(rows) > _IN_TABLE:
        typer.echo(f"the first {_IN_TABLE} of {len(result):,} rows; --format csv or -o FILE gives all", err=True)
    elif not rows:
        typer.echo("no rows", err=True)

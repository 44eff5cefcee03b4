"""Writing records in each format: to standard output, or to a file that appears only when it is whole."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from dragoman.cli.whole import whole
from dragoman.record import Record

Write = Callable[[Record], None]


@contextmanager
def writer(format: str, output: Path | None, table: str) -> Iterator[Write]:
    """Give a function that writes one record after the other. A run that breaks off leaves no file behind."""
    opener = {"text": _text, "jsonl": _jsonl, "html": _html, "csv": _csv, "parquet": _parquet}[format]
    with destination(output) as stream, opener(stream, table) as write:
        yield write


@contextmanager
def destination(output: Path | None) -> Iterator[IO[str]]:
    """Give a stream to standard output, or to a file that appears only when it is whole."""
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        sys.stdout.flush()
        return
    with whole(output) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as stream:
        yield stream
        stream.flush()


@contextmanager
def _text(stream: IO[str], table: str) -> Iterator[Write]:
    from rich.console import Console

    from dragoman.view.terminal import print_record

    console = Console(file=stream, soft_wrap=False, width=None if stream.isatty() else 110)
    yield lambda record: print_record(record, console)


@contextmanager
def _jsonl(stream: IO[str], table: str) -> Iterator[Write]:
    def write(record: Record) -> None:
        stream.write(record.to_json() + "\n")

    yield write


@contextmanager
def _html(stream: IO[str], table: str) -> Iterator[Write]:
    from dragoman.view.page import PAGE_FOOT, page_head, record_section

    stream.write(page_head("Dragoman records"))

    def write(record: Record) -> None:
        stream.write(record_section(record))

    yield write
    stream.write(PAGE_FOOT)


@contextmanager
def _csv(stream: IO[str], table: str) -> Iterator[Write]:
    from dragoman.view.flat import TABLES, columns

    rows = csv.DictWriter(stream, columns(table), lineterminator="\n")
    rows.writeheader()
    yield lambda record: rows.writerows(TABLES[table](record))


@contextmanager
def _parquet(stream: IO[str], table: str) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from dragoman.view.flat import TABLES, arrow_schema

    schema = arrow_schema(table)
    waiting: list[dict[str, Any]] = []
    assert isinstance(stream, io.TextIOWrapper)
    with pq.ParquetWriter(stream.buffer, schema) as file:

        def flush() -> None:
            file.write_table(pa.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        def write(record: Record) -> None:
            waiting.extend(TABLES[table](record))
            if len(waiting) >= 5000:
                flush()

        yield write
        flush()

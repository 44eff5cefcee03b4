"""Printing what a store answers: a table on a terminal, CSV in a pipe, or the format asked for."""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.store.corpus import Corpus
    from dragoman.store.result import Result

FORMATS = ("table", "csv", "jsonl", "parquet", "arrow")
_ENDINGS = {".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet", ".arrow": "arrow", ".feather": "arrow"}
_IN_TABLE = 200  # rows that a terminal's table shows

Store = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
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

    try:
        yield open_store(store)
    except ValueError as err:
        typer.echo(f"Error: {err}", err=True)
        raise typer.Exit(2) from err


def answer(result: Result, format: str | None, output: Path | None) -> None:
    """Print a result, or write it to a file that appears only when it is whole."""
    chosen = format or (_ENDINGS.get(output.suffix, "csv") if output else "table" if sys.stdout.isatty() else "csv")
    if chosen not in FORMATS:
        raise ValueError(f"no format {chosen!r}; the formats are {', '.join(FORMATS)}")
    if output is None and chosen in ("parquet", "arrow") and sys.stdout.isatty():
        raise ValueError(f"{chosen} is no text; give a file with -o")
    write: Callable[[Result, IO[bytes]], None] = globals()[f"_{chosen}"]
    if output is None:
        write(result, sys.stdout.buffer)
        sys.stdout.flush()
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as err:
        raise ValueError(f"cannot write {output}: {err.strerror}; give another place with -o") from err
    try:
        with os.fdopen(handle, "wb") as stream:
            write(result, stream)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

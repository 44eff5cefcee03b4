"""Records out of JSONL files, gzipped ones, standard input and stores."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from dragoman.record import Record

_GZIP = b"\x1f\x8b"


class RecordFiles:
    """The records of several files or stores, one after the other; ``-`` is standard input.

    A line that is no record is named on standard error and left out; ``failed`` counts them, ``read`` the records.
    """

    def __init__(self, paths: list[Path], option: str) -> None:
        self.paths, self.option = paths, option
        self.failed = self.read = 0
        for path in paths:
            if str(path) != "-" and not path.exists():
                raise typer.BadParameter(
                    f"{path}: no such file; write one with: dragoman code INPUT -o {path}", param_hint=option
                )

    def __iter__(self) -> Iterator[Record]:
        for path in self.paths:
            for record in self._store(path) if path.is_dir() else self._file(path):
                self.read += 1
                yield record

    def finish(self) -> None:
        """Leave with exit status 1 where lines were left out, or no record was found at all."""
        if not self.read:
            typer.echo(f"no record in {', '.join(map(str, self.paths))}", err=True)
        if self.failed or not self.read:
            raise typer.Exit(1)

    def _store(self, path: Path) -> Iterator[Record]:
        from dragoman.cli.stores import refused
        from dragoman.store.opening import Store

        with refused():
            yield from Store(path).records()

    def _file(self, path: Path) -> Iterator[Record]:
        import msgspec

        number = 0
        try:
            for number, line in enumerate(_lines(path), 1):
                if line.strip():
                    try:
                        yield Record.from_json(line.removeprefix(b"\xef\xbb\xbf"))
                    except (msgspec.MsgspecError, UnicodeDecodeError) as err:
                        self._fail(f"{path}:{number}: not a record: {err}")
        except (OSError, EOFError) as err:
            self._fail(f"{path}:{number + 1}: cannot be read further: {err}")

    def _fail(self, reason: str) -> None:
        self.failed += 1
        typer.echo(reason, err=True)


def _lines(path: Path) -> Iterator[bytes]:
    if str(path) == "-":
        yield from sys.stdin.buffer
        return
    with path.open("rb") as raw:
        zipped = raw.read(2) == _GZIP
    with gzip.open(path, "rb") if zipped else path.open("rb") as lines:
        yield from lines

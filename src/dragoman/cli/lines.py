"""JSONL in and out for the verbs that take marked mentions: bad lines are named and the others done."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer


class Lines:
    """The rows of a JSONL file (``-`` is standard input). After reading, ``failed`` counts the lines left out."""

    def __init__(self, path: str, required: tuple[str, ...]) -> None:
        self.path = path
        self.required = required
        self.failed = 0
        if path != "-" and not Path(path).is_file():
            raise typer.BadParameter(f"{path}: no such file; give a JSONL file, or - for standard input")

    def __iter__(self) -> Iterator[dict[str, Any]]:
        stream = sys.stdin.buffer if self.path == "-" else open(self.path, "rb")  # noqa: SIM115 - closed below
        try:
            for number, raw in enumerate(stream, 1):
                if raw.strip():
                    row = self._row(number, raw)
                    if row is not None:
                        yield row
        finally:
            if stream is not sys.stdin.buffer:
                stream.close()

    def _row(self, number: int, raw: bytes) -> dict[str, Any] | None:
        try:
            row = json.loads(raw.decode("utf-8-sig"))
        except ValueError as err:
            self.fail(number, f"not JSON in UTF-8: {err}; one object a line is needed")
            return None
        if not isinstance(row, dict):
            self.fail(number, f"a {type(row).__name__}, not an object; write one JSON object a line")
            return None
        missing = [name for name in self.required if name not in row]
        if missing:
            self.fail(number, f"no field {', '.join(missing)}; needed are {', '.join(self.required)}")
            return None
        return row

    def fail(self, number: int, reason: str) -> None:
        """Name a line that is left out on standard error, and count it."""
        self.failed += 1
        typer.echo(f"{self.path}:{number}: {reason}", err=True)

    def finish(self) -> None:
        """Leave with exit status 1 where lines were left out."""
        if self.failed:
            raise typer.Exit(1)


def put(row: dict[str, Any]) -> None:
    """Print a row as one line of JSON."""
    sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")

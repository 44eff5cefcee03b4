"""A user's own tables over the gazetteer: rows are added whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from dragoman.actors.checking import overlay_mistakes
from dragoman.actors.sources import OVERLAY_COLUMNS, overlay_folder


def add(row: Mapping[str, str], table: str = "own.csv") -> Path:
    """Append a row to one of the user's tables and return its path. Raises `ValueError` where the row is mistaken."""
    path = overlay_folder() / table
    old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    write([*csv.DictReader(io.StringIO(old)), dict(row)], path)
    return path


def write(rows: Iterable[Mapping[str, str]], path: Path) -> int:
    """Write a table anew and return its number of rows. Raises `ValueError`, changing nothing, where it is mistaken."""
    path.parent.mkdir(parents=True, exist_ok=True)
    number = 0
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".draft")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as draft:
            table = csv.DictWriter(draft, OVERLAY_COLUMNS, restval="", lineterminator="\n")
            table.writeheader()
            for row in rows:
                table.writerow({column: row.get(column) or "" for column in OVERLAY_COLUMNS})
                number += 1
        first = next(iter(overlay_mistakes(Path(name))), None)
        if first:
            raise ValueError(f"line {first.line}: {first.text}")
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
    return number

"""About how many documents inputs hold, told without reading them: for the time left."""

from __future__ import annotations

import gzip
from pathlib import Path

_ROWS = (".jsonl", ".ndjson", ".csv", ".tsv", ".tab")
_MANY = (".json", ".warc", ".xml", ".rss", ".atom", ".zip", ".tar", ".tgz", ".zst", ".docx", ".rtf")
_PASSED_OVER = (".md", ".css", ".js")


def expected(inputs: list[str]) -> int | None:
    """Return about how many documents there are: lines of row files, one for each page or text. None: cannot be told.

    Blank lines and line breaks inside quoted fields count as documents, a header does not.
    """
    total = 0
    for given in inputs:
        path = Path(given)
        for file in _files(path) if path.is_dir() else [path]:
            number = _documents(file)
            if number is None:
                return None
            total += number
    return total


def _files(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if not path.name.startswith(".") and path.suffix not in _PASSED_OVER)
    return [path for path in found if path.is_file()]


def _documents(file: Path) -> int | None:
    name = file.name.lower().removesuffix(".gz")
    try:
        if name.endswith(_ROWS):
            opener = gzip.open if file.name.lower().endswith(".gz") else open
            with opener(file, "rb") as stream:
                lines = sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
            return max(1, lines - name.endswith(_ROWS[2:]))
        if name.endswith((".parquet", ".pq")):
            import pyarrow.parquet as pq

            return int(pq.read_metadata(file).num_rows)
    except (OSError, ValueError, EOFError):
        return None
    return None if name.endswith(_MANY) or not file.exists() else 1

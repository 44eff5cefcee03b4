"""Inputs with one document a row: JSONL, JSON, CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path
from typing import Any

from dragoman.reading.document import document
from dragoman.reading.html import html_document
from dragoman.reading.text import Unreadable, is_html
from dragoman.record import Document

DEFAULTS = {
    "text": ("text", "body", "content", "article", "story", "full_text"),
    "id": ("id", "doc_id", "document_id", "story_id", "url"),
    "date": ("date", "published", "pub_date", "publish_date", "publication_date", "datetime"),
    "title": ("title", "headline"),
}


@dataclass(frozen=True)
class Fields:
    """Names of the columns of an input; ``None``: the usual names are tried."""

    text: str | None = None
    id: str | None = None
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Failure:
    """An input or row that could not be read: what it is, and why, with the remedy."""

    source: str
    reason: str


Item = Document | Failure


def json_rows(raw: str, source: str) -> Iterator[tuple[str, Any]]:
    """Yield (place, row) of a JSON or JSONL text; a broken line comes as a `Failure` under its place."""
    stripped = raw.lstrip()
    if stripped.startswith("["):
        try:
            for number, row in enumerate(json.loads(raw), 1):
                yield f"{source}:{number}", row
            return
        except (ValueError, RecursionError):
            pass
    elif stripped.startswith("{") and "\n" in stripped.rstrip():
        try:
            yield source, json.loads(raw)
            return
        except (ValueError, RecursionError):
            pass
    for number, line in enumerate(raw.split("\n"), 1):
        if line.strip():
            place = f"{source}:{number}"
            try:
                yield place, json.loads(line)
            except (ValueError, RecursionError) as err:
                yield place, Failure(place, f"not JSON ({err}); one object a line is needed")


def csv_rows(raw: str, source: str) -> Iterator[tuple[str, Any]]:
    """Yield (place, row) of a CSV or TSV text with a header; the separator is found out."""
    csv.field_size_limit(1 << 30)
    header = raw.split("\n", 1)[0]
    separator = max(",\t;|", key=header.count)
    try:
        for number, row in enumerate(csv.DictReader(io.StringIO(raw, newline=""), delimiter=separator), 2):
            yield f"{source}:{number}", row
    except csv.Error as err:
        yield source, Failure(source, f"not well-formed CSV ({err}); check its quotation marks")


def parquet_rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield (place, row) of a Parquet file, read in batches."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=500):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{path}:{number}", row
    except (pa.ArrowException, OSError) as err:
        yield str(path), Failure(str(path), f"not a whole Parquet file ({err}); write it again")


def row_document(place: str, row: Any, fields: Fields, today: Day | None) -> Item:
    """Return the document of a row, or why there is none."""
    if isinstance(row, Failure):
        return row
    if not isinstance(row, Mapping):
        return Failure(place, f"a {type(row).__name__}, not an object with a text field; write one object a row")
    text_name = _name(row, fields.text, "text")
    if text_name is None:
        found = ", ".join(str(key) for key in row if key is not None)
        wanted = f"no column {fields.text!r}" if fields.text else "no text column"
        return Failure(place, f"{wanted} among {found}; name it with --text-field")
    value = row[text_name]
    text = value if isinstance(value, str) else "" if value is None else str(value)
    known: dict[str, Any] = {"source": place, "today": today}
    for field in ("id", "date", "title"):
        name = _name(row, getattr(fields, field), field)
        given = row[name] if name is not None else None
        known[field] = str(given) if given not in (None, "") else None
    if is_html(text):
        today = known.pop("today")
        try:
            return html_document(text, fetched=today, **known)
        except Unreadable as err:
            return Failure(place, str(err))
    return document(text, **known)


def _name(row: Mapping[str, Any], given: str | None, field: str) -> str | None:
    if given is not None:
        return given if given in row else None
    lower = {str(key).lower(): key for key in row if key is not None}
    return next((lower[name] for name in DEFAULTS[field] if name in lower), None)

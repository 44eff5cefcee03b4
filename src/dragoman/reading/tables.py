"""Inputs with one document a row: JSONL, JSON, CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Day
from itertools import chain
from pathlib import Path
from typing import Any

from dragoman.reading.document import document
from dragoman.reading.html import html_document
from dragoman.reading.text import MAX_BYTES, decode, is_html
from dragoman.record import Document

DEFAULTS = {
    "text": ("text", "body", "content", "article", "story", "full_text"),
    "id": ("id", "doc_id", "document_id", "story_id", "url"),
    "date": ("date", "published", "pub_date", "publish_date", "publication_date", "datetime"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "publication"),
    "author": ("author", "byline"),
}
"""The usual names of columns, in the order in which they are tried. Capitals make no difference."""

_NAMES_SHOWN = 20  # columns that a message lists


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
Row = tuple[str, Any]
"""A place ("stories.jsonl:17") and what stands there: a mapping, something else, or the `Failure` to read it."""


def json_rows(lines: Iterable[str], source: str) -> Iterator[Row]:
    """Yield the rows of JSON Lines, a JSON list or one JSON object.

    The place is ``source:line``, in a list the number of the item. Only what does not begin as JSON Lines is held in
    memory as a whole.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, None)
    if first is None:
        return
    if not is_json_line(first[1]) and first[1].lstrip()[0] in "[{":
        held, size = [first], len(first[1])
        while size <= MAX_BYTES and (following := next(numbered, None)) is not None:
            held.append(following)
            size += len(following[1])
        whole = _parsed("".join(line for _, line in held), source)
        if not isinstance(whole, Failure):
            items = whole if isinstance(whole, list) else None
            yield from [(source, whole)] if items is None else ((f"{source}:{n}", v) for n, v in enumerate(items, 1))
            return
        if first[1].lstrip()[0] == "[":
            yield source, whole
            return
        numbered = chain(held[1:], numbered)  # type: ignore[assignment]
    for number, line in chain([first], numbered):
        yield f"{source}:{number}", _parsed(line, f"{source}:{number}")


def is_json_line(line: str) -> bool:
    """Whether a line holds a whole JSON object."""
    return line.lstrip().startswith("{") and isinstance(_parsed(line, ""), dict)


def _parsed(text: str, place: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        return Failure(place, "JSON nested too deeply; one flat object a document is needed")
    except ValueError as err:
        return Failure(place, f"not JSON ({err}); one object a line is needed")


def csv_rows(lines: Iterator[str], source: str, fields: Fields, separator: str | None = None) -> Iterator[Row]:
    """Yield the rows of a CSV or TSV text with a header; the separator is found out where none is given.

    The place is ``source:row``, the header being row 1. A row with broken quotation marks or too many cells is a
    `Failure`, and the next is read.
    """
    csv.field_size_limit(1 << 30)  # the standard limit is shorter than a long article
    heading = next((line for line in lines if line.strip()), "")
    separator = separator or max(",\t;|", key=lambda mark: _separates(heading, mark, fields))
    reader = csv.reader(chain([heading], lines), delimiter=separator, strict=True)
    header: list[str] | None = None
    number = 0
    while True:
        number += 1
        place = f"{source}:{number}"
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as err:
            yield place, Failure(place, f"not well-formed CSV ({err}); write quotation marks inside a cell twice")
            continue
        if header is None:
            header = [name.strip() for name in cells]
            missing = _no_text(header, fields)
            if missing:
                yield source, Failure(source, missing)
                return
        elif any(cells[len(header) :]):
            reason = (
                f"{len(cells)} cells where the header names {len(header)}; put cells with a {separator!r} in quotes"
            )
            yield place, Failure(place, reason)
        elif any(cells):
            yield place, dict(zip(header, cells, strict=False))


def _separates(heading: str, mark: str, fields: Fields) -> tuple[bool, int]:
    names = [name.strip().strip('"') for name in heading.split(mark)]
    return _no_text(names, fields) is None, len(names)


def parquet_rows(file: Path | bytes, source: str, fields: Fields) -> Iterator[Row]:
    """Yield the rows of a Parquet file, in batches and only the columns that count. The place is ``source:row``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(io.BytesIO(file) if isinstance(file, bytes) else file) as opened:
            names = opened.schema_arrow.names
            missing = _no_text(names, fields)
            if missing:
                yield source, Failure(source, missing)
                return
            wanted = {column for field in DEFAULTS for column in _columns(names, fields, field)}
            for batch in opened.iter_batches(batch_size=500, columns=sorted(wanted)):
                for row in batch.to_pylist():
                    number += 1
                    yield f"{source}:{number}", row
    except (pa.ArrowException, OSError, ValueError) as err:
        reason = f"not a whole Parquet file ({_first_line(err)}); write it again"
        yield source, Failure(source, reason if not number else f"{reason}; {number} rows were read")


def row_documents(rows: Iterable[Row], source: str, fields: Fields, today: Day) -> Iterator[Item]:
    """Yield the document of each row or why there is none; last, a `Failure` for each named column that no row had."""
    unseen = {(option, name) for option in ("id", "date", "title") if (name := getattr(fields, option)) is not None}
    any_row = False
    for place, row in rows:
        if isinstance(row, Mapping):
            any_row = True
            unseen = {(option, name) for option, name in unseen if name not in row}
        yield row_document(place, row, fields, today)
    for option, name in sorted(unseen) if any_row else ():
        yield Failure(source, f"no row has the column {name!r} that --{option}-field names; check its spelling")


def row_document(place: str, row: Any, fields: Fields, today: Day) -> Item:
    """Return the document of a row, or why there is none."""
    if isinstance(row, Failure):
        return row
    if not isinstance(row, Mapping):
        return Failure(place, f"a {type(row).__name__}, not an object with a text field; write one object a document")
    missing = _no_text(row, fields)
    if missing:
        return Failure(place, missing)
    text = _value(row, fields, "text")
    if isinstance(text, bytes):
        text = decode(text)
    if text is not None and not isinstance(text, str):
        return Failure(
            place, f"its text is a {type(text).__name__}, not a string; name another column with --text-field"
        )
    known: dict[str, Any] = {"source": place}
    for field in ("id", "date", "title", "outlet", "author"):
        given = _value(row, fields, field)
        known[field] = given if isinstance(given, str) else _written(given)
    if is_html(text or ""):
        return html_document(text or "", fetched=today, **known)
    return document(text or "", today=today, **known)


def _written(value: object) -> str | None:
    """Return a value that is no string as one: numbers and days; lists, objects and not-a-number are unknown."""
    if value is None or isinstance(value, bool | list | Mapping | bytes):
        return None
    if isinstance(value, float):
        return None if not math.isfinite(value) else str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _columns(names: Iterable[object], fields: Fields, field: str) -> list[str]:
    """The columns among ``names`` that may hold a field, the best first."""
    named = getattr(fields, field, None)
    if named is not None:
        return [named] if named in names else []
    found = {str(name).casefold(): str(name) for name in names}
    return [found[usual] for usual in DEFAULTS[field] if usual in found]


def _value(row: Mapping[str, Any], fields: Fields, field: str) -> Any:
    values = [row[column] for column in _columns(row, fields, field)]
    return next((value for value in values if value not in (None, "")), None)


def _no_text(names: Iterable[object], fields: Fields) -> str | None:
    """Why no column among ``names`` holds the text, ``None`` where one does."""
    if _columns(names, fields, "text"):
        return None
    shown = [str(name)[:40] for name in names]
    listed = ", ".join(shown[:_NAMES_SHOWN]) + (" …" if len(shown) > _NAMES_SHOWN else "")
    wanted = f"no column {fields.text!r}" if fields.text is not None else "no text column"
    return f"{wanted} among {listed or 'none'}; name it with --text-field"


def _first_line(err: Exception) -> str:
    return (str(err).splitlines() or [type(err).__name__])[0]

"""Every input that a command takes: files, folders, standard input, addresses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date as Day
from pathlib import Path

from dragoman.reading.document import document
from dragoman.reading.tables import Failure, Fields, Item, csv_rows, json_rows, parquet_rows, row_document
from dragoman.reading.text import Unreadable, decode, is_html, unpack

__all__ = ["Failure", "Fields", "read"]

_JSON = (".jsonl", ".ndjson", ".json")
_CSV = (".csv", ".tsv")
_PARQUET = (".parquet", ".pq")
_HTML = (".html", ".htm", ".xhtml")
_PASSED_OVER = (".md", ".css", ".js")  # in folders: what stands beside documents and is none


def read(
    inputs: Iterable[str | Path], fields: Fields | None = None, *, allow_private: bool = False, today: Day | None = None
) -> Iterator[Item]:
    """Yield the documents of the inputs in order, and a `Failure` for each input or row that cannot be read.

    An input is a file, a folder (read in the order of its names), ``-`` (standard input) or an http(s) address. An id
    that has come before is a failure: ids must be unique among the records of a run.
    """
    seen: set[str] = set()
    for given in inputs:
        for item in _input(str(given), fields or Fields(), allow_private, today):
            if not isinstance(item, Failure):
                if item.id in seen:
                    reason = f"the id {item.id!r} came before; left out: ids must be unique"
                    item = Failure(item.source or item.id, reason)
                else:
                    seen.add(item.id)
            yield item


def _input(given: str, fields: Fields, allow_private: bool, today: Day | None) -> Iterator[Item]:
    try:
        if given == "-":
            yield from _data(sys.stdin.buffer.read(), "-", "", fields, today)
        elif given.lower().startswith(("http://", "https://")):
            yield from _address(given, fields, allow_private, today)
        elif Path(given).is_dir():
            for path in sorted(p for p in Path(given).rglob("*") if p.is_file() and not p.name.startswith(".")):
                if path.suffix.lower() not in _PASSED_OVER:
                    yield from _input(str(path), fields, allow_private, today)
        else:
            yield from _file(Path(given), fields, today)
    except Unreadable as err:
        yield Failure(given, str(err))
    except OSError as err:
        yield Failure(given, f"cannot be read ({err.strerror or err}); check the path and its permissions")


def _address(url: str, fields: Fields, allow_private: bool, today: Day | None) -> Iterator[Item]:
    from dragoman.reading.web import fetch

    body, final = fetch(url, allow_private=allow_private)
    yield from _data(body, final, "", fields, today)


def _file(path: Path, fields: Fields, today: Day | None) -> Iterator[Item]:
    if not path.exists():
        yield Failure(str(path), "no such file or folder; check the path")
        return
    kind = path.suffix.lower()
    if kind == ".gz":
        kind = Path(path.stem).suffix.lower()
    if kind in _PARQUET:
        for place, row in parquet_rows(path):
            yield row_document(place, row, fields, today)
        return
    yield from _data(path.read_bytes(), str(path), kind, fields, today)


def _data(data: bytes, source: str, kind: str, fields: Fields, today: Day | None) -> Iterator[Item]:
    raw = unpack(data)
    if not raw.strip():
        yield Failure(source, "the file is empty; give a text or page")
        return
    text = decode(raw)
    if kind in _JSON or (not kind and text.lstrip()[:1] in "{[" and _is_json(text)):
        for place, row in json_rows(text, source):
            yield row_document(place, row, fields, today)
    elif kind in _CSV:
        for place, row in csv_rows(text, source):
            yield row_document(place, row, fields, today)
    elif kind in _HTML or is_html(text):
        from dragoman.reading.html import html_document

        yield html_document(text, source=source, fetched=today)
    else:
        yield document(text, source=source, today=today)


def _is_json(text: str) -> bool:
    import json

    try:
        first = next(line for line in text.split("\n") if line.strip())
        json.loads(first)
    except (ValueError, RecursionError, StopIteration):
        return text.lstrip().startswith("[")
    return True

"""Every input that a command takes: files, folders, standard input, addresses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date as Day
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from dragoman.reading.document import document
from dragoman.reading.tables import (
    Failure,
    Fields,
    Item,
    csv_rows,
    is_json_line,
    json_rows,
    parquet_rows,
    row_documents,
)
from dragoman.reading.text import (
    Unreadable,
    check_not_xml,
    decode,
    is_html,
    lines,
    peek,
    read_all,
    unpacked,
    without_surrogates,
)

__all__ = ["Failure", "Fields", "read"]

_JSON = (".jsonl", ".ndjson", ".json")
_CSV = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_HTML = (".html", ".htm", ".xhtml")
_PARQUET_MARK = b"PAR1"
_CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
}
_PASSED_OVER = (".md", ".css", ".js")  # in folders: what stands beside documents and is none


def read(
    inputs: Iterable[str | Path],
    fields: Fields | None = None,
    *,
    allow_private: bool = False,
    today: Day | None = None,
    repeats: bool = False,
) -> Iterator[Item]:
    """Yield the documents of the inputs in order, and a `Failure` for each input or row that cannot be read.

    An input is a file, a folder (read in the order of its names, hidden files left out), ``-`` (standard input) or an
    http(s) address. What it holds is told by its name, else by its content; gzip is unpacked. ``today`` is the last
    day on which anything can have been published.

    Ids are unique in what comes out: of documents with one id the first counts, each further one is a `Failure`.
    Without an id the text's hash is the id, so a text that comes twice counts once. With ``repeats`` all come out.
    """
    today = today or Day.today()
    seen: set[str] = set()
    for given in inputs:
        for item in _input(str(given), fields or Fields(), allow_private, today):
            if isinstance(item, Failure):
                yield Failure(without_surrogates(item.source), without_surrogates(item.reason))
            elif repeats:
                yield item
            elif item.id in seen:
                yield Failure(item.source or item.id, _came_before(item.id, item.sha256))
            else:
                seen.add(item.id)
                yield item


def _came_before(id: str, sha256: str) -> str:
    if sha256.startswith(id):
        return f"the same text came before (id {id}); left out: give ids of their own to count it twice"
    return f"the id {id!r} came before; left out: ids must be unique"


def _input(given: str, fields: Fields, allow_private: bool, today: Day) -> Iterator[Item]:
    try:
        if given == "-":
            yield from _stream(sys.stdin.buffer, given, "", fields, today)
        elif given.lower().startswith(("http://", "https://")):
            yield from _address(given, fields, allow_private, today)
        elif Path(given).is_dir():
            yield from _folder(Path(given), fields, allow_private, today)
        else:
            path = Path(given)
            with path.open("rb") as opened:
                yield from _stream(opened, given, _kind(path.name), fields, today)
    except Unreadable as err:
        yield Failure(given, str(err))
    except FileNotFoundError:
        yield Failure(given, "no such file or folder; check the path")
    except (OSError, ValueError) as err:
        yield Failure(
            given, f"cannot be read ({getattr(err, 'strerror', None) or err}); check the path and its permissions"
        )


def _folder(folder: Path, fields: Fields, allow_private: bool, today: Day) -> Iterator[Item]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() not in _PASSED_OVER:
            yield from _input(str(path), fields, allow_private, today)


def _address(url: str, fields: Fields, allow_private: bool, today: Day) -> Iterator[Item]:
    from dragoman.reading.web import fetch

    page = fetch(url, allow_private=allow_private)
    kind = _CONTENT_TYPES.get(page.content_type or "") or _kind(PurePosixPath(urlsplit(page.url).path).name)
    yield from _stream(io.BytesIO(page.body), page.url, kind, fields, today, page.charset)


def _kind(name: str) -> str:
    """The ending of a file's name that tells what it holds: ".jsonl" of "stories.jsonl.gz"."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _stream(
    stream: BinaryIO,
    source: str,
    kind: str,
    fields: Fields,
    today: Day,
    charset: str | None = None,
) -> Iterator[Item]:
    opened = unpacked(stream)
    start = peek(opened)
    if not start:
        raise Unreadable("empty; give a text, a page or rows")
    if start.startswith(_PARQUET_MARK):
        data = read_all(opened) if source == "-" or source.endswith(".gz") or "://" in source else Path(source)
        yield from row_documents(parquet_rows(data, source, fields), source, fields, today)
    elif kind in _JSON:
        yield from row_documents(json_rows(lines(opened, charset), source), source, fields, today)
    elif kind in _CSV:
        rows = csv_rows(lines(opened, charset), source, fields, _CSV[kind])
        yield from row_documents(rows, source, fields, today)
    elif start.lstrip()[:1] == b"{":
        yield from _braced(opened, source, kind, fields, today, charset)
    else:
        yield from _text(read_all(opened), source, kind, fields, today, charset)


def _braced(
    opened: io.BufferedReader, source: str, kind: str, fields: Fields, today: Day, charset: str | None
) -> Iterator[Item]:
    """What opens with a brace and has no telling name: JSON Lines, read line by line, or something else."""
    first = opened.readline(1 << 24)
    if is_json_line(first.decode("utf-8", errors="replace")):
        rest = chain([decode(first)], lines(opened, charset))
        yield from row_documents(json_rows(rest, source), source, fields, today)
    else:
        yield from _text(first + read_all(opened), source, kind, fields, today, charset)


def _text(data: bytes, source: str, kind: str, fields: Fields, today: Day, charset: str | None) -> Iterator[Item]:
    """A text, a page, or a JSON value whose name does not say so."""
    text = decode(data, charset)
    if not text.strip():
        raise Unreadable("empty; give a text, a page or rows")
    if kind in _HTML or is_html(text):
        from dragoman.reading.html import html_document

        yield html_document(text, source=source, fetched=today)
    elif text.lstrip()[0] in "[{" and _is_json(text):
        yield from row_documents(json_rows(text.splitlines(keepends=True), source), source, fields, today)
    else:
        check_not_xml(text)
        yield document(text, source=source, today=today)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False

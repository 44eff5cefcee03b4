"""WARC archives, as Common Crawl News and archiving crawlers write them: each HTML page becomes a document.

Format: WARC 1.0 and 1.1, https://iipc.github.io/warc-specifications/; plain, or each record packed by itself as gzip or
zstd (with a dictionary before the records where there is one). Of the records only responses with status 200 and a
page count; what asks, describes or repeats (``revisit``) is passed over.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from datetime import date as Day
from typing import Any

from dragoman.reading.html import html_document
from dragoman.reading.tables import Failure, Item
from dragoman.reading.text import Unreadable

MAX_RECORD = 20_000_000
"""The most bytes of a record that is read; pages are far smaller."""

_PAGES = ("text/html", "application/xhtml+xml")
_GZIP_START = b"\x1f\x8b\x08"
_STARTS = {b"\x1f\x8b": _GZIP_START, b"\x28\xb5": b"\x28\xb5\x2f\xfd", b"\x5d\x2a": b"\x28\xb5\x2f\xfd"}
_PLAIN_START = b"WARC/1."
_DICTIONARY = b"\x5d\x2a\x4d\x18"  # a skippable zstd frame that opens the archive
_BLOCK = 1 << 20
_HEAD = 200  # bytes of a packed record that show its first words


class _Damaged(Exception):
    """A record that is not whole."""


def warc_documents(stream: io.BufferedReader, source: str, today: Day) -> Iterator[Item]:
    """Yield a document for each page of an archive, and a `Failure` with its place for each damaged record.

    The source of a page is its address. Its day of publication is what it says of itself; one later than the crawl is
    wrong and left out. After damage the reading goes on with the next record that is whole; only a stream that cannot
    be read twice, or one that is packed as a whole, ends there.
    """
    if not stream.peek(1):
        raise Unreadable("empty; download the archive again")
    archive = _Archive(stream)
    reported = False
    while True:
        found_any = False
        try:
            for place, record in archive.records():
                found_any, reported = True, False
                item = _item(record, place, source, today)
                if item is not None:
                    yield item
            if archive.breaks_off() or not (found_any or reported):
                yield Failure(source, f"breaks off at byte {archive.last:,}; download the archive again")
            return
        except OSError as err:
            if found_any or not reported:
                yield Failure(source, f"damaged after byte {archive.last:,} ({err}); download the archive again")
                reported = True
        if not archive.skip_damage():
            return


class _Archive:
    """The records of an archive and the place of the last one."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self.last = 0
        self._stream = stream
        start = stream.peek(8)[:8]
        self._mark = _STARTS.get(start[:2], _PLAIN_START)
        self._dictionary = b""
        if start.startswith(_DICTIONARY) and stream.seekable():
            self._dictionary = stream.read(min(8 + int.from_bytes(start[4:], "little"), MAX_RECORD))
            stream.seek(0)

    def records(self) -> Iterator[tuple[int, Any]]:
        """Yield each record and its place in bytes. Raises `OSError` where none can be made out."""
        from fastwarc.warc import ArchiveIterator

        stream: Any = self._stream
        before = 0
        if self.last > 0 and self._dictionary:
            stream = _WithDictionary(self._dictionary, self._stream)
            before = self.last - len(self._dictionary)
        for record in ArchiveIterator(stream, parse_http=False, fsspec_args=False):
            self.last = before + record.stream_pos
            yield self.last, record

    def breaks_off(self) -> bool:
        """Whether a gzip archive ends in the head of a packed record, which then counts for nothing."""
        while self._mark == _GZIP_START and self.skip_damage():
            if _opens_record(self._stream.peek(_HEAD)[:_HEAD]):
                return True
        return False

    def skip_damage(self) -> bool:
        """Go to what looks like the start of a record after the last one; false where there is none."""
        if not self._stream.seekable():
            return False
        position = self.last + 1
        self._stream.seek(position)
        held = b""
        while block := self._stream.read(_BLOCK):
            found = (held + block).find(self._mark)
            if found >= 0:
                self.last = position - len(held) + found
                self._stream.seek(self.last)
                return True
            position += len(block)
            held = (held + block)[-len(self._mark) + 1 :]
        return False


def _opens_record(packed: bytes) -> bool:
    """Whether a packed record begins here; one of a few bytes may not show its first words yet."""
    try:
        shown = zlib.decompressobj(wbits=31).decompress(packed)
        return shown.startswith(_PLAIN_START) or (not shown and len(packed) < _HEAD)
    except zlib.error:
        return False


class _WithDictionary(io.RawIOBase):
    """The dictionary of a zstd archive, then what follows the place where its stream stands."""

    def __init__(self, dictionary: bytes, stream: io.BufferedReader) -> None:
        self._left, self._stream, self._given = dictionary, stream, 0

    def read(self, size: int = -1) -> bytes:
        if self._left:
            size = len(self._left) if size < 0 else size
            data, self._left = self._left[:size], self._left[size:]
        else:
            data = self._stream.read(size)
        self._given += len(data)
        return data

    def tell(self) -> int:
        return self._given


def _item(record: Any, place: int, source: str, today: Day) -> Item | None:
    """The document of a record, why there is none, or ``None`` where the record is no page."""
    try:
        return _document(record, today)
    except (_Damaged, Unreadable) as err:
        url = record.headers.get("WARC-Target-URI")
        return Failure(source, f"record at byte {place:,}{f' ({url})' if url else ''}: {err}")


def _document(record: Any, today: Day) -> Item | None:
    from fastwarc.warc import WarcRecordType, has_block_digest

    if record.record_type == WarcRecordType.unknown or "Content-Length" not in record.headers:
        raise _Damaged("its head is damaged; download the archive again")
    if record.record_type != WarcRecordType.response:
        return None
    url = record.headers.get("WARC-Target-URI")
    if not url:
        raise _Damaged("names no address; download the archive again")
    if record.content_length > MAX_RECORD:
        if record.is_http:
            record.parse_http()
        if not _is_page(record):
            return None
        raise _Damaged(f"larger than {MAX_RECORD // 1_000_000} MB; give the page's text")
    length = record.content_length
    record.freeze()
    whole = record.content_length == length
    if not whole or (has_block_digest(record) and not record.verify_block_digest()):
        raise _Damaged(
            f"damaged ({'its digest does not fit' if whole else 'it breaks off'}); download the archive again"
        )
    if not record.is_http:
        return None
    record.parse_http(auto_decode="all")
    if not _is_page(record):
        return None
    last = min(today, record.record_date.date()) if record.record_date else today
    return html_document(record.reader.read(), source=url, fetched=last, charset=record.http_charset)


def _is_page(record: Any) -> bool:
    return (
        record.is_http_parsed
        and record.http_headers.status_code == 200
        and (record.http_content_type or "").lower() in _PAGES
    )

"""Bytes into text: unpacking, character sets, line ends; and telling text from what is none."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

MAX_BYTES = 200_000_000
"""The most bytes of one text, page or line that are read; files with one document a row may be longer."""

_SAMPLE = 8192  # bytes by which a file is judged to be text or not
_KINDS = (  # what a file gives itself out for: its first bytes, its name, the remedy
    (b"%PDF-", "a PDF", "give its text"),
    (b"PK\x03\x04", "a ZIP archive or an office document", "unpack it, or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as DOCX or text"),
    (b"{\\rtf", "an RTF document", "save it as text"),
    (b"WARC/", "a WARC archive", "give it as a file of its own"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it"),
    (b"BZh", "a bzip2 archive", "unpack it"),
    (b"\xfd7zXZ", "an xz archive", "unpack it"),
    (b"\x89PNG", "a picture", "give text"),
    (b"\xff\xd8\xff", "a picture", "give text"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}charset=["']?([\w-]{1,30})|^\s*<\?xml[^>]{0,99}encoding=["']([\w-]{1,30})""", re.I
)
_CHARSET = re.compile(
    r"iso-?8859-?\d{1,2}|(?:windows-?|cp)125\d|koi8-?[ru]|gb(?:k|2312|18030)|big5|euc-?(?:jp|kr)|shift[-_]?jis"
    r"|mac-?roman",
    re.IGNORECASE,
)
_FOREIGN = 0.3  # share of bytes beyond ASCII from which text is in no Western character set
_FOREIGN_BYTES = 20  # fewer tell nothing
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|(?:html|head|body|main|article|section|div|p|h1)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAGS = re.compile(r"<html[\s>].*<(?:head|body)[\s>]", re.IGNORECASE | re.DOTALL)
_XML_START = re.compile(r"\s*<\?xml[^>]*>\s*(?:<[!?][^>]*>\s*)*<([\w:.-]+)")
_GZIP = b"\x1f\x8b"
_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame; a dictionary before the frames, as in .warc.zst


class Unreadable(Exception):
    """Input that cannot be read; the message says why and what to do about it."""


class _DamagedZstd(EOFError):
    """A zstd file that breaks off or whose bytes have changed."""


_DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile)


class _Zstd(io.RawIOBase):
    """What a zstd stream holds."""

    def __init__(self, packed: io.BufferedReader) -> None:
        from fastwarc.stream_io import ZstdReader

        self._reader = ZstdReader(packed, fsspec_args=False)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data: bytes = self._reader.read(len(buffer))
        except OSError as err:
            raise _DamagedZstd(str(err)) from err
        buffer[: len(data)] = data
        return len(data)


def unpacked(stream: BinaryIO) -> io.BufferedReader:
    """Return a stream of bytes that can be peeked into, unpacked where it holds gzip or zstd."""
    peekable = buffered(stream)
    start = peekable.peek(4)[:4]
    if start.startswith(_GZIP):
        return buffered(gzip.GzipFile(fileobj=peekable))
    return buffered(_Zstd(peekable)) if start in _ZSTD else peekable


def buffered(stream: object) -> io.BufferedReader:
    """Return a stream of bytes as one that can be peeked into."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), _SAMPLE)


def read_all(stream: io.BufferedReader, limit: int = MAX_BYTES) -> bytes:
    """Return what is left of a stream. Raises `Unreadable` for a damaged archive or more than ``limit`` bytes."""
    try:
        data = stream.read(limit + 1)
    except _DAMAGED as err:
        raise _damaged(err) from err
    if len(data) > limit:
        raise Unreadable(f"larger than {limit // 1_000_000} MB; split it, or write one document a line as JSONL")
    return data


def lines(stream: io.BufferedReader, declared: str | None = None) -> Iterator[str]:
    """Yield the lines of a stream as text, each with its ``\\n``, without holding the whole.

    Raises `Unreadable` for a damaged archive, for what is no text, and for a line of more than `MAX_BYTES`.
    """
    if peek(stream).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from decode(read_all(stream)).splitlines(keepends=True)
        return
    check_text(peek(stream))
    first = True
    while True:
        try:
            line = stream.readline(MAX_BYTES + 1)
        except _DAMAGED as err:
            raise _damaged(err) from err
        if not line:
            return
        if len(line) > MAX_BYTES:
            raise Unreadable(f"has a line of more than {MAX_BYTES // 1_000_000} MB; split it")
        text = _characters(line, declared).replace("\r\n", "\n").replace("\r", "\n")
        yield from re.findall("[^\n]*\n|[^\n]+", text.removeprefix("\ufeff") if first else text)
        first = False


def peek(stream: io.BufferedReader) -> bytes:
    """Return the first bytes of a stream without taking them. Raises `Unreadable` for a damaged archive."""
    try:
        return stream.peek(_SAMPLE)[:_SAMPLE]
    except _DAMAGED as err:
        raise _damaged(err) from err


def _damaged(err: Exception) -> Unreadable:
    packing = "zstd" if isinstance(err, _DamagedZstd) else "gzip"
    return Unreadable(f"damaged {packing} file ({err}); download or copy it again")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return text from bytes: Unicode by its mark, UTF-8, the declared character set, or Windows-1252, in this order.

    UTF-8 with a few broken bytes stays UTF-8. Line ends become ``\\n`` and a byte order mark is dropped; nothing else
    is changed. Raises `Unreadable` for what is no text.
    """
    for mark, charset in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return normalise(data.decode(charset, errors="replace"))
    check_text(data[:_SAMPLE])
    return normalise(_characters(data, declared))


def check_text(sample: bytes) -> None:
    """Raise `Unreadable` where the first bytes of a file show that it is no text."""
    for start, name, remedy in _KINDS:
        if sample.startswith(start):
            raise Unreadable(f"looks like a binary file ({name}), not text; {remedy}")
    control = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    if b"\x00" in sample or control * 20 > len(sample):
        raise Unreadable("looks like a binary file, not text; give text, HTML, JSONL, CSV or Parquet")


def _characters(data: bytes, declared: str | None) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    loose = data.decode("utf-8", errors="replace")
    broken = loose.count("\ufffd")
    beyond_ascii = len(loose) - len(loose.encode("ascii", "ignore"))
    if beyond_ascii - broken > broken:
        return loose
    match = _DECLARED.search(data[:4096])
    named = declared or (next(filter(None, match.groups())).decode("ascii") if match else None)
    # What calls itself Latin-1 is Windows-1252 on the web: https://encoding.spec.whatwg.org/#names-and-labels
    western = named is not None and re.fullmatch(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", named, re.IGNORECASE)
    if named and _CHARSET.fullmatch(named) and not western:
        try:
            return data.decode(named)
        except (UnicodeDecodeError, LookupError):
            pass
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if not western and high >= _FOREIGN_BYTES and high > _FOREIGN * len(data[:_SAMPLE]):
        return _guessed(data)
    return data.decode("cp1252", errors="replace")


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def normalise(text: str) -> str:
    """Return a text with ``\\n`` line ends, without byte order mark and lone surrogates, which no file can hold."""
    return without_surrogates(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def without_surrogates(text: str) -> str:
    """Return a text that can be written as UTF-8: lone surrogates become U+FFFD."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def one_line(value: str | None) -> str | None:
    """Return a name, title or the like on one line, its spaces single; ``None`` where nothing is left."""
    return " ".join(without_surrogates(value).split()) or None if value else None


def is_html(text: str) -> bool:
    """Whether a text is a web page or a piece of one."""
    head = text[:3000]
    return bool(_HTML_START.match(head)) or bool(_HTML_TAGS.search(head))


def check_not_xml(text: str) -> None:
    """Raise `Unreadable` where a text is XML of another kind than a web page, such as a feed."""
    match = _XML_START.match(text[:3000])
    if match and not is_html(text):
        raise Unreadable(f"looks like XML (<{match[1]}>), not a text or web page; give the articles' pages or text")
    if re.match(r"\s*(?:From: <Saved by|MIME-Version: 1\.0\n)", text[:200]):
        raise Unreadable("looks like a page saved as MHTML; save it as 'web page, HTML only'")

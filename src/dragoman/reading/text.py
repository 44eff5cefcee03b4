"""Bytes into text: unpacking, character sets, line ends; and telling text from what is none."""

from __future__ import annotations

import gzip
import re
import zlib

MAX_BYTES = 200_000_000
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"RIFF",
    b"\xd0\xcf\x11\xe0",
    b"BZh",
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset=["']?([\w-]+)|encoding=["']([\w-]+)["']""", re.IGNORECASE)


class Unreadable(Exception):
    """Input that cannot be read; the message says why and what to do about it."""


def unpack(data: bytes) -> bytes:
    """Return data without gzip compression. Raises `Unreadable` where the archive is damaged or too large."""
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        unpacked = gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as err:
        raise Unreadable(f"damaged gzip file ({err}); download or copy it again") from err
    if len(unpacked) > MAX_BYTES:
        raise Unreadable(f"unpacks to more than {MAX_BYTES // 1_000_000} MB; split it")
    return unpacked


def decode(data: bytes, declared: str | None = None) -> str:
    """Return text from bytes: UTF-8, the declared character set, or Windows-1252, in this order.

    Line ends become ``\\n`` and a byte order mark is dropped; nothing else is changed. Raises `Unreadable` for what is
    no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return normalise(data.decode("utf-16", errors="replace"))
    if data.startswith(_BINARY) or _looks_binary(data):
        raise Unreadable("looks like a binary file, not text; give text, HTML, JSONL, CSV or Parquet")
    match = _DECLARED.search(data[:2048])
    named = declared or (next(filter(None, match.groups())).decode("ascii") if match else None)
    for charset in ("utf-8-sig", named, "cp1252"):
        if charset:
            try:
                return normalise(data.decode(charset))
            except (UnicodeDecodeError, LookupError):
                continue
    return normalise(data.decode("utf-8", errors="replace"))


def _looks_binary(data: bytes) -> bool:
    sample = data[:8192]
    if b"\x00" in sample:
        return True
    control = sum(1 for byte in sample if byte < 9 or 13 < byte < 32)
    return bool(sample) and control * 20 > len(sample)


def normalise(text: str) -> str:
    """Return a text with ``\\n`` line ends and no byte order mark; lone surrogates become U+FFFD."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def is_html(text: str) -> bool:
    """Whether a text is a web page."""
    head = text[:3000].lstrip().lower()
    return head.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<article", "<div", "<!--")) or (
        "<html" in head or "<body" in head
    )

"""Cells that no reader trips over: no tab, line break, control character or lone surrogate gets into a file."""

from __future__ import annotations

import re

_BAD = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""Control characters but white space, lone surrogates, byte order marks, what is no character."""
_PLAIN = re.compile(r"[!#-&(-~](?: ?[!#-~])*")
"""What most cells are: nothing in it needs a second look."""


def whole(text: str) -> str:
    """Return a text that UTF-8, JSON and XML can hold: each bad character replaced by one U+FFFD, offsets unmoved."""
    return _BAD.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """Return a text on one line, each run of white space (tabs, line and page breaks) as one space."""
    return text if _PLAIN.fullmatch(text) else " ".join(whole(text).split())


def unquoted(text: str) -> str:
    """Return a text on one line without the marks that readers take for quoting.

    Tab-separated files have no quoting. Yet many readers begin a quoted field at a double quote, and some at an
    apostrophe that opens a cell, and read on past the end of the line.
    """
    return text if _PLAIN.fullmatch(text) else one_line(text.replace('"', "'")).lstrip("' ")


def cell(value: object, absent: str = "") -> str:
    """Return what stands in a tab-separated file for a value; ``absent`` for ``None`` and for empty text."""
    if value is None:
        return absent
    return (unquoted(value) or absent) if isinstance(value, str) else str(value)

"""Text as the parser should see it, with the way back to the text as it is.

News off the web carries zero-width characters, right-to-left marks, soft hyphens and runs of odd spaces inside words
and between them. The parser reads a cleaned copy; an offset table leads each of its characters back.
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass

from dragoman.record import Span

# Emoji joiners and variation selectors are dropped with the other format characters: no parser needs them.
_VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True)
class Cleaned:
    """A cleaned stretch of text; ``offsets[i]`` is where its character ``i`` stands in the original."""

    text: str
    offsets: array[int]


def _is_dropped(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or ord(char) in _VARIATION_SELECTORS


def _is_blank(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn")


def clean(text: str, span: Span) -> Cleaned:
    """Return a stretch of text without format characters and with each run of white space as one space."""
    start, end = span
    stretch = text[start:end]
    if stretch.isascii() and stretch.isprintable() and "  " not in stretch:
        return Cleaned(stretch, array("L", range(start, end)))
    kept: list[str] = []
    offsets = array("L")
    for at, char in enumerate(stretch, start):
        if not char.isascii() and _is_dropped(char):
            continue
        if _is_blank(char):
            if kept and kept[-1] == " ":
                continue
            char = " "
        kept.append(char)
        offsets.append(at)
    return Cleaned("".join(kept), offsets)

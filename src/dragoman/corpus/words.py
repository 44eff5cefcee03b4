"""What copies and stories are compared by: an article's words, its 5-word shingles, its figures and names.

Words are compared as 64-bit hashes, batch by batch, so that a million texts need no million word lists in memory.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.ontology import rows

SHINGLE = 5  # words; Broder's measure of resemblance on the shingles of a text
LEAD = 60  # words: a text is cut from its end, so that copies keep the lead

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_COUNTS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen "
    "dozens".split()
)


@functools.cache
def common_words() -> frozenset[str]:
    """Return the words that say nothing of which story a text tells: the commonest of our own training texts."""
    return frozenset(row["word"] for row in rows("dragoman.corpus", "tables/common_words.csv"))


class _RecordedDocument(msgspec.Struct):
    text: str = ""
    furniture: list[dict[str, Any]] = []


class _Recorded(msgspec.Struct):
    document: _RecordedDocument


def article_text(text: str | None, record: str | bytes | None = None) -> str:
    """Return a document's text without its furniture, as its record marks it; without a record the text as it is.

    `record` is the JSON that `Record.to_json` gives. Raises `ValueError` where it is not.
    """
    if not record:
        return text or ""
    try:
        document = msgspec.json.decode(record, type=_Recorded).document
    except msgspec.MsgspecError as err:
        raise ValueError(f"not the JSON of a record: {err}") from err
    kept, end = [], 0
    for start, stop in sorted(tuple(f["span"]) for f in document.furniture):
        kept.append(document.text[end:start])
        end = max(end, stop)
    return " ".join([*kept, document.text[end:]]).strip()


def words_of(text: str) -> list[str]:
    """Return the words and figures of a text as they are written."""
    return _WORD.findall(text)


def hash_words(texts: Sequence[Sequence[str]]) -> list[Hashes]:
    """Return the words of several texts, lower case, as hashes; the same word has the same hash on every machine."""
    import rensa

    hashed = rensa.RMinHash.hash_token_sets([[word.lower() for word in words] for words in texts])
    return [np.array(hashes, dtype=np.uint64) for hashes in hashed]


def shingles(words: Hashes) -> Hashes:
    """Return the hashes of all runs of five words, in order; a shorter text is one shingle, an empty one has none."""
    if not len(words):
        return words
    size = min(SHINGLE, len(words))
    count = len(words) - size + 1
    mixed = np.zeros(count, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for place in range(size):
            mixed = (mixed ^ words[place : place + count]) * _MULTIPLIER
            mixed ^= mixed >> np.uint64(29)
    return mixed


def is_figure(word: str) -> bool:
    """Tell whether a word is a number, in digits or in letters."""
    return word[0].isdigit() or word.lower() in _COUNTS


def names_of(words: Iterable[str]) -> set[str]:
    """Return the words, lower case, that begin with a capital and that the text never writes small, common ones out."""
    words = list(words)
    small = {word for word in words if word.islower()}
    capital = {word.lower() for word in words if word[0].isupper()}
    return {word for word in capital - small - common_words() if not is_figure(word)}


@dataclass(frozen=True)
class Signature:
    """One article as copies are compared: its words in order, which of them are figures or names, and its shingles."""

    words: Hashes
    particular: bytes  # one of 0 or 1 a word
    figure: bytes
    shingles: Hashes  # sorted, each once
    lead: Hashes  # the shingles of the first 60 words

    @classmethod
    def of(cls, text: str) -> Signature:
        """Return the signature of an article's text."""
        written = words_of(text)
        words = hash_words([written])[0]
        names = names_of(written)
        figure = [is_figure(word) for word in written]
        particular = [f or word.lower() in names for word, f in zip(written, figure, strict=True)]
        return cls(
            words, bytes(particular), bytes(figure), np.unique(shingles(words)), np.unique(shingles(words[:LEAD]))
        )

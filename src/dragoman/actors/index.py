"""An index of names that is built once, kept on disk and read in place, so that a million names load at once.

The folded names stand in a MARISA trie (Yata 2011, by `marisa-trie`), which gives each a number; the rows of each
number lie one after another in a file of MessagePack, found by a table of offsets. All three are memory-mapped.
"""

from __future__ import annotations

import functools
import mmap
import os
import re
import shutil
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import marisa_trie
import msgspec

from dragoman.actors.entries import WORD, Entry, fold, words
from dragoman.record import Span

FORMAT = "2"  # part of every cache's name: raise it when the files' form changes
_ACRONYM = 6  # a name in capitals of up to so many letters must stand in capitals
_SURNAME = "\x01"  # before the keys of surnames, which no word of a text begins with
_MISSPELT = 7  # letters that a single word needs before a misspelling of it is believed

_encoder = msgspec.msgpack.Encoder()
_rows = msgspec.msgpack.Decoder(list[tuple[list[str], Entry]])
_names = msgspec.msgpack.Decoder(list[str])


@dataclass(frozen=True)
class Match:
    """A name of the gazetteer in a text, with all rows that it may stand for."""

    span: Span
    entries: tuple[Entry, ...]


class Index:
    """Names by their words; the longest name at a place wins."""

    def __init__(self, trie: marisa_trie.Trie, offsets: memoryview, blob: memoryview) -> None:
        self._trie, self._offsets, self._blob = trie, offsets, blob
        self._read = functools.lru_cache(maxsize=20_000)(self._uncached)

    def __len__(self) -> int:
        return len(self._trie)

    def find(self, text: str, offset: int = 0) -> Iterator[Match]:
        """Yield the names in a text from left to right, never overlapping; ``offset`` is added to the spans."""
        found = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
        line = " ".join(folded := [fold(word) for word, _, _ in found]) + " "
        begins = [0]
        for word in folded:
            begins.append(begins[-1] + len(word) + 1)
        at = 0
        while at < len(found):
            for size in self._sizes(line, begins, at):
                key = line[begins[at] : begins[at + size] - 1]
                entries = self._fitting(key, [w for w, _, _ in found[at : at + size]])
                if entries and not _broken(text, found[at : at + size]):
                    yield Match((found[at][1] + offset, found[at + size - 1][2] + offset), entries)
                    at += size
                    break
            else:
                at += 1

    def _sizes(self, line: str, begins: list[int], at: int) -> Iterator[int]:
        """How many words the names that begin at a word may have, the longest first."""
        start = begins[at]
        for key in reversed(self._trie.prefixes(line[start : start + 200])):
            end = start + len(key)
            if line[end : end + 1] == " ":
                yield key.count(" ") + 1

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Return the rows that a whole name stands for, whatever its case."""
        return tuple(entry for _, entry in self._read(_key(words(name))))

    def surname(self, name: str) -> frozenset[str]:
        """Return the full names of the persons who bear a surname."""
        number = self._trie.get(_SURNAME + fold(name))
        return frozenset(_names.decode(self._slice(number))) if number is not None else frozenset()

    def similar(self, name: str) -> tuple[Entry, ...]:
        """Return the rows of the one name that a misspelt name is meant for; nothing where two are as near.

        Believed are one slip in a word of `_MISSPELT` letters or more that names a state or people, and in a name of
        several words two slips if it is long; the first three letters must be right.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        key = _key(words(name))
        if len(key) < _MISSPELT:
            return ()
        slips = 2 if len(key) > 13 and " " in key else 1
        near = process.extract(
            key, self._trie.keys(key[:3]), scorer=OSA.distance, score_cutoff=slips, limit=3, processor=None
        )
        found = []
        for other, distance, _ in near:
            rows = tuple(entry for _, entry in self._read(other))
            single = {"name", "variant", "demonym", "adjective"} & {row.kind for row in rows}
            if distance and (" " in other or single):
                found.append((distance, rows))
        best = [rows for distance, rows in found if distance == min(d for d, _ in found)]
        same = len({(row.name, row.code) for rows in best for row in rows}) == 1
        return best[0] if best and (len(best) == 1 or same) else ()

    def _fitting(self, key: str, actual: list[str]) -> tuple[Entry, ...]:
        return tuple(entry for cased, entry in self._read(key) if _fits_case(cased, actual))

    def _uncached(self, key: str) -> list[tuple[list[str], Entry]]:
        number = self._trie.get(key) if not key.startswith(_SURNAME) else None
        return _rows.decode(self._slice(number)) if number is not None else []

    def _slice(self, number: int) -> memoryview:
        return self._blob[self._offsets[number] : self._offsets[number + 1]]


def _key(folded: list[str]) -> str:
    return " ".join(folded[1:] if len(folded) > 1 and folded[0] == "the" else folded)


def _broken(text: str, found: list[tuple[str, int, int]]) -> bool:
    """Whether a comma, full stop and blank, or line end stands between the words of a name."""
    gaps = (text[a[2] : b[1]] for a, b in pairwise(found))
    return any(re.search(r"[,;:\n()\"“”]|\.\s+\S", gap) and not re.fullmatch(r"\.\s?", gap) for gap in gaps)


def _fits_case(cased: list[str], actual: list[str]) -> bool:
    letters = sum(map(len, cased))
    for wanted, word in zip(cased, actual, strict=True):
        if wanted.isupper() and letters <= _ACRONYM and not word.isupper():
            return False
        if wanted[0].isupper() and not (word[0].isupper() or word[0].isdigit()):
            return False
    return True


Aliases = Iterable[tuple[str, Entry]]


def _collect(aliases: Aliases) -> dict[str, bytes]:
    """The rows of each key, in MessagePack. Persons are listed by surname too, as ``family=`` in a note has it."""
    held: dict[str, list[tuple[list[str], Entry]]] = {}
    people: dict[str, set[str]] = {}
    for alias, entry in aliases:
        cased = WORD.findall(alias)
        if len(cased) > 1 and cased[0].lower() == "the":
            cased = cased[1:]
        key = " ".join(fold(w) for w in cased)
        if not key or (cased, entry) in held.get(key, ()):
            continue
        held.setdefault(key, []).append((cased, entry))
        if entry.kind == "person":
            family = re.search(r"family=(\S+)", entry.note)
            last = family.group(1).rstrip(";,.") if family else entry.name.split()[-1]
            people.setdefault(_SURNAME + fold(last), set()).add(entry.name)
    coded = {key: _encoder.encode(rows) for key, rows in held.items()}
    return coded | {key: _encoder.encode(sorted(names)) for key, names in people.items()}


def _layout(coded: dict[str, bytes]) -> tuple[marisa_trie.Trie, array[int], bytes]:
    trie = marisa_trie.Trie(coded.keys())
    ordered = sorted(coded, key=trie.__getitem__)
    offsets = array("Q", [0])
    for key in ordered:
        offsets.append(offsets[-1] + len(coded[key]))
    return trie, offsets, b"".join(coded[key] for key in ordered)


def build(aliases: Aliases) -> Index:
    """Return an index in memory."""
    trie, offsets, blob = _layout(_collect(aliases))
    return Index(trie, memoryview(offsets), memoryview(blob))


def save(aliases: Aliases, folder: Path) -> None:
    """Write an index into a new folder, whole or not at all. Raises `OSError` where the disk refuses."""
    trie, offsets, blob = _layout(_collect(aliases))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        trie.save(str(draft / "names.marisa"))
        (draft / "offsets.u64").write_bytes(offsets.tobytes())
        (draft / "rows.msgpack").write_bytes(blob)
        os.replace(draft, folder)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not folder.is_dir():  # another process may have been first
            raise


def load(folder: Path) -> Index:
    """Return the index that `save` wrote, mapped into memory.

    Raises `FileNotFoundError` where there is none, `OSError` or `ValueError` where it is not whole.
    """
    offsets = _mapped(folder / "offsets.u64").cast("Q")
    blob = _mapped(folder / "rows.msgpack")
    trie = marisa_trie.Trie()
    try:
        trie.mmap(str(folder / "names.marisa"))
    except RuntimeError as err:
        raise ValueError(f"{folder}: the cached index cannot be read ({err})") from err
    if len(offsets) != len(trie) + 1 or offsets[-1] != len(blob):
        raise ValueError(f"{folder}: the cached index is not whole")
    return Index(trie, offsets, blob)


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as handle:
        return memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))

"""Copies: the same article again, syndicated, cut, under another headline, with other furniture or a correction.

MinHash signatures of 5-word shingles propose pairs (all of the text, and the lead alone, since texts are cut from their
end); each pair is then compared word by word, and a text is folded only into an original that it matches itself, or
into the fullest version of it: likeness never runs along a chain. Reports made from one template (weather, markets,
scores) swap figures and names in the same words; such pairs are no copies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.documents import Corpus
from dragoman.corpus.forest import Forest
from dragoman.corpus.likeness import same_article
from dragoman.corpus.stories import find_stories
from dragoman.corpus.words import LEAD, hash_words, shingles, words_of

BATCH = 2000
_PERMUTATIONS, _LEAD_PERMUTATIONS, _BAND = 96, 32, 4
_SEED = 42


def find_copies(documents: Any) -> Any:
    """Return, for each document, the story it tells and the document it is a copy of.

    `documents` is an Arrow table, or a reader of its batches (anything that speaks Arrow's stream), with the columns
    id, text, title, published (ISO date or null) and outlet; where there is a column `record` with a record's JSON, the
    text without furniture is compared. Texts are read once and kept in a temporary file. Returns an Arrow table in the
    order of the input: document_id; story, the id of the story's earliest document; copy_of, the id of the original or
    null; n_copies, how many copies the original has (the same number on it and its copies); why, in words.

    The original of copies is the one published first, then the longest, then the one of the smallest id; the order of
    rows is irrelevant. Raises `ValueError` for a missing column or an id that occurs twice.
    """
    import pyarrow as pa

    with Corpus.of(documents) as corpus:
        original, why = fold(corpus)
        first = find_stories(corpus, original, why)
    ids = corpus.ids
    counts = np.bincount(original, minlength=len(ids)) - 1
    back = corpus.ranks.tolist()  # from the order of the input to the order of time
    return pa.table(
        {
            "document_id": pa.array([ids[r] for r in back], pa.string()),
            "story": pa.array([ids[first[r]] for r in back], pa.string()),
            "copy_of": pa.array([ids[original[r]] if original[r] != r else None for r in back], pa.string()),
            "n_copies": pa.array([int(counts[original[r]]) for r in back], pa.int64()),
            "why": pa.array([why.get(r) for r in back], pa.string()),
        }
    )


def fold(corpus: Corpus) -> tuple[NDArray[np.int64], dict[int, str]]:
    """Return (original of each rank, reasons by rank): each document's original is itself where it is no copy."""
    original = np.arange(len(corpus.ids))
    why: dict[int, str] = {}
    for family in _candidates(corpus):
        _fold_family(corpus, family, original, why)
    return original, why


def _candidates(corpus: Corpus) -> Iterator[dict[int, list[int]]]:
    """Yield groups of documents linked by a shared band of their signatures: each with the earlier ones it is like."""
    size = len(corpus.ids)
    if not size:
        return
    bands = np.empty((size, (_PERMUTATIONS + _LEAD_PERMUTATIONS) // _BAND), np.uint64)
    for start in range(0, size, BATCH):
        ranks = range(start, min(start + BATCH, size))
        bands[start : ranks.stop] = _bands(corpus, ranks)
    pairs = np.empty(0, dtype=np.int64)
    for column in range(bands.shape[1]):
        pairs = np.union1d(pairs, _same(bands[:, column]))
    del bands
    forest = Forest(size)
    links: dict[int, list[int]] = defaultdict(list)
    for pair in pairs.tolist():
        earlier, later = divmod(pair, size)
        links[later].append(earlier)
        forest.join(earlier, later)
    groups: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for later in sorted(links):
        groups[forest.root(later)][later] = links[later]
    yield from groups.values()


def _bands(corpus: Corpus, ranks: range) -> NDArray[np.uint64]:
    """The bands of some documents, one row a document; an empty text has bands of its own that match no other."""
    words = hash_words([words_of(corpus.text(rank)) for rank in ranks])
    whole = _minhash([shingles(w) for w in words], _PERMUTATIONS)
    lead = _minhash([shingles(w[:LEAD]) for w in words], _LEAD_PERMUTATIONS)
    bands = np.concatenate([whole, lead], axis=1)
    for row, rank in enumerate(ranks):
        if not len(words[row]):
            bands[row] = rank
    return bands


def _minhash(sets: list[NDArray[np.uint64]], permutations: int) -> NDArray[np.uint64]:
    import rensa

    ends = np.cumsum([0, *(len(s) for s in sets)]).astype(np.uint64)
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(sets), ends, permutations, _SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(sets), -1, _BAND)
    mixed = np.zeros(rows.shape[:2], dtype=np.uint64)
    with np.errstate(over="ignore"):
        for place in range(_BAND):
            mixed = (mixed ^ rows[:, :, place]) * np.uint64(0x9E3779B97F4A7C15)
            mixed ^= mixed >> np.uint64(31)
    return mixed


def _same(band: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Pairs of documents with the same band, as `earlier * size + later`: each with the first and with the previous."""
    size = len(band)
    order = np.argsort(band, kind="stable")
    starts = np.flatnonzero(np.r_[True, band[order][1:] != band[order][:-1]])
    heads = np.repeat(order[starts], np.diff(np.r_[starts, size]))
    previous = np.r_[order[:1], order[:-1]]
    later = heads != order
    return np.unique(np.concatenate([(heads * size + order)[later], (previous * size + order)[later]]))


@dataclass
class _Family:
    original: int
    fullest: int


def _fold_family(corpus: Corpus, links: dict[int, list[int]], original: NDArray[np.int64], why: dict[int, str]) -> None:
    families: dict[int, _Family] = {}
    for later, earlier in links.items():
        # The nearest in time first: an original of the same day before one of another.
        for head in sorted({int(original[e]) for e in earlier}, key=lambda head: later - head):
            family = families.setdefault(head, _Family(head, head))
            for version in dict.fromkeys((family.original, family.fullest)):
                reason = same_article(corpus, version, later)
                if reason:
                    original[later] = head
                    why[later] = f"copy of {corpus.ids[version]}: {reason}"
                    longest = corpus.signature(family.fullest).words
                    if len(corpus.signature(later).words) > len(longest):
                        family.fullest = later
                    break
            if original[later] != later:
                break

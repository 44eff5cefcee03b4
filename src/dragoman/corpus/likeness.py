"""Whether two documents are the same article, or two reports written from one template."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.documents import Corpus
from dragoman.corpus.words import Signature

ALIKE = 0.5  # share of all shingles of both that both have
CONTAINED = 0.7  # share of the shorter one's shingles that the longer one has
ALMOST_ALIKE = 0.8
SHORT_ALIKE = 0.6  # asked of short texts in place of ALIKE
LEADS_ALIKE = 0.25
SWAPPED = 0.15  # share of the figures and names that stand in the same place and are others
SWAPPED_FIGURES = 0.35  # the same on the same day where only figures are others: a correction
TEMPLATE = 0.3  # share of the shorter one's shingles in the other from which reports may come from one template
SHORT = 40  # words: the same few words on another day are another report


def same_article(corpus: Corpus, a: int, b: int) -> str | None:
    """Return why two documents are the same article, `None` where they are two."""
    one, two = corpus.signature(a), corpus.signature(b)
    apart = corpus.apart(a, b)
    shorter = min(len(one.words), len(two.words))
    if not shorter or (shorter < SHORT and (apart is None or apart > 1)):
        return None
    if np.array_equal(one.words, two.words):
        return "the same words"
    shared = len(np.intersect1d(one.shingles, two.shingles, assume_unique=True))
    alike = shared / (len(one.shingles) + len(two.shingles) - shared)
    contained = shared / min(len(one.shingles), len(two.shingles))
    leads = _share(one.lead, two.lead)
    if shorter < SHORT and alike < SHORT_ALIKE and contained < ALMOST_ALIKE:
        return None
    if alike < ALIKE and (contained < CONTAINED or leads < LEADS_ALIKE):
        return None
    if apart != 0 and alike < ALMOST_ALIKE and leads < LEADS_ALIKE:
        return None  # a new lead on another day over old background: a follow-up
    if _same_template(one, two, same_day=apart == 0 and contained >= ALMOST_ALIKE):
        return None
    if alike >= ALIKE:
        return f"{alike:.0%} of the five-word runs of both are the same"
    return f"a cut version: {contained:.0%} of the shorter one's five-word runs stand in the longer one"


def _share(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    return len(np.intersect1d(a, b, assume_unique=True)) / max(1, min(len(a), len(b)))


def same_template(corpus: Corpus, a: int, b: int) -> bool:
    """Tell whether two documents say other figures or names in the same words."""
    one, two = corpus.signature(a), corpus.signature(b)
    return _share(one.shingles, two.shingles) >= TEMPLATE and _same_template(one, two)


def _same_template(one: Signature, two: Signature, *, same_day: bool = False) -> bool:
    """Whether figures and names are swapped; `same_day`, a few other figures alone are a correction."""
    figures, names, kept = _swapped(one, two)
    share = (figures + names) / max(1, figures + names + kept)
    return share > (SWAPPED_FIGURES if same_day and not names else SWAPPED)


def _swapped(one: Signature, two: Signature) -> tuple[int, int, int]:
    """Count (figures swapped, names swapped, particulars kept), each once, where the two texts run in parallel."""
    from rapidfuzz.distance import Levenshtein

    a, b = one.words.tolist(), two.words.tolist()
    swaps: dict[tuple[int, int], bool] = {}
    kept: set[int] = set()
    for op in Levenshtein.opcodes(a, b):
        if op.tag == "equal":
            kept.update(a[i] for i in range(op.src_start, op.src_end) if one.particular[i])
        elif op.tag == "replace" and op.src_end - op.src_start <= 4:
            for i, j in zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=False):
                if one.particular[i] and two.particular[j]:
                    swaps[a[i], b[j]] = bool(one.figure[i] and two.figure[j])
    figures = sum(swaps.values())
    return figures, len(swaps) - figures, len(kept)

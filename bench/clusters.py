"""How well groups agree with the true ones: B-cubed and pairs, both as precision, recall and F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import NamedTuple

Groups = Mapping[str, Hashable]  # the group of each item


class Score(NamedTuple):
    """Precision, recall and F1, from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(found: Groups, true: Groups) -> Score:
    """Return B-cubed (Bagga and Baldwin 1998): the mean over items of how much of its group is right, and is there."""
    both = Counter((found[item], true[item]) for item in true)
    ours, theirs = Counter(found[item] for item in true), Counter(true.values())
    shares = [(both[found[i], true[i]] / ours[found[i]], both[found[i], true[i]] / theirs[true[i]]) for i in true]
    return Score(sum(p for p, _ in shares) / len(shares), sum(r for _, r in shares) / len(shares))


def pairwise(found: Groups, true: Groups) -> Score:
    """Return the share of pairs put together that belong together, and of those that belong which are put together."""
    both = _pairs(Counter((found[item], true[item]) for item in true))
    ours, theirs = _pairs(Counter(found[item] for item in true)), _pairs(Counter(true.values()))
    return Score(both / ours if ours else 1.0, both / theirs if theirs else 1.0)


def _pairs(sizes: Counter[object] | Counter[tuple[object, object]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())

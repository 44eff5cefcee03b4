"""Disjoint sets of row numbers: which rows belong together (union-find over one array)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Forest:
    """Sets over ``0 … size - 1``; the smallest row of a set is its root, so the order of joins is irrelevant."""

    def __init__(self, size: int) -> None:
        self.parent: NDArray[np.int64] = np.arange(size)

    def root(self, row: int) -> int:
        """Return the smallest row of the set that `row` belongs to."""
        parent = self.parent
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = int(parent[row])
        return row

    def join(self, a: int, b: int) -> None:
        """Make one set of those of `a` and `b`."""
        a, b = self.root(a), self.root(b)
        self.parent[max(a, b)] = min(a, b)

    def roots(self) -> NDArray[np.int64]:
        """Return the root of every row."""
        roots = self.parent
        while not np.array_equal(above := roots[roots], roots):
            roots = above
        return roots

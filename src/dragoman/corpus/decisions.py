"""What users decided: two reports are the same happening, or different ones. Decisions are rows of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.corpus.forest import Forest

SAME, DIFFERENT = "same", "different"


@dataclass(frozen=True)
class Decisions:
    """Decisions by row: which rows were joined by hand and which must stay apart."""

    same: list[tuple[int, int]]
    apart: Mapping[int, frozenset[int]]

    def forbids(self, a: Iterable[int], b: Iterable[int]) -> bool:
        """Tell whether a decision keeps a report of `a` apart from one of `b`."""
        others = set(b)
        return any(self.apart.get(row, frozenset()) & others for row in a)


def read_decisions(table: Any, rows: Mapping[str, int], links: Iterable[tuple[int, int]], forest: Forest) -> Decisions:
    """Join the rows that users and documents (`links`, from `same_as`) say are one; return what was decided.

    `table` is an Arrow table event_a, event_b, verdict (`same` or `different`), the oldest first; `rows` gives the row
    of an event id. A later decision beats an earlier one that it contradicts, and any beats a document's own link.
    Decisions on events that are not there are kept for when they are. Raises `ValueError` for another verdict.
    """
    apart: dict[int, set[int]] = defaultdict(set)
    members: dict[int, set[int]] = {}
    same = []

    def group(row: int) -> set[int]:
        return members.get(forest.root(row), {row})

    def join(a: int, b: int) -> bool:
        one, two = group(a), group(b)
        if any(apart[row] & two for row in one if row in apart):
            return False
        forest.join(a, b)
        members[forest.root(a)] = one | two
        return True

    for number, row in enumerate(reversed(table.to_pylist() if table is not None else [])):
        if row["verdict"] not in (SAME, DIFFERENT):
            raise ValueError(
                f"decision {table.num_rows - number}: the verdict is {row['verdict']!r}; write 'same' or 'different'"
            )
        a, b = rows.get(row["event_a"]), rows.get(row["event_b"])
        if a is None or b is None or a == b:
            continue
        if row["verdict"] == SAME and join(a, b):
            same.append((a, b))
        elif row["verdict"] == DIFFERENT and forest.root(a) != forest.root(b):
            apart[a].add(b)
            apart[b].add(a)
    for a, b in links:
        if apart:
            join(a, b)
        else:
            forest.join(a, b)
    return Decisions(same, {row: frozenset(others) for row, others in apart.items()})

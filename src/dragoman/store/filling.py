"""Zeros where nothing happened: a panel's cells spread over every unit and period, in order, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dragoman.store.filters import day

if TYPE_CHECKING:
    import pyarrow as pa

LARGEST = 50_000_000
"""Rows of a panel beyond which it is refused: mostly a stray date centuries away, or days where years were meant."""

_BATCH = 100_000  # rows
_MONDAY = np.datetime64("1970-01-05")
Days = NDArray[np.datetime64]


class Filled:
    """A panel with all its rows, out of the cells that `dragoman.store.cells.cells_sql` gives.

    `counts` are its counting columns; with `scored` sum and mean of the scores follow. `named` are units that have rows
    even without a cell. Raises `ValueError` for a panel of too many rows.
    """

    def __init__(
        self,
        cells: pa.Table,
        unit: Sequence[str],
        counts: Sequence[str],
        scored: bool,
        by: str,
        since: str | None,
        until: str | None,
        named: Sequence[tuple[str, ...]],
    ) -> None:
        self.unit = tuple(unit)
        self.counts, self.scored = list(counts), scored
        self.cells = cells
        self.named = named
        found = np.asarray(cells["period"].to_numpy(), dtype="datetime64[D]")
        first = np.datetime64(day(since, last=False)) if since else (found.min() if len(found) else None)
        last = np.datetime64(day(until, last=True)) if until else (found.max() if len(found) else None)
        self.first = 0 if first is None else _number(first, by)
        self.periods = 0 if first is None or last is None else max(0, _number(last, by) - self.first + 1)
        self.by = by
        self._at = _number(found, by) - self.first
        self.units, self._unit_of = self._index()
        if len(self) > LARGEST:
            raise ValueError(
                f"this panel would have {len(self):,} rows; narrow it with since and until, or count by month or year"
            )

    def __len__(self) -> int:
        return len(self.units) * self.periods

    def _index(self) -> tuple[NDArray[Any], NDArray[np.int64]]:
        """Return the units in order, one row each with the number of each of its names, and the unit of each cell."""
        keys = np.zeros(self.cells.num_rows, np.int64)
        named = np.zeros(len(self.named), np.int64)
        for place, names in enumerate(self._names):
            column = self._column(place)
            numbers = np.searchsorted(names, np.array(column.dictionary.to_pylist(), dtype=str))
            keys = keys * len(names) + (numbers[column.indices.to_numpy()] if len(keys) else keys)
            wanted = np.array([unit[place] for unit in self.named], dtype=str)
            named = named * len(names) + np.searchsorted(names, wanted)
        there = np.zeros(max(1, int(np.prod([len(names) for names in self._names]))), bool)
        there[keys] = there[named] = True
        units = np.flatnonzero(there)
        of = (np.cumsum(there) - 1)[keys]
        split = []
        for names in reversed(self._names):
            split.append(units % max(1, len(names)))
            units = units // max(1, len(names))
        return np.stack(split[::-1], axis=1), of

    def _column(self, place: int) -> Any:
        """A column of the unit as a dictionary and its indices."""
        return self.cells[self.unit[place]].combine_chunks().dictionary_encode()

    @cached_property
    def _names(self) -> list[NDArray[np.str_]]:
        """The names of each column of the unit, sorted."""
        return [
            np.array(
                sorted({*self.cells[column].unique().to_pylist(), *(unit[place] for unit in self.named)}), dtype=str
            )
            for place, column in enumerate(self.unit)
        ]

    @cached_property
    def schema(self) -> Any:
        """The Arrow schema of the rows."""
        import pyarrow as pa

        scores = [("score_sum", pa.float64()), ("score_mean", pa.float64())] if self.scored else []
        counts = [(name, pa.int64()) for name in self.counts]
        return pa.schema([*((name, pa.string()) for name in self.unit), ("period", pa.date32()), *counts, *scores])

    def batches(self) -> Iterator[Any]:
        """Yield the rows as Arrow record batches, sorted by unit and period."""
        order = np.argsort(self._unit_of * self.periods + self._at, kind="stable")
        units, at = self._unit_of[order], self._at[order]
        kind, n, score = (self.cells[name].to_numpy()[order] for name in ("kind", "n", "score"))
        step = max(1, _BATCH // max(1, self.periods))
        days = _days(self.first + np.arange(self.periods), self.by)
        for start in range(0, len(self.units) if self.periods else 0, step):
            stop = min(len(self.units), start + step)
            part = slice(*np.searchsorted(units, [start, stop]))
            cells = (units[part] - start) * self.periods + at[part]
            yield self._batch(start, stop, days, cells, kind[part], n[part], score[part])

    def _batch(
        self,
        start: int,
        stop: int,
        days: Days,
        cells: NDArray[np.int64],
        kind: NDArray[np.int64],
        n: NDArray[np.int64],
        score: NDArray[np.float64],
    ) -> Any:
        import pyarrow as pa

        size = (stop - start) * self.periods
        columns: list[Any] = []
        for place, names in enumerate(self._names):
            numbers = np.repeat(self.units[start:stop, place], self.periods)
            columns.append(pa.array(names.tolist(), pa.string()).take(pa.array(numbers)))
        columns.append(pa.array(np.tile(days, stop - start), pa.date32()))
        for number in range(len(self.counts)):
            these = kind == number
            columns.append(pa.array(np.bincount(cells[these], n[these], size).astype(np.int64)))
        if self.scored:
            total, events = np.bincount(cells, score, size), columns[-1].to_numpy()
            columns.append(pa.array(total))
            columns.append(pa.array(total / np.maximum(events, 1), mask=events == 0))
        return pa.record_batch(columns, schema=self.schema)


def _number(days: Any, by: str) -> Any:
    """Return the numbers of the periods that days fall in; weeks begin on Monday."""
    if by == "week":
        return (days - _MONDAY).astype("timedelta64[D]").astype(np.int64) // 7
    return days.astype(f"datetime64[{by[0].upper()}]").astype(np.int64)


def _days(numbers: NDArray[np.int64], by: str) -> Days:
    """Return the first days of periods."""
    if by == "week":
        return _MONDAY + numbers * np.timedelta64(7, "D")
    return numbers.astype(f"datetime64[{by[0].upper()}]").astype("datetime64[D]")

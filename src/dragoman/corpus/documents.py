"""The documents of a corpus in the order of time, read from a table one at a time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.words import Signature, article_text

_UNDATED = np.iinfo(np.int32).max
_HELD = 8192  # signatures: enough for the documents at hand, so that memory stays flat however many there are


@dataclass(frozen=True)
class Corpus:
    """Documents in the order of time: by day of publication, then the longest first, then by id; undated ones last."""

    ids: list[str]
    days: NDArray[np.int64]
    ranks: list[int]  # the rank of each row of the input
    text: Callable[[int], str]  # the article of a rank
    title: Callable[[int], str]
    signature: Callable[[int], Signature] = field(repr=False)

    @classmethod
    def of(cls, table: Any) -> Corpus:
        """Return the corpus of a table of documents. Raises `ValueError` where the table is not fit for it."""
        if missing := {"id", "text", "title", "published"} - set(table.column_names):
            raise ValueError(f"the documents have no column {', '.join(sorted(missing))}")
        ids = table.column("id").to_pylist()
        if len(set(ids)) < len(ids):
            raise ValueError("the documents have an id twice: give each document one row")
        texts, titles = table.column("text"), table.column("title")
        records = table.column("record") if "record" in table.column_names else None

        def article(row: int) -> str:
            return article_text(texts[row].as_py(), records[row].as_py() if records is not None else None)

        lengths = np.fromiter((len(article(row)) for row in range(len(ids))), np.int64, len(ids))
        days = np.array([_day(value) for value in table.column("published").to_pylist()], dtype=np.int64)
        order = sorted(range(len(ids)), key=lambda row: (days[row], -lengths[row], ids[row]))
        ranks = np.empty(len(ids), dtype=np.int64)
        ranks[order] = np.arange(len(ids))

        def text(rank: int) -> str:
            return article(order[rank])

        return cls(
            ids=[ids[row] for row in order],
            days=days[order] if order else days,
            ranks=[int(rank) for rank in ranks],
            text=text,
            title=lambda rank: titles[order[rank]].as_py() or "",
            signature=functools.lru_cache(maxsize=_HELD)(lambda rank: Signature.of(text(rank))),
        )

    def apart(self, a: int, b: int) -> int | None:
        """Return the days between two documents, `None` where one has no date."""
        if _UNDATED in (self.days[a], self.days[b]):
            return None
        return abs(int(self.days[a] - self.days[b]))


def _day(value: Any) -> int:
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return _UNDATED

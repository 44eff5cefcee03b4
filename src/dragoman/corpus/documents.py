"""The documents of a corpus in the order of time: what is short in memory, their texts on disk."""

from __future__ import annotations

import functools
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.texts import Texts
from dragoman.corpus.words import Signature, article_text

_UNDATED = np.iinfo(np.int32).max
_HELD = 2048  # signatures: enough for the documents at hand, so that memory stays flat however many there are


@dataclass(frozen=True)
class Corpus:
    """Documents in the order of time: by day of publication, then the longest first, then by id; undated ones last."""

    ids: list[str]
    days: NDArray[np.int64]
    ranks: NDArray[np.int64]  # the rank of each row of the input
    text: Callable[[int], str]  # the article of a rank
    title: Callable[[int], str]
    signature: Callable[[int], Signature] = field(repr=False)

    @classmethod
    @contextmanager
    def of(cls, documents: Any) -> Iterator[Corpus]:
        """Give the corpus of documents, a table or its batches, until the block ends; they are read once.

        Raises `ValueError` where they are not fit for it.
        """
        with Texts() as texts, Texts() as titles:
            ids, days, lengths = _read(documents, texts, titles)
            order = np.array(sorted(range(len(ids)), key=lambda row: (days[row], -lengths[row], ids[row])), np.int64)
            ranks = np.empty(len(ids), dtype=np.int64)
            ranks[order] = np.arange(len(ids))

            def text(rank: int) -> str:
                return texts[order[rank]]

            yield cls(
                ids=[ids[row] for row in order],
                days=days[order],
                ranks=ranks,
                text=text,
                title=lambda rank: titles[order[rank]],
                signature=functools.lru_cache(maxsize=_HELD)(lambda rank: Signature.of(text(rank))),
            )

    def apart(self, a: int, b: int) -> int | None:
        """Return the days between two documents, `None` where one has no date."""
        if _UNDATED in (self.days[a], self.days[b]):
            return None
        return abs(int(self.days[a] - self.days[b]))


def _read(documents: Any, texts: Texts, titles: Texts) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return (ids, days, lengths of the articles) row by row, and put the articles and titles where they belong."""
    import pyarrow as pa

    # A reader itself is not wrapped, so that an error of its source stays what it is.
    is_reader = isinstance(documents, pa.RecordBatchReader)
    batches = documents if is_reader else pa.RecordBatchReader.from_stream(documents)
    columns = ["id", "text", "title", "published"]
    if missing := set(columns) - set(batches.schema.names):
        raise ValueError(f"the documents have no column {', '.join(sorted(missing))}")
    if "record" in batches.schema.names:
        columns.append("record")
    ids, days, lengths = [], array("q"), array("q")
    for batch in batches:
        # Cell by cell: a batch may be a whole table.
        for cells in zip(*(batch.column(name) for name in columns), strict=True):
            id, text, title, published, *record = (cell.as_py() for cell in cells)
            article = article_text(text, *record)
            texts.add(article)
            titles.add(title or "")
            ids.append(id)
            days.append(_day(published))
            lengths.append(len(article))
    if len(set(ids)) < len(ids):
        raise ValueError("the documents have an id twice: give each document one row")
    return ids, np.array(days, np.int64), np.array(lengths, np.int64)


def _day(value: Any) -> int:
    try:
        return date.fromisoformat(str(value)[:10]).toordinal()
    except ValueError:
        return _UNDATED

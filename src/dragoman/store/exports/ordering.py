"""Records in one order, whatever order they come in and however many they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from dragoman.record import Record


class Ordered:
    """Takes records and gives them back by document id, through a temporary file once they are many.

    Of several records of one document the last one stands; ``replaced`` counts the others that were not the same.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.replaced = 0
        self._db = sqlite3.connect("")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE records (id TEXT PRIMARY KEY, record BLOB) WITHOUT ROWID")
        for record in records:
            self.add(record)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, err: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, record: Record) -> None:
        """Take a record."""
        text = record.to_json()
        known = self._db.execute("SELECT record FROM records WHERE id = ?", (record.document.id,)).fetchone()
        if known:
            self.replaced += known[0] != text
        self._db.execute("REPLACE INTO records VALUES (?, ?)", (record.document.id, text))

    def __iter__(self) -> Iterator[Record]:
        for (text,) in self._db.execute("SELECT record FROM records ORDER BY id"):
            yield Record.from_json(text)

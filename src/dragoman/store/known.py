"""Which documents a store has: their ids, what tells their texts apart, and whether they could be coded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.record import Document

if TYPE_CHECKING:
    from dragoman.store.opening import Store

_DIGITS = 16
"""Hexadecimal digits of a text's SHA-256 that are kept: enough to tell two texts of one id apart, and small."""


def digest(document: Document) -> bytes:
    """Return what tells the text of a document from another's."""
    return bytes.fromhex(document.sha256[:_DIGITS])


class Known:
    """The documents of a store, kept up with what other processes append: some 200 bytes a document."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: set[str] = set()
        self.digests: dict[str, bytes] = {}
        self.failed: set[str] = set()
        """Ids of those that could not be coded."""

    def refresh(self, table: Any = None) -> None:
        """Read what is new in `documents`, or in the given state of it; files read before are not read again."""
        from dragoman.store.opening import files_of, rows_of

        table = table or self._store.table("documents")
        files = files_of(table, self._store.path / "documents")
        for file in files:
            if file not in self._read:
                for rows in rows_of(file, ["document_id", "sha256", "problem"], self._store.path):
                    for id, sha256, problem in zip(*(column.to_pylist() for column in rows.columns), strict=True):
                        self.digests.setdefault(id, bytes.fromhex(sha256[:_DIGITS]))
                        if problem is not None:
                            self.failed.add(id)
        self._read = set(files)

    def same(self, document: Document) -> bool:
        """Whether the text that the store has under a known document's id is this one."""
        return self.digests[document.id] == digest(document)

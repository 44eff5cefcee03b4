"""How often a happening is told, and which events and documents only tell it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.record import Event

if TYPE_CHECKING:
    from dragoman.store.opening import Store


@dataclass(frozen=True)
class Told:
    """How often something was told: events that tell it, independent sources, and documents with their copies."""

    mentions: int = 1
    sources: int = 1
    articles: int = 1


class Happenings:
    """The happenings of a store: which event reports which, and how often it is told; empty for plain files."""

    def __init__(
        self,
        reports: Mapping[str, str] | None = None,
        told: Mapping[str, Told] | None = None,
        copies: Iterable[str] = (),
    ) -> None:
        self._reports = reports or {}
        self._told = told or {}
        self.copies = frozenset(copies)
        """Ids of the documents that are copies of others."""

    def of(self, event: Event) -> str:
        """Return the id of the happening that an event reports."""
        return self._reports.get(event.id) or event.same_as or event.id

    def told(self, event: Event) -> Told:
        """Return how often the happening of an event is told; once where nobody has counted."""
        return self._told.get(self.of(event)) or Told()

    @classmethod
    def of_store(cls, store: Store) -> Happenings:
        """Read what folding has written to a store."""
        copies = [row["document_id"] for row in _rows(store, "stories", "document_id", "copy_of") if row["copy_of"]]
        reports = {row["event_id"]: row["happening_id"] for row in _rows(store, "reports", "event_id", "happening_id")}
        counts = ("n_reports", "n_independent_sources", "n_documents")
        told = {
            row["id"]: Told(*(row.get(name) or 1 for name in counts))
            for row in _rows(store, "happenings", "id", *counts)
        }
        return cls(reports, told, copies)


def _rows(store: Store, table: str, *columns: str) -> Iterable[Mapping[str, Any]]:
    for batch in store.rows(table, list(columns)):
        yield from batch.to_pylist()

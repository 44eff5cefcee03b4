"""How often a happening is told, and which events and documents only tell it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.record import Event

if TYPE_CHECKING:
    from dragoman.store.opening import Store


@dataclass(frozen=True)
class Told:
    """How often something was told: events that tell it, documents with their copies, and outlets."""

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
        copies: dict[str, str] = {}
        for row in _rows(store, "stories", "document_id", "copy_of"):
            if row["copy_of"]:
                copies[row["document_id"]] = row["copy_of"]
        reports = {row["event_id"]: row["happening_id"] for row in _rows(store, "reports", "event_id", "happening_id")}
        return cls(reports, _count(store, reports, copies), copies)


def _count(store: Store, reports: Mapping[str, str], copies: Mapping[str, str]) -> Mapping[str, Told]:
    """Count from what the store has of its events, so that the numbers say the same in every format."""
    if not reports:
        return {}
    outlets = {row["document_id"]: row["outlet"] for row in _rows(store, "documents", "document_id", "outlet")}
    mentions: dict[str, set[str]] = defaultdict(set)
    documents: dict[str, set[str]] = defaultdict(set)
    for row in _rows(store, "events", "id", "document_id"):
        happening = reports.get(row["id"])
        if happening and row["document_id"] in outlets:
            mentions[happening].add(row["id"])
            documents[happening].add(row["document_id"])
    n_copies: dict[str, set[str]] = defaultdict(set)
    for copy, original in copies.items():
        n_copies[original].add(copy)
    return {
        happening: Told(
            mentions=len(mentions[happening]),
            sources=max(1, len({outlets[id] for id in ids} - {None})),
            articles=len(ids.union(*(n_copies[id] for id in ids))),
        )
        for happening, ids in documents.items()
    }


def _rows(store: Store, table: str, *columns: str) -> Iterable[Mapping[str, Any]]:
    for batch in store.rows(table, list(columns)):
        yield from batch.to_pylist()

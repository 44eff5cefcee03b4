"""Taking documents into a store: read, coded, appended in shards; stopped at any moment and taken up again.

What the store has is not coded again. Documents go to the coder in units of the same sixteen neighbours of the input,
whatever was stored before and however many processes there are, and a unit is stored whole: so a run that was killed
and taken up again ends in the same rows as one that was not.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from dragoman.coder import BATCH
from dragoman.corpus.pool import Unit, code_here, code_in_pool
from dragoman.corpus.runs import Run
from dragoman.reading import Failure, Fields, Web, read
from dragoman.record import Document, Record
from dragoman.store.known import digest
from dragoman.store.opening import Store

SHARD_DOCUMENTS = 512
SHARD_SECONDS = 5.0
"""What is coded is stored when there is so much of it or so long after the last time: what a kill costs at most."""

SHARE = 1 / 30
"""Of the time storing takes no more than this, where it is slow: then it comes less often."""


class Watcher(Protocol):
    """Who is told how an ingest goes."""

    def failed(self, source: str, reason: str) -> None:
        """Something could not be read or coded."""

    def advanced(self, run: Run) -> None:
        """Documents were read, coded or stored; `run.counts` says how many."""


@dataclass
class Ingest:
    """One run of documents into a store. ``engine`` is pool or ray; ``jobs`` the number of processes."""

    store: Store
    watcher: Watcher
    jobs: int = 1
    engine: str = "pool"
    fields: Fields = field(default_factory=Fields)
    web: Web = field(default_factory=Web)

    def run(self, inputs: list[str]) -> Run:
        """Take the inputs in and return what was done. Interrupted, it stores what is coded and raises on."""
        options = {"jobs": self.jobs, "engine": self.engine, "fields": vars(self.fields), "shard": SHARD_DOCUMENTS}
        self._run = Run(self.store, inputs, options)
        self._failures = _Failures(self.store, self._run.id)
        self._pending: dict[str, bytes] = {}
        self._shard: list[Record] = []
        self._next = time.monotonic() + SHARD_SECONDS
        with self._run:
            self.store.known.refresh()
            items = read(inputs, self.fields, web=self.web, repeats=True)
            coded = self._coded(self._units(self._run.timed("reading", items)))
            try:
                for records in coded:
                    self._take(records)
            finally:
                coded.close()
                self._flush()
            self._fold()
        return self._run

    def _fold(self) -> None:
        from dragoman.corpus.folding import fold, is_folded

        with self._run.timing("folding"):
            if not is_folded(self.store):
                fold(self.store)

    def _coded(self, units: Iterator[Unit]) -> Any:
        if self.engine == "ray":
            from dragoman.corpus.cluster import code_with_ray

            return code_with_ray(units, self.jobs)
        return code_in_pool(units, self.jobs) if self.jobs > 1 else code_here(units)

    def _units(self, items: Iterator[Document | Failure]) -> Iterator[Unit]:
        """The documents that are to be coded, in units of neighbours."""
        documents = self._readable(items)
        while neighbours := list(islice(documents, BATCH)):
            if unit := [document for document in neighbours if self._is_new(document)]:
                yield unit

    def _readable(self, items: Iterator[Document | Failure]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, Failure):
                self._fail(item.source, None, "reading", item.reason)
            else:
                yield item

    def _is_new(self, document: Document) -> bool:
        self._run.count("read")
        id = document.id
        if (before := self.store.known.digests.get(id, self._pending.get(id))) is None:
            self._pending[id] = digest(document)
            return True
        if before != digest(document):
            self._fail_clash(document)
        elif id in self.store.known.failed:
            self._run.count("failed before")
        else:
            self._run.count("known")
        self.watcher.advanced(self._run)
        return False

    def _take(self, records: list[Record]) -> None:
        self._shard += records
        self._run.count("coded", len(records))
        for record in records:
            if problem := record.document.problem:
                source = record.document.source or record.document.id
                self._fail(source, record.document.id, problem.stage, problem.reason)
        if len(self._shard) >= SHARD_DOCUMENTS or time.monotonic() >= self._next:
            self._flush()
        self.watcher.advanced(self._run)

    def _flush(self) -> None:
        """Store what is coded. Failures go first: a document that is stored is not looked at again."""
        shard, self._shard = self._shard, []
        began = time.monotonic()
        with self._run.timing("storing"):
            self._failures.flush()
            left = {record.document.id for record in self.store.append(shard, run=self._run.id)}
        for record in shard:
            self._pending.pop(record.document.id, None)
            if record.document.id not in left:
                self._run.count_record(record)
            elif self.store.known.same(record.document):  # another process had it in the meantime
                self._run.count("known")
            else:
                self._fail_clash(record.document)
        self._failures.flush()
        ended = time.monotonic()
        self._next = ended + max(SHARD_SECONDS, (ended - began) / SHARE)

    def _fail_clash(self, document: Document) -> None:
        reason = f"the id {document.id!r} came before with another text; the first is kept: ids must be unique"
        self._fail(document.source or document.id, document.id, "reading", reason)

    def _fail(self, source: str, id: str | None, stage: str, reason: str) -> None:
        self._run.count("failed")
        self._failures.add(source, id, stage, reason)
        self.watcher.failed(source, reason)


class _Failures:
    """The rows of `failures` that are to be written: each failure once, however often a run is taken up again."""

    def __init__(self, store: Store, run: str) -> None:
        self._store, self._run = store, run
        self._known = {id for rows in store.rows("failures", ["id"]) for id in rows.column(0).to_pylist()}
        self._rows: list[dict[str, Any]] = []

    def add(self, source: str, document: str | None, stage: str, reason: str) -> None:
        id = hashlib.sha256("|".join((source, document or "", stage, reason)).encode()).hexdigest()[:16]
        if id not in self._known:
            self._known.add(id)
            row = {"id": id, "source": source, "document_id": document, "stage": stage, "reason": reason}
            self._rows.append({**row, "run": self._run})

    def flush(self) -> None:
        self._store.add("failures", self._rows)
        self._rows = []

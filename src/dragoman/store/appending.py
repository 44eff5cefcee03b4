"""Appending: children first, their documents last, and no id twice, however many processes append.

A commit to `documents` carries a transaction mark. Of two commits that start from the same state Delta refuses the
second one that carries it; the refused process reads what has come in, leaves out the ids that are there now, and tries
again. Thus no lock is held, and readers never wait.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from dragoman.record import Record
from dragoman.store import schema
from dragoman.store.errors import StoreError, reading, writing

if TYPE_CHECKING:
    from dragoman.store.opening import Store

MARK = "dragoman"
PATIENCE = 120.0
"""Seconds for which a commit is tried again while others get in first."""


def now() -> str:
    """Return the time in UTC in a form that sorts and fits into names: 20261125T095534."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S")


def append(store: Store, records: list[Record], run: str | None) -> list[Record]:
    """Add records; return those whose id the store has already (or that come twice in the list)."""
    from deltalake.exceptions import CommitFailedError

    written: list[Record] = []
    batch = ""
    for _ in _attempts():
        documents = store.held("documents")
        with reading(store.path / "documents", store.path):
            documents.update_incremental()
        store.known.refresh(documents)
        fresh = _new(records, store)
        if not fresh:
            return records
        if fresh != written:
            batch, written = f"{now()}-{uuid.uuid4().hex[:12]}", fresh
            for child in schema.CHILDREN:
                rows = projected(child, fresh, batch, run)
                _retried(lambda name=child, rows=rows: _write(store, store.held(name), name, rows))  # type: ignore[misc]
        try:
            _write(store, documents, "documents", projected("documents", fresh, batch, run), mark())
        except CommitFailedError:
            continue
        store.known.refresh(documents)
        stored = {id(r) for r in fresh}
        return [r for r in records if id(r) not in stored]
    raise StoreError(f"other processes keep {store.path} busy; run the same command again")


def _new(records: list[Record], store: Store) -> list[Record]:
    """The first record of each id that the store has not."""
    firsts: dict[str, Record] = {}
    for record in records:
        if record.document.id not in store.known.digests:
            firsts.setdefault(record.document.id, record)
    return list(firsts.values())


def add(store: Store, name: str, rows: list[dict[str, Any]]) -> None:
    """Append rows to a table that stands for itself, which is made where it is not there yet."""
    from dragoman.store.opening import make_table

    if rows:
        if not store.has(name):
            make_table(store.path, name)
        _retried(lambda: _write(store, store.held(name), name, rows))


def mark(numbers: Mapping[str, int] | None = None) -> Any:
    """Return what makes a commit fail where another one with it was made since the table was looked at.

    The table keeps the numbers, by their names.
    """
    from deltalake import CommitProperties, Transaction

    named = {MARK: int(time.time()), **(numbers or {})}
    return CommitProperties(app_transactions=[Transaction(name, number) for name, number in named.items()])


def replace(store: Store, name: str, table: Any, numbers: Mapping[str, int]) -> None:
    """Put an Arrow table in the place of all rows of a table, in one step; its columns may change."""
    from deltalake import write_deltalake

    def write() -> None:
        with writing(name, store.path):
            write_deltalake(
                store.table(name),
                table,
                mode="overwrite",
                schema_mode="overwrite",
                commit_properties=mark(numbers),
                writer_properties=writer_properties(),
            )

    _retried(write)


def projected(table: str, records: list[Record], batch: str, run: str | None) -> list[dict[str, Any]]:
    """Return the rows that records have in a table."""
    from dragoman.view import flat

    rows = [{**row, "batch": batch} for record in records for row in flat.TABLES[table](record)]
    if table == "documents":
        for row, record in zip(rows, records, strict=True):
            row |= {"record": record.to_json(), "run": run}
    return rows


def writer_properties() -> Any:
    """Return how Parquet files are written: zstd; no lowest and highest record, which the log would keep whole."""
    from deltalake import ColumnProperties, WriterProperties

    records = ColumnProperties(statistics_enabled="NONE", dictionary_enabled=False)
    return WriterProperties(compression="ZSTD", compression_level=9, column_properties={"record": records})


def _write(store: Store, table: Any, name: str, rows: list[dict[str, Any]], properties: Any = None) -> None:
    import pyarrow as pa
    from deltalake import write_deltalake

    if rows:
        data = pa.Table.from_pylist(rows, schema=schema.arrow_schema(name))
        with writing(name, store.path):
            write_deltalake(
                table, data, mode="append", commit_properties=properties, writer_properties=writer_properties()
            )


def _retried(write: Callable[[], None]) -> None:
    from deltalake.exceptions import CommitFailedError

    for _ in _attempts():
        try:
            return write()
        except CommitFailedError as err:
            last = err
    raise StoreError(f"other processes keep the store busy ({last}); run the same command again")


def _attempts() -> Iterator[int]:
    """Yield the numbers of attempts, with growing pauses of random length between them, until patience ends."""
    end = time.monotonic() + PATIENCE
    number = 0
    while time.monotonic() < end:
        yield number
        number += 1
        time.sleep(random.uniform(0, min(1.0, 0.02 * 2**number)))

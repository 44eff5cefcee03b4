"""Upkeep: many small files into few, and old ones away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from dragoman.store import schema
from dragoman.store.appending import writer_properties
from dragoman.store.errors import StoreError, writing
from dragoman.store.opening import Store

ORPHAN_HOURS = 24
"""After so long a batch without documents is left over from a stopped run, and not one that is just being written."""

KEEP_HOURS = 168

MEMORY = 1 << 30
"""Bytes that sorting a table may take; what does not fit is on disk meanwhile."""


def compact(store: Store, *, orphan_hours: float = ORPHAN_HOURS) -> dict[str, tuple[int, int]]:
    """Merge each table's files, parts of documents sorted by date, and drop what stopped runs left behind.

    Others may read and append meanwhile. Returns the numbers of files before and after. The old files stay until
    `vacuum`, for those who are still reading them.
    """
    from deltalake.exceptions import CommitFailedError

    before = {name: len(store.files(name)) for name in store.tables()}
    try:
        _drop_orphans(store, orphan_hours)
        for name in before:
            _merge(store, name)
    except CommitFailedError as err:
        raise StoreError(f"another process rewrote {store.path} at the same time; run compact again") from err
    return {name: (number, len(store.files(name))) for name, number in before.items()}


def vacuum(store: Store, *, keep_hours: int = KEEP_HOURS) -> int:
    """Delete files that no table needs and that are older than ``keep_hours``; return how many.

    Readers that began, and writers that are at work, longer than that would lose files under their hands.
    """
    deleted = 0
    for name in store.tables():
        with writing(name, store.path):
            deleted += len(
                store.table(name).vacuum(keep_hours, dry_run=False, enforce_retention_duration=False, full=True)
            )
    return deleted


def _merge(store: Store, name: str) -> None:
    table = store.table(name)
    if len(table.file_uris()) < 2 or _is_merged(table):
        return
    with writing(name, store.path):
        if name in schema.DATE:
            table.optimize.z_order([schema.DATE[name]], max_spill_size=MEMORY, writer_properties=writer_properties())
        else:
            table.optimize.compact(writer_properties=writer_properties())


def _is_merged(table: Any) -> bool:
    return bool(table.history(1)[0].get("operation") == "OPTIMIZE")


def _drop_orphans(store: Store, hours: float) -> None:
    limit = (datetime.now(UTC) - timedelta(hours=hours)).strftime("%Y%m%dT%H%M%S")
    children = {child: _batches(store, child) for child in schema.CHILDREN}
    counted = store.batches()  # read after the children: what has its document by now is no orphan
    for child, batches in children.items():
        orphans = sorted(batch for batch in batches - counted if batch < limit)
        if orphans:
            with writing(child, store.path):
                listed = ", ".join(f"'{batch}'" for batch in orphans)
                store.table(child).delete(f"batch IN ({listed})", writer_properties=writer_properties())


def _batches(store: Store, name: str) -> set[str]:
    return {batch for rows in store.rows(name, ["batch"]) for batch in rows.column(0).to_pylist()}

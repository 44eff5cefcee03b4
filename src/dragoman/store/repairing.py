"""Repair: tables made anew from what can be read. Children and folded tables come whole out of the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from dragoman.record import Record
from dragoman.store import schema
from dragoman.store.appending import now, projected, writer_properties
from dragoman.store.checking import Finding
from dragoman.store.errors import StoreError, writing
from dragoman.store.opening import Store, make_table, rows_of, stamp

_AT_ONCE = 200  # documents of which the rows are held in memory

Row = dict[str, Any]


def repair(store: Store, findings: list[Finding]) -> list[str]:
    """Make the tables of harmful findings anew; return what was done, and what is lost, in words.

    Nobody else may write meanwhile. Documents in a damaged file are lost unless an older file still has them: the
    next ingest of the same inputs codes them again.
    """
    tables = {finding.table for finding in findings if finding.harmful}
    said = []
    if "documents" in tables:
        kept = _renew_documents(store)
        said.append(f"documents: {kept:,} kept; run ingest on the same inputs again for those that are lost")
        tables |= {*schema.CHILDREN}
    for child in schema.CHILDREN:
        if child in tables:
            _renew(store, child, _child_rows(store, child))
            said.append(f"{child}: made anew from the records")
    for name in schema.KEPT:
        if name in tables:
            _renew(store, name, _readable(_files(store, name), store.path))
            said.append(f"{name}: the rows that can be read are kept")
    for name in schema.FOLDED:
        if name in tables:
            _renew(store, name, ())
            said.append(f"{name}: emptied, to be folded anew")
    store.release()
    return said


def upgrade(path: str | Path) -> Store:
    """Return a store in the present layout; one of an older layout is made anew out of its records.

    Nobody else may use it meanwhile. Broken off, it is done by running it again.
    """
    store = Store(path, older=True)
    if store.layout < schema.VERSION:
        for name in store.tables():
            make_table(store.path, name)
        _renew_documents(store)
        for child in schema.CHILDREN:
            _renew(store, child, _child_rows(store, child))
        for name in filter(store.has, schema.KEPT):
            _renew(store, name, _readable(_files(store, name), store.path))
        stamp(store.path)
    return store


def _renew_documents(store: Store) -> int:
    """Make `documents` anew from all rows that can be read, each id once; return how many there are."""
    kept: set[str] = set()

    def rows(files: list[str]) -> Iterator[list[Row]]:
        for some in _readable(files, store.path):
            made: list[Row] = []
            for row in some:
                if row["record"] is not None and row["document_id"] not in kept:
                    kept.add(row["document_id"])
                    made += projected("documents", [Record.from_json(row["record"])], row["batch"], row.get("run"))
            yield made

    _renew(store, "documents", rows(_files(store, "documents")))
    return len(kept)


def _child_rows(store: Store, child: str) -> Iterator[list[Row]]:
    """The rows of a table of children, out of the records, in the batches of their documents."""

    def of(row: Row) -> list[Row]:
        return projected(child, [Record.from_json(row["record"])], row["batch"], row["run"])

    # The files are listed here and not when the first row is asked for: that is while Delta writes, which may not be
    # asked anything then.
    documents = _readable(store.files("documents"), store.path)
    return ([made for row in some for made in of(row)] for some in documents)


def _renew(store: Store, name: str, rows: Iterable[list[Row]]) -> None:
    """Put rows in the place of a table's, in one step."""
    import pyarrow as pa
    from deltalake import write_deltalake

    _files(store, name)  # sets aside a table that cannot be opened
    columns = schema.arrow_schema(name)
    batches = (pa.RecordBatch.from_pylist(some, schema=columns) for some in rows)
    reader = pa.RecordBatchReader.from_batches(columns, batches)
    with writing(name, store.path):
        write_deltalake(
            store.table(name), reader, mode="overwrite", schema_mode="overwrite", writer_properties=writer_properties()
        )


def _files(store: Store, name: str) -> list[str]:
    """The files of a table. One that cannot be opened is set aside for an empty one; all its files are given then."""
    try:
        return store.files(name)
    except StoreError:
        aside = store.path / "damaged" / f"{name}-{now()}"
        with writing(name, store.path):
            aside.parent.mkdir(exist_ok=True)
            (store.path / name).rename(aside)
        make_table(store.path, name)
        return sorted(str(file) for file in aside.glob("*.parquet"))


def _readable(files: list[str], root: Path) -> Iterator[list[Row]]:
    """Yield the rows of files, as far as these can be read."""
    for file in files:
        with suppress(StoreError):
            for rows in rows_of(file, None, root):
                yield from (rows.slice(start, _AT_ONCE).to_pylist() for start in range(0, len(rows), _AT_ONCE))

"""Opening a store: its stamp, its tables, what is in them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.record import Record
from dragoman.store import schema
from dragoman.store.errors import StoreError, reading, writing
from dragoman.store.known import Known

__all__ = ["Store", "StoreError"]


class Store:
    """A folder of Delta tables that hold records. Any number of processes may append and read at once.

    Raises `StoreError` for a folder that is no store, or one of a newer layout, or of an older one without ``older``.
    """

    def __init__(self, path: str | Path, *, older: bool = False) -> None:
        self.path = Path(path)
        found = _stamped(self.path)
        if found > schema.VERSION:
            raise StoreError(
                f"{path} has layout {found}, this version of Dragoman reads up to {schema.VERSION}; "
                "use a newer Dragoman (pip install --upgrade dragoman)"
            )
        if found < schema.VERSION and not older:
            raise StoreError(
                f"{path} has the older layout {found}; bring it to {schema.VERSION}: dragoman upgrade --store {path}"
            )
        self.layout = found
        self.known = Known(self)
        self._held: dict[str, Any] = {}

    @classmethod
    def create(cls, path: str | Path) -> Store:
        """Open a store, or make an empty one of a folder that is empty or not there yet."""
        root = Path(path)
        if not (root / schema.STAMP).exists():
            _make(root)
        return cls(root)

    def table(self, name: str) -> Any:
        """Return a table as it stands now: a `deltalake.DeltaTable`."""
        from deltalake import DeltaTable

        folder = self.path / name
        with reading(folder, self.path):
            return DeltaTable(str(folder))

    def held(self, name: str) -> Any:
        """Return a table to append to, opened once: it may stand as it was a while ago."""
        if name not in self._held:
            self._held[name] = self.table(name)
        return self._held[name]

    def release(self) -> None:
        """Forget opened tables: they were made anew."""
        self._held.clear()

    def files(self, name: str) -> list[str]:
        """Return the paths of a table's Parquet files, for DuckDB and others.

        They hold all rows; `dragoman.store.schema.VISIBLE` says which count. Of several tables list `documents` first,
        or use `snapshot`: then each document has its children.
        """
        return files_of(self.table(name), self.path / name) if self.has(name) else []

    def has(self, name: str) -> bool:
        """Whether a table is there: some (`schema.LATER`) are made with their first row."""
        return name not in schema.LATER or (self.path / name).exists()

    def tables(self) -> list[str]:
        """Return the names of the tables that are there, `documents` first."""
        return [name for name in schema.TABLES if self.has(name)]

    def snapshot(self) -> dict[str, list[str]]:
        """Return the files of all tables at one moment: no document without its children, no child without it."""
        return {name: self.files(name) for name in schema.TABLES}

    def rows(self, name: str, columns: list[str] | None = None) -> Iterator[Any]:
        """Yield the rows of a table as Arrow record batches, those that do not count among them."""
        for file in self.files(name):
            yield from rows_of(file, columns, self.path)

    def batches(self) -> set[str]:
        """Return the batches whose rows count: those of which the documents are there."""
        found: set[str] = set()
        for rows in self.rows("documents", ["batch"]):
            found.update(rows.column(0).unique().to_pylist())
        return found

    def records(self) -> Iterator[Record]:
        """Yield every record, exactly as it was appended."""
        for rows in self.rows("documents", ["record"]):
            for text in rows.column(0):
                yield Record.from_json(text.as_py())

    def known_ids(self) -> set[str]:
        """Return the ids of all documents."""
        self.known.refresh()
        return set(self.known.digests)

    def append(self, records: Iterable[Record], *, run: str | None = None) -> list[Record]:
        """Add records, all or none; return those left out as their id is in the store already.

        Raises `StoreError` where the disk is full or the store read-only; nothing half written is ever counted.
        """
        from dragoman.store.appending import append

        return append(self, list(records), run)

    def add(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Append rows to one of the tables `schema.KEPT`."""
        from dragoman.store.appending import add

        add(self, name, rows)

    def replace(self, name: str, table: Any, **numbers: int) -> None:
        """Put an Arrow table in the place of all rows of a folded table, in one step.

        It keeps the `numbers`: `DeltaTable.transaction_version` tells the last one of a name.
        """
        from dragoman.store.appending import replace

        replace(self, name, table, numbers)


def files_of(table: Any, folder: Path) -> list[str]:
    """Return the paths of the Parquet files of an opened table; deltalake gives them as encoded URLs."""
    return sorted(str(folder / uri.rsplit("/", 1)[-1]) for uri in table.file_uris())


def rows_of(file: str, columns: list[str] | None, root: Path) -> Iterator[Any]:
    """Yield the rows of one Parquet file as Arrow record batches. Raises `StoreError` where it is damaged."""
    import pyarrow.parquet as pq

    with reading(Path(file), root), pq.ParquetFile(file) as opened:
        yield from opened.iter_batches(columns=columns, batch_size=1000)


def stamp(root: Path, version: int = schema.VERSION) -> None:
    """Write `store.json`, whole or not at all."""
    from dragoman.version import __version__

    new = root / f".{schema.STAMP}.{os.getpid()}"
    with writing(schema.STAMP, root):
        new.write_text(json.dumps({"schema": version, "dragoman": __version__}) + "\n", encoding="utf-8")
        new.replace(root / schema.STAMP)


def _stamped(root: Path) -> int:
    """The layout that a store says it has."""
    if not root.exists():
        raise StoreError(f"{root}: no such store; make one with: dragoman ingest INPUT --store {root}")
    file = root / schema.STAMP
    try:
        return int(json.loads(file.read_text(encoding="utf-8"))["schema"])
    except FileNotFoundError:
        raise StoreError(f"{root} is no store (it has no {schema.STAMP}); give the folder that ingest made") from None
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise StoreError(
            f'{file} cannot be read ({err}); write {{"schema": {schema.VERSION}}} into it if the tables are whole'
        ) from err


def _make(root: Path) -> None:
    """Create the tables, then the stamp: a store is one only when it is whole. Several processes may do so at once."""
    if "%" in str(root):
        raise StoreError(f"{root}: a store's path may hold no percent sign; give another folder")
    with writing("documents", root):
        root.mkdir(parents=True, exist_ok=True)
        strange = {entry.name for entry in root.iterdir() if not entry.name.startswith(".")} - {*schema.TABLES}
    if strange - {schema.STAMP}:
        raise StoreError(f"{root} holds other things ({min(strange)}) and is no store; give a new or empty folder")
    for name in schema.TABLES:
        if name not in schema.LATER:
            make_table(root, name)
    stamp(root)


def make_table(root: Path, name: str) -> None:
    """Create an empty table where there is none."""
    from deltalake import DeltaTable

    with writing(name, root):
        DeltaTable.create(str(root / name), schema.arrow_schema(name), mode="ignore")

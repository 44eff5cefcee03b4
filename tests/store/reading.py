"""What a store says, as plain rows."""

from __future__ import annotations

from typing import Any

import duckdb

from dragoman.store import schema
from dragoman.store.opening import Store

BOOKKEEPING = ("batch", "run", "started", "finished")


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that count, without the bookkeeping of runs, sorted."""
    return _read(store, (table,))[table]


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return all tables but the runs."""
    return _read(store, tuple(name for name in schema.TABLES if name != "runs"))


def _read(store: Store, tables: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with duckdb.connect() as connection:
        for name in dict.fromkeys(("documents", *tables)):  # the documents first: then each has its children
            if files := store.files(name):
                connection.read_parquet(files).create_view(f"raw_{name}")
            else:
                connection.register(f"raw_{name}", schema.arrow_schema(name).empty_table())
        for table in tables:
            found[table] = connection.sql(schema.VISIBLE[table]).to_arrow_table().to_pylist()
    return {table: sorted(map(_plain, some), key=repr) for table, some in found.items()}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in BOOKKEEPING}

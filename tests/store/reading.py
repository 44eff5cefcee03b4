"""What a store says, as plain rows."""

from __future__ import annotations

from typing import Any

import duckdb

from dragoman.store import schema
from dragoman.store.opening import Store

BOOKKEEPING = ("batch", "run", "started", "finished")


def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that count, without the bookkeeping of runs, sorted."""
    with duckdb.connect() as connection:
        for name, files in store.snapshot().items():
            if files:
                connection.read_parquet(files).create_view(f"raw_{name}")
            else:
                connection.register(f"raw_{name}", schema.arrow_schema(name).empty_table())
        found = connection.sql(schema.VISIBLE[table]).to_arrow_table().to_pylist()
    kept = [{key: value for key, value in row.items() if key not in BOOKKEEPING} for row in found]
    return sorted(kept, key=repr)


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return all tables but the runs."""
    return {name: rows(store, name) for name in schema.TABLES if name != "runs"}

"""Checking a store: does every file open, has every document its children, is nothing there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.store import schema
from dragoman.store.errors import StoreError
from dragoman.store.opening import Store, files_of, rows_of


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: in which table, what, and whether it needs a repair."""

    table: str
    what: str
    harmful: bool = True


def verify(store: Store) -> list[Finding]:
    """Return all that is wrong. Every file is read whole; what others append meanwhile is not looked at."""
    found: list[Finding] = []
    files: dict[str, list[str]] = {}
    for name in store.tables():
        try:
            table = store.table(name)
            files[name] = files_of(table, store.path / name)
            found += _columns(table, name)
        except StoreError as err:
            found.append(Finding(name, str(err)))
    for name, paths in files.items():
        found += [finding for path in paths for finding in _file(store, name, path)]
    broken = {finding.table for finding in found}
    if "documents" not in broken:
        with _database({name: paths for name, paths in files.items() if name not in broken}) as database:
            found += _documents(database)
            found += [
                finding for child in schema.CHILDREN if child not in broken for finding in _children(database, child)
            ]
    return found


def _columns(table: Any, name: str) -> list[Finding]:
    there = {field.name for field in table.schema().fields}
    missing = [column for column in schema.arrow_schema(name).names if column not in there]
    return [Finding(name, f"the table {name} has no column {', '.join(missing)}")] if missing else []


def _file(store: Store, name: str, path: str) -> list[Finding]:
    try:
        for _ in rows_of(path, None, store.path):
            pass
    except StoreError as err:
        return [Finding(name, str(err))]
    return []


def _documents(database: Any) -> list[Finding]:
    ((number, example),) = database.sql(
        "SELECT count(*), min(document_id) FROM "
        "(SELECT document_id FROM documents GROUP BY document_id HAVING count(*) > 1)"
    ).fetchall()
    return [Finding("documents", f"{number:,} documents are there twice, as {example}")] if number else []


def _children(database: Any, child: str) -> list[Finding]:
    ((orphans,),) = database.sql(
        f"SELECT count(*) FROM {child} WHERE batch NOT IN (SELECT batch FROM documents)"
    ).fetchall()
    ((wrong, example),) = database.sql(
        f"""SELECT count(*), min(coalesce(d.document_id, c.document_id)) FROM documents d FULL JOIN
            (SELECT document_id, batch, count(*) AS n FROM {child}
             WHERE batch IN (SELECT batch FROM documents) GROUP BY ALL) c USING (document_id, batch)
            WHERE coalesce(d.n_{child}, 0) <> coalesce(c.n, 0)"""
    ).fetchall()
    found = []
    if orphans:
        what = f"{orphans:,} rows of {child} are left over from stopped runs; they do not count, compact drops them"
        found.append(Finding(child, what, harmful=False))
    if wrong:
        found.append(Finding(child, f"{wrong:,} documents have other {child} than their records, as {example}"))
    return found


def _database(tables: dict[str, list[str]]) -> Any:
    """Return a database over Parquet files; a table without files is empty."""
    import duckdb

    connection = duckdb.connect()
    for name, files in tables.items():
        if files:
            connection.read_parquet(files).create_view(name)
        else:
            connection.register(name, schema.arrow_schema(name).empty_table())
    return connection

"""Checking a store: does every file open, has every document its children, is nothing there twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.store import schema
from dragoman.store.errors import StoreError
from dragoman.store.opening import Store, rows_of


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
    for name in ("documents", *schema.TABLES[1:]):
        try:
            files[name] = store.files(name)
            found += _columns(store, name)
        except StoreError as err:
            found.append(Finding(name, str(err)))
    for name, paths in files.items():
        found += [finding for path in paths for finding in _file(store, name, path)]
    broken = {finding.table for finding in found}
    if "documents" not in broken:
        found += _documents(files["documents"])
        for child in schema.CHILDREN:
            if child not in broken:
                found += _children(files["documents"], child, files[child])
    return found


def _columns(store: Store, name: str) -> list[Finding]:
    there = {field.name for field in store.table(name).schema().fields}
    missing = [column for column in schema.arrow_schema(name).names if column not in there]
    return [Finding(name, f"the table {name} has no column {', '.join(missing)}")] if missing else []


def _file(store: Store, name: str, path: str) -> list[Finding]:
    try:
        for _ in rows_of(path, None, store.path):
            pass
    except StoreError as err:
        return [Finding(name, str(err))]
    return []


def _documents(files: list[str]) -> list[Finding]:
    twice = _ask(
        "SELECT count(*), min(document_id) FROM "
        "(SELECT document_id FROM documents GROUP BY document_id HAVING count(*) > 1)",
        documents=files,
    )
    return [Finding("documents", f"{twice[0]:,} documents are there twice, as {twice[1]}")] if twice[0] else []


def _children(documents: list[str], child: str, files: list[str]) -> list[Finding]:
    orphans = _ask(
        "SELECT count(*) FROM child WHERE batch NOT IN (SELECT batch FROM documents)", documents=documents, child=files
    )[0]
    wrong = _ask(
        f"""SELECT count(*), min(coalesce(d.document_id, c.document_id)) FROM documents d FULL JOIN
            (SELECT document_id, batch, count(*) AS n FROM child
             WHERE batch IN (SELECT batch FROM documents) GROUP BY ALL) c USING (document_id, batch)
            WHERE coalesce(d.n_{child}, 0) <> coalesce(c.n, 0)""",
        documents=documents,
        child=files,
    )
    found = []
    if orphans:
        what = f"{orphans:,} rows of {child} are left over from stopped runs; they do not count, compact drops them"
        found.append(Finding(child, what, harmful=False))
    if wrong[0]:
        found.append(Finding(child, f"{wrong[0]:,} documents have other {child} than their records, as {wrong[1]}"))
    return found


def _ask(sql: str, **tables: list[str]) -> Any:
    """Return the one row of a query over Parquet files; a table without files is empty."""
    import duckdb

    with duckdb.connect() as connection:
        for name, files in tables.items():
            if files:
                connection.read_parquet(files).create_view(name)
            else:
                empty = schema.arrow_schema("documents" if name == "documents" else "actors").empty_table()
                connection.register(name, empty)
        return connection.sql(sql).fetchall()[0]

"""What a store tells more than once: copies and stories found, reports of one happening joined, both written."""

from __future__ import annotations

from typing import Any

from dragoman.corpus.copies import find_copies
from dragoman.corpus.happenings import merge
from dragoman.corpus.words import article_text
from dragoman.store import schema
from dragoman.store.opening import Store, rows_of


def fold(store: Store) -> None:
    """Write `happenings`, `reports` and `stories` of all that is in a store, each in one step.

    The outcome hangs on the documents alone, not on the order in which they came.
    """
    files = store.snapshot()
    stories = find_copies(_documents(store, files["documents"]))
    happenings, reports = merge(_events(files), stories)
    # The stories last: where there is one for each document, all three are up to date.
    for name, table in (("happenings", happenings), ("reports", reports), ("stories", stories)):
        store.replace(name, table)


def is_folded(store: Store) -> bool:
    """Whether all documents of a store have been folded."""
    stories, documents = (store.table(name).count() for name in ("stories", "documents"))
    return bool(stories == documents)


def _documents(store: Store, files: list[str]) -> Any:
    """The documents, with their text without furniture."""
    import pyarrow as pa

    columns = [pa.field(name, pa.string()) for name in ("id", "text", "title", "published", "outlet")]
    tables = []
    for file in files:
        for rows in rows_of(file, ["document_id", "record", "title", "published", "outlet"], store.path):
            id, records, *others = rows.columns
            texts = [article_text(None, record) for record in records.to_pylist()]
            tables.append(pa.Table.from_arrays([id, pa.array(texts, pa.string()), *others], schema=pa.schema(columns)))
    return pa.concat_tables(tables) if tables else pa.schema(columns).empty_table()


def _events(files: dict[str, list[str]]) -> Any:
    """The events that count."""
    import duckdb

    with duckdb.connect() as connection:
        for name in ("documents", "events"):
            if files[name]:
                connection.read_parquet(files[name]).create_view(f"raw_{name}")
            else:
                connection.register(f"raw_{name}", schema.arrow_schema(name).empty_table())
        return connection.sql(schema.VISIBLE["events"]).to_arrow_table()

"""What a store tells more than once: copies and stories found, reports of one happening joined, both written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dragoman.corpus.copies import find_copies
from dragoman.corpus.happenings import USED, merge
from dragoman.corpus.words import article_text
from dragoman.store import schema
from dragoman.store.errors import writing
from dragoman.store.opening import Store, rows_of


def fold(store: Store) -> None:
    """Write `happenings`, `reports` and `stories` of all that is in a store, each in one step.

    The outcome hangs on the documents alone, not on the order in which they came.
    """
    files = store.snapshot()
    with writing("stories", store.path):  # texts are kept on disk meanwhile
        stories = find_copies(_documents(store, files["documents"]))
    with _events(files) as events:
        happenings, reports = merge(events, stories)
    # The stories last: where there is one for each document, all three are up to date.
    for name, table in (("happenings", happenings), ("reports", reports), ("stories", stories)):
        store.replace(name, table)


def is_folded(store: Store) -> bool:
    """Whether all documents of a store have been folded."""
    stories, documents = (store.table(name).count() for name in ("stories", "documents"))
    return bool(stories == documents)


def _documents(store: Store, files: list[str]) -> Any:
    """The documents, with their text without furniture: a reader of batches."""
    import pyarrow as pa

    columns = pa.schema([pa.field(name, pa.string()) for name in ("id", "text", "title", "published", "outlet")])

    def batches() -> Iterator[Any]:
        for file in files:
            for rows in rows_of(file, ["document_id", "record", "title", "published", "outlet"], store.path):
                id, records, *others = rows.columns
                texts = [article_text(None, record) for record in records.to_pylist()]
                yield pa.record_batch([id, pa.array(texts, pa.string()), *others], schema=columns)

    return pa.RecordBatchReader.from_batches(columns, batches())


@contextmanager
def _events(files: dict[str, list[str]]) -> Iterator[Any]:
    """Give the events that count, with what merging looks at: a reader of batches."""
    import duckdb

    with duckdb.connect() as connection:
        for name in ("documents", "events"):
            if files[name]:
                connection.read_parquet(files[name]).create_view(f"raw_{name}")
            else:
                connection.register(f"raw_{name}", schema.arrow_schema(name).empty_table())
        yield connection.sql(f"SELECT {', '.join(USED)} FROM ({schema.VISIBLE['events']})").to_arrow_reader()

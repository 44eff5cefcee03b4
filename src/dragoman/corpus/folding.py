"""What a store tells more than once: copies and stories found, reports of one happening joined, both written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dragoman.corpus.copies import find_copies
from dragoman.corpus.happenings import USED, merge
from dragoman.corpus.words import article_text
from dragoman.store.errors import writing
from dragoman.store.opening import Store, rows_of
from dragoman.store.views import connect

_MERGED = ("happenings", "reports")


def fold(store: Store) -> None:
    """Write `happenings`, `reports` and `stories` of all that is in a store, each in one step.

    The outcome hangs on the documents and the users' decisions alone, not on the order in which documents came.
    """
    files = store.snapshot()
    with writing("stories", store.path):  # texts are kept on disk meanwhile
        stories = find_copies(_documents(store, files["documents"]))
    _merge(store, files, stories)
    # The stories last: where there is one for each document, all three are up to date.
    store.replace("stories", stories)


def merge_anew(store: Store) -> None:
    """Write `happenings` and `reports` of a folded store anew, until they obey all its decisions; the stories stay."""
    while not obeys_decisions(store):
        files = store.snapshot()
        with _counted(files, "stories") as stories:
            _merge(store, files, stories.read_all())


def is_folded(store: Store) -> bool:
    """Whether all documents of a store have been folded, and as users decided."""
    stories, documents = (store.table(name).count() for name in ("stories", "documents"))
    return bool(stories == documents) and obeys_decisions(store)


def obeys_decisions(store: Store) -> bool:
    """Whether happenings and reports were made with all the decisions that there are now."""
    number = store.table("decisions").count() if store.has("decisions") else 0
    return all((store.table(name).transaction_version("decisions") or 0) == number for name in _MERGED)


def _merge(store: Store, files: dict[str, list[str]], stories: Any) -> None:
    """Write happenings and reports, which keep the number of decisions that they obey."""
    import pyarrow.parquet as pq

    number = sum(pq.read_metadata(file).num_rows for file in files["decisions"])
    with _counted(files, "decisions") as decided:
        decisions = decided.read_all().sort_by("decided")
    with _counted(files, "events", ", ".join(USED)) as events:
        merged = merge(events, stories, decisions)
    for name, table in zip(_MERGED, merged, strict=True):
        store.replace(name, table, decisions=number)


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
def _counted(files: dict[str, list[str]], table: str, columns: str = "*") -> Iterator[Any]:
    """Give the rows of a table that count: a reader of batches."""
    with connect({name: files[name] for name in ("documents", table)}) as connection:
        yield connection.sql(f"SELECT {columns} FROM counted_{table}").to_arrow_reader()

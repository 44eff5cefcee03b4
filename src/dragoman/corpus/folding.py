"""What a store tells more than once: copies and stories found, reports of one happening joined, both written."""

from __future__ import annotations

from typing import Any

from dragoman.corpus.copies import find_copies
from dragoman.corpus.happenings import merge
from dragoman.corpus.words import article_text
from dragoman.store.opening import Store, rows_of
from dragoman.store.views import connect

_MERGED = ("happenings", "reports")


def fold(store: Store) -> None:
    """Write `happenings`, `reports` and `stories` of all that is in a store, each in one step.

    The outcome hangs on the documents and the users' decisions alone, not on the order in which documents came.
    """
    files = store.snapshot()
    stories = find_copies(_documents(store, files["documents"]))
    _merge(store, files, stories)
    # The stories last: where there is one for each document, all three are up to date.
    store.replace("stories", stories)


def merge_anew(store: Store) -> None:
    """Write `happenings` and `reports` of a folded store anew, until they obey all its decisions; the stories stay."""
    while not obeys_decisions(store):
        files = store.snapshot()
        _merge(store, files, _counted(files, "stories"))


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
    decisions = _counted(files, "decisions").sort_by("decided")
    for name, table in zip(_MERGED, merge(_counted(files, "events"), stories, decisions), strict=True):
        store.replace(name, table, decisions=number)


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


def _counted(files: dict[str, list[str]], table: str) -> Any:
    """The rows of a table that count."""
    with connect({name: files[name] for name in ("documents", table)}) as connection:
        return connection.sql(f"SELECT * FROM counted_{table}").to_arrow_table()

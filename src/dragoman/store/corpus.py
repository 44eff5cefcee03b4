"""A store as a Python object: `dragoman.open("store/")`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.record import Record
from dragoman.store.filters import Several, several, where
from dragoman.store.merges import merges_sql
from dragoman.store.panel import Panel
from dragoman.store.result import PanelResult, Result
from dragoman.store.views import check, connect, run, selected

if TYPE_CHECKING:
    import duckdb

    from dragoman.store.fulltext import In

_ORDER = {
    "events": "date_start NULLS LAST, id",
    "statements": "published NULLS LAST, id",
    "commitments": "published NULLS LAST, id",
    "documents": "published NULLS LAST, document_id",
}


_TABLES = {"articles": "documents", "statements": "statements"}


class Corpus:
    """The events, statements, commitments and documents of a store, as they were when it was opened.

    Filters are those of the command line: ``actor="RUS"``, ``recipient=["AFG", "PAK"]``, ``since="2021-10-01"``.
    """

    def __init__(self, files: Mapping[str, list[str]], path: Path | None = None) -> None:
        self._files = files
        self.path = path

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection with the views. It can write to the store's files: give it no SQL of strangers."""
        return connect(self._files)

    def filtered(self, table: str, limit: int | None, wanted: dict[str, Any]) -> Result:
        """Return the rows of a table that fit filters by name, in a stable order. Raises `ValueError` as `where`."""
        made = where(table, wanted)
        return Result(self.connection, selected(self.connection, table, made.sql(), _ORDER[table], limit), made.values)

    def events(self, *, limit: int | None = None, **wanted: Any) -> Result:
        """Return events: filters actor, recipient, type, mode, quad, context, auxiliary, place_country, since, …"""
        return self.filtered("events", limit, wanted)

    def statements(self, *, limit: int | None = None, **wanted: Any) -> Result:
        """Return statements: filters speaker, recipient (the addressee), type (the kind), since, until, search, …"""
        return self.filtered("statements", limit, wanted)

    def commitments(self, *, limit: int | None = None, **wanted: Any) -> Result:
        """Return commitments: filters actor (by), recipient (to), type (the kind), since, until, search, …"""
        return self.filtered("commitments", limit, wanted)

    def documents(self, *, limit: int | None = None, **wanted: Any) -> Result:
        """Return documents with their whole records as JSON: filters outlet, document, since, until, search (title)."""
        return self.filtered("documents", limit, wanted)

    def merges(
        self,
        *,
        happening: Several = None,
        story: Several = None,
        since: str | None = None,
        until: str | None = None,
        limit: int | None = None,
    ) -> Result:
        """Return the events of each happening that was merged of several, or kept apart by a decision: a row an event.

        `why` says why it joined; `separated` marks those that a decision keeps apart from another. The days are those
        of the happening.
        """
        sql, values = merges_sql(several(happening), several(story), since, until, limit)
        return Result(self.connection, sql, values)

    def panel(
        self,
        unit: str = "dyad",
        *,
        by: str = "month",
        of: str = "count",
        role: str = "actor",
        actor: Several = None,
        recipient: Several = None,
        since: str | None = None,
        until: str | None = None,
        include: Several = None,
        exclude: Several = None,
    ) -> PanelResult:
        """Return counts by dyad or country and period, zeros where nothing happened; docs/query.md says what counts."""
        asked = Panel(
            unit=unit,
            by=by,
            of=of,
            role=role,
            actor=tuple(several(actor)),
            recipient=tuple(several(recipient)),
            since=since,
            until=until,
            include=tuple(several(include)),
            exclude=tuple(several(exclude)),
        )
        return PanelResult(self.connection, asked)

    def search(self, words: str, kind: In = "articles", limit: int | None = 20) -> Result:
        """Return the articles or statements that fit words best, with a snippet in which the hits stand between ``**``.

        Raises `SearchError` (a `ValueError`) for words that are no query.
        """
        from dragoman.store.fulltext import KINDS, Index, article, match_query, snippets

        if kind not in KINDS:
            raise ValueError(f"no kind {kind!r}; there are {', '.join(KINDS)}")

        if self.path is None:
            raise ValueError("these tables are in no store folder, so there is nowhere to keep a search index")
        hits = Index(self.path, self.connection).search(words, kind, limit)
        text = {
            "articles": "SELECT document_id, record FROM counted_documents WHERE document_id IN (SELECT unnest(?))",
            "statements": "SELECT id, content FROM counted_statements WHERE id IN (SELECT unnest(?))",
        }[kind]
        texts = dict(run(self.connection, text, [[hit.id for hit in hits]]).fetchall())
        hits = [hit for hit in hits if hit.id in texts]  # others came in after this corpus was opened
        cut = snippets(
            match_query(words),
            [article(texts[hit.id]) if kind == "articles" else (texts[hit.id],) for hit in hits],
        )
        columns = {
            "articles": "h.score, t.published, t.outlet, t.title, h.snippet, t.source, t.id",
            "statements": "h.score, t.published, t.speaker, t.speaker_codes, t.kind, h.snippet, t.id, t.document_id",
        }[kind]
        sql = f"""SELECT {columns} FROM (SELECT DISTINCT ON (id) * FROM (SELECT unnest(?::VARCHAR[]) AS id,
  unnest(?::DOUBLE[]) AS score, unnest(?::VARCHAR[]) AS snippet)) h
  JOIN {_TABLES[kind]} t ON t.id = h.id ORDER BY h.score DESC, t.id"""
        return Result(self.connection, sql, [[hit.id for hit in hits], [hit.score for hit in hits], cut])

    def record(self, id: str) -> tuple[Record, str]:
        """Return the record that holds an id, or the only id that begins so, and the whole id.

        Raises `KeyError` where no document or part has it, or several begin so.
        """
        tables = ("events", "statements", "commitments")
        parts = "".join(
            f" UNION ALL SELECT id, document_id FROM counted_{table} WHERE starts_with(id, $id)" for table in tables
        )
        sql = f"SELECT document_id AS id, document_id FROM counted_documents WHERE starts_with(document_id, $id){parts}"
        found = dict(self.connection.cursor().execute(sql, {"id": id}).fetchall())
        whole = id if id in found else next(iter(found)) if len(found) == 1 else None
        if whole is None:
            reason = f"{len(found)} ids begin with it; give more of it" if found else "no document or part has this id"
            raise KeyError(f"{id}: {reason} in {self.path}")
        record = run(self.connection, "SELECT record FROM counted_documents WHERE document_id = ?", [found[whole]])
        return Record.from_json(record.fetchall()[0][0]), whole

    def sql(self, query: str) -> Result:
        """Return what one SELECT over the views gives. Raises `QueryError` for SQL that would do more than ask."""
        check(query)
        return Result(self.connection, query.rstrip().rstrip(";"))


def open(path: str | Path) -> Corpus:
    """Open a store for asking, as it stands now; open it again to see what was added since.

    Raises `StoreError` for a folder that is no store.
    """
    from dragoman.store.opening import Store

    store = Store(path)
    return Corpus(store.snapshot(), store.path)

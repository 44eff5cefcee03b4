"""Full-text search over the articles and statements of a store: one SQLite FTS5 file beside its tables.

The file is a cache. It takes in the batches that it has not seen when it is asked, is made anew when it is damaged,
and holds no text of its own: snippets are cut from the records of the hits. Words
are found as they are written, but for case and accents (a stemmer would find "general" for "generators"); hits are
ranked by BM25 (Robertson and Zaragoza 2009).
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.record import Furniture

if TYPE_CHECKING:
    import duckdb

In = Literal["articles", "statements"]
KINDS = ("articles", "statements")

NAME = "search.sqlite"
_LAYOUT = 1
_BUSY = 120.0  # seconds to wait for another process that is indexing
_PORTION = 50_000  # documents a transaction
_FETCHED = 1000
_FIELDS = {"articles": ("title", "text"), "statements": ("text",)}
_TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
_CORRUPT, _NOT_A_DATABASE = 11, 26
_SNIPPET_WORDS = 24

_LAY_DOWN = f"""
CREATE TABLE batches (batch TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE articles_ids (n INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE TABLE statements_ids (n INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE VIRTUAL TABLE articles USING fts5 (title, text, content = '', {_TOKENS});
CREATE VIRTUAL TABLE statements USING fts5 (text, content = '', {_TOKENS});
PRAGMA user_version = {_LAYOUT};
"""


class SearchError(ValueError):
    """Words that are no query; the message says how one is written."""


@dataclass(frozen=True)
class Hit:
    """What was found: the id of the article or statement, and its BM25 score (more is better)."""

    id: str
    score: float


class _Article(msgspec.Struct):
    title: str | None = None
    text: str = ""
    furniture: list[Furniture] = []


class _Recorded(msgspec.Struct):
    document: _Article


_DECODER = msgspec.json.Decoder(_Recorded)


def article(record: str) -> tuple[str, str]:
    """Return title and text of a record's JSON, without the furniture."""
    document = _DECODER.decode(record).document
    kept, end = [], 0
    for start, stop in sorted(piece.span for piece in document.furniture):
        kept.append(document.text[end:start])
        end = max(end, stop)
    return document.title or "", " ".join([*kept, document.text[end:]])


class Index:
    """The search index of a store. `connection` has the store's views; `root` is its folder."""

    def __init__(self, root: Path, connection: duckdb.DuckDBPyConnection) -> None:
        self.path = _place(root)
        self._store = connection

    def search(self, words: str, kind: In = "articles", limit: int | None = 20) -> list[Hit]:
        """Return the best hits. Raises `SearchError` for words that are no query."""
        query = match_query(words)
        try:
            return self._search(query, kind, limit)
        except sqlite3.DatabaseError as err:
            if not _damaged(err):
                raise SearchError(f"{words!r} is no query ({err}); {SYNTAX}") from err
            self.remove()
            return self._search(query, kind, limit)

    def _search(self, query: str, kind: In, limit: int | None) -> list[Hit]:
        with closing(self._opened()) as index:
            self._refresh(index)
            rows = index.execute(
                f"SELECT id, -rank FROM {kind} JOIN {kind}_ids ON n = {kind}.rowid "
                f"WHERE {kind} MATCH ? ORDER BY rank, n LIMIT ?",
                (query, -1 if limit is None else limit),
            )
            return [Hit(id, score) for id, score in rows]

    def remove(self) -> None:
        """Take the file away; the next search makes it anew."""
        for ending in ("", "-journal"):
            Path(f"{self.path}{ending}").unlink(missing_ok=True)

    def _opened(self) -> sqlite3.Connection:
        index = sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None)
        try:
            with closing(index.execute("PRAGMA user_version")) as rows:
                layout = rows.fetchone()[0]
            if layout != _LAYOUT:
                index.execute("BEGIN IMMEDIATE")
                if index.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                    _empty(index)
                    for statement in filter(str.strip, _LAY_DOWN.split(";\n")):
                        index.execute(statement)
                index.execute("COMMIT")
        except BaseException:
            index.close()
            raise
        return index

    def _refresh(self, index: sqlite3.Connection) -> None:
        """Take in the batches of the store that are not in the index yet, portion by portion."""
        known = {row[0] for row in index.execute("SELECT batch FROM batches")}
        sizes = self._store.cursor().execute("SELECT batch, count(*) FROM raw_documents GROUP BY batch").fetchall()
        for batches in _portions(sorted((batch, size) for batch, size in sizes if batch not in known)):
            index.execute("BEGIN IMMEDIATE")
            try:
                there = {row[0] for row in index.execute("SELECT batch FROM batches")}  # another process may have come
                self._add(index, [batch for batch in batches if batch not in there])
                index.execute("COMMIT")
            except BaseException:
                index.execute("ROLLBACK")
                raise

    def _add(self, index: sqlite3.Connection, batches: list[str]) -> None:
        self._rows(
            "SELECT document_id, record FROM counted_documents WHERE batch IN (SELECT unnest(?))",
            batches,
            lambda id, record: _insert(index, "articles", id, article(record)),
        )
        self._rows(
            "SELECT id, content FROM counted_statements WHERE batch IN (SELECT unnest(?))",
            batches,
            lambda id, content: _insert(index, "statements", id, (content or "",)),
        )
        index.executemany("INSERT INTO batches VALUES (?)", [(batch,) for batch in batches])

    def _rows(self, sql: str, batches: list[str], use: Callable[[str, str], None]) -> None:
        cursor = self._store.cursor().execute(sql, [batches])
        while rows := cursor.fetchmany(_FETCHED):
            for row in rows:
                use(*row)


def _insert(index: sqlite3.Connection, kind: str, id: str, texts: tuple[str, ...]) -> None:
    number = index.execute(f"INSERT INTO {kind}_ids (id) VALUES (?)", (id,)).lastrowid
    marks = ", ?" * len(texts)
    index.execute(f"INSERT INTO {kind} (rowid, {', '.join(_FIELDS[kind])}) VALUES (?{marks})", (number, *texts))


def _portions(sizes: list[tuple[str, int]]) -> Iterator[list[str]]:
    """Yield batches in groups of some `_PORTION` documents."""
    portion: list[str] = []
    filled = 0
    for batch, size in sizes:
        portion.append(batch)
        filled += size
        if filled >= _PORTION:
            yield portion
            portion, filled = [], 0
    if portion:
        yield portion


def _empty(index: sqlite3.Connection) -> None:
    for (name,) in index.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE%TABLE%'").fetchall():
        if not re.search(r"_(data|idx|content|docsize|config)$", name):
            index.execute(f'DROP TABLE IF EXISTS "{name}"')


def _damaged(err: sqlite3.DatabaseError) -> bool:
    return getattr(err, "sqlite_errorcode", 0) & 0xFF in (_CORRUPT, _NOT_A_DATABASE)


def _place(root: Path) -> Path:
    """Return where the index is: in the store, or in the user's cache where the store cannot be written."""
    if os.access(root, os.W_OK):
        return root / NAME
    from platformdirs import user_cache_path

    store = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    return user_cache_path("dragoman", ensure_exists=True) / f"search-{store}.sqlite"


SYNTAX = (
    'write words that must all occur, a phrase in "quotation marks", OR between alternatives, NOT before what must not '
    "occur, strik* for a beginning, brackets for groups: (strike OR walkout) miners NOT coal"
)
_TOKEN = re.compile(r'"([^"]*)"|([()])|([^\s()"]+)')
_OPERATORS = {"AND", "OR", "NOT"}


def match_query(words: str) -> str:
    """Return words as FTS5 takes them: all but its operators in quotation marks, so that ``vice-president`` works.

    Raises `SearchError` where nothing is asked for.
    """
    parts: list[str] = []
    for phrase, bracket, word in _TOKEN.findall(words):
        if bracket or word in _OPERATORS:
            parts.append(bracket or word)
            continue
        text = phrase or word.rstrip("*")
        if re.search(r"\w", text):
            if parts and (parts[-1] == ")" or parts[-1] not in {*_OPERATORS, "("}):
                parts.append("AND")
            parts.append(f'"{text}"' + ("*" if word.endswith("*") else ""))
        # what holds no letter or figure can be found nowhere, and FTS5 would take it for a mistake
    query = re.sub(r"(?<=[)\"*]) \(", " AND (", " ".join(parts))
    if not re.search(r"\w", re.sub(r"\b(AND|OR|NOT)\b", "", query)):
        raise SearchError(f"{words!r} holds no word to search for; {SYNTAX}")
    return query


def snippets(query: str, texts: list[tuple[str, ...]], mark: tuple[str, str] = ("**", "**")) -> list[str]:
    """Return of each text the stretch that fits a query best, the hits between marks: found by FTS5 as in the index."""
    with closing(sqlite3.connect(":memory:")) as index:
        columns = ("title", "text") if texts and len(texts[0]) == 2 else ("text",)
        index.execute(f"CREATE VIRTUAL TABLE t USING fts5 ({', '.join(columns)}, {_TOKENS})")
        places = ", ".join("?" * (len(columns) + 1))
        index.executemany(
            f"INSERT INTO t (rowid, {', '.join(columns)}) VALUES ({places})",
            [(number, *text) for number, text in enumerate(texts)],
        )
        found = dict(
            index.execute(
                "SELECT rowid, snippet(t, -1, ?, ?, '…', ?) FROM t WHERE t MATCH ?", (*mark, _SNIPPET_WORDS, query)
            ).fetchall()
        )
    return [" ".join(found.get(number, "").split()) for number in range(len(texts))]

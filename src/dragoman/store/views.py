"""What a user's SQL may see of a store: one in-memory DuckDB with a view a table, and nothing else to read or write.

No DuckDB extension is needed. A view reads the Parquet files that the store named when it was opened: a snapshot.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dragoman.store.schema import TABLES, VISIBLE, arrow_schema

if TYPE_CHECKING:
    import duckdb

VIEWS = ("documents", "events", "statements", "commitments", "actors", "happenings", "decisions", "failures", "runs")


class QueryError(ValueError):
    """SQL that cannot be run over a store; the message names the remedy."""


def connect(files: Mapping[str, list[str]]) -> duckdb.DuckDBPyConnection:
    """Return a connection with the views over the Parquet files of each table (`Store.snapshot`), and no other files.

    `check` must see the user's SQL before it runs: DuckDB would let `COPY` write over a file that it may read.
    """
    import duckdb

    connection = duckdb.connect(":memory:")
    paths = [path for table in TABLES for path in _raw(connection, table, files.get(table, []))]
    for table in TABLES:
        connection.execute(f"CREATE VIEW counted_{table} AS {VISIBLE[table]}")
    for view in VIEWS:
        connection.execute(f"CREATE VIEW {view} AS {_view(connection, view)}")
    connection.execute("SET allowed_paths = " + _strings(paths))
    connection.execute("SET temp_directory = " + _string(f"{tempfile.gettempdir()}/dragoman-duckdb"))
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _raw(connection: duckdb.DuckDBPyConnection, table: str, paths: list[str]) -> list[str]:
    """Make `raw_<table>`: the files as they are, or no row in the columns that the table would have."""
    if paths:
        source = f"SELECT * FROM read_parquet({_strings(paths)})"
        connection.execute(f"CREATE VIEW raw_{table} AS {source}")
    else:
        empty = arrow_schema(table).empty_table()
        connection.register("nothing", empty)
        connection.execute(f"CREATE TABLE raw_{table} AS SELECT * FROM nothing")
        connection.unregister("nothing")
    return paths


def columns_of(connection: duckdb.DuckDBPyConnection, view: str) -> str:
    """Return the columns of a view in SQL, over ``t`` (the rows that count), ``s`` (stories) and ``r`` (reports)."""
    catalog = "SELECT column_name FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"  # opens no file
    names = [row[0] for row in connection.cursor().execute(catalog, [f"counted_{view}"]).fetchall()]
    columns = [_column(name) for name in names if name not in ("batch", "id")]
    ids = {
        "documents": "t.document_id",
        "actors": "t.document_id || ':' || t.key",
        "decisions": "t.event_a || ':' || t.event_b",
    }
    columns.insert(0, f"{ids.get(view, 't.id')} AS id")
    columns += ["s.story", "s.copy_of"] if view in WITH_STORY else []
    columns += ["r.happening_id"] if view == "events" else []
    return ", ".join(columns)


def _view(connection: duckdb.DuckDBPyConnection, view: str) -> str:
    sql = f"SELECT {columns_of(connection, view)} FROM counted_{view} t"
    if view in WITH_STORY:
        sql += f" LEFT JOIN ({_STORIES} GROUP BY document_id) s ON s.document_id = t.document_id"
    if view == "events":
        sql += f" LEFT JOIN ({_REPORTS} GROUP BY event_id) r ON r.event_id = t.id"
    return sql


WITH_STORY = ("documents", "events", "statements", "commitments")
# Grouped, so that DuckDB knows of one partner at most and leaves the join out of queries without its columns.
_STORIES = "SELECT document_id, any_value(story) AS story, any_value(copy_of) AS copy_of FROM raw_stories"
_REPORTS = "SELECT event_id, any_value(happening_id) AS happening_id FROM raw_reports"
_DATES = ("published", "date_start", "date_end", "deadline_start", "deadline_end", "first_seen", "last_seen")


def _column(name: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return f"TRY_CAST(t.{quoted} AS DATE) AS {quoted}" if name in _DATES else f"t.{quoted}"


def selected(connection: duckdb.DuckDBPyConnection, view: str, where: str, order: str, limit: int | None) -> str:
    """Return the SELECT of the rows of a view that fit: chosen first, so that only these are looked up in the others.

    `where` and `order` are over the rows that count, where dates are ISO text.
    """
    few = "" if limit is None else f" LIMIT {limit}"
    sql = f"SELECT {columns_of(connection, view)} FROM (SELECT * FROM counted_{view} {where} ORDER BY {order}{few}) t"
    sql += " LEFT JOIN raw_stories s ON s.document_id = t.document_id" if view in WITH_STORY else ""
    sql += " LEFT JOIN raw_reports r ON r.event_id = t.id" if view == "events" else ""
    return f"{sql} ORDER BY t.{order.replace(', ', ', t.')}"


def _string(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _strings(texts: list[str]) -> str:
    return "[" + ", ".join(_string(text) for text in texts) + "]::VARCHAR[]"


_EXPLAIN = re.compile(r"\s*explain(\s+analyze)?\b", re.IGNORECASE)
_ASKING = re.compile(r"\s*(?:pivot|unpivot|with|from|select)\b", re.IGNORECASE)


def check(sql: str) -> None:
    """Raise `QueryError` unless a text is one statement that only asks: SELECT, WITH, FROM, PIVOT, DESCRIBE …"""
    import duckdb

    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as err:
        raise QueryError(str(err)) from err
    if len(statements) != 1:
        raise QueryError(f"{len(statements)} statements; give one SELECT over {', '.join(VIEWS)}")
    kind = statements[0].type.name
    if kind == "EXPLAIN":
        check(_EXPLAIN.sub("", sql, count=1))
    elif kind != "SELECT" and not (kind == "MULTI" and _ASKING.match(sql)):
        raise QueryError(
            f"{kind} is refused: a query reads the views {', '.join(VIEWS)} and writes nothing; "
            "give one SELECT, and let --format, --output or a result's .df(), .arrow() carry its rows"
        )


def explained(err: Exception, connection: duckdb.DuckDBPyConnection) -> QueryError:
    """Return DuckDB's error in words that name the remedy."""
    text = str(err).strip()
    if "IO Error" in text or _is_own(text, connection):
        text = (
            "a file of the store is gone or damaged: open the store again if it was compacted meanwhile, "
            f"else run dragoman verify ({text.splitlines()[0]})"
        )
    elif "disabled by configuration" in text or "configuration has been locked" in text:
        text = (
            "a query reads the views of its store and no other file; to join files of your own, "
            f"export the rows and use DuckDB itself ({text.splitlines()[0]})"
        )
    elif "Table with name" in text:
        text += f"\nThe views are {', '.join(VIEWS)}."
    return QueryError(text)


def _is_own(text: str, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether an error is about a file of the store: where one is gone, DuckDB takes its path for a folder's."""
    found = re.search(r'Cannot access file "(.*?)(?:/\*\*/\*\.parquet)?" -', text)
    if not found:
        return False
    allowed = connection.cursor().execute("SELECT current_setting('allowed_paths')").fetchall()[0][0]
    return found[1] in allowed


def run(connection: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> duckdb.DuckDBPyConnection:
    """Run SQL on a cursor of its own and return it. Raises `QueryError`."""
    import duckdb

    cursor = connection.cursor()
    try:
        return cursor.execute(sql, values)
    except duckdb.Error as err:
        raise explained(err, connection) from err

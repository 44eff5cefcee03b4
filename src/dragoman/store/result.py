"""What a question to a store gives back: rows that are read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.store.views import QueryError, explained, run

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

SHOWN = 20


class Result:
    """Rows of a query. Nothing is read before one of the methods asks for it; each call reads anew.

    >>> events = dragoman.open("store/").events(actor="RUS")
    >>> len(events), events.df(), events.rows()[0]["sentence"]
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, sql: str, values: list[Any] | None = None) -> None:
        self._connection = connection
        self._values = values or []
        self.sql = sql

    def _run(self) -> duckdb.DuckDBPyConnection:
        return run(self._connection, self.sql, self._values)

    def _relation(self) -> duckdb.DuckDBPyRelation:
        import duckdb

        try:
            return self._connection.cursor().sql(self.sql, params=self._values)
        except duckdb.Error as err:
            raise explained(err) from err

    def __len__(self) -> int:
        try:
            row = run(self._connection, f"SELECT count(*) FROM ({self.sql}\n)", self._values).fetchone()
        except QueryError:  # what cannot stand in brackets, like EXPLAIN, is short
            return sum(1 for _ in self)
        return int(row[0]) if row else 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        cursor = self._run()
        names = self._names(cursor)
        while rows := cursor.fetchmany(10_000):
            for row in rows:
                yield dict(zip(names, row, strict=True))

    @staticmethod
    def _names(cursor: duckdb.DuckDBPyConnection) -> list[str]:
        return [column[0] for column in cursor.description or []]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return list(self)

    def batches(self, size: int = 100_000) -> pyarrow.RecordBatchReader:
        """Return a reader of Arrow record batches, for results larger than memory."""
        return self._relation().to_arrow_reader(size)

    def arrow(self) -> pyarrow.Table:
        """Return the rows as an Arrow table."""
        return self._relation().to_arrow_table()

    def df(self) -> pandas.DataFrame:
        """Return the rows as a pandas data frame. Raises `ImportError` where pandas is not installed."""
        _need("pandas")
        return self._relation().df()

    def polars(self) -> polars.DataFrame:
        """Return the rows as a polars data frame. Raises `ImportError` where polars is not installed."""
        _need("polars")
        return self._relation().pl()

    def head(self, count: int = SHOWN) -> list[dict[str, Any]]:
        """Return the first rows alone."""
        try:
            return Result(self._connection, f"SELECT * FROM ({self.sql}\n) LIMIT {int(count)}", self._values).rows()
        except QueryError:
            return self.rows()[:count]

    def __repr__(self) -> str:
        return f"<dragoman result of {len(self):,} rows: .df(), .arrow(), .polars(), .rows()>"

    def _repr_html_(self) -> str:
        from dragoman.view.notebook import table

        return table(self.head(SHOWN), len(self))


def _need(package: str) -> None:
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise ImportError(
            f"{package} is not installed; add it with: pip install 'dragoman[frames]' (.arrow() and .rows() go without)"
        )

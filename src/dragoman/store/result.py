"""What a question to a store gives back: rows that are read when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.store.cells import cells_sql
from dragoman.store.panel import Panel, columns_of, left_out_sql, named_units, source_of
from dragoman.store.views import explained, run

if TYPE_CHECKING:
    import duckdb
    import pandas
    import polars
    import pyarrow

    from dragoman.store.filling import Filled

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

    def _relation(self) -> duckdb.DuckDBPyRelation:
        with self._explaining():
            return self._connection.cursor().sql(self.sql, params=self._values)

    def __len__(self) -> int:
        with self._explaining():
            return int(self._relation().count("*").fetchall()[0][0])

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return self._rows(self._relation())

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        import duckdb

        try:
            yield
        except duckdb.Error as err:
            raise explained(err, self._connection) from err

    def _rows(self, relation: duckdb.DuckDBPyRelation) -> Iterator[dict[str, Any]]:
        with self._explaining():
            for batch in relation.to_arrow_reader(10_000):
                yield from batch.to_pylist()

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries."""
        return list(self)

    def batches(self, size: int = 100_000) -> pyarrow.RecordBatchReader:
        """Return a reader of Arrow record batches, for results larger than memory."""
        with self._explaining():
            return self._relation().to_arrow_reader(size)

    def arrow(self) -> pyarrow.Table:
        """Return the rows as an Arrow table."""
        with self._explaining():
            return self._relation().to_arrow_table()

    def df(self) -> pandas.DataFrame:
        """Return the rows as a pandas data frame. Raises `ImportError` where pandas is not installed."""
        _need("pandas")
        with self._explaining():
            return self._relation().df()

    def polars(self) -> polars.DataFrame:
        """Return the rows as a polars data frame. Raises `ImportError` where polars is not installed."""
        _need("polars")
        with self._explaining():
            return self._relation().pl()

    def head(self, count: int = SHOWN) -> list[dict[str, Any]]:
        """Return the first rows alone."""
        return list(self._rows(self._relation().limit(count)))

    def __repr__(self) -> str:
        return f"<dragoman result of {len(self):,} rows: .df(), .arrow(), .polars(), .rows()>"

    def _repr_html_(self) -> str:
        from dragoman.view.notebook import table

        return table(self.head(SHOWN), len(self))


class PanelResult(Result):
    """A panel's rows, and what it left out for which reason; counted once, when rows are first asked for."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, panel: Panel) -> None:
        sizes = run(connection, "SELECT (SELECT count(*) FROM counted_events), (SELECT count(*) FROM raw_reports)", [])
        self.source = source_of(panel, *sizes.fetchall()[0])
        super().__init__(connection, cells_sql(panel, self.source))
        self.panel = panel

    @cached_property
    def _filled(self) -> Filled:
        from dragoman.store.filling import Filled

        with self._explaining():
            cells = super()._relation().to_arrow_table()
        p = self.panel
        counts = columns_of(p.of)
        return Filled(cells, p.columns, counts, p.of == "score", p.by, p.since, p.until, named_units(p))

    def _relation(self) -> duckdb.DuckDBPyRelation:
        return self._connection.cursor().from_arrow(self.batches())

    def batches(self, size: int = 100_000) -> pyarrow.RecordBatchReader:
        """Return a reader of Arrow record batches of about 100,000 rows, whatever `size`."""
        import pyarrow as pa

        return pa.RecordBatchReader.from_batches(self._filled.schema, self._filled.batches())

    def arrow(self) -> pyarrow.Table:
        """Return the rows as an Arrow table."""
        return self.batches().read_all()

    def __len__(self) -> int:
        return len(self._filled)

    def left_out(self) -> dict[str, int]:
        """Return how many happenings (or events: see `source`) were "counted", and how many not, by reason."""
        return dict(run(self._connection, left_out_sql(self.panel, self.source), []).fetchall())


def _need(package: str) -> None:
    from importlib.util import find_spec

    if find_spec(package) is None:
        raise ImportError(
            f"{package} is not installed; add it with: pip install 'dragoman[frames]' (.arrow() and .rows() go without)"
        )

"""`dragoman query`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.answers import Format, Out, Store, answer, asking


def query(
    sql: Annotated[str, typer.Argument(help="One SELECT over the views, in DuckDB's SQL; - reads it from stdin.")],
    store: Store,
    format: Format = None,
    output: Out = None,
) -> None:
    """Ask a store in SQL.

    The views are documents, events, statements, commitments, actors, happenings, decisions, failures and runs; each has
    an id.

    Example: dragoman query "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC" --store store
    """
    import sys

    with asking(store) as corpus:
        answer(corpus.sql(sys.stdin.read() if sql == "-" else sql), format, output)

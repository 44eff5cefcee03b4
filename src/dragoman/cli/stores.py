"""The verbs that look after a store: `compact`, `verify`, `vacuum`, `upgrade`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def refused(status: int = 2) -> Iterator[None]:
    """Say on standard error what is wrong with a store, and leave."""
    from dragoman.store.errors import StoreError

    try:
        yield
    except StoreError as err:
        typer.echo(str(err), err=True)
        raise typer.Exit(status) from err

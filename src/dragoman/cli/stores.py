"""The verbs that look after a store: `compact`, `verify`, `vacuum`, `upgrade`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[Path, typer.Option("--store", "-s", help="Folder of the store.")]


@contextmanager
def refused(status: int = 2) -> Iterator[None]:
    """Say on standard error what is wrong with a store, and leave."""
    from dragoman.store.errors import StoreError

    try:
        yield
    except StoreError as err:
        typer.echo(str(err), err=True)
        raise typer.Exit(status) from err


def compact(store: Folder) -> None:
    """Merge a store's many small files into few, sorted by date, which makes queries quicker.

    Others may read and ingest meanwhile. The old files stay until `vacuum`.

    Example: dragoman compact --store store
    """
    from dragoman.store import upkeep
    from dragoman.store.opening import Store

    with refused():
        opened = Store(store)
    with refused(status=1):
        for name, (before, after) in upkeep.compact(opened).items():
            if before != after:
                typer.echo(f"{name}: {before:,} files, now {after:,}", err=True)


def verify(
    store: Folder,
    repair: Annotated[
        bool, typer.Option("--repair", help="Make damaged tables anew out of the records; nobody may write meanwhile.")
    ] = False,
) -> None:
    """Check a store: every file opens, every document has its parts, nothing is there twice.

    Exit status 1 where something is wrong; standard error says what, and what to do.

    Example: dragoman verify --store store
    """
    from dragoman.corpus.folding import fold
    from dragoman.store import checking, repairing
    from dragoman.store.opening import Store

    with refused():
        opened = Store(store)
    with refused(status=1):
        findings = checking.verify(opened)
        for finding in findings:
            typer.echo(f"{finding.table}: {finding.what}", err=True)
        harmful = [finding for finding in findings if finding.harmful]
        if harmful and repair:
            for said in repairing.repair(opened, harmful):
                typer.echo(f"repaired {said}", err=True)
            fold(opened)
            harmful = [finding for finding in checking.verify(opened) if finding.harmful]
    if harmful:
        typer.echo(f"{len(harmful)} findings; mend them with: dragoman verify --repair --store {store}", err=True)
        raise typer.Exit(1)
    typer.echo(f"{store} is whole", err=True)


def vacuum(
    store: Folder,
    keep_hours: Annotated[
        int, typer.Option(min=0, help="Keep files younger than this: longer than any reader or writer is at work.")
    ] = 168,
) -> None:
    """Delete files that a store no longer needs, which `compact`, `verify --repair` and stopped runs leave behind.

    Example: dragoman vacuum --store store --keep-hours 24
    """
    from dragoman.store import upkeep
    from dragoman.store.opening import Store

    with refused():
        opened = Store(store)
    with refused(status=1):
        typer.echo(f"{upkeep.vacuum(opened, keep_hours=keep_hours):,} files deleted", err=True)


def upgrade(store: Folder) -> None:
    """Bring a store that an older Dragoman made to the present layout, out of its records; nothing is coded again.

    Example: dragoman upgrade --store store
    """
    from dragoman.corpus.folding import fold
    from dragoman.store import repairing

    with refused():
        before = repairing.upgrade(store)
    fold(before)
    typer.echo(f"{store} has the present layout", err=True)

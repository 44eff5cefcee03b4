"""`dragoman show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def show(
    id: Annotated[str, typer.Argument(help="Id of a document, event, statement or commitment, or its beginning.")],
    records: Annotated[
        Path | None, typer.Option("--in", help="JSONL of records, as `dragoman code` writes it.")
    ] = None,
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Folder of a store.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show one document, event, statement or commitment with its evidence.

    Example: dragoman show 9f2c41d0 --in records.jsonl
    """
    from dragoman.cli.find import find

    record, part = find(id, records, store)
    if json:
        import msgspec

        typer.echo(msgspec.json.encode(record if part is None else part).decode())
        return
    from rich.console import Console

    from dragoman.view.parts import part_view
    from dragoman.view.terminal import view

    Console().print(view(record) if part is None else part_view(record, part), highlight=False)

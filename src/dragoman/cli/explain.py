"""`dragoman explain`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def explain(
    id: Annotated[str, typer.Argument(help="Id of a document, event, statement or commitment, or its beginning.")],
    records: Annotated[
        Path | None, typer.Option("--in", help="JSONL of records, as `dragoman code` writes it.")
    ] = None,
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Folder of a store.")] = None,
) -> None:
    """Say why something was coded as it was: the rule or table row behind each decision, and the words it rests on.

    Example: dragoman explain 9f2c41d0 --in records.jsonl
    """
    from rich.console import Console

    from dragoman.cli.find import find
    from dragoman.view.parts import reasons

    record, part = find(id, records, store)
    Console().print(reasons(record, part), highlight=False)

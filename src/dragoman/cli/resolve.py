"""`dragoman resolve`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.lines import Lines, put


def resolve(
    file: Annotated[
        str, typer.Argument(help="JSONL with id, mention and, where known, context and date; - for stdin.")
    ],
) -> None:
    """Say which country and sector each mention of an actor stands for.

    Without a date the office that the mention is best known for counts, and `why` says so.

    Example: dragoman resolve mentions.jsonl > actors.jsonl
    """
    from dragoman.actors import resolve as resolve_rows

    lines = Lines(file, required=("id", "mention"))
    for row in resolve_rows(lines):
        put(row)
    lines.finish()

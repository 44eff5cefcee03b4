"""`dragoman classify`."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.lines import Lines, put


def classify(
    file: Annotated[
        str, typer.Argument(help="JSONL with id, text, source {start, end}, target {start, end}; - for stdin.")
    ],
) -> None:
    """Name the likeliest event type between two marked parties of each text.

    The command is told that there is an act and always names one; `event` is the probability that the text reports an
    act between the two at all. Either party may be null.

    Example: dragoman classify pairs.jsonl > types.jsonl
    """
    from dragoman.events import classify as classify_rows

    lines = Lines(file, required=("id", "text"))
    for row in classify_rows(lines):
        put(row)
    lines.finish()

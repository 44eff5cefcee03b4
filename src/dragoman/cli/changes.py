"""`dragoman changes`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FORMATS = ("csv", "jsonl")


def changes(
    old: Annotated[Path, typer.Argument(help="JSONL of records, also .gz, or a store: as it was.")],
    new: Annotated[Path, typer.Argument(help="JSONL of records, also .gz, or a store: as it is.")],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}; else by OUT's name, else csv.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, whole or not at all; else standard output."),
    ] = None,
) -> None:
    """List what was added, changed and deleted between two files of records, by id.

    A row an event, statement, commitment or document: which change, which fields, before and after. Actors are compared
    by name and code, and which version coded a document does not count.

    Example: dragoman changes january.jsonl february.jsonl -o changes.csv
    """
    from dragoman.cli.output import destination
    from dragoman.cli.record_files import RecordFiles
    from dragoman.store.exports.changes import compare, write
    from dragoman.store.exports.ordering import Ordered

    chosen = format or ("jsonl" if output and output.suffix in (".jsonl", ".json") else "csv")
    if chosen not in FORMATS:
        raise typer.BadParameter(f"no format {chosen!r}; the formats are {', '.join(FORMATS)}", param_hint="--format")
    files = RecordFiles([old], "OLD"), RecordFiles([new], "NEW")
    with Ordered(files[0]) as before, Ordered(files[1]) as after, destination(output) as stream:
        counts = write(compare(before, after), stream, chosen)
    typer.echo(", ".join(f"{counts[change]:,} {change}" for change in ("added", "changed", "deleted")), err=True)
    if files[0].failed or files[1].failed:
        raise typer.Exit(1)

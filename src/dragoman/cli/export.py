"""`dragoman export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.store.exports import Format
    from dragoman.store.exports.happenings import Happenings

FORMATS = (
    *("gdelt", "gdelt-mentions", "icews", "polecat", "phoenix", "petrarch2", "plover", "acled"),
    *("csv", "parquet", "geojson", "graphml", "labelstudio"),
)
INCLUDE = ("negation", "future", "hypothetical", "copies", "reports")


def export(
    to: Annotated[str, typer.Option("--to", help=f"One of {', '.join(FORMATS)}.")],
    inputs: Annotated[
        list[Path] | None,
        typer.Option("--in", help="JSONL of records, as `dragoman code` writes it, also .gz; - for standard input."),
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(help="Further files of records, so that `--in *.jsonl` takes them all.")
    ] = None,
    store: Annotated[Path | None, typer.Option("--store", "-s", help="Folder of a store, in place of --in.")] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, whole or not at all; else standard output."),
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            help="csv and parquet: events, statements, commitments, actors, documents; graphml: events, dyads."
        ),
    ] = None,
    include: Annotated[
        str, typer.Option(help=f"What to write beside what happened, once each: {', '.join(INCLUDE)}; comma-separated.")
    ] = "",
) -> None:
    """Write events as the files that other programs and old scripts read.

    Events come in the order of documents and text; those that are denied, future or hypothetical, copied documents and
    further reports of a happening are left out unless asked for, and counted on standard error.

    Example: dragoman export --to gdelt --in records.jsonl -o 20240301.export.CSV

    Example: dragoman export --to icews --store store --include future -o events.tab
    """
    from dragoman.cli.output import destination
    from dragoman.cli.record_files import RecordFiles
    from dragoman.store import exports
    from dragoman.store.exports.ordering import Ordered

    _check(to, table, output)
    paths = [*(inputs or []), *(more or [])]
    if bool(paths) == bool(store):
        raise typer.BadParameter("give the records with --in, or a store with --store", param_hint="--in")
    files = RecordFiles([store] if store else paths, "--store" if store else "--in")
    with Ordered(files) as records, destination(output) as stream:
        left_out = exports.export(
            records, to, stream, table=table, include=_included(include), happenings=_happenings(store)
        )
    if records.replaced:
        typer.echo(f"{records.replaced:,} documents came twice and differ; the last of each was taken", err=True)
    for reason, number in sorted(left_out.items()):
        typer.echo(f"{number:,} {_words(reason)}", err=True)
    files.finish()


def _check(to: str, table: str | None, output: Path | None) -> Format:
    from dragoman.store.exports import FORMATS as known

    if to not in known:
        raise typer.BadParameter(f"no format {to!r}; the formats are {', '.join(known)}", param_hint="--to")
    format = known[to]
    if table is not None and table not in format.tables:
        raise typer.BadParameter(
            f"{to} has no table {table!r}; it has {', '.join(format.tables)}", param_hint="--table"
        )
    if format.binary and output is None:
        raise typer.BadParameter(f"{to} is not for the screen; give a file with -o", param_hint="--to")
    return format


def _included(text: str) -> list[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if unknown := [word for word in words if word not in INCLUDE]:
        raise typer.BadParameter(
            f"cannot include {', '.join(unknown)}; what can be is {', '.join(INCLUDE)}", param_hint="--include"
        )
    return words


def _happenings(store: Path | None) -> Happenings | None:
    if store is None:
        return None
    from dragoman.cli.stores import refused
    from dragoman.store.exports.happenings import Happenings
    from dragoman.store.opening import Store

    with refused():
        return Happenings.of_store(Store(store))


def _words(reason: str) -> str:
    return {
        "negation": "denied events left out (--include negation)",
        "future": "future events left out (--include future)",
        "hypothetical": "hypothetical events left out (--include hypothetical)",
        "copies": "copied documents left out (--include copies)",
        "reports": "further reports of a happening left out (--include reports)",
    }.get(reason, reason)

"""The list of verbs."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.changes import changes
from dragoman.cli.classify import classify
from dragoman.cli.code import code
from dragoman.cli.explain import explain
from dragoman.cli.export import export
from dragoman.cli.filtered import commitments, events, statements
from dragoman.cli.gazetteer import gazetteer
from dragoman.cli.ingest import ingest
from dragoman.cli.merges import merges
from dragoman.cli.panel import panel
from dragoman.cli.query import query
from dragoman.cli.resolve import resolve
from dragoman.cli.schema import schema
from dragoman.cli.search import search
from dragoman.cli.show import show
from dragoman.cli.stores import compact, upgrade, vacuum, verify

app = typer.Typer(
    name="dragoman",
    help="Read news and write the record: who did what to whom, who said what, and what was promised.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done; 1 some inputs failed (each named on standard error, the rest done); 2 wrong usage.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from dragoman.version import __version__

        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Read news and write the record: who did what to whom, who said what, and what was promised."""


for verb in (code, ingest, show, explain, classify, resolve, schema, compact, verify, vacuum, upgrade):
    app.command()(verb)
for ask in (query, events, statements, commitments, panel, merges, search):
    app.command()(ask)
app.command()(export)
app.command()(changes)
app.add_typer(gazetteer, name="gazetteer")

"""`dragoman code`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.inputs import (
    AllowPrivate,
    Cache,
    Contact,
    DateField,
    Delay,
    FeedText,
    IdField,
    Jobs,
    TextField,
    TitleField,
)

if TYPE_CHECKING:
    from dragoman.reading import Fields, Web
    from dragoman.record import Document, Record

FORMATS = ("text", "jsonl", "html", "csv", "parquet")
TABLES = ("events", "statements", "commitments", "actors", "documents")


def code(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Text, HTML, JSONL, CSV, Parquet, WARC, DOCX or RTF files, archives of them, folders, "
            "http(s) addresses, feeds, sitemaps, lists of addresses, - for stdin."
        ),
    ],
    format: Annotated[
        str | None,
        typer.Option("--format", "-f", help=f"One of {', '.join(FORMATS)}; else by OUT's name or the terminal."),
    ] = None,
    table: Annotated[str, typer.Option(help=f"What a row of csv and parquet is: {', '.join(TABLES)}.")] = "events",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, whole or not at all; else standard output."),
    ] = None,
    jobs: Jobs = 1,
    text_field: TextField = None,
    id_field: IdField = None,
    date_field: DateField = None,
    title_field: TitleField = None,
    allow_private: AllowPrivate = False,
    feed_text: FeedText = False,
    delay: Delay = 1.0,
    contact: Contact = None,
    cache: Cache = None,
) -> None:
    """Code news: print the record of each document.

    A terminal gets a readable view, a pipe gets JSONL. Each input that fails is named on standard error, the rest done.

    Example: dragoman code story.txt

    Example: dragoman code stories.jsonl --format csv --table statements -o statements.csv
    """
    from dragoman.cli.output import writer
    from dragoman.coder import code_documents
    from dragoman.reading import Fields, Web

    chosen = _format(format, output)
    if table not in TABLES:
        raise typer.BadParameter(f"no table {table!r}; the tables are {', '.join(TABLES)}", param_hint="--table")
    fields = Fields(text=text_field, id=id_field, date=date_field, title=title_field)
    source = _Source(inputs, fields, Web(allow_private, delay, contact, cache, feed_text))
    with writer(chosen, output, table) as write:
        for record in code_documents(source, jobs=jobs):
            write(record)
            source.done(record)
    source.finish()


def _format(wanted: str | None, output: Path | None) -> str:
    if wanted is None and output is not None:
        wanted = {".json": "jsonl", ".htm": "html", ".txt": "text", ".pq": "parquet"}.get(
            output.suffix, output.suffix.lstrip(".") or "jsonl"
        )
        wanted = wanted if wanted in FORMATS else "jsonl"
    wanted = wanted or ("text" if sys.stdout.isatty() else "jsonl")
    if wanted not in FORMATS:
        raise typer.BadParameter(f"no format {wanted!r}; the formats are {', '.join(FORMATS)}", param_hint="--format")
    if wanted == "parquet" and output is None:
        raise typer.BadParameter("Parquet is not for the screen; give a file with -o", param_hint="--format")
    return wanted


class _Source:
    """The documents of the inputs; failures are named on standard error as they come, and counted."""

    def __init__(self, inputs: list[str], fields: Fields, web: Web) -> None:
        self.inputs, self.fields, self.web = inputs, fields, web
        self.failed = self.coded = 0
        self.shows_progress = sys.stderr.isatty() and not sys.stdout.isatty()

    def __iter__(self) -> Iterator[Document]:
        from dragoman.reading import Failure, read

        for item in read(self.inputs, self.fields, web=self.web):
            if isinstance(item, Failure):
                self.fail(item.source, item.reason)
            else:
                yield item

    def fail(self, source: str, reason: str) -> None:
        self.failed += 1
        typer.echo(f"{source}: {reason}", err=True)

    def done(self, record: Record) -> None:
        document = record.document
        if document.problem:
            self.fail(
                document.source or document.id, f"not coded ({document.problem.stage}): {document.problem.reason}"
            )
        else:
            self.coded += 1
        if self.shows_progress:
            sys.stderr.write(f"\r{self.coded:,} coded, {self.failed:,} failed")

    def finish(self) -> None:
        if self.shows_progress:
            sys.stderr.write("\n")
        if self.failed or not self.coded:
            if not self.failed:
                typer.echo("no document found in the inputs", err=True)
            raise typer.Exit(1)

"""`dragoman gazetteer`: the tables of who is who, and a user's own over them."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.actors.index import Index

gazetteer = typer.Typer(
    no_args_is_help=True,
    help="The tables of who is who: find a name, check a table, add a row, refresh from Wikidata.\n\n"
    "Your own tables stand over ours and win: CSV files in the folder that `dragoman gazetteer show` names.\n\n"
    "Example: dragoman gazetteer find 'the Kremlin' --date 2021-10-20",
)


@gazetteer.command()
def find(
    name: Annotated[str, typer.Argument(help="A name, of whatever case; with --in-text a sentence.")],
    date: Annotated[str | None, typer.Option(help="The day that counts, YYYY-MM-DD; else every row is shown.")] = None,
    in_text: Annotated[bool, typer.Option("--in-text", help="Find the names in a sentence.")] = False,
) -> None:
    """Find the rows that a name stands for, one JSON object a row.

    Example: dragoman gazetteer find 'foreign ministry of Kenya' --in-text
    """
    import msgspec

    from dragoman.actors.entries import choose
    from dragoman.cli.lines import put

    index = _index()
    found = [(name, index.lookup(name))]
    if in_text:
        found = [(name[m.span[0] : m.span[1]], m.entries) for m in index.find(name)]
    for words, entries in found:
        meant, why = choose(entries, date) if date else (None, "")
        shown = [meant] if meant else [] if date else list(entries)
        for entry in shown:
            put({"found": words, **msgspec.structs.asdict(entry), "why": why})
    if not any(entries for _, entries in found):
        near = {entry.name for entry in index.similar(name)}
        typer.echo(f"{name}: in no table" + (f"; did you mean {', '.join(sorted(near))}?" if near else ""), err=True)
        raise typer.Exit(1)


@gazetteer.command()
def show() -> None:
    """Show the tables in use and how many names they hold.

    Example: dragoman gazetteer show
    """
    from dragoman.actors.sources import TABLES, overlay_files, overlay_folder, table_files
    from dragoman.cli.lines import put
    from dragoman.ontology import rows

    for name in table_files(""):
        put({"table": name, "rows": len(rows(TABLES, name)), "source": "package"})
    for path in overlay_files():
        with path.open(encoding="utf-8-sig") as handle:
            put({"table": path.name, "rows": sum(1 for _ in handle) - 1, "source": str(path)})
    typer.echo(f"{len(_index()):,} names; your own tables: {overlay_folder()}", err=True)


@gazetteer.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Tables to check; else all of your own.")] = None,
) -> None:
    """Check tables of your own: columns, codes, dates, names claimed twice. Each mistake is named with its line.

    Example: dragoman gazetteer check my-actors.csv
    """
    from dragoman.actors.checking import overlay_mistakes
    from dragoman.actors.sources import overlay_files

    failed = 0
    for path in files or overlay_files():
        try:
            for mistake in overlay_mistakes(path):
                failed += 1
                typer.echo(str(mistake), err=True)
        except OSError as err:
            failed += 1
            typer.echo(f"{path}: cannot be read ({err.strerror})", err=True)
    if failed:
        raise typer.Exit(1)
    typer.echo(f"{len(files or overlay_files())} tables are sound", err=True)


@gazetteer.command()
def add(
    name: Annotated[str, typer.Argument(help="The name as news writes it.")],
    code: Annotated[str, typer.Option(help="ISO 3166-1 alpha-3, or UNO, EUR, IGO, NGO, MNC, IMG, ISM.")],
    note: Annotated[str, typer.Option(help="Where the fact comes from.")],
    sector: Annotated[str, typer.Option(help="PLOVER sector, such as GOV or REB.")] = "",
    kind: Annotated[str, typer.Option(help="person, organisation, or a kind of country name.")] = "organisation",
    role: Annotated[str, typer.Option(help="Office of a person, kind of an organisation.")] = "",
    aliases: Annotated[str, typer.Option(help="Further names, separated by |.")] = "",
    start: Annotated[str, typer.Option(help="First day, month or year.")] = "",
    end: Annotated[str, typer.Option(help="Last day, month or year.")] = "",
    wikidata: Annotated[str, typer.Option(help="Wikidata id.")] = "",
) -> None:
    """Add a row to your own table.

    Example: dragoman gazetteer add 'Harbour Front' --code KEN --sector REB --role 'armed group' --note 'own reading'
    """
    from dragoman.actors.overlay import add as add_row

    row = {
        "name": name, "aliases": aliases, "code": code, "sector": sector, "kind": kind, "role": role,
        "start": start, "end": end, "wikidata": wikidata, "note": note,
    }  # fmt: skip
    try:
        path = add_row(row)
    except ValueError as err:
        raise typer.BadParameter(str(err)) from err
    typer.echo(f"added to {path}", err=True)


@gazetteer.command()
def refresh(
    origin: Annotated[
        str, typer.Option("--from", help="A Wikidata JSON dump (.json, .gz, .bz2) or SPARQL result; file or address.")
    ],
    table: Annotated[str, typer.Option(help="Name of the table in your folder that is written anew.")] = "wikidata.csv",
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses, too.")
    ] = False,
) -> None:
    """Read persons in office, parties and bodies out of Wikidata into a table of your own, with their Q-ids.

    Example: dragoman gazetteer refresh --from wikidata.json.gz
    """
    from dragoman.actors.overlay import write
    from dragoman.actors.sources import overlay_folder
    from dragoman.actors.wikidata import NotWikidata, read
    from dragoman.reading.text import Unreadable

    try:
        with _local(origin, allow_private) as path:
            number = write(_without_double_claims(read(path, _progress)), overlay_folder() / table)
    except (NotWikidata, Unreadable, ValueError) as err:
        raise typer.BadParameter(str(err), param_hint="--from") from err
    except OSError as err:
        raise typer.BadParameter(f"{origin}: cannot be read ({err.strerror or err})", param_hint="--from") from err
    typer.echo(f"{number:,} rows written to {overlay_folder() / table}", err=True)


def _progress(lines: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{lines:,} lines read")


def _without_double_claims(found: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    """Wikidata knows several bodies of one name at a time: such rows are marked, so that none of them is guessed."""
    from dragoman.actors.checking import double_claims

    rows = list(found)
    for number, _ in list(double_claims(rows)):
        rows[number]["note"] = f"ambiguous: {rows[number]['note']}"
    return rows


@contextmanager
def _local(origin: str, allow_private: bool) -> Iterator[Path]:
    """The file itself, or a copy of what the address gives."""
    if not origin.startswith(("http://", "https://")):
        yield Path(origin)
        return
    from dragoman.reading.web import fetch

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "wikidata"
        path.write_bytes(fetch(origin, allow_private=allow_private, timeout=600, max_bytes=2_000_000_000).body)
        yield path


def _index() -> Index:
    from dragoman.actors.gazetteer import gazetteer as index

    try:
        return index()
    except ValueError as err:
        typer.echo(str(err), err=True)
        raise typer.Exit(1) from err

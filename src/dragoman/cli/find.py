"""Finding a document, event, statement or commitment by its id in a file of records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from dragoman.record import Commitment, Event, Record, Statement

Part = Event | Statement | Commitment


def records(path: Path) -> Iterator[Record]:
    """Yield the records of a JSONL file; a line that is no record is named on standard error and left out."""
    import msgspec

    if not path.is_file():
        raise typer.BadParameter(
            f"{path}: no such file; write one with: dragoman code INPUT -o {path}", param_hint="--in"
        )
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                yield Record.from_json(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as err:
                typer.echo(f"{path}:{number}: not a record: {err}", err=True)


def find(wanted: str, records: Path | None, store: Path | None) -> tuple[Record, Part | None]:
    """Return the record that holds an id, and the part that has it, out of a file of records or a store.

    Leaves with status 2 where not one of the two is given, with 1 where the id is unknown or several begin so.
    """
    if (records is None) == (store is None):
        raise typer.BadParameter("give either --in RECORDS.jsonl or --store DIR", param_hint="--in / --store")
    return _in_file(records, wanted) if records else _in_store(store, wanted)  # type: ignore[arg-type]


def _in_store(path: Path, wanted: str) -> tuple[Record, Part | None]:
    from dragoman.cli.answers import asking

    with asking(path) as corpus:
        try:
            record, id = corpus.record(wanted)
        except KeyError as err:
            typer.echo(err.args[0], err=True)
            raise typer.Exit(1) from err
    parts: list[Part] = [*record.events, *record.statements, *record.commitments]
    return record, next((part for part in parts if part.id == id), None)


def _in_file(path: Path, wanted: str) -> tuple[Record, Part | None]:
    """Return the record that holds an id, and the part that has it (``None``: the document itself).

    The beginning of an id does where only one begins so. Leaves with status 1 where none or several do.
    """
    found: list[tuple[Record, Part | None]] = []
    for record in records(path):
        if record.document.id == wanted:
            return record, None
        if record.document.id.startswith(wanted):
            found.append((record, None))
        parts: list[Part] = [*record.events, *record.statements, *record.commitments]
        for part in parts:
            if part.id == wanted:
                return record, part
            if part.id.startswith(wanted):
                found.append((record, part))
    if len(found) == 1:
        return found[0]
    reason = f"{len(found)} ids begin with it; give more of it" if found else "no document or part has this id"
    typer.echo(f"{wanted}: {reason} in {path}", err=True)
    raise typer.Exit(1)

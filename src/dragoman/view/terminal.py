"""A record as a person likes to read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dragoman.record import Record
from dragoman.view.marks import Mark, stretches
from dragoman.view.rows import Names, actor_row, commitment_row, event_row, statement_row

STYLES: dict[Mark, str] = {
    "furniture": "dim strike",
    "heading": "bold",
    "actor": "cyan",
    "cue": "underline",
    "said": "green",
    "promised": "yellow",
    "cooperation": "bold white on blue",
    "conflict": "bold white on red",
}
_LEGEND: tuple[tuple[Mark, str], ...] = (
    ("conflict", " act of conflict "),
    ("cooperation", " act of cooperation "),
    ("actor", "actor"),
    ("cue", "cue"),
    ("said", "said"),
    ("promised", "promised, demanded"),
    ("furniture", "not the article"),
)


def article(record: Record) -> Text:
    """Return the article with its evidence coloured."""
    text = Text()
    for words, mark in stretches(record):
        text.append(_printable(words), style=STYLES[mark] if mark else "")
    return text


def _printable(words: str) -> str:
    """Control characters of a hostile text must not reach the terminal."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in words)


def legend() -> Text:
    """Return what the colours mean."""
    text = Text()
    for mark, words in _LEGEND:
        text.append(words, style=STYLES[mark])
        text.append("  ")
    return text


_FIXED = {"when": 10, "where": 11, "kind": 13, "n": 3}  # characters: a date or a place must not be broken


def _table(columns: Iterable[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold", expand=True, padding=(0, 2, 1, 0))
    for name, ratio in columns:
        fixed = _FIXED.get(name)
        table.add_column(name, ratio=None if fixed else ratio, width=fixed, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    return table


def _section(title: str, count: int, table: Table) -> list[RenderableType]:
    if not count:
        return [Text(f"{title}: none found", style="bold"), Text()]
    return [Text(f"{title} ({count})", style="bold"), Padding(table, (1, 0, 0, 0))]


def view(record: Record) -> RenderableType:
    """Return the whole view of a record: heading, article, and the tables under it."""
    document = record.document
    names = Names.of(record)
    about = [document.outlet, document.author, document.published or "undated", document.source, f"id {document.id}"]
    parts: list[RenderableType] = [
        Rule(Text(_printable(document.title or document.source or document.id), style="bold"), align="left"),
        Text(_printable(" · ".join(filter(None, about))), style="dim"),
        Text(),
    ]
    if document.problem:
        parts.append(Text(f"not coded ({document.problem.stage}): {document.problem.reason}", style="bold red"))
        return Group(*parts)
    parts += [article(record), Text(), legend(), Text()]
    parts += _section(
        "Who did what to whom",
        len(record.events),
        _table(
            [("actor", 5), ("act", 3), ("recipient", 5), ("when", 2), ("where", 2), ("words", 4)],
            (event_row(record, names, e) for e in record.events),
        ),
    )
    parts += _section(
        "Who said what",
        len(record.statements),
        _table(
            [("speaker", 4), ("how", 3), ("words", 12)], (statement_row(record, names, s) for s in record.statements)
        ),
    )
    parts += _section(
        "What was promised, demanded, refused",
        len(record.commitments),
        _table(
            [("who", 4), ("kind", 2), ("to whom", 3), ("what", 7), ("against it", 4)],
            (commitment_row(record, names, c) for c in record.commitments),
        ),
    )
    acting = [a for a in record.actors if a.codes]
    parts += _section(
        "Actors",
        len(acting),
        _table([("name", 5), ("codes", 3), ("n", 1), ("why", 6)], (actor_row(record, names, a) for a in acting)),
    )
    return Group(*parts)


def print_record(record: Record, console: Console) -> None:
    """Print a record to a console."""
    console.print(view(record), highlight=False)

"""What a format is, and how tables of rows are written."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any

from dragoman.record import Event, Record
from dragoman.store.exports import when
from dragoman.store.exports.happenings import Happenings, Told
from dragoman.store.exports.text import cell, one_line

Chosen = tuple[Record, list[Event]]
"""A record and those of its events that are exported."""


@dataclass
class Run:
    """What a format needs beside the records; ``notes`` counts what it had to leave out, for the user's eyes."""

    happenings: Happenings = field(default_factory=Happenings)
    table: str = ""
    notes: Counter[str] = field(default_factory=Counter)

    def told(self, event: Event) -> Told:
        """Return how often an event's happening is told."""
        return self.happenings.told(event)

    def day(self, event: Event) -> date | None:
        """Return the day of an event for a row; a row that must do without is counted."""
        found = when.day(event)
        if found is None:
            self.notes["rows have no day, since only a longer time is known, or none; their date is empty"] += 1
        return found


Rows = Callable[[Iterable[Chosen], Run], Iterator[Sequence[object]]]
Write = Callable[[Iterable[Chosen], IO[str], Run], None]


@dataclass(frozen=True)
class Format:
    """A file format: what its rows stand for, how it is written, and the tables between which one may choose."""

    meaning: str
    write: Write
    tables: tuple[str, ...] = ("events",)
    everything: bool = False
    """Whether it takes all events, whatever their reading."""
    binary: bool = False
    """Whether it can only go to a file."""


def tab_separated(rows: Rows, columns: Sequence[str], *, header: bool, absent: str = "") -> Write:
    """Return a writer of tab-separated lines without quoting. Each row must have as many cells as there are columns."""

    def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
        if header:
            stream.write("\t".join(columns) + "\n")
        for row in rows(chosen, run):
            cells = [cell(value, absent) for value in row]
            assert len(cells) == len(columns)
            stream.write("\t".join(cells) + "\n")

    return write


def comma_separated(rows: Rows, columns: Sequence[str]) -> Write:
    """Return a writer of CSV with a header, quoted where needed, one line a row."""

    def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(columns)
        for row in rows(chosen, run):
            table.writerow([csv_value(value) for value in row])

    return write


def csv_value(value: Any) -> Any:
    """Return a value as it may stand in CSV: text on one line."""
    return one_line(value) if isinstance(value, str) else value

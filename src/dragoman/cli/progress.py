"""How far an ingest is, on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

import typer

from dragoman.corpus.runs import Run

SECONDS = 30.0
"""Between two lines where there is no terminal."""


class Progress:
    """Tells what failed as it comes, and how far the work is; ``total`` is about how many documents there are."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._began = self._told = time.monotonic()
        self._bar: Any = None
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task("", total=total)

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, text: str) -> None:
        """Print a line above the bar."""
        if self._bar:
            self._bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(text, err=True)

    def failed(self, source: str, reason: str) -> None:
        """Name what failed."""
        self.say(f"{source}: {reason}")

    def advanced(self, run: Run) -> None:
        """Show how far it is."""
        if self._bar:
            self._bar.update(self._task, completed=_done(run), description=self._state(run))
        elif time.monotonic() - self._told >= SECONDS:
            self._told = time.monotonic()
            self.say(self._state(run))

    def close(self, run: Run) -> None:
        """Say what was done."""
        counts = run.counts
        if not (counts["read"] or counts["failed"]):
            self.say("no document found in the inputs")
        said = f"{counts['stored']:,} documents stored with {counts['events']:,} events"
        for name, words in (
            ("known", "in the store before"),
            ("failed", "failed"),
            ("failed before", "could not be coded in an earlier run (see the table failures)"),
        ):
            said += f", {counts[name]:,} {words}" if counts[name] else ""
        self.say(f"{said}; {_span(run.seconds['whole'])}")

    def _state(self, run: Run) -> str:
        seconds = time.monotonic() - self._began
        rate = run.counts["coded"] / seconds if seconds else 0.0
        said = f"{_done(run):,}{f' of about {self._total:,}' if self._total else ''} documents"
        said += f", {rate:.1f} a second" if rate else ""
        if self._total and rate and self._total > _done(run):
            said += f", {_span((self._total - _done(run)) / rate)} left"
        return said + (f", {run.counts['failed']:,} failed" if run.counts["failed"] else "")


def _done(run: Run) -> int:
    return run.counts["coded"] + run.counts["known"] + run.counts["failed before"]


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True)

"""Writing what users decided on merges into a store: checked as a whole, appended, and merged anew at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.corpus.decisions import DIFFERENT, SAME
from dragoman.corpus.folding import fold, is_folded, merge_anew
from dragoman.store.opening import Store
from dragoman.store.schema import WITHDRAWN
from dragoman.store.views import connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

VERDICTS = (SAME, DIFFERENT, WITHDRAWN)


class BadDecision(ValueError):
    """Decisions that cannot be written; the message names each and the remedy."""


@dataclass(frozen=True)
class Decision:
    """What a user says of two events: `same`, `different`, or `none`, which takes back what was said before."""

    event_a: str
    event_b: str
    verdict: str
    note: str | None = None
    origin: str = ""
    """Where it stands, for messages: an option, a line of a file."""

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, the smaller first."""
        a, b = sorted((self.event_a, self.event_b))
        return a, b


@dataclass(frozen=True)
class Outcome:
    """How many happenings changed, into how many, and the decisions that others overrule."""

    before: int
    after: int
    overruled: list[tuple[str, str, str]]


def read_csv(path: Path) -> list[Decision]:
    """Return the decisions of a CSV file: event_a, event_b, verdict, where wanted note; other columns are ignored.

    Raises `BadDecision` for a file that cannot be read or is no such table.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            rows = [(reader.line_num, row) for row in reader]
            there = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as err:
        reason = getattr(err, "strerror", None) or err
        raise BadDecision(f"{path} cannot be read ({reason}); give a CSV file in UTF-8") from err
    if missing := [name for name in ("event_a", "event_b", "verdict") if name not in there]:
        raise BadDecision(f"{path} has no column {', '.join(missing)}; it needs event_a,event_b,verdict[,note]")
    return [_decision(row, f"{path}:{line}") for line, row in rows]


def _decision(row: dict[str, Any], origin: str) -> Decision:
    a, b, verdict, note = ((row.get(name) or "").strip() for name in ("event_a", "event_b", "verdict", "note"))
    return Decision(a, b, verdict.lower(), note or None, origin)


def decide(store: Store, decisions: list[Decision]) -> Outcome:
    """Append decisions, all or none, and merge anew; return what changed.

    A later one on the same pair takes the place of an earlier one. Raises `BadDecision`, and nothing is written then.
    """
    with connect(store.snapshot()) as connection:
        if mistakes := list(_mistakes(connection, decisions)):
            raise BadDecision("\n".join(mistakes))
        rows = _rows(connection, decisions)
    if not is_folded(store):  # so that what changes below is the doing of these decisions
        fold(store)
    before = _reports(store)
    store.add("decisions", rows)
    merge_anew(store)
    return _outcome(store, before)


def _mistakes(connection: DuckDBPyConnection, decisions: list[Decision]) -> Iterator[str]:
    if not decisions:
        yield "there is no decision to write; give two events, or a file with a row for each decision"
    asked = sorted({id for decision in decisions for id in decision.pair})
    sql = "SELECT id FROM counted_events WHERE id IN (SELECT unnest(?))"
    known = {id for (id,) in connection.execute(sql, [asked]).fetchall()}
    in_force = {*connection.sql("SELECT event_a, event_b FROM counted_decisions").fetchall()}
    verdicts: dict[tuple[str, str], str] = {}
    for decision in decisions:
        if decision.verdict not in VERDICTS:
            yield f"{decision.origin}: the verdict is {decision.verdict!r}; write {', '.join(VERDICTS[:-1])} or none"
        if decision.event_a == decision.event_b:
            yield f"{decision.origin}: {decision.event_a!r} is paired with itself; give two events"
        elif decision.verdict == WITHDRAWN and decision.pair not in in_force:
            yield (
                f"{decision.origin}: nothing is decided on {' and '.join(decision.pair)}; "
                'dragoman query "SELECT * FROM decisions" lists what is'
            )
        elif decision.verdict != WITHDRAWN:
            for id in decision.pair:
                if id not in known:
                    yield f"{decision.origin}: no event has the id {id!r}; dragoman merges and dragoman events list ids"
        if verdicts.setdefault(decision.pair, decision.verdict) != decision.verdict:
            yield f"{decision.origin}: {' and '.join(decision.pair)} came before with another verdict; give one"


def _rows(connection: DuckDBPyConnection, decisions: list[Decision]) -> list[dict[str, Any]]:
    """The rows in their order: each a microsecond after the one before, and after all that are there."""
    ((last,),) = connection.sql("SELECT max(decided) FROM raw_decisions").fetchall()
    time = datetime.now(UTC)
    if last is not None:  # also where the clock of the machine that wrote it is ahead
        time = max(time, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return [
        {
            "event_a": decision.pair[0],
            "event_b": decision.pair[1],
            "verdict": decision.verdict,
            "decided": (time + timedelta(microseconds=number)).isoformat(timespec="microseconds"),
            "note": decision.note,
        }
        for number, decision in enumerate(decisions)
    ]


def _reports(store: Store) -> Any:
    with connect(store.snapshot()) as connection:
        return connection.sql("SELECT event_id, happening_id FROM counted_reports").to_arrow_table()


def _outcome(store: Store, before: Any) -> Outcome:
    """Compare happenings as sets of events, for an id may stay while events come and go."""
    with connect(store.snapshot()) as connection:
        connection.register("reports_before", before)
        sets = "SELECT list_sort(list(event_id)) AS events FROM {} GROUP BY happening_id"
        gone, came = (
            len(connection.sql(f"({sets.format(one)}) EXCEPT ({sets.format(other)})"))
            for one, other in (("reports_before", "counted_reports"), ("counted_reports", "reports_before"))
        )
        return Outcome(gone, came, connection.sql(_OVERRULED).fetchall())


_OVERRULED = f"""
SELECT event_a, event_b, verdict FROM counted_decisions d
JOIN counted_reports a ON a.event_id = event_a JOIN counted_reports b ON b.event_id = event_b
WHERE (verdict = '{SAME}') <> (a.happening_id = b.happening_id) ORDER BY decided
"""

"""Copies, stories and happenings against a set with known truth (see happenings_set/README.md).

    python -m bench.happenings [--half tuned|reported|both]

The stories are coded with `dragoman.code_many`. In each one the event is looked for that codes its happening: of the
same type, or of the same quad class with a party's country right; of several the one with more right, then the one of
the right day, then the first; what a story names besides counts where its day is right. Happenings are scored on these
events, so that what the coder missed is not held against the merger; it is counted instead.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from bench.clusters import Groups, b_cubed, pairwise
from bench.story_set import Happening, Story, halves, load
from dragoman.coder import code_many
from dragoman.corpus import find_copies, merge
from dragoman.ontology import event_type
from dragoman.view import flat

Row = dict[str, Any]


def documents(stories: list[Story]) -> pa.Table:
    """Return the stories as a table of documents."""
    return pa.table(
        {
            "id": [s.id for s in stories],
            "text": [s.text for s in stories],
            "title": [s.title for s in stories],
            "published": [s.published.isoformat() for s in stories],
            "outlet": [s.outlet for s in stories],
        }
    )


def code(stories: list[Story]) -> tuple[pa.Table, pa.Table]:
    """Return (documents with their records, events) of the stories."""
    rows = ({"id": s.id, "text": s.text, "title": s.title, "date": s.published.isoformat()} for s in stories)
    outlets = {s.id: s.outlet for s in stories}
    records, events = [], []
    for record in code_many(rows):
        record.document.outlet = outlets[record.document.id]
        records.append(record.to_json())
        events += flat.events(record)
    table = documents(stories).append_column("record", pa.array(records, pa.string()))
    return table, pa.Table.from_pylist(events, schema=flat.arrow_schema("events"))


def match(stories: list[Story], happenings: dict[str, Happening], events: list[Row]) -> dict[str, str]:
    """Return the true happening of each event that codes one: the story's own, and those that it names besides."""
    by_document: dict[str, list[Row]] = {}
    for row in events:
        by_document.setdefault(row["document_id"], []).append(row)
    truth: dict[str, str] = {}
    for story in stories:
        for name in (story.happening, *story.also):
            happening = happenings.get(name)
            free = [row for row in by_document.get(story.id, []) if row["id"] not in truth]
            scored = [(_right(row, happening), row) for row in free] if happening and happening.type else []
            best = max(scored, key=lambda pair: pair[0] or (0,), default=(None, {}))
            # What is named besides must be dated right: else it may be the story's own happening, told again.
            if best[0] and (name == story.happening or best[0][2]):
                truth[best[1]["id"]] = name
    return truth


def _right(row: Row, happening: Happening) -> tuple[int, ...] | None:
    """How much of a happening an event has right, to be compared; `None` where it is not that happening."""
    if any(reading in row["auxiliary"] for reading in ("negation", "future", "hypothetical")):
        return None
    parties = sum(
        bool({code[:3] for code in row[f"{side}_codes"].split("; ")} & set(countries))
        for side, countries in (("actor", happening.actors), ("recipient", happening.recipients))
    )
    same_type = row["type"] == happening.type
    if not same_type and not (row["quad"] == event_type(happening.type).quad and parties):
        return None
    start, end = row["date_start"], row["date_end"]
    right_day = bool(start and end and start <= happening.day.isoformat() <= end)
    return (1, 2 * same_type + parties, right_day, -row["trigger_start"])


def daily_error(true: Iterable[str | date], found: Iterable[str | date]) -> float:
    """Return the mean absolute difference of two counts by day, over the days that either has."""
    one, two = Counter(map(str, true)), Counter(map(str, found))
    days = one.keys() | two.keys()
    return sum(abs(one[day] - two[day]) for day in days) / max(1, len(days))


@dataclass(frozen=True)
class Result:
    """The groups found and the true ones, by what is grouped; daily errors and how much was coded."""

    groups: dict[str, tuple[Groups, Groups]]
    errors: dict[str, float]
    coded: tuple[int, int]


def evaluate(stories: list[Story], happenings: dict[str, Happening], table: pa.Table, events: pa.Table) -> Result:
    """Return what the corpus functions make of the stories of one half."""
    ids = pa.array([s.id for s in stories])
    table, events = (_only(t, c, ids) for t, c in ((table, "id"), (events, "document_id")))
    folded = find_copies(table)
    merged, reports = merge(events, folded)
    by_id = {row["document_id"]: row for row in folded.to_pylist()}
    rows = {row["id"]: row for row in events.to_pylist()}
    truth = match(stories, happenings, list(rows.values()))
    of_event = {row["event_id"]: row["happening_id"] for row in reports.to_pylist()}
    found = {event: of_event[event] for event in truth}
    days = {row["id"]: row["date_start"] for row in merged.to_pylist()}
    true_days = [happenings[name].day for name in set(truth.values())]
    originals = [event for event in truth if by_id[rows[event]["document_id"]]["copy_of"] is None]
    return Result(
        groups={
            "copies": ({i: r["copy_of"] or i for i, r in by_id.items()}, {s.id: s.family for s in stories}),
            "stories": ({i: r["story"] for i, r in by_id.items()}, {s.id: s.happening for s in stories}),
            "happenings": (found, truth),
            "happenings, none merged": ({event: event for event in truth}, truth),
        },
        errors={
            "every event": daily_error(true_days, (rows[event]["date_start"] for event in truth)),
            "without copies": daily_error(true_days, (rows[event]["date_start"] for event in originals)),
            "happenings": daily_error(true_days, (days[name] for name in set(found.values()))),
        },
        coded=(
            sum(1 for event, name in truth.items() if _own(rows[event], name, stories)),
            sum(1 for s in stories if s.happening in happenings and happenings[s.happening].type),
        ),
    )


def _own(row: Row, name: str, stories: list[Story]) -> bool:
    return any(s.id == row["document_id"] and s.happening == name for s in stories)


def _only(table: pa.Table, column: str, ids: pa.Array) -> pa.Table:
    import pyarrow.compute as pc

    return table.filter(pc.is_in(table.column(column), value_set=ids))


def report(name: str, result: Result) -> None:
    """Print one half's figures."""
    print(f"\n{name}: the event was coded in {result.coded[0]} of {result.coded[1]} stories with a happening")
    print(f"{'':<26}{'B-cubed P':>10}{'R':>7}{'F1':>7}{'pairs P':>10}{'R':>7}{'F1':>7}")
    for what, (found, true) in result.groups.items():
        b, p = b_cubed(found, true), pairwise(found, true)
        print(
            f"{what:<26}{b.precision:>10.3f}{b.recall:>7.3f}{b.f1:>7.3f}{p.precision:>10.3f}{p.recall:>7.3f}{p.f1:>7.3f}"
        )
    print("mean absolute error of a day's count: " + ", ".join(f"{k} {v:.2f}" for k, v in result.errors.items()))


def main() -> None:
    """Code the set and print the figures of the halves asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("tuned", "reported", "both"), default="both")
    wanted = parser.parse_args().half
    happenings, stories = load()
    for name, half in zip(("tuned", "reported"), halves(stories), strict=True):
        if wanted in (name, "both"):
            report(f"{name} half, {len(half)} stories", evaluate(half, happenings, *code(half)))


if __name__ == "__main__":
    main()

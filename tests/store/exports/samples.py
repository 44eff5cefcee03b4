"""Records made by hand: every field that an export reads, in a text of our own."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.record import (
    Actor,
    Coder,
    Commitment,
    Document,
    Event,
    EventDate,
    Place,
    Quantity,
    Record,
    Statement,
    stable_id,
)
from dragoman.store.exports import export

TEXT = (
    "Riot police fired tear gas at teachers in Lima on Friday 📢 and Peru's army shelled a rebel camp.\n"
    "The foreign ministers of Kenya and Uganda met. Chile will perhaps sue the U.N."
)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def event(trigger: str, type: str, *, text: str = TEXT, **fields: Any) -> Event:
    """An event that stands in the sentence around its trigger."""
    where = span(trigger, text)
    start = max(text.rfind(". ", 0, where[0]) + 2, text.rfind("\n", 0, where[0]) + 1, 0)
    ends = [end for end in (text.find(". ", where[1]) + 1, text.find("\n", where[1])) if end > 0]
    sentence = (start if start > 1 else 0, min(ends, default=len(text)))
    return Event(
        **{
            "id": stable_id("d1", "event", [where]),
            "type": type,
            "quad": 4,
            "score": -7.5,
            "trigger": where,
            "sentence": sentence,
            **fields,
        }
    )


def day(iso: str) -> EventDate:
    return EventDate(start=iso, end=iso, precision="day", basis="weekday")


LIMA = Place(name="Lima", country="PER", lat=-12.05, lon=-77.04, precision="city", basis="clause", span=span("Lima"))


def record(**changes: Any) -> Record:
    """A document with five events: crowd control, shelling, a meeting, a future lawsuit, and the shelling again."""
    fields: dict[str, Any] = {
        "document": Document(
            id="d1",
            source="https://news.example/a?id=1",
            title="Gas in Lima",
            outlet="Example Wire",
            published="2024-03-02",
            language="en",
            coder=Coder(version="0.2", codebook="plover-2021", model="m"),
            text=TEXT,
        ),
        "actors": [
            Actor(key="a1", name="Riot police", codes=["PER COP"], role="police", mentions=[span("Riot police")]),
            Actor(key="a2", name="teachers", codes=["PER EDU LAB"], mentions=[span("teachers")]),
            Actor(key="a3", name="Peru's army", codes=["PER MIL"], mentions=[span("Peru's army")]),
            Actor(key="a4", name="rebels", codes=["--- REB"], mentions=[span("a rebel camp")]),
            Actor(key="a5", name="foreign ministers", codes=["KEN GOV", "UGA GOV"], mentions=[]),
            Actor(key="a6", name="Chile", codes=["CHL GOV"], mentions=[span("Chile")]),
            Actor(key="a7", name="United Nations", codes=["UNO"], mentions=[span("the U.N.")], wikidata="Q1065"),
        ],
        "events": [
            event(
                "fired",
                "ASSAULT",
                mode="crowd-control",
                cameo="175",
                contexts=["repression"],
                actor=["a1"],
                recipient=["a2"],
                actor_spans=[span("Riot police")],
                recipient_spans=[span("teachers")],
                date=day("2024-03-01"),
                place=LIMA,
                injured=Quantity(low=3, best=4, high=None),
                confidence=0.91,
            ),
            event(
                "shelled",
                "ASSAULT",
                mode="heavy-weapons",
                cameo="194",
                actor=["a3"],
                recipient=["a4"],
                date=EventDate(start="2024-02-01", end="2024-02-29", precision="month", basis="stated"),
                place=Place(name="Peru", country="PER", precision="country", basis="sentence"),
                killed=Quantity(low=2, best=2, high=2),
            ),
            event("met", "CONSULT", cameo="040", quad=1, score=2.5, actor=["a5"], date=day("2024-12-31")),
            event(
                "sue",
                "ACCUSE",
                mode="allege",
                cameo="112",
                quad=3,
                actor=["a6"],
                recipient=["a7"],
                auxiliary=["future"],
            ),
        ],
        "statements": [
            Statement(
                id=stable_id("d1", "statement", [span("fired")]),
                kind="direct",
                speaker=["a1"],
                source=[span("Riot police")],
                cue=span("fired"),
                content=[span("tear gas"), span("teachers")],
            )
        ],
        "commitments": [
            Commitment(id=stable_id("d1", "c", [span("sue")]), kind="threat", by=["a6"], content=span("sue the U.N."))
        ],
    }
    fields["events"].append(
        event("camp", "ASSAULT", cameo="194", actor=["a3"], same_as=fields["events"][1].id, date=day("2024-03-01"))
    )
    return Record(**{**fields, **changes})


def written(records: Iterable[Record], format: str, **options: Any) -> str:
    """What an export writes, as text."""
    stream = io.StringIO(newline="")
    export(records, format, stream, **options)
    return stream.getvalue()


def file(records: Iterable[Record], format: str, path: Path, **options: Any) -> Path:
    """What an export writes, as a file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        export(records, format, stream, **options)
    return path

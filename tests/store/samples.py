"""Records made by hand, so that the tests of stores load no model."""

from __future__ import annotations

from dragoman.record import Actor, Commitment, Document, Event, EventDate, Record, Statement, stable_id, text_hash


def record(n: int, text: str = "Peru condemned Chile and will close the border.", id: str | None = None) -> Record:
    """Return a record with one part of each kind, and a text that tells it from others."""
    text = f"{text} ({n})"
    id = id or f"doc-{n}"
    event = Event(
        id=stable_id(id, "event", [(5, 14)]),
        type="ACCUSE",
        quad=3,
        score=-2.0,
        actor=["a1"],
        recipient=["a2"],
        trigger=(5, 14),
        sentence=(0, len(text)),
        date=EventDate(start=f"2021-10-{n % 28 + 1:02}", end=f"2021-10-{n % 28 + 1:02}", precision="day"),
        confidence=0.1 + 0.2,
    )
    return Record(
        document=Document(id=id, published=f"2021-10-{n % 28 + 1:02}", sha256=text_hash(text), text=text),
        actors=[Actor(key="a1", name="Peru", codes=["PER"]), Actor(key="a2", name="Chile", codes=["CHL"])],
        events=[event],
        statements=[Statement(id=stable_id(id, "statement", [(0, 4)]), kind="indirect", content=[(0, 4)])],
        commitments=[Commitment(id=stable_id(id, "commitment", [(0, 4)]), kind="pledge", content=(0, 4))],
    )

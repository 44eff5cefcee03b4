"""The record's JSON: round trips, ids and the published schema."""

from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import (
    Actor,
    Commitment,
    Document,
    Event,
    EventDate,
    Furniture,
    Money,
    Place,
    Problem,
    Quantity,
    Record,
    Statement,
    json_schema,
    stable_id,
)

spans = st.tuples(st.integers(0, 500), st.integers(501, 1000))
words = st.text(max_size=20)
maybe = st.none() | words


@st.composite
def records(draw: st.DrawFn) -> Record:
    event = Event(
        id=draw(words),
        type="REQUEST",
        quad=draw(st.integers(1, 4)),
        score=draw(st.floats(-10, 10)),
        trigger=draw(spans),
        sentence=draw(spans),
        actor=["a1"],
        auxiliary=draw(st.lists(st.sampled_from(["historical", "future", "hypothetical", "negation"]), unique=True)),
        date=EventDate(start="2021-10-20", end="2021-10-20", precision="day", basis="published"),
        place=Place(name=draw(words), lat=draw(st.none() | st.floats(-90, 90))),
        killed=Quantity(low=draw(st.none() | st.integers(0, 10**9)), span=draw(spans)),
        money=Money(amount=draw(st.floats(0, 1e12)), currency="USD"),
    )
    statement = Statement(id=draw(words), kind="mixed", content=draw(st.lists(spans)), cue=draw(st.none() | spans))
    commitment = Commitment(id=draw(words), kind="pledge", content=draw(spans), contradicted_by=draw(st.lists(spans)))
    return Record(
        document=Document(
            id=draw(words),
            title=draw(maybe),
            text=draw(st.text(max_size=60)),
            furniture=[Furniture(span=draw(spans), kind="share")],
            problem=draw(st.none() | st.builds(Problem, stage=words, reason=words)),
        ),
        actors=[Actor(key="a1", name=draw(words), codes=["KEN GOV"], mentions=draw(st.lists(spans)))],
        events=[event],
        statements=[statement],
        commitments=[commitment],
    )


@given(records())
def test_a_record_survives_its_json(record: Record) -> None:
    assert Record.from_json(record.to_json()) == record
    assert Record.from_dict(json.loads(record.to_json())) == record
    assert json.loads(record.to_json()) == json.loads(json.dumps(record.to_dict()))


@given(records())
def test_every_record_fits_the_published_schema(record: Record) -> None:
    jsonschema.validate(json.loads(record.to_json()), json_schema())


def test_the_schema_refuses_a_record_without_one_of_its_lists() -> None:
    broken = Record(document=Document(id="x")).to_dict()
    del broken["events"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, json_schema())


def test_a_field_of_the_wrong_kind_is_named() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"events\[0\]|document"):
        Record.from_json('{"document": {"id": 3}}')


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert Record.from_json('{"document": {"id": "x", "mood": "fine"}}').document.id == "x"


def test_an_id_depends_on_place_and_kind_alone() -> None:
    one = stable_id("d", "event", [(1, 5), (7, 9)])
    assert one == stable_id("d", "event", [(1, 5), (7, 9)])
    assert len({one, stable_id("d", "statement", [(1, 5), (7, 9)]), stable_id("d", "event", [(1, 5)])}) == 3

"""What was added, changed and deleted between two sets of records."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Actor, Coder, Document, Record
from dragoman.store.exports.changes import COLUMNS, Difference, compare, write
from tests.store.exports.samples import event, record


def differences(old: list[Record], new: list[Record]) -> list[Difference]:
    return list(compare(old, new))


def test_the_same_records_differ_in_nothing_even_if_coded_by_another_version() -> None:
    again = record()
    again.document.coder = Coder(version="9", codebook="c", model="n")
    assert differences([record()], [again]) == []


def test_a_changed_event_says_what_it_was_and_is() -> None:
    new = record()
    new.events[0].mode, new.events[0].confidence = "beat", 0.5
    (found,) = differences([record()], [new])
    assert (found.change, found.kind, found.id) == ("changed", "event", new.events[0].id)
    assert found.fields == ["confidence", "mode"]
    assert found.before == {"mode": "crowd-control", "confidence": 0.91}
    assert found.after == {"mode": "beat", "confidence": 0.5}


def test_actors_are_compared_by_name_and_code_not_by_key() -> None:
    new = record()
    renamed = {"a1": "z1", "a2": "z2"}
    for actor in new.actors:
        actor.key = renamed.get(actor.key, actor.key)
    new.events[0].actor, new.events[0].recipient = ["z1"], ["z2"]
    new.statements[0].speaker = ["z1"]
    assert differences([record()], [new]) == []
    new.actors[0] = Actor(key="z1", name="Riot police", codes=["PER MIL"])
    assert {found.id for found in differences([record()], [new])} == {new.events[0].id, new.statements[0].id}


def test_parts_and_documents_come_and_go() -> None:
    less = record(events=record().events[:4])
    other = Record(document=Document(id="d2"))
    gone = differences([record(), other], [less])
    assert [(d.change, d.kind, d.id) for d in gone] == [
        ("deleted", "event", record().events[4].id),
        ("deleted", "document", "d2"),
    ]
    assert [d.change for d in differences([less], [record(), other])] == ["added", "added"]


@given(st.sets(st.sampled_from("abcdef")), st.sets(st.sampled_from("abcdef")))
def test_added_and_deleted_are_the_differences_of_the_sets(old: set[str], new: set[str]) -> None:
    def records(ids: set[str]) -> list[Record]:
        return [Record(document=Document(id=id)) for id in sorted(ids)]

    found = differences(records(old), records(new))
    assert {d.id for d in found if d.change == "added"} == new - old
    assert {d.id for d in found if d.change == "deleted"} == old - new
    assert all(d.change != "changed" for d in found)


def test_both_forms_say_the_same() -> None:
    new = record(events=[*record().events[1:], event("Chile", "REJECT")])
    new.events[0].mode = "aerial"
    stream = io.StringIO()
    counts = write(compare([record()], [new]), stream, "csv")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert list(rows[0]) == list(COLUMNS)
    assert counts == {"added": 1, "changed": 1, "deleted": 1}
    changed = next(row for row in rows if row["change"] == "changed")
    assert (changed["fields"], json.loads(changed["after"])) == ("mode", {"mode": "aerial"})
    stream = io.StringIO()
    write(compare([record()], [new]), stream, "jsonl")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["change"], line["id"]) for line in lines] == [(row["change"], row["id"]) for row in rows]
    assert next(line for line in lines if line["change"] == "changed")["fields"] == ["mode"]

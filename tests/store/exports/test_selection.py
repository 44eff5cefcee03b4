"""Which events an export holds, in which order, under which number."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Document, Record
from dragoman.store.exports import FORMATS, INCLUDE
from dragoman.store.exports.happenings import Happenings, Told
from dragoman.store.exports.ids import BITS_32, BITS_DOUBLE, Ids
from dragoman.store.exports.ordering import Ordered
from dragoman.store.exports.selection import Selection
from dragoman.store.exports.sentences import Sentences, in_lead
from tests.store.exports.samples import event, record, written


def triggers(*records: Record, include: tuple[str, ...] = (), happenings: Happenings | None = None) -> list[str]:
    selection = Selection(include, happenings)
    return [r.document.text[slice(*e.trigger)] for r, events in selection.choose(records) for e in events]


def test_what_happened_comes_once_in_the_order_of_the_text() -> None:
    assert triggers(record()) == ["fired", "shelled", "met"]


def test_future_events_and_further_reports_come_when_asked_for() -> None:
    assert triggers(record(), include=("future",)) == ["fired", "shelled", "met", "sue"]
    assert triggers(record(), include=("reports",)) == ["fired", "shelled", "camp", "met"]


def test_what_is_left_out_is_counted() -> None:
    selection = Selection()
    list(selection.choose([record(), record(document=Document(id="d2", copy_of="d1"))]))
    assert selection.left_out == {"future": 1, "reports": 1, "copies": 1}


def test_a_happening_of_several_documents_comes_once() -> None:
    story = record()
    other = record(document=Document(id="d2", text=story.document.text), events=[event("fired", "ASSAULT")])
    other.events[0].id = "0123456789abcdef"
    together = Happenings({other.events[0].id: story.events[0].id}, {story.events[0].id: Told(2, 2, 3)})
    assert triggers(story, other, happenings=together) == ["fired", "shelled", "met"]
    assert triggers(story, other) == ["fired", "shelled", "met", "fired"]
    row = written([story, other], "gdelt", happenings=together).splitlines()[0].split("\t")
    assert row[31:34] == ["2", "2", "3"]


def test_an_unknown_wish_is_refused() -> None:
    with pytest.raises(ValueError, match="negation, future"):
        Selection(["past"])
    assert set(INCLUDE) == {"negation", "future", "hypothetical", "copies", "reports"}


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "parquet"])
def test_the_same_records_give_the_same_bytes(format: str) -> None:
    assert written([record()], format) == written([record()], format) != ""


@given(
    st.lists(st.text(alphabet="abcdef0123456789", min_size=1, max_size=16), unique=True), st.sampled_from([3, 8, 31])
)
def test_numbers_are_never_given_twice(ids: list[str], bits: int) -> None:
    numbers = Ids(bits)
    given_out = [numbers.new(id) for id in ids[: 2**bits - 1]]
    assert len(set(given_out)) == len(given_out)
    assert all(0 < number < 2**bits for number in given_out)


def test_numbers_do_not_depend_on_what_else_is_in_the_file() -> None:
    alone, among = Ids(BITS_32), Ids(BITS_32)
    among.new("other")
    assert alone.new("9f2c41d0aa11bb22") == among.new("9f2c41d0aa11bb22") == Ids(BITS_32).of("9f2c41d0aa11bb22")
    assert Ids(BITS_DOUBLE).of("9f2c41d0aa11bb22", 1) != Ids(BITS_DOUBLE).of("9f2c41d0aa11bb22")
    assert Ids(BITS_DOUBLE).limit < 2**53


def test_collisions_are_counted() -> None:
    numbers = Ids(2)
    for id in ("a", "b", "c"):
        numbers.new(id)
    assert numbers.collisions > 0


def test_records_come_back_by_document_id_and_the_last_of_one_id_stands() -> None:
    first, last = (Record(document=Document(id="b", text=text)) for text in ("old", "new"))
    with Ordered([first, Record(document=Document(id="ä")), Record(document=Document(id="B")), last, last]) as records:
        assert [r.document.id for r in records] == ["B", "b", "ä"]
        assert [r.document.text for r in records][1] == "new"
        assert records.replaced == 1


def test_sentences_are_counted_by_punctuation_and_by_the_events_own_beginnings() -> None:
    story = record()
    numbers = Sentences(story)
    assert [numbers.number(e.sentence) for e in story.events] == [1, 1, 2, 3, 1]
    text = "Mr. Smith of the U.S. Army met Gen. Jones. They spoke.\n\nPeru left."
    met, left = (event(word, "CONSULT", text=text) for word in ("spoke", "left"))
    numbers = Sentences(Record(document=Document(id="x", text=text), events=[met, left]))
    assert (numbers.number(met.sentence), numbers.number(left.sentence)) == (2, 3)


def test_the_lead_is_the_first_paragraph_below_the_headings() -> None:
    text = "HEADLINE\n\nPeru met Chile. They left.\nKenya spoke."
    story = Record(document=Document(id="x", text=text, headings=[(0, 8)]))
    assert [in_lead(story, (text.index(word), len(text))) for word in ("Peru", "They", "Kenya")] == [True, True, False]


def test_a_json_record_survives_the_way_through_a_file() -> None:
    packed = gzip.compress(record().to_json().encode())
    assert Record.from_json(gzip.decompress(packed)) == record()
    assert json.loads(record().to_json())["document"]["id"] == "d1"

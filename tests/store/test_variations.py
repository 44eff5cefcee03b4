"""The records that measurements of large stores are made of are whole, and no copies of each other."""

from __future__ import annotations

from pathlib import Path

from bench.variations import vary_records
from dragoman.corpus.folding import fold
from dragoman.record import text_hash
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from tests.store.reading import rows
from tests.store.samples import record


def test_varied_records_make_a_whole_store_without_copies(tmp_path: Path) -> None:
    long = " ".join(f"Peru condemned Chile over the closure of border crossing number {n}." for n in range(9))
    coded = [record(1, long), record(2, long)]
    made = list(vary_records(coded, 20))
    store = Store.create(tmp_path / "store")
    assert store.append(made) == []
    fold(store)
    assert verify(store) == []
    assert len({row["id"] for row in rows(store, "events")}) == 20
    assert {row["copy_of"] for row in rows(store, "stories")} == {None}


def test_a_varied_record_keeps_places_and_lengths() -> None:
    source = record(1)
    for made in vary_records([source], 3):
        assert made.document.text != source.document.text
        assert made.document.sha256 == text_hash(made.document.text)
        assert [len(word) for word in made.document.text.split()] == [len(w) for w in source.document.text.split()]
        assert made.events[0].trigger == source.events[0].trigger
        assert made.events[0].date is not None
        assert made.events[0].date.start is not None
        assert made.events[0].date.start >= "2021-10"
        assert made.document.published is not None
        assert made.document.published >= "2021-10"

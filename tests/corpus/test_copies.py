from __future__ import annotations

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus import find_copies
from dragoman.record import Document, Furniture, Record
from tests.corpus.samples import RAID, RAID_RETOLD, STRIKE, WEATHER, documents


def rows_of(table: pa.Table) -> dict[str, dict[str, object]]:
    return {row["document_id"]: row for row in find_copies(table).to_pylist()}


def test_the_same_text_elsewhere_is_a_copy_of_the_one_published_first():
    found = rows_of(documents(("a", RAID, "2024-05-15"), ("b", RAID, "2024-05-14"), ("c", STRIKE, "2024-05-14")))
    assert (found["a"]["copy_of"], found["b"]["copy_of"], found["c"]["copy_of"]) == ("b", None, None)
    assert found["a"]["n_copies"] == found["b"]["n_copies"] == 1
    assert found["a"]["story"] == "b"
    assert found["a"]["why"] == "copy of b: the same words"


@pytest.mark.parametrize(
    "changed",
    [
        RAID[: len(RAID) * 2 // 3],
        "Subscribe to our newsletter for more. " + RAID + " Read more: Ten things to know about motorcycles.",
        RAID.replace("at least 12", "at least 13"),
        RAID.replace("condemned", "denounced"),
        RAID + " Correction: we first gave the wrong day of the attack.",
    ],
    ids=["cut", "furniture", "figure", "word", "correction"],
)
def test_a_changed_text_is_still_a_copy(changed):
    found = rows_of(documents(("a", RAID, "2024-05-14"), ("b", changed, "2024-05-14")))
    original = "a" if len(RAID) >= len(changed) else "b"
    assert {row["copy_of"] for row in found.values()} == {original, None}


def test_the_same_story_in_other_words_is_a_report_of_its_own():
    found = rows_of(documents(("a", RAID, "2024-05-14"), ("b", RAID_RETOLD, "2024-05-14"), ("c", STRIKE, "2024-05-14")))
    assert found["b"]["copy_of"] is None
    assert found["b"]["story"] == "a"
    assert "same story as a" in str(found["b"]["why"])
    assert found["c"]["story"] == "c"


@pytest.mark.parametrize(
    ("town", "high", "day", "published"),
    [("Nice", 25, "Monday", "2024-05-14"), ("Lyon", 21, "Tuesday", "2024-05-15"), ("Lyon", 23, "Monday", "2024-05-21")],
    ids=["town", "day", "week"],
)
def test_reports_from_a_template_are_neither_copies_nor_one_story(town, high, day, published):
    first = WEATHER.format(town="Lyon", high=23, day="Monday")
    other = WEATHER.format(town=town, high=high, day=day)
    if first == other:
        other = other.replace("23", "19")
    found = rows_of(documents(("a", first, "2024-05-14"), ("b", other, published)))
    assert found["b"]["copy_of"] is None
    assert found["b"]["story"] == "b"


def test_a_few_words_are_folded_only_on_the_same_day():
    flash = "Parliament in Tirana passed the budget by three votes, the speaker said."
    found = rows_of(documents(("a", flash, "2024-05-14"), ("b", flash, "2024-05-15"), ("c", flash, "2024-06-15")))
    assert (found["b"]["copy_of"], found["c"]["copy_of"]) == ("a", None)
    assert rows_of(documents(("a", flash, None), ("b", flash, None)))["b"]["copy_of"] is None


def test_a_chain_of_likenesses_does_not_glue_its_ends_together():
    words = [f"word{number}" for number in range(400)]
    chain = [(f"d{n}", " ".join(words[n * 40 : n * 40 + 120]), f"2024-05-{10 + n}") for n in range(7)]
    found = rows_of(documents(*chain))
    assert found["d6"]["copy_of"] != "d0"
    assert found["d6"]["story"] != "d0"


def test_furniture_that_a_record_marks_is_left_out():
    furniture = " ".join(f"Teaser {number} about a quite different thing altogether." for number in range(30))
    text = f"{furniture}\n{STRIKE}"
    record = Record(
        document=Document(id="b", text=text, furniture=[Furniture(span=(0, len(furniture)), kind="related")])
    )
    table = documents(("a", STRIKE, "2024-05-14"), ("b", text, "2024-05-14"))
    assert rows_of(table)["b"]["copy_of"] is None
    table = table.append_column("record", pa.array([None, record.to_json()], pa.string()))
    assert rows_of(table)["b"]["copy_of"] == "a"


def test_empty_texts_are_no_copies_of_each_other():
    found = rows_of(documents(("a", "", "2024-05-14"), ("b", "", "2024-05-14"), ("c", "!", None)))
    assert [row["copy_of"] for row in found.values()] == [None, None, None]
    assert find_copies(documents()).num_rows == 0


def test_a_bad_table_is_refused_with_the_remedy():
    with pytest.raises(ValueError, match="no column published"):
        find_copies(documents(("a", RAID, None)).drop(["published"]))
    with pytest.raises(ValueError, match="give each document one row"):
        find_copies(documents(("a", RAID, None), ("a", STRIKE, None)))


MIXED = [
    ("a", RAID, "2024-05-14"), ("b", RAID[:300], "2024-05-14"), ("c", RAID.replace("12", "15"), "2024-05-15"),
    ("d", RAID_RETOLD, "2024-05-15"), ("e", STRIKE, "2024-05-15"), ("f", STRIKE + " " + RAID[200:], "2024-05-16"),
    ("g", WEATHER.format(town="Lyon", high=23, day="Monday"), "2024-05-14"), ("h", "", None), ("i", RAID, None),
    ("j", WEATHER.format(town="Lyon", high=23, day="Monday"), "2024-05-14"),
]  # fmt: skip
EXPECTED = rows_of(documents(*MIXED))


@given(st.permutations(MIXED))
@settings(max_examples=15)
def test_the_order_of_documents_is_irrelevant(order):
    assert rows_of(documents(*order)) == EXPECTED


def test_a_story_that_many_tell_stays_one():
    chance = random.Random(7)
    filler = [f"{a}{b}ing" for a in ("walk", "talk", "trad", "farm", "sail", "mend", "paint") for b in "abcdefgh"]
    names = "Damboa Sambisa Maiduguri Borno Chibok Konduga Gwoza Bama"

    def report() -> str:
        return " ".join(f"{name} {' '.join(chance.sample(filler, 4))}" for name in chance.sample(names.split(), 8))

    found = rows_of(documents(*((f"d{n:02}", report(), "2024-05-14") for n in range(60))))
    assert {row["copy_of"] for row in found.values()} == {None}
    assert len({row["story"] for row in found.values()}) == 1


def test_batches_give_what_the_whole_table_gives():
    table = documents(*MIXED)
    assert find_copies(table.to_reader(max_chunksize=3)).equals(find_copies(table))
    with pytest.raises(ValueError, match="no column published"):
        find_copies(table.drop(["published"]).to_reader())


def test_an_error_of_the_source_stays_what_it_is():
    table = documents(*MIXED)

    def batches():
        yield from table.to_batches()
        raise FileNotFoundError("gone")

    with pytest.raises(FileNotFoundError, match="gone"):
        find_copies(pa.RecordBatchReader.from_batches(table.schema, batches()))

"""A text in memory becomes a document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reading import document
from dragoman.reading.document import first_line_title
from dragoman.record import Record, text_hash
from tests.reading.samples import FRENCH, STORY, TODAY


def test_what_is_given_counts_before_what_the_text_says() -> None:
    text = f"A headline of the text\nBy Ann Example, Reuters\n14 March 2019\n{STORY}"
    found = document(text, today=TODAY)
    assert (found.title, found.author, found.outlet) == ("A headline of the text", "Ann Example", "Reuters")
    assert found.published == "2019-03-14"
    given_ones = document(text, id="a7", date="2021-10-20", title="T", outlet="O", author="B", today=TODAY)
    assert (given_ones.id, given_ones.title, given_ones.outlet, given_ones.author) == ("a7", "T", "O", "B")
    assert given_ones.published == "2021-10-20"


def test_without_a_date_the_day_is_unknown_and_never_today() -> None:
    assert document(STORY, today=TODAY).published is None
    assert document(STORY, date="03/04/2019", today=TODAY).published is None


def test_the_id_is_given_or_a_hash_of_the_text() -> None:
    assert document(STORY).id == text_hash(STORY)[:16] == document(STORY, source="elsewhere.txt").id
    assert document(STORY, id=0).id == "0"
    assert document(STORY, id=" ").id == document(STORY).id
    assert document("", source="a.txt").id != document("", source="b.txt").id


@settings(deadline=None)
@given(st.text())
def test_the_text_is_kept_but_for_line_ends(text: str) -> None:
    made = document(text, today=TODAY)
    assert made.text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    assert made.sha256 == text_hash(made.text)
    Record.from_json(Record(document=made).to_json())


def test_lone_surrogates_never_reach_the_record() -> None:
    made = document("Talks \ud800 resume", id="\udfff", title="a\ud800", source="b\udc80.txt")
    assert made.text == "Talks \ufffd resume"
    assert Record(document=made).to_json()


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_an_empty_text_is_a_problem(text: str) -> None:
    problem = document(text).problem
    assert problem is not None and problem.stage == "reading" and "the text is empty" in problem.reason


def test_another_language_is_a_problem_and_keeps_the_text() -> None:
    made = document(FRENCH)
    assert made.language == "fr" and made.text == FRENCH
    assert made.problem is not None and "French (fr)" in made.problem.reason


def test_english_has_no_problem() -> None:
    made = document(STORY)
    assert made.language == "en" and made.problem is None
    assert made.title == "Examplia and Sampleland resume talks"


@pytest.mark.parametrize(
    "text",
    [
        "One line only",
        "The ministers met on Tuesday.\n\nThey agreed to go on with their talks in the summer.",
        "14 March 2019\n\nThey agreed to go on with their talks in the summer.",
        "By Ann Example, Reuters\n\nThey agreed to go on with their talks in the summer.",
        "Home\n\nThey agreed to go on with their talks in the summer.",
        "A line that is longer than what follows it\nshort",
        "",
    ],
)
def test_a_first_line_that_is_no_headline_is_no_title(text: str) -> None:
    assert first_line_title(text) is None

"""Furniture in stripped text: marked where it stands, and nothing of the article with it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading.furniture import find_furniture

LEAD = "The harbour board of Port Example voted on Tuesday to close two berths until the autumn, its chairman said."
NEXT = "Fishermen who use the berths said they had not been asked, and that they would take the board to court."
LAST = "The board meets again in May, when the mayor will put forward a plan of his own for the harbour."


def marked(*lines: str) -> dict[str, str]:
    text = "\n".join(lines)
    return {text[slice(*piece.span)]: piece.kind for piece in find_furniture(text)[0]}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this: Facebook Twitter Email", "share"),
        ("Follow the Example Gazette on Twitter", "share"),
        ("Sign up for our morning newsletter", "newsletter"),
        ("Advertisement", "advertisement"),
        ("Read more: Ferry prices to rise in June", "read-more"),
        ("Photograph: A. Sample/Example Images", "credit"),
        ("(Reporting by A. Sample; Editing by B. Sample)", "credit"),
        ("Image copyright Example Image caption The harbour at dawn", "caption"),
        ("© 2019 Example Gazette. All rights reserved.", "copyright"),
        ("By Ann Sample and Bo Example", "byline"),
        ("Updated 3 March 2019 at 10:15", "byline"),
        ("Ten Recipes From Our Kitchen For Lazy Summer Evenings", "related"),
    ],
)
def test_marks_a_line_between_paragraphs(line: str, kind: str) -> None:
    assert marked(LEAD, line, NEXT, LAST) == {line: kind}


def test_everything_after_the_foot_is_furniture() -> None:
    found = marked(LEAD, NEXT, LAST, "Related Posts", "Whale seen off the pier", "Leave a Reply", "Name *")
    assert set(found) == {"Related Posts", "Whale seen off the pier", "Leave a Reply", "Name *"}


def test_paragraphs_datelines_and_speech_are_left_alone() -> None:
    assert marked("PORT EXAMPLE (Wire) -- " + LEAD, NEXT, '"We were not asked," one of them said.', LAST) == {}


def test_a_section_heading_is_a_heading() -> None:
    text = "\n".join([LEAD, "What the fishermen want", NEXT, LAST])
    furniture, headings = find_furniture(text)
    assert furniture == []
    assert [text[s:e] for s, e in headings] == ["What the fishermen want"]


def test_furniture_inside_a_text_without_line_breaks_is_cut_out_alone() -> None:
    text = f"{LEAD} Advertisement {NEXT} Read more: Ferry prices rise in June. {LAST}"
    found = [text[slice(*piece.span)] for piece in find_furniture(text)[0]]
    assert found == ["Advertisement", "Read more: Ferry prices rise in June."]


def test_a_very_long_line_takes_linear_time() -> None:
    text = " ".join([LEAD] * 45_000)
    assert len(text) > 4_500_000
    started = time.monotonic()
    find_furniture(text)
    assert time.monotonic() - started < 20


@given(
    st.lists(
        st.sampled_from(
            [LEAD, NEXT, "Advertisement", "Related Posts", "Leave a Reply", "", "Why it matters", "a\u2028b"]
        )
    )
)
def test_spans_are_sorted_apart_and_inside_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    furniture, headings = find_furniture(text)
    assert find_furniture(text) == (furniture, headings)
    last = 0
    for piece in furniture:
        assert last <= piece.span[0] < piece.span[1] <= len(text)
        last = piece.span[1]
    for start, end in headings:
        assert 0 <= start < end <= len(text)

"""Quotation marks of the world's keyboards, and what happens where one is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.parsing.quotations import find_quotations


def quoted(text: str) -> list[str]:
    lines, at = [], 0
    for line in text.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return [text[slice(*q.span)] for q in find_quotations(text, lines)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The envoy said: "We will stay."', ['"We will stay."']),
        ("The envoy said: “We will stay.”", ["“We will stay.”"]),
        ("Der Sprecher: „Wir bleiben.“ Then he left.", ["„Wir bleiben.“"]),
        ("Le porte-parole: «Nous restons.» Then he left.", ["«Nous restons.»"]),
        ("The note read »we stay« and no more.", ["»we stay«"]),
        ("The note read 「we stay」 and no more.", ["「we stay」"]),
        ("She said ``we stay'' and no more.", ["``we stay''"]),
        ("''We stay,'' she said.", ["''We stay,''"]),
        ("It was a ‘step back’, officials said.", ["‘step back’"]),
        ("It was a 'step back', officials said.", ["'step back'"]),
        ("It wasn't the ministers' plan, the union's lawyer said.", []),
        ("It wasn’t the ministers’ plan, the union’s lawyer said.", []),
        ("A 6'2\" guard stood there.", []),
    ],
)
def test_finds_the_words_between_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_two_quotations_with_straight_marks_are_not_joined() -> None:
    text = '"We stay," she said. "We do not go."'
    assert quoted(text) == ['"We stay,"', '"We do not go."']


def test_a_mark_left_open_closes_with_the_paragraph() -> None:
    assert quoted("“We stay, she said.\nThe rain went on.") == ["“We stay, she said."]


def test_a_quotation_over_paragraphs_is_known_to_continue() -> None:
    text = "“We stay.\n“We do not go,” she said."
    first, second = find_quotations(text, [(0, 9), (10, len(text))])
    assert (first.closed, first.continues) == (False, True)
    assert second.closed


def test_a_mark_that_opens_again_after_a_sentence_goes_on_with_the_quotation() -> None:
    text = "“We stay. “We do not go,” she said. Rain fell."
    first, second = find_quotations(text, [(0, len(text))])
    assert [text[slice(*q.span)] for q in (first, second)] == ["“We stay.", "“We do not go,”"]
    assert first.continues


def test_a_quotation_inside_another_has_level_one() -> None:
    text = "“They told us ‘never again’ and left,” she said."
    outer, inner = find_quotations(text, [(0, len(text))])
    assert (outer.level, inner.level) == (0, 1)
    assert text[slice(*inner.inner)] == "never again"


def test_an_unpaired_mark_in_one_paragraph_leaves_the_next_alone() -> None:
    text = 'He called it "a mess.\nShe said "we stay" twice.'
    assert quoted(text) == ['"a mess.', '"we stay"']


@given(st.text(alphabet="ab .,\n“”\"'‘’«»„", max_size=80))
def test_spans_lie_inside_the_text_and_hold_their_inner_spans(text: str) -> None:
    lines, at = [], 0
    for line in text.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    for q in find_quotations(text, lines):
        assert 0 <= q.span[0] <= q.inner[0] < q.inner[1] <= q.span[1] <= len(text)

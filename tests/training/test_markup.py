"""The markup of the training texts: read exactly, and refused with the reason where it is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.examples import Example, is_held_out, sentences, split, stem
from training.markup import MarkupError, Predicate, Text, read_line

LINE = (
    "[Kenyan police|a1] {fired|ASSAULT crowd-control +negation} on [students|r1,a2] who had {marched|none} "
    "<on Friday|1>."
)


def test_marks_are_taken_off_and_their_words_kept() -> None:
    text = read_line(LINE)
    assert text.text == "Kenyan police fired on students who had marched on Friday."
    first, second = text.predicates
    assert (first.type, first.mode, first.auxiliary) == ("ASSAULT", "crowd-control", ("negation",))
    assert [text.text[slice(*s)] for s in first.actors + first.recipients + first.dates] == [
        "Kenyan police", "students", "on Friday",
    ]  # fmt: skip
    assert (second.type, [text.text[slice(*s)] for s in second.actors]) == ("none", ["students"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("No mark at all.", "no predicate"),
        ("[Chad|a2] {met|CONSULT} Niger.", "names no predicate"),
        ("[Chad|x1] {met|CONSULT} Niger.", "names no predicate"),
        ("{met|CONSULT +soon}", "unknown label"),
        ("[the [Chad|a1] army|a1] {met|CONSULT}", "nested"),
        ("{met|CONSULT} <on Friday|a1>", "names no predicate"),
    ],
)
def test_a_wrong_mark_is_refused_with_the_reason(line: str, reason: str) -> None:
    with pytest.raises(MarkupError, match=reason):
        read_line(line)


WORDS = st.text("abcdefghij ", min_size=1, max_size=12).map(str.strip).filter(bool)


@given(st.lists(st.tuples(WORDS, WORDS, st.sampled_from(["none", "ASSAULT", "AID +future"])), min_size=1, max_size=5))
def test_spans_point_at_the_marked_words(parts: list[tuple[str, str, str]]) -> None:
    line = " ".join(f"[{party}|a{n}] {{{trigger}|{label}}}" for n, (party, trigger, label) in enumerate(parts, 1))
    text = read_line(line)
    assert [text.text[slice(*p.span)] for p in text.predicates] == [trigger for _, trigger, _ in parts]
    assert [text.text[slice(*p.actors[0])] for p in text.predicates] == [party for party, _, _ in parts]


def test_a_text_is_cut_into_sentences_and_far_parties_left_out() -> None:
    text = read_line(
        "[Gen. Ojo|a1] {spoke|none} in Lagos. [Niger|a2] {pulled out|RETREAT withdraw} [troops of Ojo|r1]."
    )
    first, second = sentences(text)
    assert (first.text, second.text) == ("Gen. Ojo spoke in Lagos.", "Niger pulled out troops of Ojo.")
    assert first.predicates[0].recipients == []
    assert second.text[slice(*second.predicates[0].span)] == "pulled out"


def test_the_forms_of_a_word_go_together() -> None:
    assert stem("agreed") == stem("agrees") == stem("agreement")
    assert stem("shelled") != stem("shot")


def test_no_held_out_trigger_is_learned_from() -> None:
    examples = [
        Example(f"They {word} it.", [Predicate((5, 5 + len(word)), "none")], "test")
        for word in (
            "hit",
            "met",
            "freed",
            "sent",
            "burned",
            "left",
            "asked",
            "bombed",
            "shelled",
            "fined",
            "sued",
            "sacked",
        )
    ]
    learned, held = split(examples)
    assert len(learned) + len(held) == len(examples)
    assert not any(is_held_out(e.text[slice(*p.span)]) for e in learned for p in e.predicates)


@given(st.text('ab. "A', max_size=60))
def test_sentences_never_leave_their_text(words: str) -> None:
    text = Text(words, [Predicate((n, n + 1), "none") for n in range(0, len(words), 3)], {}, "test")
    for example in sentences(text):
        for predicate in example.predicates:
            assert 0 <= predicate.span[0] < predicate.span[1]
            assert example.text in words

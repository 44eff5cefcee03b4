"""Who said what, in which words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coder import code


def said(text: str) -> list[tuple[str, str, list[str]]]:
    record = code(text, date="2019-06-12")
    full = record.document.text
    return [
        (s.kind, " ".join(full[a:b] for a, b in s.source), [full[a:b] for a, b in s.content]) for s in record.statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the bridge was safe.",
            ("indirect", "The minister", ["the bridge was safe"]),
        ),
        (
            "The bridge was safe, the minister said.",
            ("indirect", "the minister", ["The bridge was safe"]),
        ),
        (
            '"The bridge is safe," the minister said.',
            ("direct", "the minister", ['"The bridge is safe,"']),
        ),
        (
            "The mayor called the bridge “a disgrace” and said it “must go at once”.",
            ("mixed", "The mayor", ["it “must go at once”"]),
        ),
        (
            "According to the port authority, nine ships were turned away.",
            ("indirect", "the port authority", ["nine ships were turned away"]),
        ),
        (
            "The union refused to return to work.",
            ("indirect", "The union", ["to return to work"]),
        ),
        (
            "The envoy called for an inquiry.",
            ("indirect", "The envoy", ["an inquiry"]),
        ),
    ],
)
def test_finds_speaker_kind_and_content(text: str, expected: tuple[str, str, list[str]]) -> None:
    assert expected in said(text)


def test_a_quotation_interrupted_by_its_speaker_is_one_statement() -> None:
    found = said('"The bridge is safe," the minister said. "Nobody need stay at home."')
    assert ("direct", "the minister", ['"The bridge is safe,"', '"Nobody need stay at home."']) in found
    assert len(found) == 1


def test_an_unpaired_mark_does_not_lose_the_quotation() -> None:
    found = said("“The bridge is safe, the minister said.\nIt rained for two days in the valley.")
    assert any("The bridge is safe" in " ".join(content) for _, _, content in found)


def test_a_denial_is_negated_and_its_speaker_known() -> None:
    record = code("Peru's army denied that it had burned the village.", date="2019-06-12")
    statement = record.statements[0]
    assert statement.negated
    assert [a.codes for a in record.actors if a.key in statement.speaker] == [["PER MIL"]]


def test_a_statement_inside_another_points_to_it() -> None:
    record = code("The officer said that the minister had promised to pay.", date="2019-06-12")
    outer, inner = record.statements
    assert inner.within == outer.id


def test_a_short_quotation_without_a_cue_is_no_statement() -> None:
    assert said("The 'big house' stands on the hill.") == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(['"', "“", "”", "the envoy said", "We stay", ".", ",", "\n", "'", "that"]), max_size=14)
)
def test_spans_always_lie_in_the_text(parts: list[str]) -> None:
    record = code(" ".join(parts))
    size = len(record.document.text)
    for statement in record.statements:
        for start, end in [*statement.content, *statement.source]:
            assert 0 <= start < end <= size

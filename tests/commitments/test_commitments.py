"""What was promised, demanded, refused, and what speaks against it."""

from __future__ import annotations

import pytest

from dragoman.coder import code


def found(text: str) -> list[tuple[str, str]]:
    record = code(text, date="2019-06-12")
    return [(c.kind, record.document.text[slice(*c.content)]) for c in record.commitments]


@pytest.mark.parametrize(
    ("text", "kind", "content"),
    [
        ("Norway promised to rebuild the port.", "pledge", "to rebuild the port"),
        ("Norway offered to rebuild the port.", "offer", "to rebuild the port"),
        ("Norway demanded that Russia open the port.", "demand", "Russia open the port"),
        ("Norway urged Russia to open the port.", "demand", "to open the port"),
        ("Norway refused to close the port.", "refusal", "to close the port"),
        ("Norway threatened to close the port.", "threat", "to close the port"),
        ('"We will rebuild the port," Norway\'s prime minister said.', "pledge", "We will rebuild the port"),
        ('"We will not sell the port," Norway\'s prime minister said.', "refusal", "We will not sell the port"),
    ],
)
def test_finds_kind_and_content(text: str, kind: str, content: str) -> None:
    assert (kind, content) in [(k, c.strip('",')) for k, c in found(text)]


def test_a_condition_and_a_deadline_are_kept() -> None:
    record = code("Norway offered to pay by the end of July 2019 if Russia opened the port.", date="2019-06-12")
    commitment = record.commitments[0]
    assert commitment.conditional
    assert commitment.condition is not None
    assert "if Russia opened" in record.document.text[slice(*commitment.condition)]
    assert commitment.deadline is not None
    assert commitment.deadline.end == "2019-07-31"


def test_conduct_against_a_pledge_is_joined_to_it() -> None:
    record = code("The army of Chad promised to spare the schools. But soldiers burned two schools.", date="2019-06-12")
    pledge = next(c for c in record.commitments if c.kind == "pledge")
    assert [record.document.text[s:e] for s, e in pledge.contradicted_by] == ["But soldiers burned two schools."]


def test_keeping_silent_is_no_refusal() -> None:
    assert found("The minister of Norway refused to comment.") == []

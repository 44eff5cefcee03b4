"""What an actor will not do for others is a refusal."""

from __future__ import annotations

import pytest

import dragoman


def _acts(text: str) -> list[tuple[str, str | None, list[str]]]:
    return [(e.type, e.mode, list(e.auxiliary)) for e in dragoman.code(text, date="2024-03-05").events]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Brazil will not lift the embargo on Bolivia.", "yield"),
        ("Chad said it will never negotiate with the rebels.", "meet"),
        ("The Iraqi government won't release the Kurdish prisoners.", "yield"),
    ],
)
def test_what_an_actor_will_not_yield_or_meet_is_rejected(text: str, mode: str) -> None:
    assert ("REJECT", mode, []) in _acts(text)


def test_what_was_not_done_is_no_refusal() -> None:
    assert ("CONCEDE", None, ["negation"]) in _acts("Kenya did not lift the ban on Ugandan milk.")


def test_what_would_not_be_done_under_a_condition_is_no_refusal() -> None:
    found = _acts("Egypt would not recognise the Libyan government if the vote were held.")
    assert all(type_ != "REJECT" for type_, _, _ in found)


def test_not_attacking_is_no_refusal() -> None:
    assert all(type_ != "REJECT" for type_, _, _ in _acts("Jordan will not attack Syria."))

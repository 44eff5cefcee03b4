"""The codebook as data."""

from __future__ import annotations

import pytest

from dragoman.ontology import event_type, event_types, sectors, type_names


def test_the_sixteen_types_are_there_with_score_and_quad() -> None:
    assert len(type_names()) == 16
    for entry in event_types().values():
        assert -10 <= entry.score <= 10
        assert entry.quad in (1, 2, 3, 4)
        assert event_type(entry.type).quad == entry.quad


def test_an_unknown_mode_is_the_type_as_such_and_an_unknown_type_an_error() -> None:
    assert event_type("ACCUSE", "shout").mode is None
    with pytest.raises(KeyError):
        event_type("SHOUT")


def test_sectors_have_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in sectors())

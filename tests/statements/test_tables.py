"""The tables of words that attribute: every row can be read and none says twice the same."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.ontology import rows
from dragoman.statements.cues import TABLES

_VERB_FRAMES = {"clause", "question", "quote", "inf", "objinf", "told", "gerund", "np", "comp", "addressed"}
_TABLES = ["cue_verbs", "cue_nouns", "cue_adjectives", "speaker_nouns", "support_verbs", "labels_no_speaker"]
_WITH_PREPOSITION = {"prep", "prepinf", "npprep"}


def test_every_verb_has_frames_that_are_read() -> None:
    for row in rows(TABLES, "cue_verbs.csv"):
        frames = set(row["frames"].split())
        assert frames, row
        assert frames <= _VERB_FRAMES or frames <= _WITH_PREPOSITION, row
        assert bool(row["preposition"]) == (frames <= _WITH_PREPOSITION), row
        assert row["class"] in {"communication", "thought", "stance", "document"}, row
        assert row["negates"] in {"", "yes"}, row


@pytest.mark.parametrize("name", ["cue_nouns.csv", "cue_adjectives.csv"])
def test_every_noun_and_adjective_has_a_frame_that_is_read(name: str) -> None:
    for row in rows(TABLES, name):
        assert row["frame"] in {"clause", "inf", "prep"}, row
        assert bool(row["preposition"]) == (row["frame"] == "prep"), row


@pytest.mark.parametrize("name", _TABLES)
def test_no_row_stands_twice_and_all_are_in_order(name: str) -> None:
    found = [tuple(row.values()) for row in rows(TABLES, f"{name}.csv")]
    assert found == sorted(found)
    assert [row for row, count in Counter(found).items() if count > 1] == []


def test_a_noun_that_speaks_is_a_person_a_group_or_a_document() -> None:
    assert {row["kind"] for row in rows(TABLES, "speaker_nouns.csv")} == {"person", "group", "document"}

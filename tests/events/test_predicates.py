"""The predicate table is sound: every type, mode, slot and condition in it is known."""

from __future__ import annotations

from collections import Counter

from dragoman.events.lexicon import CONDITIONS, TABLES
from dragoman.ontology import event_types, rows, sectors

ROWS = rows(TABLES, "predicates.csv")
SLOTS = {
    "obj",
    "iobj",
    "subj",
    "xsubj",
    "xobj",
    "csubj",
    "objposs",
    "objcompound",
    "pobjposs",
    "together",
    "poss",
    "state",
}


def test_types_and_modes_are_of_the_codebook() -> None:
    for row in ROWS:
        if row["type"] not in ("none", "@xcomp"):
            assert (row["type"], row["mode"] or None) in event_types(), row


def test_parts_of_speech_slots_conditions_and_weights_are_known() -> None:
    for row in ROWS:
        assert row["pos"] in {"VERB", "NOUN", "ADJ"}, row
        assert 0 <= float(row["weight"]) <= 1, row
        for slot in row["recipient"].split():
            assert slot in SLOTS or slot.startswith("prep:"), row
        for need in row["needs"].split():
            name, _, rest = need.partition(":")
            assert name in CONDITIONS, row
            if name in ("subjsector", "objsector"):
                assert set(rest.split("|")) <= set(sectors()), row


def test_no_predicate_is_judged_twice_in_the_same_grammar() -> None:
    counted = Counter((row["lemma"], row["pos"], row["needs"]) for row in ROWS)
    assert [key for key, n in counted.items() if n > 1] == []


def test_every_type_has_its_words() -> None:
    counted = Counter(row["type"] for row in ROWS)
    for name, mode in event_types():
        assert mode is not None or counted[name] >= 15, name
    assert counted["none"] >= 100

"""What an event is about, by the terms of its paragraph."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dragoman.coder import code
from dragoman.events.contexts import ENOUGH, find_contexts
from dragoman.events.lexicon import TABLES
from dragoman.ontology import rows

CONTEXTS = """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
economic legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity
inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology
terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking""".split()
LINES = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("contexts.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("context", "wanted", "sentence"), LINES)
def test_a_sentence_has_the_contexts_that_it_is_about(context: str, wanted: str, sentence: str) -> None:
    assert (context in find_contexts(sentence)) == (wanted == "yes")


def test_every_context_of_the_codebook_is_in_the_table_and_tried_both_ways() -> None:
    assert list(dict.fromkeys(row["context"] for row in rows(TABLES, "contexts.csv"))) == CONTEXTS
    tried = Counter((context, wanted) for context, wanted, _ in LINES)
    assert all(tried[context, "yes"] >= 2 and tried[context, "no"] >= 1 for context in CONTEXTS)


def test_the_table_is_well_formed() -> None:
    table = rows(TABLES, "contexts.csv")
    assert len({(row["context"], row["term"], row["with"]) for row in table}) == len(table)
    for row in table:
        assert 0 < float(row["weight"]) <= ENOUGH, row
        assert row["term"] == row["term"].lower().strip(), row
        assert len(row["term"].split()[0].rstrip("*")) > 1, row


def test_weak_terms_count_together_and_one_twice_does_not() -> None:
    assert "election" not in find_contexts("The candidate thanked the other candidate.")
    assert "election" in find_contexts("The candidate thanked all who voted.")


def test_a_term_may_need_another_beside_it() -> None:
    assert "intelligence" not in find_contexts("Her intelligence is famous.")
    assert "intelligence" in find_contexts("The intelligence was shared with Peru.")


def test_the_narrower_context_stands_in_for_crime() -> None:
    assert find_contexts("The gang was fined for bribery.") == ("corruption",)
    assert find_contexts("The gang hacked the pump.") == ("cyber", "crime")


def test_an_event_takes_its_paragraphs_contexts_else_those_of_the_opening() -> None:
    opening = "Peru's parliament voted on the election law. Senators and lawmakers spoke."
    record = code(f"{opening}\n\nPeru condemned Chile.\n\nPeru thanked Chile for the vaccine.", date="2019-06-12")
    found = {record.document.text[slice(*e.trigger)]: e.contexts for e in record.events}
    assert "legislative" in found["condemned"]
    assert "health" in found["thanked"]
    assert "legislative" not in found["thanked"]

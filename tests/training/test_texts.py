"""The training texts: every line well marked, varied enough, and as many as the documentation says."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.ontology import event_types, type_names
from training.examples import Example, read_texts, sentences
from training.markup import AUXILIARIES, Text
from training.report import by_type, regions

REGIONS = {"Africa", "MiddleEast", "SouthAsia", "EastAsia", "CentralAsia", "Europe", "Americas", "Oceania"}


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return read_texts()


@pytest.fixture(scope="module")
def examples(texts: list[Text]) -> list[Example]:
    return [e for text in texts for e in sentences(text)]


def test_every_type_and_mode_is_one_of_the_codebook(examples: list[Example]) -> None:
    known = {(type_, mode or "") for type_, mode in event_types()} | {("none", "")}
    assert {(p.type, p.mode) for e in examples for p in e.predicates} <= known


def test_no_text_stands_twice(texts: list[Text]) -> None:
    assert Counter(t.text for t in texts).most_common(1)[0][1] == 1


def test_there_are_enough_of_each_kind(texts: list[Text], examples: list[Example]) -> None:
    assert len(examples) >= 8000
    several = Counter(e.source for e in examples)
    assert sum(n > 1 for n in several.values()) >= 1500
    assert sum(all(p.type == "none" for p in t.predicates) for t in texts) >= 2500


def test_every_type_has_many_triggers_and_every_mode_occurs(examples: list[Example]) -> None:
    counted = by_type(examples)
    for type_ in type_names():
        assert counted[type_]["triggers"] >= 50, type_
    seen = Counter((p.type, p.mode) for e in examples for p in e.predicates)
    assert [pair for pair in event_types() if pair[1] and not seen[pair[0], pair[1]]] == []


def test_sentences_of_a_type_share_few_wordings(examples: list[Example]) -> None:
    assert max(row["overlap"] for type_, row in by_type(examples).items() if type_ != "none") < 0.15


def test_every_region_and_reading_is_there(texts: list[Text], examples: list[Example]) -> None:
    assert set(regions(texts)) >= REGIONS
    readings = Counter(a for e in examples for p in e.predicates for a in p.auxiliary)
    assert all(readings[a] >= 100 for a in AUXILIARIES), readings


def test_most_predicates_are_no_act(examples: list[Example]) -> None:
    counted = Counter(p.type == "none" for e in examples for p in e.predicates)
    assert counted[True] > counted[False]

"""The records of the bundled examples change only on purpose, and hold what a careful reader expects of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dragoman.record import Record, json_schema
from tests.golden.examples import code_example, examples, golden_path


@pytest.fixture(scope="module")
def records() -> dict[str, dict[str, Any]]:
    return {example.name[:2]: code_example(example) for example in examples()}


@pytest.mark.parametrize("example", examples(), ids=lambda p: p.name)
def test_a_golden_record_changes_only_on_purpose(example: Path, records: dict[str, dict[str, Any]]) -> None:
    golden = json.loads(golden_path(example).read_text(encoding="utf-8"))
    assert records[example.name[:2]] == golden, "if this is an improvement: make golden, and read the difference"


@pytest.mark.parametrize("example", examples(), ids=lambda p: p.name)
def test_a_record_fits_the_schema_and_its_spans_lie_in_the_text(
    example: Path, records: dict[str, dict[str, Any]]
) -> None:
    data = records[example.name[:2]]
    jsonschema.validate(data, json_schema())
    size = len(data["document"]["text"])
    for start, end in spans(data):
        assert 0 <= start < end <= size
    keys = {actor["key"] for actor in data["actors"]}
    for event in data["events"]:
        assert set(event["actor"]) | set(event["recipient"]) <= keys
    ids = [part["id"] for kind in ("events", "statements", "commitments") for part in data[kind]]
    assert len(ids) == len(set(ids))
    assert Record.from_dict(data).to_dict() == json.loads(json.dumps(data))


def spans(value: Any) -> list[tuple[int, int]]:
    """Return everything in a record that looks like a span."""
    if isinstance(value, dict):
        return [s for key, inner in value.items() if key != "text" for s in spans(inner)]
    if isinstance(value, list) and len(value) == 2 and all(isinstance(x, int) for x in value):
        return [(value[0], value[1])]
    if isinstance(value, list):
        return [s for inner in value for s in spans(inner)]
    return []


def told(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    """Return (actor countries, type, recipient countries) of each event without an auxiliary reading."""
    codes = {actor["key"]: actor["codes"] for actor in data["actors"]}

    def countries(keys: list[str]) -> str:
        return "+".join(sorted({code.split()[0] for key in keys for code in codes[key]}))

    return {(countries(e["actor"]), e["type"], countries(e["recipient"])) for e in data["events"] if not e["auxiliary"]}


# What a careful reader would record of each example, written before the records were made.
EXPECTED = {
    "01": {("ETH+SOM", "CONSULT", ""), ("ETH", "AGREE", "")},
    "02": {("HND", "ASSAULT", "HND"), ("HND", "ACCUSE", "HND"), ("HND", "REQUEST", "HND")},
    "03": {("BFA", "ASSAULT", "BFA"), ("NER", "AGREE", ""), ("BFA", "MOBILIZE", "")},
    "04": {("KOR", "AGREE", "")},
    "05": {("NGO", "REQUEST", "PRT")},
    "06": {("EUR", "AGREE", "")},
    "07": {("MWI", "MOBILIZE", "MWI"), ("MWI", "PROTEST", "")},
    "08": {("FIN", "AGREE", "UKR"), ("EST", "REJECT", "")},
    "09": {("GRC", "COERCE", "IRN"), ("IRN", "ACCUSE", "GRC"), ("USA", "SUPPORT", "GRC")},
}


@pytest.mark.parametrize("number", sorted(EXPECTED))
def test_the_main_events_are_found(number: str, records: dict[str, dict[str, Any]]) -> None:
    assert told(records[number]) >= EXPECTED[number]


def test_sport_and_markets_in_the_words_of_war_hold_no_event(records: dict[str, dict[str, Any]]) -> None:
    assert records["10"]["events"] == []
    assert len(records["10"]["statements"]) >= 2


def test_furniture_is_marked_and_the_article_is_not(records: dict[str, dict[str, Any]]) -> None:
    document = records["01"]["document"]
    marked = " ".join(document["text"][slice(*piece["span"])] for piece in document["furniture"])
    assert "Leave a Reply" in marked
    assert "Dredging contract" in marked
    assert "Waberi" not in marked


def test_a_pledge_and_the_conduct_against_it_are_joined(records: dict[str, dict[str, Any]]) -> None:
    text = records["06"]["document"]["text"]
    against = [text[s:e] for c in records["06"]["commitments"] for s, e in c["contradicted_by"]]
    assert any("looted a warehouse" in words for words in against)


def test_quotations_over_paragraphs_are_one_statement(records: dict[str, dict[str, Any]]) -> None:
    text = records["09"]["document"]["text"]
    contents = [[text[s:e] for s, e in statement["content"]] for statement in records["09"]["statements"]]
    assert any("ask twice" in " ".join(spans) and "piracy" in " ".join(spans) for spans in contents)

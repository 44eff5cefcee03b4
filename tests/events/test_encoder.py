"""The learned judge: what it says of plain sentences, and that nothing around a document changes it."""

from __future__ import annotations

import json
from importlib import resources

import numpy as np
import pytest

from dragoman.events.encoder import encoder
from dragoman.ontology import event_types, type_names


def spans(text: str, *words: str) -> list[list[tuple[int, int]]]:
    return [[(text.index(w), text.index(w) + len(w))] if w else [] for w in words]


def likeliest(text: str, predicate: str, actor: str = "", recipient: str = "") -> str:
    at, who, whom = spans(text, predicate, actor, recipient)
    opinion = encoder().judge(encoder().encode([text])[0], at[0], who, whom)
    assert opinion is not None
    return max(opinion.types, key=opinion.types.__getitem__)


def test_its_labels_are_the_codebooks() -> None:
    assert encoder().types == ["none", *type_names()]
    assert set(encoder().modes) == {f"{type_} {mode or ''}".strip() for type_, mode in event_types()}


@pytest.mark.parametrize(
    ("text", "predicate", "actor", "recipient", "type_"),
    [
        ("Chadian jets bombed a rebel camp near the border.", "bombed", "Chadian jets", "a rebel camp", "ASSAULT"),
        ("Peru condemned Chile for closing the pass.", "condemned", "Peru", "Chile", "ACCUSE"),
        ("Norway urged Ghana to free the sailors.", "urged", "Norway", "Ghana", "REQUEST"),
        ("Norway sent Ghana forty tonnes of medicine.", "sent", "Norway", "Ghana", "AID"),
        ("Thousands of miners marched against the Bolivian government.", "marched", "miners", "government", "PROTEST"),
        ("Ghana's president met Togo's president in Accra.", "met", "Ghana's president", "Togo's president", "CONSULT"),
        ("Ghana beat Togo 3-1 in the qualifier.", "beat", "Ghana", "Togo", "none"),
        ("The minister said the harvest was poor.", "said", "The minister", "", "none"),
    ],
)
def test_it_tells_plain_acts_from_each_other(text: str, predicate: str, actor: str, recipient: str, type_: str) -> None:
    assert likeliest(text, predicate, actor, recipient) == type_


def test_two_acts_of_one_pair_in_a_sentence_are_told_apart() -> None:
    text = "Peru condemned Chile over the raid and expelled two of its diplomats."
    assert likeliest(text, "condemned", "Peru", "Chile") == "ACCUSE"
    assert likeliest(text, "expelled", "Peru", "two of its diplomats") == "SANCTION"


def test_a_sentence_is_read_alike_beside_any_others() -> None:
    texts = ["Ghana warned Togo of a blockade.", "Kenya praised Malawi for the truce.", "Chile asked Peru for help."]
    alone = [encoder().encode([t])[0].states for t in texts]
    together = [e.states for e in encoder().encode(texts)]
    for a, b in zip(alone, together, strict=True):
        assert np.array_equal(a, b)


def test_a_predicate_past_the_models_length_has_no_opinion() -> None:
    text = "and then " * 300 + "Ghana attacked Togo."
    at = text.index("attacked")
    assert encoder().judge(encoder().encode([text])[0], (at, at + 8), [], []) is None


def test_the_weights_fit_the_package() -> None:
    folder = resources.files("dragoman.events").joinpath("model")
    assert sum(len(f.read_bytes()) for f in folder.iterdir()) <= 25_000_000
    assert json.loads(folder.joinpath("labels.json").read_text())["texts"]

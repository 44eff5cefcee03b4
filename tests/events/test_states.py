"""Acts told as states, facts told by the way, and acts that the authorities announce."""

from __future__ import annotations

import pytest

import dragoman


def _acts(text: str) -> list[tuple[str, str | None, str, str]]:
    record = dragoman.code(text, date="2024-03-05")
    codes = {a.key: a.codes for a in record.actors}

    def who(keys: list[str]) -> str:
        return ",".join(code for key in keys for code in codes[key])

    return [(e.type, e.mode, who(e.actor), who(e.recipient)) for e in record.events]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The former president of Mali has been under house arrest since May.", ("COERCE", "arrest", "", "MLI ELI")),
        ("Kenyan nurses are on strike.", ("PROTEST", "strike", "KEN MED", "")),
        ("Chad and Niger are in talks with Nigeria.", ("CONSULT", None, "TCD GOV,NER GOV,NGA GOV", "")),
    ],
)
def test_a_state_tells_the_act_that_it_came_from(text: str, act: tuple[str, str | None, str, str]) -> None:
    assert act in _acts(text)


def test_a_call_between_two_leaders_is_a_talk_by_telephone() -> None:
    text = "Both sides released an account of a phone call between the Kenyan president and the Ugandan president."
    assert ("CONSULT", "phone", "KEN GOV,UGA GOV", "") in _acts(text)


def test_a_fact_told_inside_a_request_is_an_act_of_its_own() -> None:
    acts = _acts("Niger urged Chad to avoid a clash with French forces, which have provided arms for Malian rebels.")
    assert ("AID", None, "FRA MIL", "MLI REB") in acts
    assert [act[0] for act in acts].count("REQUEST") == 1


def test_what_authorities_announce_in_the_passive_they_did() -> None:
    acts = _acts("Kenyan authorities announced that the tanker was seized in the port of Mombasa.")
    assert [act[:3] for act in acts] == [("COERCE", "seize", "KEN GOV")]


def test_others_who_report_an_arrest_did_not_make_it() -> None:
    assert all(act[2] == "" for act in _acts("A Kenyan newspaper said that a Ugandan lawmaker was arrested."))

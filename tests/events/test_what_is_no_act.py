"""Words of acts that tell no act of their own, and parties that only seem to be some."""

from __future__ import annotations

import pytest

import dragoman


def _acts(text: str) -> list[tuple[str, str, str]]:
    record = dragoman.code(text, date="2024-03-05")
    codes = {a.key: a.codes for a in record.actors}

    def who(keys: list[str]) -> str:
        return ",".join(code for key in keys for code in codes[key])

    return [(e.type, who(e.actor), who(e.recipient)) for e in record.events]


@pytest.mark.parametrize(
    "text",
    [
        "The Chadian rebels pose a threat to Niger.",
        "Togo remains a threat to Ghana, the report said.",
        "Kenya joined Uganda in repairing the old railway line.",
    ],
)
def test_a_danger_and_a_joining_are_no_acts(text: str) -> None:
    assert _acts(text) == []


def test_shelter_for_fighters_is_help_and_no_visit() -> None:
    assert _acts("Chad has long hosted Sudanese rebels near the border.") == [("AID", "TCD GOV", "SDN REB")]


def test_what_belongs_to_the_attacker_is_not_attacked() -> None:
    acts = _acts("Attacks by the Malian branch of Boko Haram shook the capital of Niger.")
    assert acts == [("ASSAULT", "NGA REB", "")]


def test_what_an_attack_led_to_is_one_event_with_it() -> None:
    acts = _acts("Gunmen stormed the barracks, killing six Malian soldiers and wounding ten.")
    assert [act[0] for act in acts] == ["ASSAULT"]
    assert acts[0][2] == "MLI MIL"


def test_a_second_attack_with_its_own_verb_stays_a_second_event() -> None:
    acts = _acts("Gunmen stormed the barracks and killed six Malian soldiers.")
    assert [act[0] for act in acts].count("ASSAULT") == 2

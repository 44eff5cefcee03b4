"""Who acts and who is acted upon, where grammar hides them."""

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
    ("text", "act"),
    [
        ("Kenya issued a statement condemning Uganda.", ("ACCUSE", "KEN GOV", "UGA GOV")),
        ("The African Union passed a resolution calling on Chad to hold elections.", ("REQUEST", "IGO", "TCD GOV")),
    ],
)
def test_who_issues_a_text_does_what_it_tells(text: str, act: tuple[str, str, str]) -> None:
    assert act in _acts(text)


def test_a_nationality_before_the_target_of_a_threat_names_who_is_threatened() -> None:
    ((type_, actor, recipient),) = _acts("Kenya threatened to shell Ugandan towns in retaliation.")
    assert (type_, actor, recipient.split()[0]) == ("THREATEN", "KEN GOV", "UGA")


def test_all_with_whom_relations_are_to_end_are_threatened() -> None:
    acts = _acts("Chad threatened to break off relations with Ghana and Costa Rica over their ties with Israel.")
    assert ("THREATEN", "TCD GOV", "GHA GOV,CRI GOV") in acts


def test_several_who_agree_do_so_with_each_other() -> None:
    acts = _acts("Senior Kenyan and Ugandan officials agreed that their countries should help Ugandan refugees return.")
    assert ("AGREE", "KEN GOV,UGA GOV", "") in acts


def test_a_nation_before_the_means_of_an_attack_is_the_attacker() -> None:
    assert ("ASSAULT", "USA GOV", "MLI REB") in _acts("Recent US drone attacks have killed eight Malian rebels.")


def test_whom_a_strike_is_against_may_stand_far_off() -> None:
    text = "A Kenyan activist staged a hunger strike in prison in protest against violations by Kenyan security forces."
    ((type_, actor, recipient),) = _acts(text)
    assert (type_, actor, recipient.split()[0]) == ("PROTEST", "KEN CVL", "KEN")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chad received military aid from France.", ("AID", "FRA GOV", "TCD GOV")),
        ("French soldiers came under fire from Malian rebels near Gao.", ("ASSAULT", "MLI REB", "FRA MIL")),
        ("The Ugandan opposition leader went on trial in Kampala.", ("ACCUSE", "", "UGA OPP")),
        ("Kenya's government faced condemnation from the European Union.", ("ACCUSE", "EUR", "KEN GOV")),
    ],
)
def test_who_undergoes_an_act_is_its_recipient(text: str, act: tuple[str, str, str]) -> None:
    assert act in _acts(text)


def test_who_receives_a_guest_is_the_host() -> None:
    assert ("CONSULT", "KEN GOV", "UGA GOV") in _acts("The Kenyan president received the Ugandan foreign minister.")

"""Who did what to whom, as sentences tell it."""

from __future__ import annotations

import pytest

from dragoman.coder import code
from dragoman.events import classify

DAY = "2019-06-12"


def told(text: str) -> list[tuple[str, str | None, str, str, str]]:
    record = code(text, date=DAY)
    codes = {a.key: a.codes for a in record.actors}

    def who(keys: list[str]) -> str:
        return ",".join(code for key in keys for code in codes[key])

    return [(e.type, e.mode, who(e.actor), who(e.recipient), ",".join(e.auxiliary)) for e in record.events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru condemned Chile.", ("ACCUSE", "disapprove", "PER GOV", "CHL GOV", "")),
        ("Chile was condemned by Peru.", ("ACCUSE", "disapprove", "PER GOV", "CHL GOV", "")),
        ("Ghana urged Togo to release the fishermen.", ("REQUEST", "yield", "GHA GOV", "TGO GOV", "")),
        ("Kenya called on Uganda to hold talks.", ("REQUEST", "meet", "KEN GOV", "UGA GOV", "")),
        ("Norway promised to send aid to Nepal.", ("AGREE", None, "NOR GOV", "NPL GOV", "")),
        ("Egypt agreed to withdraw from Sudan.", ("CONCEDE", None, "EGY GOV", "SDN GOV", "")),
        ("Rwandan soldiers shot two Burundian traders.", ("ASSAULT", "firearms", "RWA MIL", "BDI BUS", "")),
        ("Greek police arrested a Turkish journalist.", ("COERCE", "arrest", "GRC COP", "TUR JRN", "")),
        ("Canada imposed sanctions on Belarus.", ("SANCTION", "discontinue", "CAN GOV", "BLR GOV", "")),
        ("Iraq expelled two Swedish diplomats.", ("SANCTION", "expel", "IRQ GOV", "SWE GOV", "")),
        ("India refused to meet Pakistan.", ("REJECT", "meet", "IND GOV", "PAK GOV", "")),
        ("Iran threatened to attack Israel.", ("THREATEN", "violence", "IRN GOV", "ISR GOV", "")),
        ("Japan praised Mongolia.", ("SUPPORT", None, "JPN GOV", "MNG GOV", "")),
        ("France deployed troops to Niger.", ("MOBILIZE", "troops", "FRA GOV", "NER GOV", "")),
    ],
)
def test_codes_act_parties_and_mode(text: str, expected: tuple[str, str | None, str, str, str]) -> None:
    assert expected in told(text)


def test_those_who_take_part_alike_are_all_actors() -> None:
    assert ("CONSULT", None, "NPL GOV,BTN GOV", "", "") in told("Nepal met Bhutan.")


def test_a_noun_carries_an_act_with_its_owner_and_its_object() -> None:
    assert ("ASSAULT", None, "TUR GOV", "SYR GOV", "") in told("Turkish attacks on Syria went on.")


def test_what_is_asked_for_is_no_second_event() -> None:
    assert [event[0] for event in told("Ghana urged Togo to attack the rebels.")] == ["REQUEST"]


def test_plain_talk_is_no_event() -> None:
    assert told("Peru said that the winter was cold.") == []


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Peru did not condemn Chile.", "negation"),
        ("Rebels will attack Chad.", "future"),
        ("If Togo bombs Ghana, prices will rise.", "hypothetical"),
        ("In 1975 Morocco invaded Mauritania.", "historical"),
    ],
)
def test_denied_future_possible_and_past_acts_say_so(text: str, reading: str) -> None:
    assert any(reading in event[4] for event in told(text))


def test_a_visit_to_come_is_an_agreement() -> None:
    assert any(event[0] == "AGREE" for event in told("Kenya's president will visit Ghana."))


@pytest.mark.parametrize(
    "text",
    [
        "United attacked from the left and scored.",
        "Shares retreated and the index rallied.",
        "The batter struck the ball and the crowd roared.",
        "The storm killed the power in the hall.",
    ],
)
def test_sport_and_markets_are_no_events(text: str) -> None:
    assert told(text) == []


def test_an_event_says_when_where_how_many_and_why() -> None:
    record = code("Gunmen killed at least 12 villagers near Maiduguri on Monday.", date=DAY)
    event = record.events[0]
    assert event.date is not None
    assert (event.date.start, event.date.basis) == ("2019-06-10", "weekday")
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Maiduguri", "NGA")
    assert event.killed is not None
    assert (event.killed.low, event.killed.high) == (12, None)
    assert any(reason.startswith("table: kill") for reason in event.why)


def test_a_second_telling_points_to_the_first() -> None:
    record = code("Peru condemned Chile.\nOnce more: Peru condemned Chile.", date=DAY)
    assert record.events[1].same_as == record.events[0].id


def test_an_event_told_in_a_statement_points_to_it() -> None:
    record = code("Rebels attacked a Chadian village, officials said.", date=DAY)
    assert record.events[0].statement == record.statements[0].id


def test_classify_always_names_a_type_and_says_how_likely_an_act_is() -> None:
    text = "Peru condemned Chile on Monday."
    rows = [
        {"id": "a", "text": text, "source": {"start": 0, "end": 4}, "target": {"start": 15, "end": 20}},
        {"id": "b", "text": "Peru, Chile, and the rain.", "source": None, "target": None},
    ]
    first, second = classify(rows)
    assert (first["plover"], first["quad"]) == ("ACCUSE", 3)
    assert second["plover"]
    assert first["event"] > 0.5 > second["event"]

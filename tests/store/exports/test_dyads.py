"""Pairs of actors and recipients, as the older datasets count them."""

from __future__ import annotations

from dragoman.record import Actor, Event, Record
from dragoman.store.exports.dyads import dyads, parties
from tests.store.exports.samples import event, record


def pairs(record: Record, event: Event) -> list[tuple[str, str]]:
    def code(party: object) -> str:
        return "" if party is None else f"{party.country} {' '.join(party.sectors)}"  # type: ignore[attr-defined]

    return [(code(one), code(other)) for one, other in dyads(record, event)]


def test_one_actor_and_one_recipient_are_one_pair() -> None:
    story = record()
    assert pairs(story, story.events[0]) == [("PER COP", "PER EDU LAB")]


def test_an_event_without_recipient_keeps_its_actor() -> None:
    story = record()
    assert pairs(story, story.events[4]) == [("PER MIL", "")]


def test_an_event_without_anybody_is_still_a_row() -> None:
    assert pairs(record(), event("camp", "ASSAULT")) == [("", "")]


def test_who_meets_without_recipient_meets_the_others_both_ways() -> None:
    story = record()
    assert pairs(story, story.events[2]) == [("KEN GOV", "UGA GOV"), ("UGA GOV", "KEN GOV")]


def test_who_attacks_side_by_side_does_not_attack_each_other() -> None:
    assert pairs(record(), event("camp", "ASSAULT", actor=["a1", "a3"])) == [("PER COP", ""), ("PER MIL", "")]


def test_members_stand_for_their_group_and_nobody_comes_twice() -> None:
    story = record()
    both = Actor(key="a8", name="the two", codes=["PER COP", "PER MIL"], members=["a1", "a3"])
    around = Actor(key="a9", name="ring", codes=["CHL GOV"], members=["a9", "a6"])
    story = record(actors=[*story.actors, both, around])
    assert [p.name for p in parties(story, ["a8", "a1"])] == ["Riot police", "Peru's army"]
    assert [p.name for p in parties(story, ["a9"])] == ["Chile"]


def test_sectors_come_in_the_order_of_the_codebook_whatever_the_record_says() -> None:
    for codes in (["PER OPP PTY"], ["PER PTY", "PER OPP"], ["PER PTY OPP"]):
        story = record(actors=[Actor(key="a1", name="x", codes=codes)])
        assert parties(story, ["a1"])[0].sectors == ("PTY", "OPP")


def test_an_unknown_country_is_empty_and_a_key_without_actor_is_nobody() -> None:
    story = record(actors=[Actor(key="a1", name="gunmen", codes=["--- UAF"]), Actor(key="a2", name="it")])
    assert [(p.country, p.sectors) for p in parties(story, ["a1", "a2", "a77"])] == [("", ("UAF",)), ("", ())]

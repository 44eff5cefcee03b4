"""Who definite descriptions go back to: "the group", "the two countries", "both sides", "the minister"."""

from __future__ import annotations

import functools
from typing import Any

from dragoman.actors.coreference import Memory, Noted
from dragoman.actors.phrases import Who
from dragoman.actors.sources import TABLES
from dragoman.ontology import INTERNATIONAL, rows
from dragoman.parsing.grammar import noun_phrase

Token = Any

_DEFINITE = {"the", "this", "that", "these", "those"}
_NUMBERS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_STATES = {"country", "nation", "state", "neighbour", "neighbor", "ally", "power", "government", "capital", "army"}
_PERSONS = {"leader", "president", "minister", "man", "woman", "official", "diplomat", "general", "politician", "envoy"}
_PARTIES = {"side", "party", "rival", "foe", "enemy", "opponent", "partner"}
_LEADERS = {
    "president",
    "prime minister",
    "premier",
    "chancellor",
    "king",
    "leader",
    "supreme leader",
    "emir",
    "sultan",
}
_REACH = 12  # sentences back that a description may reach
_FAR = 400  # mentions back that the same noun may reach: more than an article has, and a bound for longer texts


@functools.cache
def _accepted() -> dict[str, set[str]]:
    return {row["noun"]: set(row["accepts"].split()) for row in rows(TABLES, "descriptions.csv")}


def described(head: Token, phrase: list[Token], who: Who | None, memory: Memory) -> tuple[list[str], str] | None:
    """Return the keys and kind of whom a description goes back to; None where it goes back to nobody.

    Where a number asks for more than were named, or nobody fits, the memory's table is told why.
    """
    first = phrase[0].lower_
    number = next((_NUMBERS[t.lower_] for t in phrase if t.lower_ in _NUMBERS), 0)
    if number and (first in _DEFINITE or first == "both"):
        return _collective(head, number, memory)
    if first not in _DEFINITE:
        return None
    lemma = head.lemma_.lower()
    if who is not None and who.countries and not who.needs_country:
        noted = _same_role(lemma, phrase, who, memory)
        return (noted.keys, noted.kind) if noted else None
    noted = _same_role(lemma, phrase, who, memory) or _accepting(head, lemma, phrase, memory)
    if noted:
        return noted.keys, noted.kind
    if who is None and lemma in _accepted():
        memory.table.decline(head, "no body named before that it could go back to")
    return None


def _recent(head: Token, memory: Memory) -> list[Noted]:
    here = memory.parse.sentence_of(head).index
    return [n for n in reversed(memory.within(here, _REACH)) if n.head.i < head.i]


def _content(phrase: list[Token]) -> set[str]:
    """The words of a phrase that tell it from others of its noun; its country is compared by code."""
    said = [t for t in phrase if t.pos_ in {"NOUN", "PROPN", "ADJ"} and t.dep_ != "poss"]
    return {t.lemma_.lower() for t in said if t.ent_type_ not in {"NORP", "GPE"}}


def _same_role(lemma: str, phrase: list[Token], who: Who | None, memory: Memory) -> Noted | None:
    """The last actor named by the same noun or office, with a country that does not contradict."""
    wanted = set(who.countries) if who else set()
    said = _content(phrase)
    said_role = " ".join(t.lower_ for t in phrase if t.pos_ != "DET" and t.ent_type_ not in {"NORP", "GPE"})
    for noted in memory.noted[: -_FAR - 1 : -1]:
        if len(noted.keys) != 1 or noted.kind not in {"role", "body", "person"}:
            continue
        role = (memory.table[noted.keys[0]].role or "").removeprefix("former ")
        held = role in {lemma, said_role} or (lemma == "leader" and role in _LEADERS)
        if noted.head.lemma_.lower() != lemma and not (noted.kind == "person" and held):
            continue
        if noted.kind != "person" and said - _content(noun_phrase(noted.head, with_prepositions=False)) - {lemma}:
            continue  # "the refugee agency" is not the food agency of before
        if not wanted or memory.table.countries(noted.keys) & wanted:
            return noted
        if noted.kind != "person":
            return None
    return None


def _accepting(head: Token, lemma: str, phrase: list[Token], memory: Memory) -> Noted | None:
    """The last actor of a sector that a noun may describe, where nothing but the noun tells who is meant."""
    accepts = _accepted().get(lemma)
    bare = [t for t in phrase if t.pos_ not in {"DET", "PUNCT", "ADJ"}]
    if accepts is None or len(bare) > 1:
        return None
    if "state" in accepts:
        return _state_meant(head, memory)
    for noted in _recent(head, memory):
        if noted.kind not in {"body", "group", "state"} and noted.head.tag_ not in {"NNS", "NNPS"}:
            continue  # "the alliance" is not its spokesman
        words = {w for code in memory.table.codes(noted.keys) for w in code.split()}
        if words & accepts:
            return noted
    return None


def _state_meant(head: Token, memory: Memory) -> Noted | None:
    """ "The country": the one state of the nearest sentence that names any; where it names several, the story's."""
    named = [n for n in _recent(head, memory) if n.kind == "state" and len(n.keys) == 1]
    nearest = [n for n in named if n.sentence == named[0].sentence]
    states = {key for n in nearest for key in n.keys}
    if len(states) == 1:
        return nearest[0]
    main = memory.main_state()
    return next((n for n in named if n.keys == [main]), None) if main else None


def _collective(head: Token, number: int, memory: Memory) -> tuple[list[str], str] | None:
    """As many different actors as the number says, out of the nearest sentences that name so many."""
    lemma = head.lemma_.lower()
    if lemma not in _STATES | _PERSONS | _PARTIES:
        return None
    here = memory.parse.sentence_of(head).index
    found: dict[str, None] = {}
    for back in range(4):
        for noted in memory.within(here - back, 0):
            if noted.head.i < head.i:
                found.update(dict.fromkeys(_counted(noted, lemma, memory)))
        if len(found) == number:
            return list(found), "group"
        if len(found) > number:
            break
    memory.table.decline(head, f"{number} are meant, {len(found)} named nearby")
    return None


def _counted(noted: Noted, lemma: str, memory: Memory) -> list[str]:
    """What a mention adds to "the two …": the state that somebody in office stands for, a person, a party."""
    if lemma in _STATES:
        codes = [code.split() for code in memory.table.codes(noted.keys)]
        states = [
            c[0] for c in codes if c[0] not in INTERNATIONAL and c[0] != "---" and c[1:2] in ([], ["GOV"], ["MIL"])
        ]
        return [memory.state_key(iso3) for iso3 in states]
    if lemma in _PERSONS:
        return noted.keys if noted.kind in {"person", "role"} and len(noted.keys) == 1 else []
    return noted.keys if noted.kind != "modifier" and memory.table.codable(noted.keys) else []

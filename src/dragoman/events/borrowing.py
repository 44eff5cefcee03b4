"""Parties that a clause leaves out and the text tells elsewhere, by an explicit link.

"The attack" goes back to the attack told before, "had been arrested" in the words of the police to the police, "the
girls captured by X were freed" to X.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.actors import ActorTable
from dragoman.events.frames import Frame
from dragoman.events.parties import Party, party
from dragoman.parsing import Parse
from dragoman.parsing.grammar import agents, children, subjects
from dragoman.record import Event, Statement

Token = Any

# Nouns for an act that was told before, with the types that they go back to.
_TOLD = {
    "ASSAULT": "attack assault bombing blast explosion raid strike airstrike shelling killing massacre shooting "
    "offensive incident violence operation ambush abduction kidnapping invasion murder siege clash fighting "
    "bombardment onslaught",
    "COERCE": "crackdown arrest detention seizure raid ban blockade occupation expulsion curfew move decision",
    "MOBILIZE": "deployment exercise drill test launch manoeuvre buildup mobilisation mobilization",
    "SANCTION": "sanction embargo tariff expulsion move decision measure sentence verdict",
}
_DEFINITE = {"the", "this", "that", "these", "those", "both"}
_CAPTIVE = {"capture", "hold", "abduct", "kidnap", "detain", "seize", "jail", "imprison", "take"}
_ANNOUNCES = {"say", "announce", "report", "confirm", "add", "disclose"}
_AUTHORITIES = {"COP", "MIL", "JUD", "SPY", "GOV"}
_BROKERED = {"broker", "mediate", "host", "facilitate", "arrange", "chair", "sponsor"}


def of_earlier_act(head: Token, told: Sequence[Event], actors: ActorTable, barred: set[str]) -> Party:
    """Return who did the act that a definite noun goes back to: the last one of its type that names somebody."""
    first = next((c.lower_ for c in head.children if c.dep_ == "det"), "")
    if first in _DEFINITE and not children(head, "poss"):
        # What was told with both parties is likelier meant than what was told by the way.
        latest_first = list(reversed(told))
        for event in sorted(latest_first, key=lambda e: not e.recipient):
            if head.lemma_.lower() in _TOLD.get(event.type, "").split() and event.actor and not event.auxiliary:
                keys = [k for k in event.actor if k not in barred and actors.codable([k])]
                if keys:
                    return Party(keys, list(event.actor_spans), f"who did {first} {head.text} told before")
    return Party([], [], "none")


def of_report(parse: Parse, frame: Frame, statement: Statement | None, actors: ActorTable) -> Party:
    """Return the police as who arrested, where they report an arrest in the passive."""
    if statement and frame.passive:
        keys = [k for k in statement.speaker if any(code.endswith(" COP") for code in actors.codes([k]))]
        if keys:
            return Party(keys, list(statement.source), "the police who report it")
    return Party([], [], "none")


def of_announcement(parse: Parse, frame: Frame, actors: ActorTable) -> Party:
    """Return the authorities who announce what was done in their own land: "Kenya's police said a ship was seized"."""
    verb = frame.predicate
    if verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in _ANNOUNCES:
        return Party([], [], "none")
    found = party(parse, subjects(verb.head), actors, "the authorities who announce it", set())
    official = any(set(code.split()[1:]) & _AUTHORITIES for code in actors.codes(found.keys))
    return found if official else Party([], [], "none")


def of_captors(parse: Parse, frame: Frame, actors: ActorTable) -> Party:
    """Return who held those that were freed, where the clause says so: "the girls captured by X were freed"."""
    for freed in frame.slot("obj"):
        for verb in children(freed, "acl", "relcl"):
            found = party(parse, agents(verb), actors, "who held them", set())
            if verb.lemma_.lower() in _CAPTIVE and found.keys:
                return found
    return Party([], [], "none")


def of_brokers(parse: Parse, frame: Frame, actors: ActorTable) -> Party:
    """Return who brought talks about: "negotiations brokered by X and Y"."""
    inside = [t for t in frame.predicate.subtree if t.dep_ in {"acl", "relcl"}]  # it may hang on one of the parties
    verbs = [v for v in inside if v.lemma_.lower() in _BROKERED]
    return party(parse, [a for v in verbs for a in agents(v)], actors, "brokers", set())

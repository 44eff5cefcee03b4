"""Frames: a predicate, who acts and who may be acted upon, proposed by grammar alone.

Slots name where a party stands: ``obj``, ``iobj``, ``prep:on``, ``objposs`` (possessor or of-phrase of the object),
``objcompound`` (nationality before the object), ``xsubj``/``xobj`` (subject/object of an infinitive complement),
``csubj`` (subject of a that-clause), ``subj``, ``state`` (who is "in custody", "under siege", "on strike"). The
predicate table says which of them holds the recipient.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from dragoman.actors.roles import is_partitive
from dragoman.parsing.grammar import (
    agents,
    children,
    conjuncts,
    indirect_objects,
    is_passive,
    objects,
    possessors,
    prepositions,
    subjects,
)

Token = Any

_CLAUSES = {"xcomp", "ccomp", "acl", "advcl", "oprd", "relcl"}
_COPULAS = {"be", "become", "remain", "stay", "seem", "appear"}
_STATES = {"in", "under", "on"}  # "in custody", "under siege", "on strike"
_PUTS = {"hold", "keep", "place", "put", "take", "go"}
_OWN_STATES = {"talk", "negotiation", "discussion", "dialogue", "contact"}  # who is in them takes part


@dataclass
class Frame:
    """A predicate with its parties as heads of noun phrases."""

    predicate: Token
    kind: str  # VERB, NOUN, ADJ
    actors: list[Token]
    passive: bool = False
    slots: dict[str, list[Token]] = field(default_factory=dict)

    def slot(self, name: str) -> list[Token]:
        """Return the heads in a slot."""
        return self.slots.get(name, [])

    @cached_property
    def particles(self) -> set[str]:
        """The verb's particles."""
        return {c.lower_ for c in children(self.predicate, "prt")}

    @cached_property
    def complements(self) -> dict[str, list[Token]]:
        """The verb's clausal complements by kind: ``xcomp`` (infinitive, gerund) and ``ccomp`` (finite clause)."""
        found: dict[str, list[Token]] = {"xcomp": [], "ccomp": []}
        for child in self.predicate.children:
            if child.dep_ not in _CLAUSES or child.pos_ not in {"VERB", "AUX"}:
                continue
            infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            of_purpose = child.dep_ == "advcl" and self.kind == "VERB" and not self.slot("obj")
            if child.dep_ == "xcomp" or (infinitive and not of_purpose):
                found["xcomp"].append(child)
            elif child.dep_ in {"ccomp", "acl", "relcl"} and child.i > self.predicate.i and _is_content(child):
                found["ccomp"].append(child)
        return found


def _is_content(clause: Token) -> bool:
    """Whether a clause says what a predicate is about ("demand that X leave") and modifies no noun."""
    return clause.dep_ == "ccomp" or any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def propose(tokens: Any, worth: Callable[[Token, str], bool] = lambda token, kind: True) -> Iterator[Frame]:
    """Yield a frame for every verb, noun and adjective of a sentence that could be a predicate.

    ``worth`` is asked of a token and its kind before a frame is built: most nouns are no act.
    """
    for token in tokens:
        kind = _kind(token)
        if kind and worth(token, kind):
            yield _BUILT[kind](token)


def _kind(token: Token) -> str:
    """The part of speech that a token is a predicate in, or nothing."""
    pos, dep = token.pos_, token.dep_
    if pos == "VERB" or (pos == "AUX" and dep not in {"aux", "auxpass"} and token.lemma_ != "be"):
        return "VERB"
    if pos in {"NOUN", "PROPN"} and dep not in {"compound", "nmod"}:
        return "NOUN"
    if pos == "ADJ" or (pos == "ADV" and dep in {"acomp", "advmod"} and token.head.lemma_ == "be"):
        return "ADJ"
    return ""


def _through(head: Token) -> Token:
    """ "Thousands of teachers": the party is behind the partitive."""
    while is_partitive(head):
        inner = [o for p in children(head, "prep") if p.lower_ == "of" for o in children(p, "pobj")]
        if not inner:
            break
        head = inner[0]
    return head


def _heads(found: list[Token]) -> list[Token]:
    return list(dict.fromkeys(_through(t) for t in found))


def _verb(verb: Token) -> Frame:
    passive = is_passive(verb)
    acting = agents(verb) if passive else subjects(verb)
    frame = Frame(verb, "VERB", _heads(acting), passive)
    held = objects(verb)
    frame.slots["obj"] = _heads(held)
    frame.slots["iobj"] = _heads(indirect_objects(verb))
    frame.slots["subj"] = _heads(acting)
    _prepositional(frame, verb)
    for noun in held:
        _nominal_slots(frame, noun)
    for complement in frame.complements["xcomp"]:
        frame.slots.setdefault("xsubj", []).extend(_heads(subjects(complement)))
        frame.slots.setdefault("xobj", []).extend(_heads(objects(complement)))
        of_nation = [m for noun in objects(complement) for m in children(noun, "amod", "compound", "nmod")]
        frame.slots.setdefault("xobjcompound", []).extend(of_nation)  # "threatened to shell Ugandan towns"
        for _name, noun in prepositions(complement):
            frame.slots.setdefault("xobj", []).append(_through(noun))
    for complement in frame.complements["ccomp"]:
        frame.slots.setdefault("csubj", []).extend(_heads(subjects(complement)))
    return frame


def _prepositional(frame: Frame, token: Token) -> None:
    for name, noun in prepositions(token):
        if frame.kind == "VERB" and frame.passive and name == "by":
            continue
        frame.slots.setdefault(f"prep:{name}", []).append(_through(noun))
        if name == "under":  # "came under fire from X"
            for inner, other in prepositions(noun):
                frame.slots.setdefault(f"prep:{inner}", []).append(_through(other))
        if name == "by":
            continue  # what belongs to who acts is nobody else: "attacks by the branch of the group"
        if name not in {"in", "at", "on", "to", "from", "since", "after", "before", "during"} or noun.pos_ != "PROPN":
            frame.slots.setdefault("pobjposs", []).extend(_owners(noun))
            frame.slots.setdefault("pobjcompound", []).extend(children(noun, "amod", "compound", "nmod"))


def _owners(noun: Token) -> list[Token]:
    of = [o for name, o in prepositions(noun) if name == "of"]
    return _heads([*possessors(noun), *of])


def _nominal_slots(frame: Frame, noun: Token) -> None:
    """What stands with the object: whose it is, of which nation, and the prepositions that hang on it."""
    frame.slots.setdefault("objposs", []).extend(_owners(noun))
    frame.slots.setdefault("objcompound", []).extend(children(noun, "amod", "compound", "nmod"))
    for name, inner in prepositions(noun):
        frame.slots.setdefault(f"prep:{name}", []).append(_through(inner))
        frame.slots.setdefault("pobjcompound", []).extend(children(inner, "amod", "compound", "nmod"))


def _noun(noun: Token) -> Frame:
    frame = Frame(noun, "NOUN", [])
    _prepositional(frame, noun)
    frame.slots["poss"] = _heads(possessors(noun))
    frame.slots["compound"] = children(noun, "amod", "compound", "nmod")
    actors = [*frame.slot("poss"), *frame.slot("prep:by"), *frame.slot("prep:between"), *frame.slot("prep:among")]
    governor = noun.head
    if not actors and noun.dep_ == "dobj" and governor.pos_ == "VERB":
        actors = agents(governor) if is_passive(governor) else subjects(governor)
    frame.slots["state"] = _heads(_in_state(noun))
    if not actors and (noun.head.lower_ == "on" or noun.lemma_.lower() in _OWN_STATES):
        actors = frame.slot("state")
    frame.actors = _heads(actors) or frame.slot("compound")
    frame.slots["subj"] = frame.actors
    for complement in frame.complements["xcomp"]:
        frame.slots.setdefault("xobj", []).extend(_heads(objects(complement)))
    for complement in frame.complements["ccomp"]:
        frame.slots.setdefault("csubj", []).extend(_heads(subjects(complement)))
    return frame


def _in_state(noun: Token) -> list[Token]:
    """Who is in a state that a noun names: "X is in custody", "placed X under house arrest"."""
    prep, governor = noun.head, noun.head.head
    if noun.dep_ != "pobj" or prep.lower_ not in _STATES or governor.pos_ not in {"VERB", "AUX"}:
        return []
    if governor.lemma_ in _PUTS and (held := objects(governor)):
        return held
    return subjects(governor) if governor.lemma_ in _COPULAS or governor.lemma_ == "go" else []


def _adjective(adjective: Token) -> Frame:
    frame = Frame(adjective, "ADJ", [])
    governor = adjective.head
    if adjective.dep_ in {"acomp", "oprd", "advmod", "attr"} and governor.lemma_ in _COPULAS:
        frame.actors = _heads(subjects(governor))
    elif adjective.dep_ in {"amod", "acl"}:
        frame.actors = [governor]
    elif adjective.dep_ == "conj":
        frame.actors = _heads(
            [t for t in subjects(governor.head) for t in conjuncts(t)] if governor.pos_ == "ADJ" else []
        )
    _prepositional(frame, adjective)
    for complement in frame.complements["xcomp"]:
        frame.slots.setdefault("xobj", []).extend(_heads(objects(complement)))
    frame.slots["subj"] = frame.actors
    return frame


_BUILT: dict[str, Callable[[Token], Frame]] = {"VERB": _verb, "NOUN": _noun, "ADJ": _adjective}

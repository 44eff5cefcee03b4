"""Whose words a verb gives: its subject, its by-agent, or the speaker of the clause that it goes on from."""

from __future__ import annotations

import functools
from typing import Any

from dragoman.actors import ActorTable
from dragoman.ontology import rows
from dragoman.parsing.grammar import agents, children, first_conjunct, is_passive, subjects
from dragoman.statements.cues import TABLES, cue_of

Token = Any
SELF = {"i", "we", "you", "me", "us"}  # who writes and who reads
_SPEAKING_PRONOUNS = {
    *SELF,
    "he",
    "she",
    "they",
    "who",
    "it",
    "him",
    "her",
    "them",
    "whom",
    "one",
    "that",
    "which",
} | set("my our your his their its whose".split())
_SPEAKING_ENTITIES = {"PERSON", "ORG", "GPE", "NORP"}
_HEADS = {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}


def speakers(verb: Token) -> list[Token]:
    """Return the heads of the phrases that name the speaker of a verb of saying; empty where it is left open."""
    led = leader(verb)
    if led is not None:
        return speakers(led)
    if is_passive(verb):
        by = agents(verb)
        return by or (subjects(verb) if verb.lemma_ in {"quote", "cite"} else [])
    return [t for t in subjects(verb) if t.pos_ in _HEADS]


def leader(verb: Token) -> Token | None:
    """Return the verb of saying whose speaker goes on with this one, though the parser hangs it on what is said.

    "The ministry said the road was safe and urged drivers to return", "… said the road was safe, adding that …".
    """
    own = cue_of(verb)
    if own is None or children(verb, "nsubj", "nsubjpass", "expl", "mark"):
        return None
    if verb.dep_ == "conj":
        inner = first_conjunct(verb)
    elif verb.dep_ == "advcl":
        inner = verb.head
    elif verb.dep_ == "ccomp" and _after(verb, "CCONJ"):  # a second clause beside the first one
        inner = next((c for c in verb.head.children if c.dep_ == "ccomp" and c.i < verb.i), verb.head)
    else:
        return None
    if inner == verb:
        return None
    inner = first_conjunct(inner)
    if verb.dep_ == "advcl" and "clause" in own.frames and children(verb, "ccomp"):
        inner = _reported_above(inner)
    if inner.dep_ != "ccomp" or inner.i > verb.i:
        return None
    outer, said = inner.head, cue_of(inner.head)
    if said is None or not said.communication or outer.i > inner.i or not own.communication:
        return None
    if verb.dep_ == "advcl":
        return outer if verb.tag_ == "VBG" and _after(verb, "PUNCT") else None
    return outer if _is_past(verb) == _is_past(outer) is not None else None


def _reported_above(token: Token) -> Token:
    """The reported clause that a token stands in."""
    while token.dep_ != "ccomp" and token.head != token:
        token = token.head
    return token


def _after(verb: Token, pos: str) -> bool:
    first = verb.left_edge.i
    return bool(first) and verb.doc[first - 1].pos_ == pos


def _is_past(verb: Token) -> bool | None:
    """Whether a verb tells of the past ("said", "has said"); ``None`` for an infinitive or participle."""
    if verb.tag_ in {"VBD", "VBN"}:
        return True
    return False if verb.tag_ in {"VBZ", "VBP"} else None


@functools.cache
def _speaking_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in rows(TABLES, "speaker_nouns.csv"))


def can_speak(head: Token, actors: ActorTable) -> bool:
    """Whether a noun phrase names somebody: a person, people, a body, a document, and no thing or happening."""
    if head.pos_ == "PRON":
        return head.lower_ in _SPEAKING_PRONOUNS or head.lower_.endswith(("one", "body"))
    if head.pos_ == "PROPN" or head.ent_type_ in _SPEAKING_ENTITIES or actors.at(head):
        return True
    if head.pos_ in {"NUM", "ADJ", "DET"}:
        return True  # "45 percent", "the unemployed", "both", "many"
    return head.lemma_.lower() in _speaking_nouns()

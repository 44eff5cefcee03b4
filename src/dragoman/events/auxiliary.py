"""Auxiliary readings: whether an act is denied, still to come, only possible, or long over."""

from __future__ import annotations

import functools
from typing import Any

from dragoman.events.lexicon import TABLES
from dragoman.ontology import rows
from dragoman.parsing.grammar import children, is_negated
from dragoman.record import Auxiliary

Token = Any
_CONDITIONAL = {"if", "unless", "whether", "should"}
_NEGATIVE_DETERMINERS = {"no", "neither", "without"}


@functools.cache
def _cues() -> dict[tuple[str, str], Auxiliary]:
    """Governing words and modals that turn what they govern: (kind, lemma) → reading."""
    table: dict[tuple[str, str], Auxiliary] = {}
    for row in rows(TABLES, "auxiliary.csv"):
        table[row["kind"], row["lemma"]] = row["auxiliary"]  # type: ignore[assignment]
    return table


def readings(predicate: Token) -> set[Auxiliary]:
    """Return the readings that grammar and cue words give to a predicate in its sentence."""
    found: set[Auxiliary] = set()
    verb = _finite(predicate)
    if is_negated(predicate) or (verb != predicate and is_negated(verb)) or _negative_noun(predicate):
        found.add("negation")
    for auxiliary in [*children(predicate, "aux"), *(children(verb, "aux") if verb != predicate else [])]:
        reading = _cues().get(("modal", auxiliary.lower_))
        if auxiliary.lower_ in {"would", "'d", "’d"} and _is_reported(verb):
            reading = "future"
        if reading:
            found.add(reading)
    found |= _from_governors(predicate)
    if any(c.dep_ == "mark" and c.lower_ in _CONDITIONAL for c in verb.children):
        found.add("hypothetical")
    if _is_pluperfect(verb):
        found.add("historical")
    return found


def _is_reported(verb: Token) -> bool:
    """Whether a clause is what somebody said in the past: its "would" is the speaker's "will"."""
    has_condition = any(c.lower_ in _CONDITIONAL for c in children(verb, "mark"))
    return verb.dep_ == "ccomp" and verb.head.tag_ in {"VBD", "VBN"} and not has_condition


def _finite(token: Token) -> Token:
    """The verb whose tense a predicate has: its own, or that of the light verb or copula that carries it."""
    if token.pos_ == "VERB":
        return token
    head = token.head
    return head if head.pos_ in {"VERB", "AUX"} and token.dep_ in {"dobj", "attr", "acomp", "nsubjpass"} else token


def _negative_noun(token: Token) -> bool:
    return any(c.lower_ in _NEGATIVE_DETERMINERS for c in children(token, "det", "prep", "cc")) or (
        token.dep_ == "pcomp" and token.head.lower_ == "without"
    )


def _from_governors(token: Token) -> set[Auxiliary]:
    """ "Plans to leave", "failed to agree", "could": what governs an infinitive, gerund or noun says how real it is."""
    found: set[Auxiliary] = set()
    at = token
    for _ in range(3):
        head = at.head
        if head == at or at.dep_ not in {"xcomp", "dobj", "pcomp", "conj", "attr", "pobj", "prep", "ccomp", "advcl"}:
            break
        kind = "clause" if at.dep_ == "ccomp" else "governor"
        reading = _cues().get((kind, head.lemma_.lower()))
        if reading and at.dep_ != "conj":
            found.add(reading)
        if at.dep_ == "xcomp" and is_negated(head):
            found.add("negation")
        if at.dep_ not in {"xcomp", "prep", "pcomp", "pobj"}:
            break
        at = head
    return found


def _is_pluperfect(verb: Token) -> bool:
    """ "Had invaded" in the article's own voice; under a verb of saying it is only shifted tense."""
    has_had = any(c.lower_ in {"had", "'d"} and c.dep_ == "aux" for c in verb.children)
    return has_had and verb.dep_ in {"relcl", "ROOT", "advcl"}

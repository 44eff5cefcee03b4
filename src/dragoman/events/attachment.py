"""Which act an expression of time or a number belongs to: by the words that govern it, not by nearness."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.parsing.grammar import children

Token = Any

_BEFORE_NOUN = {"compound", "nummod", "amod", "poss", "nmod", "det", "quantmod"}
_SUBJECTS = {"nsubj", "nsubjpass"}
# These share their time with the infinitive or gerund after them; others ("vow", "plan", "say") do not.
_SAME_TIME = {
    "begin", "start", "continue", "resume", "stop", "cease", "manage", "try", "attempt", "help", "force", "keep",
    "fail", "proceed", "use", "rush", "compel", "go", "come", "get", "have", "make", "let",
}  # fmt: skip
_CARRIERS = {"VERB", "AUX"}


@dataclass
class Owner:
    """What governs some words: the nouns on the way up and the verb at its end.

    ``attributive`` tells that the way began before a noun ("the 2014 invasion").
    """

    nouns: list[Token] = field(default_factory=list)
    verb: Token | None = None
    attributive: bool = False


def head_of(tokens: list[Token]) -> Token:
    """Return the token of a stretch that is governed from outside of it."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])


def owner(head: Token) -> Owner:
    """Return what governs a word, up to the first verb."""
    found, at = Owner(), head
    if head.pos_ == "VERB":
        return Owner(verb=head)
    for _ in range(12):
        parent = at.head
        if parent == at:
            break
        if parent.pos_ in _CARRIERS and at.dep_ not in {"relcl", "acl"}:
            found.verb = parent if parent.dep_ not in {"aux", "auxpass"} else parent.head
            break
        if parent.pos_ in {"NOUN", "PROPN", "NUM", "PRON", "ADJ"}:
            if not found.nouns:
                found.attributive = at.dep_ in _BEFORE_NOUN
            found.nouns.append(parent)
        at = parent
    return found


def distance(predicate: Token, owned: Owner, head: Token, *, by_day: bool) -> int | None:
    """Return how closely a predicate has an expression of time for its own (0 is closest), or ``None`` if it has not.

    ``by_day`` tells that the expression names a day: one after a noun ("the attack on Tuesday") then dates the clause,
    too, while "the annexation in 2014" dates the noun alone.
    """
    if predicate in owned.nouns:
        return owned.nouns.index(predicate)
    verb = owned.verb
    if verb is None:
        return None
    if owned.nouns and not _lifts(owned, verb, by_day):
        return None
    extra = 2 if owned.nouns else 0
    if verb == predicate:
        return extra
    if predicate.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return extra + 1 if _carried(predicate, verb) else None
    return _beside(predicate, verb, head, extra)


def _lifts(owned: Owner, verb: Token, by_day: bool) -> bool:
    """Whether the date of a noun is that of its clause: of a subject, or of a day put after an object."""
    top = owned.nouns[-1]
    if top.lower_.endswith("day") or top.lower_ in {"beginning", "start", "middle", "end", "night", "morning"}:
        return True  # "on the last Friday in August": the noun is itself a time of the verb
    if top.head != verb:
        return by_day and not owned.attributive and top.dep_ == "pobj" and top.head.head == verb
    return top.dep_ in _SUBJECTS or (by_day and not owned.attributive and len(owned.nouns) == 1)


def _carried(noun: Token, verb: Token) -> bool:
    """Whether a noun or adjective tells its act by a verb: as subject, object or complement, or by a preposition."""
    at = noun.head if noun.dep_ == "pobj" else noun
    return bool(at.head == verb)


def _beside(predicate: Token, verb: Token, head: Token, extra: int) -> int | None:
    """Whether a verb shares the time of the verb that has the expression."""
    label = predicate.dep_
    if predicate.head == verb:
        if label == "xcomp" and (verb.lemma_ in _SAME_TIME or not _infinitive(predicate)):
            return extra + 1
        if label == "advcl" and predicate.tag_ in {"VBG", "VBN"} and not children(predicate, "mark", *_SUBJECTS):
            return extra + 1
        if label == "conj" and (head.i < predicate.i or not children(predicate, *_SUBJECTS)):
            return extra + 2 if not _ahead_of(predicate, verb) else None
    if _when(predicate, verb) or _when(verb, predicate):
        return extra + 2
    if verb.dep_ == "conj" and verb.head == predicate and head.i > verb.i and not children(verb, *_SUBJECTS):
        return extra + 3
    if verb.dep_ == "advcl" and verb.head == predicate and verb.tag_ == "VBG" and not children(verb, "mark"):
        return extra + 3
    return None


def _when(clause: Token, verb: Token) -> bool:
    """Whether a clause tells when the verb's act was: "when", "as", "while" and a verb of its own."""
    openers = {c.lower_ for c in children(clause, "mark", "advmod")}
    return bool(clause.dep_ == "advcl" and clause.head == verb and openers & {"when", "as", "while"})


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def _ahead_of(one: Token, other: Token) -> bool:
    """Whether one verb looks ahead and the other does not: they are not of one time."""
    return looks_ahead(one) is True and looks_ahead(other) is not True


def looks_ahead(verb: Token) -> bool | None:
    """Return whether a verb's form looks ahead of the story, back, or does not say."""
    helpers = {c.lower_ for c in children(verb, "aux", "auxpass")}
    if helpers & {"will", "shall", "'ll", "’ll", "wo", "would", "could", "may", "might", "should", "must", "can"}:
        return "have" not in helpers
    if "to" in helpers:
        return verb.head.lemma_ not in _SAME_TIME
    if helpers & {"have", "has", "had", "'ve", "'d", "was", "were", "did"} or verb.tag_ in {"VBD", "VBN"}:
        return False if not helpers & {"is", "are", "be"} or "been" in helpers else None
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "’s", "'re", "’re", "am"}:
        return True
    if verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"be", "have", "say", "remain"}:
        return True
    return None

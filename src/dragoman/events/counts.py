"""Killed, injured, arrested, taking part: which number counts whom, and to which act it belongs, by grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.actors.roles import role_of
from dragoman.events.numbers import pattern, quantity, total
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children, first_conjunct, is_passive
from dragoman.record import Quantity

Token = Any
What = Literal["killed", "injured", "arrested", "participants"]

_DONE_TO: dict[str, What] = {
    **dict.fromkeys(("kill", "slay", "massacre", "execute", "murder", "assassinate", "behead", "slaughter"), "killed"),
    **dict.fromkeys(("injure", "wound", "hurt", "maim"), "injured"),
    **dict.fromkeys(("arrest", "detain", "round", "apprehend", "jail", "imprison"), "arrested"),
}
_DONE_BY: dict[str, What] = {
    **dict.fromkeys(("die", "perish"), "killed"),
    **dict.fromkeys(("protest", "demonstrate", "march", "rally", "gather", "strike", "riot"), "participants"),
    **dict.fromkeys(("assemble", "turn", "take", "join"), "participants"),
}  # fmt: skip
_NOUNS: dict[str, What] = {
    **dict.fromkeys(("dead", "death", "fatality", "body", "corpse", "killing"), "killed"),
    **dict.fromkeys(("injury", "wounded", "injured"), "injured"),
    **dict.fromkeys(("arrest", "detention"), "arrested"),
}
_STATES: dict[str, What] = {
    "dead": "killed", "killed": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured",
    "arrested": "arrested", "detained": "arrested", "in custody": "arrested", "under arrest": "arrested",
}  # fmt: skip
_CROWDS = {"rally", "march", "crowd", "protest", "demonstration", "gathering", "strike", "sit-in"}
_DRAW = {"draw", "attract", "bring", "attend"}
_STREETS = re.compile(r"\b(?:out|streets?|protests?|march|rally|demonstrations?|strikes?)\b", re.IGNORECASE)
_STATE_AFTER = re.compile(rf"\s+(?:[\w’'-]+\s+){{0,3}}?({'|'.join(_STATES)})\b", re.IGNORECASE)
_NOT_PEOPLE = re.compile(
    r"\s*[-–]?\s*(?:%|per\s?cent|percent"
    r"|(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|times|a\.?m|p\.?m|o['’]clock"
    r"|km|kilomet\w+|met(?:er|re)s?|miles?|feet|foot|pounds?|kilos?|tons?|tonnes?|dollars?|euros?|points?|votes?|seats?"
    r"|bullets?|shots?|rounds|rockets?|missiles?|bombs?|houses?|homes|buildings?|villages?|vehicles?"
    r"|of\s+(?:his|her|its|their))\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\s+of\s+(?:them|whom|which|those|these)\b", re.IGNORECASE)  # ", three of them children"
_NAMES = re.compile(
    r"(?:No\.|Number|Group of|Highway|Route|Section|Article|Flight|Unit|Battalion|aged?|age|no)\s+$", re.IGNORECASE
)
_PERSONS = {"man", "woman", "boy", "girl", "person", "child"}
_GROUPS = {"family", "couple", "group", "crowd", "team", "crew", "gang", "people"}
_UP = {"advcl", "acl", "relcl", "xcomp", "conj", "prep", "pcomp", "dobj", "nsubj", "nsubjpass", "pobj", "appos", "oprd"}


@dataclass(frozen=True)
class Tally:
    """A number of people, what was done to or by them, and the word that tells it."""

    what: What
    number: Quantity
    told_by: Token
    group: int  # coordinated numbers of one group are added up


class Counts:
    """The counts of people in one document's sentences."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._found: dict[int, list[Tally]] = {}

    def of(self, predicate: Token, sentence: Sentence, what: What) -> Quantity | None:
        """Return how many an act killed, injured, arrested or had taking part, as its own words say, else ``None``."""
        own = [t for t in self._in(sentence) if t.what == what and _belongs(t.told_by, predicate)]
        return total([t.number for t in own if t.group == own[0].group]) if own else None

    def _in(self, sentence: Sentence) -> list[Tally]:
        if sentence.index not in self._found:
            self._found[sentence.index] = [*self._numbers(sentence), *self._single(sentence)]
        return self._found[sentence.index]

    def _numbers(self, sentence: Sentence) -> Iterator[Tally]:
        low, high = sentence.span
        text = self._parse.text[low:high]
        for match in pattern().finditer(text):
            if _NOT_PEOPLE.match(text, match.end()) or _NAMES.search(text, 0, match.start()) or _is_year(match):
                continue
            if _SHARE.match(text, match.end()) and text[: match.start()].rstrip().endswith((",", "(", "-", "–", "—")):
                continue
            if "." in (match.group("one") or "") and not re.search(r"[a-z]", match.group("one")):
                continue
            tokens = self._parse.tokens_in((match.start() + low, match.end() + low))
            if tokens and (found := self._tally(match, tokens, low, text)):
                yield found

    def _tally(self, match: re.Match[str], tokens: list[Token], offset: int, text: str) -> Tally | None:
        noun = _counted(tokens)
        if noun.dep_ == "pobj" and noun.head.lower_ in {"including", "among", "like", "includes"}:
            return None
        state = _STATE_AFTER.match(text, match.end())
        told = _telling(noun)
        if told is None and state:
            told = (_STATES[state.group(1).lower()], noun)
        if told is None:
            return None
        what, by = told
        return Tally(what, quantity(match, offset), by, first_conjunct(noun).i)

    def _single(self, sentence: Sentence) -> Iterator[Tally]:
        """ "A policeman was killed" is one; "no one was killed", "no casualties" are none."""
        for token in sentence.tokens:
            lower = token.lower_
            if lower in {"nobody", "none"} or (lower == "one" and token.i and token.nbor(-1).lower_ == "no"):
                number, noun = 0, token
            elif lower == "no" and token.dep_ == "det":
                number, noun = 0, token.head
            elif lower in {"a", "an", "another"} and token.dep_ == "det" and _is_person(token.head):
                number, noun = 1, token.head
            else:
                continue
            span = self._parse.span(sorted((token, noun), key=lambda t: t.i))
            told = _telling(noun)
            if number == 0 and noun.lemma_ == "casualty":
                for what in ("killed", "injured"):
                    yield Tally(what, Quantity(low=0, best=0, high=0, span=span), noun, noun.i)
            elif told and (number == 0 or told[0] != "participants"):
                what, by = told
                yield Tally(what, Quantity(low=number, best=number, high=number, span=span), by, first_conjunct(noun).i)


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", match.group("one") or "")) and not match.group("hedge")


def _is_person(noun: Token) -> bool:
    """Whether a noun in the singular names one person, no group."""
    role = role_of(noun.lemma_)
    known = noun.lemma_ in _PERSONS or (role is not None and role.kind == "person")
    return noun.tag_ == "NN" and known and noun.lemma_ not in _GROUPS


def _counted(tokens: list[Token]) -> Token:
    """The noun that a number counts; the number itself where it stands alone or before "of"."""
    inside = {t.i for t in tokens}
    at = next((t for t in reversed(tokens) if t.pos_ in {"NUM", "NOUN", "ADJ", "PRON"}), tokens[-1])
    for _ in range(4):
        if at.dep_ == "conj" and at.head.i in inside:
            at = at.head
            continue
        if at.head == at or at.dep_ not in {"nummod", "quantmod", "compound", "amod", "det", "npadvmod", "advmod"}:
            break
        if at.head.i not in inside and at.head.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}:
            break
        at = at.head
    return at


def _telling(noun: Token) -> tuple[What, Token] | None:
    """What happened to a counted noun, and the word that says so."""
    behind = [o for p in children(noun, "prep") if p.lower_ == "of" for o in children(p, "pobj")]
    for one in (noun, *behind):
        for clause in children(one, "acl", "relcl"):
            if clause.lemma_ in _DONE_TO and (clause.tag_ == "VBN" or is_passive(clause)):
                return _DONE_TO[clause.lemma_], clause
            if clause.dep_ == "relcl" and clause.lemma_ in _DONE_BY and _takes_part(clause):
                return _DONE_BY[clause.lemma_], clause
    for one in (noun, *behind):
        if one.lemma_.lower() in _NOUNS:
            return _NOUNS[one.lemma_.lower()], one
    top = first_conjunct(noun)
    verb = top.head
    if top.dep_ in {"dobj", "nsubjpass"} or (top.dep_ == "nsubj" and is_passive(verb)):
        if verb.lemma_ in _DONE_TO:
            return _DONE_TO[verb.lemma_], verb
        if noun.lemma_ == "life" and verb.lemma_ in {"claim", "take", "lose", "cost"}:
            return "killed", verb
        if verb.lemma_ in _DRAW and top.dep_ == "dobj":
            return "participants", verb
    if top.dep_ == "nsubj" and verb.lemma_ in _DONE_BY and _takes_part(verb):
        return _DONE_BY[verb.lemma_], verb
    return _by_preposition(top)


def _takes_part(verb: Token) -> bool:
    """ "Take", "turn", "join" tell of a crowd only with the streets or the march."""
    return verb.lemma_ not in {"take", "turn", "join"} or any(_STREETS.fullmatch(t.text) for t in verb.subtree)


def _by_preposition(noun: Token) -> tuple[What, Token] | None:
    """ "The deaths of 12 miners", "a rally of 3,000", "the toll rose to 45"."""
    if noun.dep_ != "pobj":
        return None
    governor = noun.head.head
    if governor.lemma_.lower() in _CROWDS and noun.head.lower_ in {"of", "by"}:
        return "participants", governor
    if governor.lemma_.lower() in _NOUNS and noun.head.lower_ == "of":
        return _NOUNS[governor.lemma_.lower()], governor
    if governor.lemma_ == "attend" and noun.head.dep_ == "agent":
        return "participants", governor
    if governor.lemma_ == "toll" or any(s.lemma_ == "toll" for s in children(governor, "nsubj", "nsubjpass")):
        return "killed", governor
    return None


def _belongs(told_by: Token, predicate: Token) -> bool:
    """Whether the word that tells a number is the act, hangs on it, or carries it ("the attack killed 12")."""
    if told_by == predicate or (predicate.head == told_by and predicate.dep_ in {"acl", "relcl"}):
        return True
    at = told_by
    for _ in range(5):
        clause_of_its_own = at.dep_ in {"conj", "advcl"} and children(at, "nsubj", "nsubjpass")
        if at.head == at or at.dep_ not in _UP or clause_of_its_own:
            break
        at = at.head
        if at == predicate:
            return True
    verb = told_by if told_by.pos_ in {"VERB", "AUX"} else told_by.head
    if predicate.pos_ in {"NOUN", "PROPN"}:
        at = predicate.head if predicate.dep_ == "pobj" else predicate
        return bool(at.head == verb and at.dep_ in {"nsubj", "nsubjpass", "dobj", "prep", "agent"})
    when = {"when", "after", "as", "while"}
    return bool(
        predicate.dep_ == "advcl" and predicate.head == verb and any(c.lower_ in when for c in predicate.children)
    )

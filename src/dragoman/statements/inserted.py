""" "X said on Tuesday" as it stands beside or inside what is reported, and the words that it leaves over."""

from __future__ import annotations

import re
from typing import Any

from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import RELATIVES, children
from dragoman.record import Span
from dragoman.statements.cues import VerbCue
from dragoman.statements.spans import edge_trim

Token = Any
_HELD = {"nsubj", "nsubjpass", "aux", "auxpass", "neg", "dative", "npadvmod", "advmod", "prt"}
_HELD_AFTER = {"prep", "dobj", "advcl", "agent"}
_SETS_OFF = {",", "”", '"', "''", "?", "!", "—", "–", "--", "’", "»", "…"}
_LINK = re.compile(r"(?:but|and|yet|however|so)\b[,\s]*", re.IGNORECASE)


def inserted(verb: Token) -> list[Token]:
    """Return the words of "X said on Tuesday": the verb, its subject, addressee and what else is not the content."""
    tokens = [verb]
    for child in verb.children:
        if child.dep_ in _HELD or (child.dep_ in _HELD_AFTER and child.i > verb.i):
            tokens += list(child.subtree)
    tokens.sort(key=lambda t: t.i)
    low = high = tokens.index(verb)
    while low and tokens[low - 1].i >= tokens[low].i - 1:
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].i <= tokens[high].i + 1:
        high += 1
    return tokens[low : high + 1]


def beside(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> list[Span]:
    """Return what is left of the sentence where "X said" stands behind it or inside it, set off by commas."""
    held = inserted(verb)
    if "clause" not in cue.frames or not _set_off(verb, held, cue) or _only_modifies(verb, held):
        return []
    start, end = parse.span(held[0])[0], parse.span(held[-1])[1]
    before = edge_trim(parse, (without_link(parse, sentence.span[0]), start))
    if before is None:
        return []
    after = edge_trim(parse, (end, sentence.span[1])) if end < sentence.span[1] else None
    goes_on = parse.text[end : end + 1] == ","
    if after and goes_on and not _hangs_on(verb, held) and len(parse.words(after).split()) >= 2:
        return [before, after]
    return [before] if len(parse.words(before).split()) >= 2 else []


def _set_off(verb: Token, held: list[Token], cue: VerbCue) -> bool:
    first = held[0].i
    if not first or verb.doc[first - 1].text not in _SETS_OFF or first <= verb.sent.start:
        return False
    if any(c.lower_ in RELATIVES for c in children(verb, "nsubj", "nsubjpass")):
        return False
    told = [o for o in children(verb, "dobj") if o.i > verb.i]
    if told and "addressed" not in cue.frames:
        return False
    return bool(children(verb, "nsubj", "nsubjpass", "expl") or any(t.dep_ == "nsubj" for t in held))


def _only_modifies(verb: Token, held: list[Token]) -> bool:
    """Whether all before "X said" is its own "On Monday," or "When the vote came,"."""
    for token in verb.doc[verb.sent.start : held[0].i]:
        token = _top(token, verb)
        if token.dep_ not in {"prep", "advcl", "advmod", "npadvmod", "cc", "punct", "mark", "intj", "agent"}:
            return False
        if token.head != verb:
            return False
    return True


def _top(token: Token, verb: Token) -> Token:
    """The child of a verb that a token stands under, or the root of the sentence where it stands under none."""
    while token.head != verb and token.head != token:
        token = token.head
    return token


def _hangs_on(verb: Token, held: list[Token]) -> bool:
    """Whether what follows "X said," tells more of the saying: "X said, adding that …"."""
    following = held[-1].i + 2
    if following >= verb.sent.end:
        return True
    top = _top(verb.doc[following], verb)
    return top.head == verb and top.dep_ in {"advcl", "prep", "conj", "relcl", "acl", "appos", "dep"}


def without_link(parse: Parse, start: int) -> int:
    """Where a sentence begins behind the writer's own "But" or "And"."""
    link = _LINK.match(parse.text, start)
    return link.end() if link else start

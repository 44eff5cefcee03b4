"""Where what is reported begins and ends: the writer's own asides and next verb of saying left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.parsing import Parse
from dragoman.parsing.grammar import children
from dragoman.record import Span
from dragoman.statements.spans import edge_trim, tokens_span
from dragoman.statements.speakers import leader

Token = Any
_ASIDES = {"relcl", "appos", "acl"}


def clause_span(parse: Parse, verb: Token, clause: Token, *, addressed: bool) -> Span | None:
    """Return the stretch of a clause that follows its verb of saying, without "that".

    The object of "urged X to leave" belongs to it, that of "told X to leave" is only spoken to. ``None`` where the
    clause stands before the verb or around it.
    """
    low = clause.left_edge.i
    if low < verb.i:
        return None
    if verb.doc[low].is_punct and low < clause.i:
        low += 1
    if verb.doc[low].lower_ == "that" and verb.doc[low].dep_ == "mark":
        low += 1
    objects = [o for o in children(verb, "dobj") if verb.i < o.i < clause.i]
    if objects and not addressed and clause.dep_ == "xcomp":
        low = min(low, objects[0].left_edge.i)
    high = _cut(verb, low, max(clause.i, _grown(verb, clause)))
    while high > clause.i and (verb.doc[high].is_punct or verb.doc[high].pos_ == "CCONJ"):
        high -= 1
    return edge_trim(parse, tokens_span(parse, [verb.doc[low], verb.doc[high]])) if high >= low else None


def _grown(verb: Token, clause: Token) -> int:
    """The last word of a clause, with what the parser hung on the verb of saying though it follows the clause."""
    doc, high, end = verb.doc, clause.right_edge.i, verb.sent.end
    while high + 1 < end and not doc[high + 1].is_punct and doc[high + 1].pos_ != "CCONJ":
        top = _top(doc[high + 1], verb)
        if top.head != verb or top.i < clause.i or top.dep_ not in {"prep", "advcl", "npadvmod", "relcl", "acl"}:
            break
        high = max(high + 1, top.right_edge.i)
    return max([int(high), *(int(c.right_edge.i) for c in _coordinated(verb, clause))])


def _coordinated(verb: Token, clause: Token) -> Iterator[Token]:
    """What is coordinated with a clause, though the parser hangs it on the verb of saying.

    "Wants to plant trees, grow crops and dig wells", "said the plan has merit but nobody has the nerve"; behind a comma
    a clause with a subject may be the writer's own.
    """
    infinitive = clause.tag_ == "VB" and verb.tag_ != "VB"
    for other in children(verb, "conj"):
        if other.i < clause.i or leader(other) == verb:
            continue
        own = bool(children(other, "nsubj", "nsubjpass", "expl"))
        link = other.left_edge.i - 1
        linked = link > clause.i and verb.doc[link].pos_ == "CCONJ" and not verb.doc[link - 1].is_punct
        if (infinitive and other.tag_ == "VB" and not own) or (own and linked and clause.tag_ != "VB"):
            yield other


def _top(token: Token, verb: Token) -> Token:
    while token.head != verb and token.head != token:
        token = token.head
    return token


def _cut(verb: Token, low: int, high: int) -> int:
    """The last word before the speaker's next verb of saying."""
    for token in verb.doc[low : high + 1]:
        if token.pos_ == "VERB" and token.i > low and leader(token) == verb:
            return int(token.left_edge.i) - 1
    return high


def without_aside(parse: Parse, verb: Token, low: int, high: int) -> int:
    """The last word before a closing aside of the writer's: ", which has …", ", the capital", outside quotations."""
    doc = verb.doc
    end = high
    while end > low and doc[end].is_punct:
        end -= 1
    for token in doc[low + 1 : end + 1]:
        first = token.left_edge.i
        if token.dep_ not in _ASIDES or first <= low + 1 or token.right_edge.i < end or token.head.i < low:
            continue
        if doc[first - 1].text in {",", "-", "–", "—", "--"} and parse.quotation_at(parse.starts[token.i]) is None:
            return int(first) - 2
    return high

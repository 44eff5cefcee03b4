"""Where a reported clause begins and ends."""

from __future__ import annotations

from typing import Any

from dragoman.parsing import Parse
from dragoman.parsing.grammar import children
from dragoman.record import Span
from dragoman.statements.spans import edge_trim, tokens_span
from dragoman.statements.speakers import leader

Token = Any


def clause_span(parse: Parse, verb: Token, clause: Token, *, addressed: bool) -> Span | None:
    """Return the stretch of a clause that follows its verb of saying, without "that".

    The object of "urged X to leave" belongs to it, that of "told X to leave" is only spoken to. ``None`` where the
    clause stands before the verb or around it.
    """
    low = clause.left_edge.i
    if low < verb.i:
        return None
    tokens = verb.doc[low : clause.right_edge.i + 1]
    if tokens[0].is_punct and len(tokens) > 1:
        low += 1
    if verb.doc[low].lower_ == "that" and verb.doc[low].dep_ == "mark":
        low += 1
    objects = [o for o in children(verb, "dobj") if verb.i < o.i < clause.i]
    if objects and not addressed and clause.dep_ == "xcomp":
        low = min(low, objects[0].left_edge.i)
    return cut(parse, verb, low, max(clause.i, _grown(verb, clause)))


def _grown(verb: Token, clause: Token) -> int:
    """The last word of a clause, with what the parser hung on the verb of saying though it follows the clause."""
    doc, high, end = verb.doc, clause.right_edge.i, verb.sent.end
    while high + 1 < end and not doc[high + 1].is_punct and doc[high + 1].pos_ != "CCONJ":
        top = doc[high + 1]
        while top.head != verb and top.head != top:
            top = top.head
        if top.head != verb or top.i < clause.i or top.dep_ not in {"prep", "advcl", "npadvmod", "relcl", "acl"}:
            break
        high = max(high + 1, top.right_edge.i)
    return int(high)


def cut(parse: Parse, verb: Token, low: int, high: int) -> Span | None:
    """Return the stretch from one token to another, ended where the speaker's next verb of saying begins."""
    for token in verb.doc[low : high + 1]:
        if token.pos_ == "VERB" and leader(token) == verb:
            high = token.left_edge.i - 1
            while high > low and (verb.doc[high].is_punct or verb.doc[high].pos_ == "CCONJ"):
                high -= 1
            break
    return edge_trim(parse, tokens_span(parse, [verb.doc[low], verb.doc[high]])) if high >= low else None

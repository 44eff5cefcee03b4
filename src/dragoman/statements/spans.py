"""Trimming and cutting the spans of sources and contents."""

from __future__ import annotations

from typing import Any

from dragoman.parsing import Parse
from dragoman.record import Span

Token = Any
_EDGE = " \t\u00a0,;:.–—-\n"
_NO_SOURCE_PART = {"relcl", "conj", "cc", "punct"}


def tokens_span(parse: Parse, tokens: list[Token]) -> Span:
    """Return the stretch from the first to the last of some tokens."""
    return (parse.starts[tokens[0].i], parse.ends[tokens[-1].i])


def edge_trim(parse: Parse, span: Span) -> Span | None:
    """Return a span without blanks, commas and full stops at its edges; ``None`` where nothing is left."""
    start, end = span
    while start < end and parse.text[start] in _EDGE:
        start += 1
    while end > start and parse.text[end - 1] in _EDGE:
        end -= 1
    if parse.text[end : end + 1] == "-" and parse.text[end + 1 : end + 2].isalnum():  # "re-election" is one word
        while end < len(parse.text) and (parse.text[end].isalnum() or parse.text[end] == "-"):
            end += 1
    return (start, end) if any(c.isalnum() for c in parse.text[start:end]) else None


def source_spans(parse: Parse, heads: list[Token], cue: Token) -> list[Span]:
    """Return a source as it is written: one span for what is coordinated, more where a verb stands between.

    It ends before its cue where that stands inside it ("Kenya, aware that …").
    """
    groups: list[list[Token]] = []
    for head in sorted(heads, key=lambda t: t.i):
        if groups and not any(t.pos_ in {"VERB", "AUX"} for t in head.doc[groups[-1][-1].i : head.i]):
            groups[-1].append(head)
        else:
            groups.append([head])
    found = [s for group in groups if (s := _noun_phrase_span(parse, group))]
    at = parse.starts[cue.i]
    return [t for a, b in found if (t := (a, b) if not a < at < b else edge_trim(parse, (a, at)))]


def _noun_phrase_span(parse: Parse, heads: list[Token]) -> Span | None:
    """The stretch of coordinated phrases with their appositions, without relative clauses."""
    low, high = heads[0].left_edge.i, heads[-1].i
    for child in heads[-1].children:
        if child.i > heads[-1].i and child.dep_ not in _NO_SOURCE_PART and child.tag_ != "POS":
            high = max(high, child.right_edge.i)
    start, end = parse.starts[low], parse.ends[high]
    if parse.text.count("(", start, end) > parse.text.count(")", start, end) and parse.text.startswith(")", end):
        end += 1
    return edge_trim(parse, (start, end))


def stretch(parse: Parse, token: Token, low: int, high: int) -> Span:
    """Return the stretch between two token numbers of a token's document, both included."""
    return tokens_span(parse, [token.doc[low], token.doc[high]])


def clip(parse: Parse, spans: list[Span], limits: Span) -> list[Span]:
    """Return what lies of some spans inside a stretch."""
    cut = [(max(s, limits[0]), min(e, limits[1])) for s, e in spans]
    return [t for s, e in cut if s < e and (t := edge_trim(parse, (s, e)))]


def minus(spans: list[Span], hole: Span) -> list[Span]:
    """Return spans without a stretch."""
    out = []
    for start, end in spans:
        if hole[1] <= start or end <= hole[0]:
            out.append((start, end))
            continue
        if start < hole[0]:
            out.append((start, hole[0]))
        if hole[1] < end:
            out.append((hole[1], end))
    return out

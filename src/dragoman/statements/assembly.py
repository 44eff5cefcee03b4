"""The statements of a document: attributions brought together, floating quotations given to the last speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from dragoman.actors import ActorTable
from dragoman.parsing import Parse
from dragoman.record import Span, Statement, StatementKind, stable_id
from dragoman.statements.adverbial import adverbial
from dragoman.statements.authors import author_of, is_document
from dragoman.statements.candidates import Candidate
from dragoman.statements.floating import join_floating, quoted_share
from dragoman.statements.labels import labelled
from dragoman.statements.nominal import nominal
from dragoman.statements.verbal import verbal

_DIRECT = 0.9  # share of the content that must stand in quotation marks


def find_statements(parse: Parse, actors: ActorTable) -> list[Statement]:
    """Return the statements of a document in text order: whose words they are, how given, and where they stand."""
    candidates: list[Candidate] = []
    for sentence in parse.sentences:
        if sentence.kind == "heading":
            continue
        found = [
            *verbal(parse, sentence, actors),
            *nominal(parse, sentence, actors),
            *adverbial(parse, sentence),
            *labelled(parse, sentence, actors),
        ]
        candidates += _best(parse, found)
    candidates = join_floating(parse, candidates)
    statements = [_statement(parse, actors, c) for c in candidates]
    unique = {s.id: s for s in statements}
    ordered = sorted(unique.values(), key=lambda s: (s.content[0][0], -s.content[-1][1]))
    _nest(ordered)
    return ordered


def _best(parse: Parse, found: list[Candidate]) -> list[Candidate]:
    """Of what says the same content twice keep the more confident one; what is told inside another stays."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: -c.confidence):
        if all(_is_told_inside(parse, candidate, other) or not _same(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.content[0])


def _is_told_inside(parse: Parse, a: Candidate, b: Candidate) -> bool:
    """Whether just one of two cues is itself among quoted words."""
    quoted = [c.cue is not None and parse.quotation_at(c.cue[0]) is not None for c in (a, b)]
    return quoted[0] != quoted[1]


def _same(a: Candidate, b: Candidate) -> bool:
    first = {i for s, e in a.content for i in range(s, e)}
    second = {i for s, e in b.content for i in range(s, e)}
    return len(first & second) * 10 > 8 * len(first | second)


def _kind(parse: Parse, content: list[Span]) -> StatementKind:
    share = quoted_share(parse, content)
    return "direct" if share >= _DIRECT else "mixed" if share > 0 else "indirect"


def _statement(parse: Parse, actors: ActorTable, candidate: Candidate) -> Statement:
    speaker = [key for head in candidate.sources for key in actors.at(head) or author_of(head, parse, actors)]
    why = candidate.why
    if not candidate.sources:
        why += "; no speaker named there"
    elif not speaker:
        why += f"; speaker not resolved: {_why_unknown(candidate, actors)}"
    evidence = [*candidate.content, *([candidate.cue] if candidate.cue else [])]
    return Statement(
        id=stable_id(parse.document.id, "statement", evidence),
        kind=_kind(parse, candidate.content),
        speaker=list(dict.fromkeys(speaker)),
        source=candidate.source_spans,
        addressee=list(dict.fromkeys(key for head in candidate.addressees for key in actors.at(head))),
        cue=candidate.cue,
        content=candidate.content,
        negated=candidate.negated,
        confidence=candidate.confidence,
        why=why,
    )


def _why_unknown(candidate: Candidate, actors: ActorTable) -> str:
    reasons: list[Any] = [actors.why_not(head) for head in candidate.sources]
    if any(is_document(head) for head in candidate.sources):
        return "a document speaks, and its author is not named"
    return next(filter(None, reasons), "not in the actor table")


def _nest(statements: list[Statement]) -> None:
    """Point each statement that stands inside another one's content to the innermost such one."""
    spans = sorted(((a, b, n) for n, s in enumerate(statements) for a, b in s.content))
    starts = [a for a, _, _ in spans]
    longest = max((b - a for a, b, _ in spans), default=0)
    for number, inner in enumerate(statements):
        if inner.cue is None:
            continue
        # No content that begins further back than the longest is long can reach the cue.
        reach = slice(bisect_left(starts, inner.cue[0] - longest), bisect_right(starts, inner.cue[0]))
        holding = {n for _, end, n in spans[reach] if n != number and end >= inner.cue[1]}
        if holding:
            around = [statements[n] for n in sorted(holding)]
            inner.within = min(around, key=lambda s: s.content[-1][1] - s.content[0][0]).id

"""The statements of a document: attributions brought together, floating quotations given to the last speaker."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.actors import ActorTable
from dragoman.parsing import Parse, Quotation
from dragoman.record import Span, Statement, StatementKind, stable_id
from dragoman.statements.adverbial import adverbial
from dragoman.statements.authors import author_of
from dragoman.statements.candidates import Candidate
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
        candidates += _best(
            [*verbal(parse, sentence, actors), *nominal(parse, sentence, actors), *adverbial(parse, sentence), *labelled(parse, sentence, actors)]
        )
    candidates = _join_floating(parse, candidates)
    statements = [_statement(parse, actors, c) for c in candidates]
    unique = {s.id: s for s in statements}
    ordered = sorted(unique.values(), key=lambda s: (s.content[0][0], -s.content[-1][1]))
    _nest(ordered)
    return ordered


def _best(found: list[Candidate]) -> list[Candidate]:
    """Drop what says the same content twice: the more confident attribution stays."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: -c.confidence):
        if all(not _same(candidate.content, other.content) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.content[0])


def _same(a: list[Span], b: list[Span]) -> bool:
    first = {i for s, e in a for i in range(s, e)}
    second = {i for s, e in b for i in range(s, e)}
    return len(first & second) * 10 > 8 * len(first | second)


def _join_floating(parse: Parse, candidates: list[Candidate]) -> list[Candidate]:
    """Add to each utterance the quotations that follow it without a speaker of their own."""
    taken = [q for q in parse.outer_quotations if _is_covered(q, candidates)]
    for quotation in parse.outer_quotations:
        if quotation in taken or not _is_utterance(parse, quotation):
            continue
        last = _last_before(parse, quotation, candidates)
        if last is not None:
            last.content.append(quotation.span)
            taken.append(quotation)
    return candidates


def _is_covered(quotation: Quotation, candidates: Iterable[Candidate]) -> bool:
    return any(s <= quotation.span[0] and quotation.span[1] <= e for c in candidates for s, e in c.content)


def _is_utterance(parse: Parse, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own and no scare quote."""
    words = parse.words(quotation.inner)
    return len(words.split()) >= 4 and words[:1].isupper() and _stands_alone(parse, quotation)


def _stands_alone(parse: Parse, quotation: Quotation) -> bool:
    before = parse.text[: quotation.span[0]].rstrip(" \t")
    return not before or before[-1] in '\n.!?:”"’»'


def _last_before(parse: Parse, quotation: Quotation, candidates: list[Candidate]) -> Candidate | None:
    """The utterance that a quotation without a speaker goes on with: the last one in quotation marks, near by."""
    before = [c for c in candidates if c.content[-1][1] <= quotation.span[0] and _quoted_share(parse, c.content) > 0]
    if not before:
        return None
    last = max(before, key=lambda c: c.content[-1][1])
    gap = parse.text[last.content[-1][1] : quotation.span[0]]
    return last if gap.count("\n") <= 2 and len(gap) < 250 else None


def _quoted_share(parse: Parse, content: list[Span]) -> float:
    letters = quoted = 0
    for start, end in content:
        for at in range(start, end):
            if parse.text[at].isalnum():
                letters += 1
                quoted += parse.quotation_at(at) is not None
    return quoted / letters if letters else 0.0


def _kind(parse: Parse, content: list[Span]) -> StatementKind:
    share = _quoted_share(parse, content)
    return "direct" if share >= _DIRECT else "mixed" if share > 0 else "indirect"


def _statement(parse: Parse, actors: ActorTable, candidate: Candidate) -> Statement:
    speaker = [key for head in candidate.sources for key in actors.at(head) or author_of(head, parse, actors)]
    why = candidate.why
    if not candidate.sources:
        why += "; no speaker named there"
    elif not speaker:
        reasons: list[Any] = [actors.why_not(head) for head in candidate.sources]
        why += f"; speaker not resolved: {next(filter(None, reasons), 'not in the actor table')}"
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


def _nest(statements: list[Statement]) -> None:
    """Point each statement that stands inside another one's content to the innermost such one."""
    for inner in statements:
        if inner.cue is None:
            continue
        around = [
            s
            for s in statements
            if s is not inner and any(a <= inner.cue[0] and inner.cue[1] <= b for a, b in s.content)
        ]
        if around:
            inner.within = min(around, key=lambda s: s.content[-1][1] - s.content[0][0]).id

"""`classify`: the likeliest act between two marked parties, by the same frames and table as whole documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.actors import resolve_actors
from dragoman.events.encoder import Encoded, Opinion, encoder
from dragoman.events.frames import Frame, propose
from dragoman.events.judge import judged
from dragoman.ontology import event_type
from dragoman.parsing import Parse, Sentence, parse_many
from dragoman.record import Document, Span

Row = dict[str, Any]
# Where no predicate of the table stands in a text: the commonest act of news between two named parties.
_FALLBACK = "CONSULT"
_EVENTHOOD = 2.5  # how much the probability of an act counts beside the grammar that links the parties


def classify(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the answer for each row with ``id, text, source, target``: the fields of the command `classify`."""
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == 64:
            yield from _classify(batch)
            batch = []
    yield from _classify(batch)


def _classify(batch: list[Row]) -> Iterator[Row]:
    documents = [Document(id=str(row["id"]), text=row["text"]) for row in batch]
    for row, parsed in zip(batch, parse_many(documents), strict=True):
        yield {"id": row["id"], **_answer(parsed, _span(row.get("source")), _span(row.get("target")))}


def _span(party: Any) -> Span | None:
    if not party or party.get("start") is None:
        return None
    return int(party["start"]), int(party["end"])


def _answer(parsed: Parse, source: Span | None, target: Span | None) -> Row:
    actors = resolve_actors(parsed)
    scored = []
    for sentence in parsed.sentences:
        frames = list(propose(sentence.tokens))
        encoded = encoder().encode([parsed.words(sentence.span)])[0] if frames else None
        for frame in frames:
            fit = _fit(parsed, frame, source, target)
            opinion = _opinion(parsed, sentence, encoded, frame, source, target) if encoded else None
            scores, judgement = judged(frame, actors, opinion)
            if scores:
                scored.append((fit + _EVENTHOOD * (1 - scores["none"]), -frame.predicate.i, scores, judgement))
    if not scored:
        return _row(_FALLBACK, event_type(_FALLBACK).quad, None, [], 0.05, 0.1)
    fit, _, scores, judgement = max(scored, key=lambda s: s[:2])
    likeliest = {name: p for name, p in scores.items() if name != "none"}
    type_ = max(likeliest, key=likeliest.__getitem__)
    best = judgement(type_)
    quad = event_type(type_, best.mode).quad
    event = 0.05 if "negation" in best.auxiliary else (1 - scores["none"]) * min(1.0, fit / 2)
    sure = likeliest[type_] / sum(likeliest.values())
    return _row(type_, quad, best.mode, sorted(best.auxiliary), round(max(event, 0.0), 3), round(sure, 3))


def _opinion(
    parsed: Parse, sentence: Sentence, encoded: Encoded, frame: Frame, source: Span | None, target: Span | None
) -> Opinion | None:
    """The model's opinion of a predicate between the two marked parties."""
    low, high = sentence.span

    def inside(span: Span | None) -> list[Span]:
        return [(span[0] - low, span[1] - low)] if span and low <= span[0] and span[1] <= high else []

    predicate = inside(parsed.span(frame.predicate))
    return encoder().judge(encoded, predicate[0], inside(source), inside(target)) if predicate else None


def _row(type_: str, quad: int, mode: str | None, auxiliary: list[Any], event: float, confidence: float) -> Row:
    return {
        "type": type_,
        "plover": type_,
        "quad": quad,
        "mode": mode,
        "auxiliary": auxiliary,
        "event": event,
        "confidence": confidence,
    }


def _fit(parsed: Parse, frame: Frame, source: Span | None, target: Span | None) -> float:
    """How well a predicate links the two parties: the source as its actor, the target in one of its other slots."""
    fit = 0.5
    if source and any(_inside(parsed, head, source) for head in frame.actors):
        fit += 2.0
    elif source and _governs(parsed, frame, source):
        fit += 0.6
    others = [head for slot, heads in frame.slots.items() if slot != "subj" for head in heads]
    if target and any(_inside(parsed, head, target) for head in others):
        fit += 1.5
    elif target and _governs(parsed, frame, target):
        fit += 0.8
    depth = 0
    token = frame.predicate
    while token.head != token and depth < 6:
        token, depth = token.head, depth + 1
    return fit - 0.1 * depth - (0.3 if frame.kind != "VERB" else 0.0)


def _inside(parsed: Parse, head: Any, span: Span) -> bool:
    start, end = parsed.span(head)
    return span[0] <= start and end <= span[1]


def _governs(parsed: Parse, frame: Frame, span: Span) -> bool:
    return any(_inside(parsed, token, span) for token in frame.predicate.subtree)

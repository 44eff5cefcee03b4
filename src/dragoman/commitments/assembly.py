"""The commitments of a document."""

from __future__ import annotations

import re

from dragoman.actors import ActorTable
from dragoman.commitments.contradictions import against
from dragoman.commitments.finding import Found, by_cue, by_speech
from dragoman.events.dates import find_date
from dragoman.parsing import Parse
from dragoman.record import Commitment, Event, EventDate, Span, Statement, stable_id

_DEADLINE = re.compile(r"\b(?:by|before|within|until|no later than|from)\s+[^,.;]{3,40}", re.IGNORECASE)


def find_commitments(
    parse: Parse, actors: ActorTable, statements: list[Statement], events: list[Event]
) -> list[Commitment]:
    """Return what actors say they will do, will not do, offer, demand or threaten, in text order."""
    found: list[Found] = []
    for sentence in parse.sentences:
        if sentence.kind != "heading":
            found += by_cue(parse, sentence, actors)
    for statement in statements:
        found += by_speech(parse, statement, actors)
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: -f.confidence):
        if (one.by or one.to) and not any(_overlaps(one.content, other.content) for other in kept):
            kept.append(one)
    kept.sort(key=lambda f: f.content)
    return [_commitment(parse, one, statements, events) for one in kept]


def _overlaps(a: Span, b: Span) -> bool:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common * 2 > min(a[1] - a[0], b[1] - b[0])


def _commitment(parse: Parse, found: Found, statements: list[Statement], events: list[Event]) -> Commitment:
    return Commitment(
        id=stable_id(parse.document.id, "commitment", [found.content]),
        kind=found.kind,
        by=found.by,
        to=found.to,
        content=found.content,
        conditional=found.condition is not None,
        condition=found.condition,
        deadline=_deadline(parse, found.content),
        statement=found.statement or _telling(found.content, statements),
        event=_event(parse, found.content, events),
        contradicted_by=against(parse, found.content) if found.kind == "pledge" else [],
        confidence=found.confidence,
        why=found.why,
    )


def _deadline(parse: Parse, content: Span) -> EventDate | None:
    """The time by which it is to be done, where the clause names one."""
    for match in _DEADLINE.finditer(parse.text, *content):
        date = find_date(parse.text, match.span(), parse.document.published, ahead=True)
        if date:
            return date
    return None


def _telling(content: Span, statements: list[Statement]) -> str | None:
    holding = [s for s in statements if any(a < content[1] and content[0] < b for a, b in s.content)]
    return min(holding, key=lambda s: sum(b - a for a, b in s.content)).id if holding else None


def _event(parse: Parse, content: Span, events: list[Event]) -> str | None:
    """The speech act that makes the commitment: the last trigger before its content in the same sentence."""
    before = [e for e in events if e.sentence[0] <= content[0] < e.sentence[1] and e.trigger[1] <= content[0]]
    near = [e for e in before if e.type in ("AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE")]
    return max(near, key=lambda e: e.trigger).id if near else None

"""Which characters of an article are evidence of what: the article cut into stretches, each with its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dragoman.record import Record, Span

Mark = Literal["furniture", "heading", "actor", "cue", "said", "promised", "cooperation", "conflict"]
# The mark that shows where several lie on one stretch.
ORDER: tuple[Mark, ...] = ("conflict", "cooperation", "cue", "actor", "promised", "said", "heading", "furniture")


def evidence(record: Record) -> Iterator[tuple[Span, Mark]]:
    """Yield every span of a record with the mark that it gives."""
    for piece in record.document.furniture:
        yield piece.span, "furniture"
    for span in record.document.headings:
        yield span, "heading"
    used = {key for e in record.events for key in (*e.actor, *e.recipient)}
    used |= {key for s in record.statements for key in s.speaker}
    for actor in record.actors:
        if actor.key in used:
            yield from ((span, "actor") for span in actor.mentions)
    for statement in record.statements:
        yield from ((span, "said") for span in statement.content)
        if statement.cue:
            yield statement.cue, "cue"
    for commitment in record.commitments:
        yield commitment.content, "promised"
    for event in record.events:
        yield event.trigger, "cooperation" if event.quad <= 2 else "conflict"


def stretches(record: Record) -> Iterator[tuple[str, Mark | None]]:
    """Yield the article's text from first to last character, cut where marks change, each stretch with its mark."""
    text = record.document.text
    changes: dict[int, list[tuple[int, Mark]]] = {}
    for (start, end), mark in evidence(record):
        changes.setdefault(start, []).append((1, mark))
        changes.setdefault(end, []).append((-1, mark))
    depth = dict.fromkeys(ORDER, 0)
    last = 0
    for at in sorted(changes):
        if at > last:
            yield text[last:at], _top(depth)
        last = at
        for step, mark in changes[at]:
            depth[mark] += step
    if last < len(text):
        yield text[last:], _top(depth)


def _top(depth: dict[Mark, int]) -> Mark | None:
    return next((mark for mark in ORDER if depth[mark] > 0), None)

"""What the learned model says of a document's frames: each sentence that may hold an act is encoded once."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import ActorTable
from dragoman.events.encoder import Encoded, Opinion, encoder
from dragoman.events.frames import Frame, Token
from dragoman.events.lexicon import is_listed, match
from dragoman.events.parties import find_actor, find_recipient
from dragoman.parsing import Parse, Sentence
from dragoman.record import Span

# Where a recipient is looked for before the type is known.
_ANYWHERE = (
    *("obj", "iobj", "prep:against", "prep:on", "prep:with", "prep:to", "prep:from", "prep:of", "prep:for"),
    *("objposs", "objcompound", "xsubj", "csubj"),
)
# Where an unlisted verb must have whom it acts upon.
_DIRECT = ("obj", "iobj", "prep:against", "prep:on", "prep:with", "prep:to")


class Opinions:
    """The frames of some sentences, and the model's opinion of each, by the place of its predicate."""

    def __init__(self, parse: Parse, actors: ActorTable, proposed: Sequence[tuple[Sentence, list[Frame]]]) -> None:
        self._parse, self._actors = parse, actors
        worth = {s.index: s for s, frames in proposed if any(is_candidate(f, actors) for f in frames)}
        encoded = encoder().encode([parse.words(s.span) for s in worth.values()]) if worth else []
        self._encoded = dict(zip(worth, encoded, strict=True))

    def of(self, frame: Frame) -> Opinion | None:
        """Return the opinion of a frame; none where its sentence was not worth encoding or is cut before it."""
        sentence = self._parse.sentence_of(frame.predicate)
        states = self._encoded.get(sentence.index)
        if states is None or not may_be_asked(frame, self._actors):
            return None
        return self._judged(frame, sentence, states)

    def _judged(self, frame: Frame, sentence: Sentence, states: Encoded) -> Opinion | None:
        def inside(spans: list[Span]) -> list[Span]:
            low, high = sentence.span
            return [(a - low, b - low) for a, b in spans if low <= a and b <= high]

        predicate = inside([self._parse.span(frame.predicate)])
        actor, recipient = parties_before_type(self._parse, frame, self._actors)
        return encoder().judge(states, predicate[0], inside(actor), inside(recipient)) if predicate else None


def parties_before_type(parse: Parse, frame: Frame, actors: ActorTable) -> tuple[list[Span], list[Span]]:
    """Return where a frame's actor and recipient stand, as far as grammar tells before it is known which act it is.

    The training sees its sentences through this, too.
    """
    row = match(frame, actors)
    slots = row.recipient if row is not None and row.recipient else _ANYWHERE
    actor = find_actor(parse, frame, actors)
    return actor.spans, find_recipient(parse, frame, slots, actor, actors).spans


def may_be_candidate(token: Token, kind: str) -> bool:
    """Whether a word may turn out a candidate, before its frame is built: an unlisted noun or adjective cannot."""
    return kind == "VERB" or is_listed(token, kind)


def is_candidate(frame: Frame, actors: ActorTable) -> bool:
    """Whether a frame may be an act: a row of the table has it as one, or it links two that have a code."""
    row = match(frame, actors)
    if row is not None:
        return row.type not in ("none", "@xcomp") and _names_somebody(frame, actors)
    return frame.kind == "VERB" and _codable(frame, "subj", actors) and any(_codable(frame, s, actors) for s in _DIRECT)


def may_be_asked(frame: Frame, actors: ActorTable) -> bool:
    """Whether the model is asked about a frame of a sentence that is encoded anyway: unlisted verbs with an actor, too.

    They alone are not worth an encoding: few of them are acts.
    """
    if is_candidate(frame, actors):
        return True
    return frame.kind == "VERB" and match(frame, actors) is None and _codable(frame, "subj", actors)


def _names_somebody(frame: Frame, actors: ActorTable) -> bool:
    """Whether anybody with a code stands at a predicate, in one of its slots, or next to what stands there."""
    heads = [frame.predicate, *(head for found in frame.slots.values() for head in found)]
    return any(actors.codable(actors.at(token)) for head in heads for token in (head, *head.children))


def _codable(frame: Frame, slot: str, actors: ActorTable) -> bool:
    return any(actors.codable(actors.at(head)) for head in frame.slot(slot))

"""What the learned model says of a document's frames: each sentence that may hold an act is encoded once."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.actors import ActorTable
from dragoman.events.encoder import Encoded, Opinion, encoder
from dragoman.events.frames import Frame, Token
from dragoman.events.lexicon import is_listed, match
from dragoman.events.parties import find_actor, find_recipient
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import prepositions
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
        self._candidates = {id(f) for _, frames in proposed for f in frames if is_candidate(f, actors)}
        worth = {s.index: s for s, frames in proposed if any(id(f) in self._candidates for f in frames)}
        encoded = encoder().encode([parse.words(s.span) for s in worth.values()]) if worth else []
        self._encoded = dict(zip(worth, encoded, strict=True))

    def is_candidate(self, frame: Frame) -> bool:
        """Whether a frame may be an act even where the model has no opinion of it."""
        return id(frame) in self._candidates

    def of(self, frame: Frame) -> Opinion | None:
        """Return the opinion of a frame; none where its sentence was not worth encoding or is cut before it."""
        sentence = self._parse.sentence_of(frame.predicate)
        states = self._encoded.get(sentence.index)
        if states is None or not (self.is_candidate(frame) or is_worth_a_word(frame, self._actors)):
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


def is_worth_a_word(frame: Frame, actors: ActorTable) -> bool:
    """Whether the model is asked about a frame that is no candidate, if its sentence is encoded anyway.

    These are words of the table whose parties stand further off, and unlisted verbs with an actor: few are acts.
    """
    row = match(frame, actors)
    if row is not None:
        return row.type not in ("none", "@xcomp")
    return frame.kind == "VERB" and _codable(frame, "subj", actors)


def _names_somebody(frame: Frame, actors: ActorTable) -> bool:
    """Whether anybody with a code stands at a predicate, in one of its slots, or next to what stands there."""
    heads = [frame.predicate, *(head for found in frame.slots.values() for head in found)]
    heads += [noun for head in frame.actors for name, noun in prepositions(head) if name in {"of", "by", "from"}]
    return any(actors.codable(actors.at(token)) for head in heads for token in (head, *head.children))


def _codable(frame: Frame, slot: str, actors: ActorTable) -> bool:
    return any(actors.codable(actors.at(head)) for head in frame.slot(slot))

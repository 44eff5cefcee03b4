"""Whose a statement is where a document is said to speak: "a statement by X", "X's letter", "the report said"."""

from __future__ import annotations

from typing import Any

from dragoman.actors import ActorTable
from dragoman.parsing import Parse
from dragoman.parsing.grammar import children, possessors, prepositions

Token = Any

_DOCUMENTS = set(
    "statement report letter article story communique communiqué declaration biography book memoir survey poll study "
    "tweet post memo readout document petition paper email message note bulletin notice ruling "
    "verdict".split()
)
_REPORTED = {"report", "article", "story", "paper", "study"}  # what media and watchdogs publish
_PUBLISHERS = {"JRN", "NGO", "SOC", "EDU", "UNO", "IGO"}


def is_document(head: Token) -> bool:
    """Whether a noun names a text, a poll or the like that can be said to speak."""
    return head.pos_ == "NOUN" and head.lemma_.lower() in _DOCUMENTS


def author_of(head: Token, parse: Parse, actors: ActorTable) -> tuple[str, ...]:
    """Return the keys of who wrote the document that a noun names; empty where it is none or nobody is named."""
    if head.lemma_.lower() not in _DOCUMENTS:
        return ()
    written_by = [noun for name, noun in prepositions(head) if name == "by"]
    issued = [noun for name, noun in prepositions(head) if name == "from"]
    for one in [*written_by, *_by_inside(head), *possessors(head), *issued, *children(head, "compound", "amod")]:
        keys = actors.at(one)
        if keys:
            return keys
    definite = any(c.lower_ in {"the", "that", "this"} for c in children(head, "det"))
    return _publisher_before(head, parse, actors) if definite and head.lemma_.lower() in _REPORTED else ()


def _by_inside(head: Token) -> list[Token]:
    """An author that the parser hangs on a noun inside: "a biography of X by Y"."""
    return [
        noun for token in head.subtree if token.lower_ == "by" and token.i > head.i for noun in children(token, "pobj")
    ]


def _publisher_before(head: Token, parse: Parse, actors: ActorTable) -> tuple[str, ...]:
    """The last newspaper, watchdog or institute named before."""
    here = parse.span(head)[0]
    best: tuple[int, str] | None = None
    for actor in actors.actors:
        if not any(set(code.split()) & _PUBLISHERS for code in actor.codes):
            continue
        last = max((end for _, end in actor.mentions if end <= here), default=-1)
        if last >= 0 and (best is None or last > best[0]):
            best = (last, actor.key)
    return (best[1],) if best else ()

"""Refusals: what an actor says it will not do for others is no missing act but a rejection (PLOVER REJECT)."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.encoder import Opinion
from dragoman.events.frames import Frame
from dragoman.parsing.grammar import children, is_negated

# What is refused, and the mode of the refusal: to yield, to meet, to assist.
REFUSED: dict[str, str | None] = {
    "CONCEDE": "yield",
    "RETREAT": "yield",
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "SUPPORT": None,
    "AGREE": None,
}
_WILL = {"will", "wo", "would", "'ll", "’ll", "shall", "sha"}


def refuses(frame: Frame) -> bool:
    """Whether a predicate is what its own subject will not do: "will not lift", "would never sign"."""
    verb = frame.predicate
    return (
        frame.kind == "VERB"
        and not frame.passive
        and bool(frame.actors)
        and is_negated(verb)
        and any(c.lower_ in _WILL for c in children(verb, "aux"))
        and not any(c.lower_ == "if" for clause in children(verb, "advcl") for c in children(clause, "mark"))
    )


def as_refusal(opinion: Opinion) -> Opinion:
    """Return an opinion with what it gives to acts that can be refused given to their refusal."""
    types = dict(opinion.types)
    for name in REFUSED:
        types["REJECT"] = types.get("REJECT", 0.0) + types.pop(name, 0.0)
    return replace(opinion, types=types)


def as_denial(opinion: Opinion, type_: str) -> Opinion:
    """Return an opinion with what it gives to refusal given to the act that was only not done."""
    types = dict(opinion.types)
    types[type_] = types.get(type_, 0.0) + types.pop("REJECT", 0.0)
    return replace(opinion, types=types)


def mode_of_refusal(opinion: Opinion) -> str | None:
    """Return what is refused: the mode that the likeliest of the acts refused asks for."""
    named = max(REFUSED, key=lambda name: opinion.types.get(name, 0.0))
    is_surer = opinion.types.get(named, 0.0) > opinion.types.get("REJECT", 0.0)
    return REFUSED[named] if is_surer else opinion.mode_of("REJECT")

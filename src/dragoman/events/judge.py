"""The judge: which act a frame is, if any. Today a table decides; whatever replaces it keeps this door."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors import ActorTable
from dragoman.events.auxiliary import readings
from dragoman.events.frames import Frame
from dragoman.events.lexicon import Row, match
from dragoman.parsing.grammar import subjects
from dragoman.record import Auxiliary

# What is only to come of these is an agreement, and of a withdrawal a concession (PLOVER 2021).
_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
# What the actor itself announces of these is a threat, in the mode of what is threatened.
_THREATENED = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "MOBILIZE": None, "PROTEST": None}
_THREATENED_MODES = {"arrest": "arrest", "deport": "expel", "expel": "expel", "seize": "territory"}
_NOT_FUTURE = {"AGREE", "THREATEN", "CONCEDE"}


@dataclass(frozen=True)
class Judgement:
    """A type and mode with the probability that the frame reports such an act, its readings, and the reason."""

    type: str
    mode: str | None
    probability: float
    auxiliary: frozenset[Auxiliary]
    row: Row
    why: str


def _is_announced(frame: Frame, actors: ActorTable) -> bool:
    """Whether a clause is what its own actor says ("the ministry said that it would close the port")."""
    verb = frame.predicate
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return False
    own = {key for head in frame.actors for key in actors.at(head)}
    return bool(own & {key for head in subjects(verb.head) for key in actors.at(head)})


def judge(frame: Frame, actors: ActorTable) -> Judgement | None:
    """Return what act a frame is; ``None`` where it is none."""
    row = match(frame, actors)
    if row is None or row.type in ("none", "@xcomp"):
        return None
    auxiliary = readings(frame.predicate)
    type_, mode = row.type, row.mode
    why = f"table: {row}"
    if "future" in auxiliary and "negation" not in auxiliary and type_ in _PROMISED:
        why += f"; still to come, so {_PROMISED[type_]}"
        type_, mode = _PROMISED[type_], None
    if "future" in auxiliary and "negation" not in auxiliary and type_ in _THREATENED and _is_announced(frame, actors):
        why += "; announced by the actor itself, so THREATEN"
        type_, mode = "THREATEN", _THREATENED_MODES.get(mode or "", _THREATENED[type_])
    if type_ in _NOT_FUTURE:
        auxiliary.discard("future")
    return Judgement(type_, mode, row.weight, frozenset(auxiliary), row, why)

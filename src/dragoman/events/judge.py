"""The judge: which act a frame is, if any. A table of predicates gives a prior, a learned model reads the sentence."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace

from dragoman.actors import ActorTable
from dragoman.events.auxiliary import readings
from dragoman.events.encoder import Opinion
from dragoman.events.frames import Frame
from dragoman.events.lexicon import TABLES, Row, match
from dragoman.events.refusals import REFUSED, as_denial, as_refusal, mode_of_refusal, refuses
from dragoman.ontology import rows, type_names
from dragoman.parsing.grammar import is_negated, subjects
from dragoman.record import Auxiliary

# What is only to come of these is an agreement, and of a withdrawal a concession (PLOVER 2021).
_PROMISED = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
# What the actor itself announces of these is a threat, in the mode of what is threatened.
_THREATENED = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "MOBILIZE": None, "PROTEST": None}
_THREATENED_MODES = {"arrest": "arrest", "deport": "expel", "expel": "expel", "seize": "territory"}
_NOT_FUTURE = {"AGREE", "THREATEN", "CONCEDE"}

# The prior of the table, settled on our own sentences with verbs that the trial's model had not seen: what the types
# beside the listed one share of it.
_OTHERS = 0.4
_UNLISTED = 0.5  # of a predicate that no row has, before the model speaks: that it is an act at all
_LISTED_NONE = 0.15  # of one that a row says is none
_NONE = 0.6  # above this probability of no act there is none

# Auxiliary readings, settled on sentences kept for measuring (training/test): what the model must be sure of alone, and
# below which it overrules grammar. Of what is to come or only possible grammar knows more: "will" and "if" are plain.
_SURE = 0.5
_RULED_OUT: dict[Auxiliary, float] = {"historical": 0.1, "future": 0.0, "hypothetical": 0.0, "negation": 0.1}


@dataclass(frozen=True)
class Judgement:
    """A type and mode with the probability that the frame reports such an act, its readings, and the reason."""

    type: str
    mode: str | None
    probability: float
    auxiliary: frozenset[Auxiliary]
    row: Row
    why: str


def judge(frame: Frame, actors: ActorTable, opinion: Opinion | None) -> Judgement | None:
    """Return what act a frame is; ``None`` where it is none. Without an opinion the table alone decides."""
    scores, judgement = judged(frame, actors, opinion)
    if not scores or scores["none"] > _NONE:
        return None
    return judgement(max((name for name in scores if name != "none"), key=scores.__getitem__))


def judged(
    frame: Frame, actors: ActorTable, opinion: Opinion | None
) -> tuple[dict[str, float], Callable[[str], Judgement]]:
    """Return the probability of each type and ``none``, and what gives the judgement that a frame is of a type.

    No probabilities where neither the table nor the model has anything to say.
    """
    row = match(frame, actors)
    listed = _of_table(frame, row, actors) if row is not None and row.type not in ("none", "@xcomp") else None
    refused = refuses(frame)
    scores: dict[str, float] = {}
    if row is None or row.type != "@xcomp":
        weighed = as_refusal(opinion) if opinion and refused else opinion
        if weighed and not refused and listed and listed.type in REFUSED and is_negated(frame.predicate):
            weighed = as_denial(weighed, listed.type)  # "did not lift", "would not lift it if …"
        scores = _scores(listed, row is not None, weighed) if weighed else _alone(listed)

    def auxiliary(type_: str) -> frozenset[Auxiliary]:
        found = _readings(frame, opinion)
        if refused and type_ == "REJECT":
            found -= {"future", "negation", "hypothetical"}  # the refusal itself is made now
        return frozenset(found - {"future"} if type_ in _NOT_FUTURE else found)

    def judgement(type_: str) -> Judgement:
        said = f"model: {type_} {weighed.types[type_]:.2f}" if weighed else "the table alone"
        if listed is not None and listed.type == type_:
            return replace(listed, probability=scores[type_], auxiliary=auxiliary(type_), why=f"{listed.why}; {said}")
        slots = recipient_slots().get((type_, frame.kind), ())
        mode = opinion.mode_of(type_) if opinion else None
        if opinion and refused and type_ == "REJECT":
            mode = mode_of_refusal(opinion)
        own = Row(frame.predicate.lemma_.lower(), frame.kind, (), type_, mode, slots, scores[type_])
        why = f"{said}, against {listed.why}" if listed is not None else said
        return Judgement(type_, mode, scores[type_], auxiliary(type_), own, why)

    return scores, judgement


def _readings(frame: Frame, opinion: Opinion | None) -> set[Auxiliary]:
    """The readings of an act: those the model is sure of, and those of grammar that the model does not rule out."""
    grammar = readings(frame.predicate)
    if opinion is None:
        return grammar
    names: tuple[Auxiliary, ...] = ("historical", "future", "hypothetical", "negation")
    return {
        name
        for name in names
        if opinion.auxiliaries[name] > _SURE or (name in grammar and opinion.auxiliaries[name] > _RULED_OUT[name])
    }


def _alone(listed: Judgement | None) -> dict[str, float]:
    """The table's own word, where the model has none: it stands, whatever its weight."""
    return {listed.type: listed.probability, "none": min(1 - listed.probability, _NONE)} if listed else {}


@functools.cache
def recipient_slots() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return where predicates of a type and part of speech mostly have their recipient, in order."""
    table = rows(TABLES, "recipient_slots.csv")
    return {(row["type"], row["pos"]): tuple(row["slots"].split()) for row in table}


def _scores(listed: Judgement | None, has_row: bool, opinion: Opinion) -> dict[str, float]:
    """Probabilities of the types and ``none``: the model's, weighed by the table's prior."""
    act = listed.probability if listed else _LISTED_NONE if has_row else _UNLISTED
    names = type_names()
    prior = dict.fromkeys(names, act / len(names))
    if listed:
        prior = dict.fromkeys(names, act * _OTHERS / (len(names) - 1))
        prior[listed.type] = act * (1 - _OTHERS)
    prior["none"] = 1 - act
    raw = {name: opinion.types.get(name, 0.0) * p for name, p in prior.items()}
    total = sum(raw.values()) or 1.0
    return {name: value / total for name, value in raw.items()}


def _of_table(frame: Frame, row: Row, actors: ActorTable) -> Judgement:
    """What the table's row says, with what grammar makes of it: promises and threats of the act."""
    auxiliary = readings(frame.predicate)
    type_, mode = row.type, row.mode
    why = f"table: {row}"
    coming = "future" in auxiliary and "negation" not in auxiliary
    if coming and type_ in _PROMISED:
        why += f"; still to come, so {_PROMISED[type_]}"
        type_, mode = _PROMISED[type_], None
    if coming and type_ in _THREATENED and _is_announced(frame, actors):
        why += "; announced by the actor itself, so THREATEN"
        type_, mode = "THREATEN", _THREATENED_MODES.get(mode or "", _THREATENED[type_])
    if refuses(frame) and row.type in REFUSED:
        why += "; what its own subject will not do, so REJECT"
        type_, mode = "REJECT", REFUSED[row.type]
        auxiliary -= {"future", "negation", "hypothetical"}
    if type_ in _NOT_FUTURE:
        auxiliary.discard("future")
    return Judgement(type_, mode, row.weight, frozenset(auxiliary), row, why)


def _is_announced(frame: Frame, actors: ActorTable) -> bool:
    """Whether a clause is what its own actor says ("the ministry said that it would close the port")."""
    verb = frame.predicate
    if verb.dep_ != "ccomp" or verb.head.pos_ != "VERB":
        return False
    own = {key for head in frame.actors for key in actors.at(head)}
    return bool(own & {key for head in subjects(verb.head) for key in actors.at(head)})

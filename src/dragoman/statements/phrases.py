"""Content that is no clause: "condemned the raid", "called for talks", "called on X to leave", "called X a fraud"."""

from __future__ import annotations

from typing import Any

from dragoman.parsing import Parse
from dragoman.parsing.grammar import agents, children, is_passive
from dragoman.record import Span
from dragoman.statements.cues import VerbCue
from dragoman.statements.extents import without_aside
from dragoman.statements.spans import edge_trim, stretch

Token = Any
_NAMES = {"call", "term", "name", "label", "style", "dub"}  # "is called X" gives a name, nobody's opinion


def phrase_of(parse: Parse, verb: Token, cue: VerbCue) -> tuple[list[Span], str] | None:
    """Return the spans of the phrase that a verb attributes and the name of the frame."""
    if is_passive(verb):
        return _passive(parse, verb, cue)
    return _prepositional(parse, verb, cue) or _objective(parse, verb, cue)


def _prepositional(parse: Parse, verb: Token, cue: VerbCue) -> tuple[list[Span], str] | None:
    for prep in children(verb, "prep", "dative"):
        if prep.lower_ in cue.prepinf:
            infinitive = next((c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.i > prep.i), None)
            if infinitive is None:
                infinitive = next((c for o in children(prep, "pobj") for c in children(o, "acl", "relcl")), None)
            if infinitive is not None and children(prep, "pobj"):
                low = children(prep, "pobj")[0].left_edge.i
                return _spans(parse, [stretch(parse, verb, low, infinitive.right_edge.i)], "infinitive")
        if prep.lower_ in cue.prepositions and prep.i > verb.i and prep.right_edge.i > prep.i:
            return _spans(parse, [stretch(parse, verb, prep.i + 1, _high(parse, prep))], "preposition")
    return None


def _objective(parse: Parse, verb: Token, cue: VerbCue) -> tuple[list[Span], str] | None:
    named = _named(verb) if "comp" in cue.frames else None
    if named is not None:
        return _spans(parse, [stretch(parse, verb, named[0], named[1])], "naming")
    for noun in children(verb, "dobj"):
        with_object = [p for p in children(verb, "prep") if p.lower_ in cue.npprep and p.i > noun.i]
        with_object += [p for p in children(noun, "prep") if p.lower_ in cue.npprep]
        if with_object and noun.i > verb.i:
            high = _high(parse, with_object[0])
            return _spans(parse, [stretch(parse, verb, noun.left_edge.i, max(noun.i, high))], "object")
        if "np" in cue.frames and (noun.pos_ != "PRON" or noun.lower_ in {"this", "that", "him", "her", "them", "it"}):
            return _spans(parse, [stretch(parse, verb, noun.left_edge.i, max(noun.i, _high(parse, noun)))], "object")
    return None


def _named(verb: Token) -> tuple[int, int] | None:
    """The stretch of an object with what it is called: "the bridge a disgrace"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ == "ccomp" and children(child, "nsubj") and not children(child, "aux", "mark"):
            return (child.left_edge.i, child.right_edge.i)
        if child.dep_ == "oprd":
            objects = [o for o in children(verb, "dobj") if o.i > verb.i]
            return (min([child.left_edge.i, *(o.left_edge.i for o in objects)]), child.right_edge.i)
    return None


def _passive(parse: Parse, verb: Token, cue: VerbCue) -> tuple[list[Span], str] | None:
    """ "The raid was condemned by X", "X is expected to leave", "X was accused of theft": the subject belongs to it."""
    subjects = [s for s in children(verb, "nsubjpass") if s.pos_ != "PRON" or s.lower_ in {"it", "he", "she", "they"}]
    if not subjects:
        return None
    subject = stretch(parse, verb, subjects[0].left_edge.i, _high(parse, subjects[0]))
    complements = [
        *(c for c in children(verb, "oprd") if "comp" in cue.frames and (agents(verb) or verb.lemma_ not in _NAMES)),
        *(p for p in children(verb, "prep") if p.lower_ in cue.npprep),
    ]
    for complement in complements:
        if complement.i > verb.i:
            return _spans(
                parse, [subject, stretch(parse, verb, complement.left_edge.i, _high(parse, complement))], "naming"
            )
    if agents(verb) and "np" in cue.frames:
        return _spans(parse, [subject], "object")
    return None


def _high(parse: Parse, head: Token) -> int:
    """The last word of a phrase, without an aside of the writer's."""
    return without_aside(parse, head, head.i, head.right_edge.i)


def _spans(parse: Parse, found: list[Span], frame: str) -> tuple[list[Span], str] | None:
    kept = [s for span in found if (s := edge_trim(parse, span))]
    return (kept, frame) if len(kept) == len(found) else None

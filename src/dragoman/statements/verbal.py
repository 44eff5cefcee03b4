"""Attributions by a verb: who says, thinks, wants or asks, and what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.actors import ActorTable
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import (
    RELATIVES,
    children,
    conjuncts,
    first_conjunct,
    indirect_objects,
    is_negated,
    is_passive,
)
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.contents import Content, content_of
from dragoman.statements.cues import VerbCue, cue_of
from dragoman.statements.spans import source_spans, tokens_span
from dragoman.statements.speakers import SELF, can_speak, speakers

Token = Any
# What these frames hold is only reported where somebody stands there who can speak.
_OF_PERSONS = {"object", "preposition", "infinitive", "gerund", "naming"}


def verbal(parse: Parse, sentence: Sentence, actors: ActorTable) -> Iterator[Candidate]:
    """Yield the attributions by verbs of one sentence."""
    for token in sentence.tokens:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        cue = cue_of(token)
        if cue is not None and not _is_spoken(parse, token, cue):
            candidate = _attribution(parse, sentence, token, cue, actors)
            if candidate:
                yield candidate


def _is_spoken(parse: Parse, verb: Token, cue: VerbCue) -> bool:
    """Whether a cue is itself among somebody's quoted words and tells of no third person's words."""
    if parse.quotation_at(parse.span(verb)[0]) is None:
        return False
    told = any(s.lower_ not in {*SELF, "it", "anybody", "anyone"} for s in children(verb, "nsubj"))
    return not (told and cue.communication and children(verb, "ccomp"))


def _attribution(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue, actors: ActorTable) -> Candidate | None:
    content = content_of(parse, sentence, verb, cue)
    if content is None:
        return None
    sources = speakers(verb)
    if not _is_told(verb, cue, content, sources, actors):
        return None
    return Candidate(
        tokens_span(parse, _cue_tokens(verb)),
        content.spans,
        sources,
        _source(parse, verb, sources),
        _addressees(verb, cue),
        cue.negates or is_negated(verb) or _is_nobody(sources),
        f"verb {'beside what is reported' if content.frame == 'beside' else f'with {content.frame}'}: {verb.lemma_}",
        _confidence(cue, content, sources),
        sentence.index,
    )


def _confidence(cue: VerbCue, content: Content, sources: list[Token]) -> float:
    certain = 0.85 if cue.communication else 0.6
    if content.frame == "quotation" and not (content.sure and sources):
        return 0.5
    return certain


def _is_told(verb: Token, cue: VerbCue, content: Content, sources: list[Token], actors: ActorTable) -> bool:
    """Whether somebody's words or thoughts are reported: not the writer's own wish, an order to the reader, a thing."""
    if content.frame in {"quotation", "beside"}:
        return True
    if any(v.lemma_ == "comment" and v.tag_ == "VB" for v in (verb, *children(verb, "xcomp"))):
        return False  # "declined to comment", "asked to comment on …": nothing is said
    if any(s.lower_ in {"that", "this"} for s in children(verb, "nsubj")) and verb.dep_ != "relcl":
        return False  # "That said, …": nobody speaks
    own = bool(sources) and all(s.lower_ in SELF for s in sources)
    if content.frame == "clause":
        return bool(sources) or verb.tag_ != "VB" or bool(children(verb, "aux"))
    if own or (verb.tag_ == "VB" and not sources):
        return False
    if content.frame in {"object", "preposition"} and _is_purpose(verb) and not _is_utterance(cue):
        return False
    if not sources:
        return is_passive(verb) or content.frame == "infinitive"
    return content.frame not in _OF_PERSONS or any(can_speak(s, actors) for s in sources)


def _is_purpose(verb: Token) -> bool:
    """Whether a verb only tells what for: "spent a fortune to back her", "the chance to criticise him"."""
    first = first_conjunct(verb)
    return verb.tag_ == "VB" and first.dep_ in {"advcl", "acl", "relcl"} and bool(children(first, "aux"))


def _is_utterance(cue: VerbCue) -> bool:
    """Whether a verb tells of words rather than of an attitude: "marched to demand a recount" against "to back her"."""
    return bool(cue.frames & {"clause", "quote", "inf"} or cue.prepositions)


def _is_nobody(sources: list[Token]) -> bool:
    """ "No group has claimed the raid"."""
    return any(s.lower_ in {"none", "nobody"} or any(c.lower_ == "no" for c in children(s, "det")) for s in sources)


def _addressees(verb: Token, cue: VerbCue) -> list[Token]:
    found = indirect_objects(verb)
    if "addressed" in cue.frames:
        found += [t for o in children(verb, "dobj") for t in conjuncts(o)]
    return found


def _source(parse: Parse, verb: Token, sources: list[Token]) -> list[Span]:
    """The source as written; a relative pronoun stays ("who said …")."""
    for subject in children(verb, "nsubj"):
        if subject.lower_ in RELATIVES:
            return [parse.span(subject)]
    return source_spans(parse, sources, verb)


def _cue_tokens(verb: Token) -> list[Token]:
    held = [t for t in verb.children if t.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(t.i - verb.i) < 5]
    low = min([verb.i, *(t.i for t in held)])
    high = max([verb.i, *(t.i for t in held if t.i > verb.i)])
    return list(verb.doc[low : high + 1])

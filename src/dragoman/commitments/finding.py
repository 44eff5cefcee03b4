"""Commitments by a cue word ("vowed to …", "a call for …") and by what speakers say of themselves ("we will …")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.actors import ActorTable
from dragoman.commitments.cues import cues, words
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import (
    agents,
    children,
    conjuncts,
    is_negated,
    is_passive,
    possessors,
    prepositions,
    subjects,
)
from dragoman.record import CommitmentKind, Span, Statement

Token = Any
_EDGE = " \t\n,;:.–—-"
_FIRST_PERSON = {"we", "i"}


@dataclass
class Found:
    """A commitment as a rule found it."""

    kind: CommitmentKind
    by: list[str]
    to: list[str]
    content: Span
    verb: Token | None
    why: str
    statement: str | None = None
    condition: Span | None = None
    confidence: float = 0.6


def by_cue(parse: Parse, sentence: Sentence, actors: ActorTable) -> Iterator[Found]:
    """Yield the commitments that a cue word of a sentence makes."""
    for token in sentence.tokens:
        entry = cues().get((token.lemma_.lower(), token.pos_))
        if entry is None or _is_particle_missing(token):
            continue
        kind, frames = entry
        content, verb = _content(parse, token, frames)
        if content is None or len(parse.words(content).split()) < 2:
            continue
        if verb is not None and kind in ("refusal", "demand") and verb.lemma_ in words("silence"):
            continue  # "declined to say", "asked to be named"
        by = _by(token, actors)
        to = _to(token, verb, actors, by)
        if kind == "threat" and verb is not None and not _is_own(verb, by, actors):
            continue
        if is_negated(token) and kind in ("pledge", "offer"):
            kind = "refusal"
        yield Found(kind, by, to, content, verb, f"cue: {token.lemma_} → {kind}", condition=condition(parse, token))


def _is_particle_missing(token: Token) -> bool:
    particles = {c.lower_ for c in children(token, "prt")}
    return token.lemma_ == "rule" and token.pos_ == "VERB" and "out" not in particles


def _content(parse: Parse, token: Token, frames: frozenset[str]) -> tuple[Span | None, Token | None]:
    for child in token.children:
        if child.i < token.i:
            continue
        infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        if infinitive and child.dep_ in {"xcomp", "ccomp", "acl", "advcl"} and "xcomp" in frames:
            return _clause(parse, child, keep_subject=child.dep_ == "ccomp"), child
        if child.dep_ in {"ccomp", "acl"} and "ccomp" in frames and child.pos_ in {"VERB", "AUX"} and not infinitive:
            return _clause(parse, child, keep_subject=True), child
    for prep in children(token, "prep"):
        if f"prep:{prep.lower_}" in frames and prep.i > token.i:
            inner = sorted(prep.subtree, key=lambda t: t.i)[1:]
            verb = next((c for c in children(prep, "pcomp")), None)
            return (_trim(parse, parse.span(inner)) if inner else None), verb
    if "dobj" in frames:
        for noun in children(token, "dobj"):
            return _trim(parse, parse.span(sorted(noun.subtree, key=lambda t: t.i))), None
    return None, None


def _clause(parse: Parse, verb: Token, *, keep_subject: bool) -> Span | None:
    tokens = sorted(verb.subtree, key=lambda t: t.i)
    if not keep_subject:
        first = min([t.i for t in verb.children if t.dep_ in {"aux", "neg"}] + [verb.i])
        tokens = [t for t in tokens if t.i >= first]
    if tokens and tokens[0].lower_ == "that":
        tokens = tokens[1:]
    return _trim(parse, parse.span(tokens)) if tokens else None


def _trim(parse: Parse, span: Span) -> Span | None:
    start, end = span
    while start < end and parse.text[start] in _EDGE:
        start += 1
    while end > start and parse.text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def _keys(heads: list[Token], actors: ActorTable) -> list[str]:
    return list(dict.fromkeys(key for head in heads for key in actors.at(head)))


def _by(token: Token, actors: ActorTable) -> list[str]:
    if token.pos_ == "VERB":
        return _keys(agents(token) if is_passive(token) else subjects(token), actors)
    if token.pos_ == "ADJ":
        return _keys(subjects(token.head) if token.head.pos_ == "AUX" else [token.head], actors)
    owners = possessors(token) + [o for name, o in prepositions(token) if name in {"by", "from"}]
    if not owners and token.dep_ == "dobj" and token.head.pos_ == "VERB":
        owners = subjects(token.head)
    return _keys(owners, actors)


def _to(token: Token, verb: Token | None, actors: ActorTable, by: list[str]) -> list[str]:
    heads = [t for o in children(token, "dobj", "dative") for t in conjuncts(o)]
    heads += [o for name, o in prepositions(token) if name in {"on", "to", "with", "upon", "from", "against"}]
    if not _keys(heads, actors) and verb is not None:
        heads += [s for s in children(verb, "nsubj") for s in conjuncts(s)]
    return [key for key in _keys(heads, actors) if key not in by]


def _is_own(verb: Token, by: list[str], actors: ActorTable) -> bool:
    """Whether the deed of a warning is that of the one who warns."""
    return bool(set(_keys(subjects(verb), actors)) & set(by))


def by_speech(parse: Parse, statement: Statement, actors: ActorTable) -> Iterator[Found]:
    """Yield what a speaker says that it will do ("we will"), will not do, or that another must do."""
    if not statement.speaker or statement.negated:
        return
    for span in statement.content:
        tokens = parse.tokens_in(span)
        inside = {t.i for t in tokens}
        for verb in tokens:
            if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"}:
                continue
            found = _said(parse, verb, statement, actors, inside)
            if found:
                yield found


def _said(parse: Parse, verb: Token, statement: Statement, actors: ActorTable, inside: set[int]) -> Found | None:
    auxiliaries = {c.lower_ for c in children(verb, "aux")}
    own_subjects = children(verb, "nsubj", "nsubjpass")
    if not own_subjects:
        return None
    subject = own_subjects[0]
    own = _is_speaker(subject, statement, actors)
    tokens = [t for t in sorted(verb.subtree, key=lambda t: t.i) if t.i in inside]
    content = _trim(parse, parse.span(tokens)) if tokens else None
    if content is None:
        return None
    clause = condition(parse, verb)
    if own and auxiliaries & {"will", "'ll", "’ll", "shall", "wo", "would"}:
        kind = _kind_of_own(verb, clause)
        by = statement.speaker
        return Found(kind, by, [], content, verb, f"speaker says of itself: {kind}", statement.id, clause, 0.55)
    if not own and auxiliaries & words("obligation") and actors.at(subject):
        return Found(
            "demand",
            statement.speaker,
            list(actors.at(subject)),
            content,
            verb,
            "speaker says that another must",
            statement.id,
            clause,
            0.5,
        )
    return None


def _is_speaker(subject: Token, statement: Statement, actors: ActorTable) -> bool:
    """Whether a subject is the speaker: "we", the speaker by name, or the state that it speaks for."""
    keys = actors.at(subject)
    if subject.lower_ in _FIRST_PERSON or set(keys) & set(statement.speaker):
        return True
    return (
        bool(keys) and bool(set(actors.codes(keys)) & set(actors.codes(statement.speaker))) and subject.pos_ == "PROPN"
    )


def _kind_of_own(verb: Token, clause: Span | None) -> CommitmentKind:
    if is_negated(verb):
        return "pledge" if verb.lemma_ in words("permission") else "refusal"
    if verb.lemma_ in words("harm"):
        return "threat"
    return "offer" if clause else "pledge"


def condition(parse: Parse, token: Token) -> Span | None:
    """Return the clause of condition ("if …", "unless …") that hangs on a predicate or on what governs it."""
    for verb in (token, *(c for c in token.children if c.dep_ in {"xcomp", "ccomp"})):
        for child in children(verb, "advcl"):
            if any(c.lower_ in words("condition") for c in children(child, "mark", "advmod")):
                return _trim(parse, parse.span(sorted(child.subtree, key=lambda t: t.i)))
    return None

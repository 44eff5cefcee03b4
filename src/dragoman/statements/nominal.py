"""Attributions without a verb of saying: "according to", nouns, adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children, conjuncts, possessors, subjects
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.cues import NominalCue, adjectives, nouns
from dragoman.statements.spans import edge_trim, full_noun_phrase, minus, tokens_span

Token = Any


def nominal(parse: Parse, sentence: Sentence) -> Iterator[Candidate]:
    """Yield the attributions of a sentence that no verb of saying makes."""
    for token in sentence.tokens:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            yield from _according(parse, sentence, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in nouns():
            yield from _noun(parse, sentence, token, nouns()[token.lemma_.lower()])
        elif token.pos_ == "ADJ" and token.lemma_.lower() in adjectives():
            yield from _adjective(parse, sentence, token, adjectives()[token.lemma_.lower()])


def _according(parse: Parse, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    """The rest of the sentence is the content of "according to X"."""
    to = token.nbor()
    heads = [t for c in (to, token) for o in children(c, "pobj") for t in conjuncts(o)]
    if not heads:
        return
    source = full_noun_phrase(parse, heads[0], heads)
    if source is None:
        return
    hole = (parse.span(token)[0], source[1])
    content = [s for piece in minus([sentence.span], hole) if (s := edge_trim(parse, piece))]
    content = [s for s in content if len(parse.words(s).split()) > 1]
    if content:
        cue = (parse.span(token)[0], parse.span(to)[1])
        yield Candidate(cue, content, heads, [source], why="according to", confidence=0.85, sentence=sentence.index)


def _governed(parse: Parse, token: Token, cue: NominalCue) -> Span | None:
    """The clause, infinitive or prepositional object that a noun or adjective attributes."""
    for child in token.children:
        if child.i < token.i:
            continue
        tokens = sorted(child.subtree, key=lambda t: t.i)
        if child.dep_ in {"acl", "ccomp", "relcl", "xcomp"}:
            is_infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
            is_clause = tokens[0].lower_ == "that" and tokens[0].dep_ == "mark"
            if is_clause and "clause" in cue.frames:
                return edge_trim(parse, tokens_span(parse, tokens[1:]))
            if is_infinitive and "inf" in cue.frames:
                return edge_trim(parse, tokens_span(parse, tokens))
            if child.dep_ == "ccomp" and "clause" in cue.frames:
                return edge_trim(parse, tokens_span(parse, tokens))
        if child.dep_ == "prep" and child.lower_ in cue.prepositions and len(tokens) > 1:
            return edge_trim(parse, tokens_span(parse, tokens[1:]))
    return None


def _noun(parse: Parse, sentence: Sentence, token: Token, cue: NominalCue) -> Iterator[Candidate]:
    content = _governed(parse, token, cue)
    if content is None:
        return
    heads = possessors(token)
    if not heads and token.dep_ in {"dobj", "attr"} and token.head.pos_ in {"VERB", "AUX"}:
        heads = subjects(token.head)
    if not heads:
        heads = [
            t
            for p in children(token, "prep")
            if p.lower_ in {"by", "from"}
            for o in children(p, "pobj")
            for t in conjuncts(o)
        ]
    source = full_noun_phrase(parse, heads[0], heads) if heads else None
    if source is None:
        return
    yield Candidate(
        parse.span(token),
        [content],
        heads,
        [source],
        why=f"noun: {token.lemma_}",
        confidence=0.55,
        sentence=sentence.index,
    )


def _adjective(parse: Parse, sentence: Sentence, token: Token, cue: NominalCue) -> Iterator[Candidate]:
    content = _governed(parse, token, cue)
    heads = subjects(token.head) if token.dep_ in {"acomp", "oprd"} and token.head.pos_ in {"VERB", "AUX"} else []
    if token.dep_ in {"amod", "acl"} and token.head.pos_ in {"NOUN", "PROPN"}:
        heads = [token.head]
    source = full_noun_phrase(parse, heads[0], heads) if heads else None
    if content is None or source is None:
        return
    verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token
    cue_span = (min(parse.span(verb)[0], parse.span(token)[0]), parse.span(token)[1])
    yield Candidate(
        cue_span, [content], heads, [source], why=f"adjective: {token.lemma_}", confidence=0.55, sentence=sentence.index
    )

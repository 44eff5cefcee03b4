"""Attributions by nouns and adjectives: "calls for talks", "his refusal to go", "their fear is …", "aware that …"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

from dragoman.actors import ActorTable
from dragoman.ontology import rows
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children, conjuncts, is_negated, possessors, prepositions, subjects
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.cues import TABLES, NominalCue, adjectives, nouns
from dragoman.statements.spans import edge_trim, source_spans, stretch
from dragoman.statements.speakers import SELF, can_speak, speakers

Token = Any
_CLAUSES = {"acl", "ccomp", "relcl", "xcomp", "advcl"}


@functools.cache
def _support_verbs() -> frozenset[str]:
    return frozenset(row["lemma"] for row in rows(TABLES, "support_verbs.csv"))


def nominal(parse: Parse, sentence: Sentence, actors: ActorTable) -> Iterator[Candidate]:
    """Yield the attributions of a sentence that a noun or an adjective makes."""
    for token in sentence.tokens:
        if token.pos_ == "NOUN":
            cue = nouns().get(token.lemma_.lower())
            found = _noun(parse, sentence, token, cue, actors) if cue else None
        elif token.pos_ in {"ADJ", "VERB"}:
            cue = adjectives().get(token.lower_)
            found = _adjective(parse, sentence, token, cue, actors) if cue else None
        else:
            continue
        if found:
            yield found


def _governed(parse: Parse, token: Token, cue: NominalCue) -> tuple[Span, str] | None:
    """The clause, infinitive or prepositional object that a noun or adjective attributes, and its frame."""
    beside = token.head.children if token.dep_ == "acomp" else ()  # "is adamant that …" may hang on "is"
    for child in (*token.children, *beside):
        if child.i <= token.i or (child.dep_ == "prep" and child.head != token):
            continue
        frame = _frame(child, cue)
        if frame is None:
            continue
        low = child.left_edge.i
        if frame == "prep" or (child.doc[low].lower_ == "that" and child.doc[low].dep_ == "mark"):
            low += 1
        span = edge_trim(parse, stretch(parse, token, low, child.right_edge.i)) if low <= child.right_edge.i else None
        if span:
            return span, frame
    return None


def _frame(child: Token, cue: NominalCue) -> str | None:
    if child.dep_ == "prep":
        return "prep" if child.lower_ in cue.prepositions else None
    if child.dep_ not in _CLAUSES:
        return None
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
        return "inf" if "inf" in cue.frames else None
    first = child.left_edge
    marked = first.lower_ == "that" and first.dep_ == "mark"
    return "clause" if "clause" in cue.frames and (marked or child.dep_ == "ccomp") else None


def _noun(parse: Parse, sentence: Sentence, token: Token, cue: NominalCue, actors: ActorTable) -> Candidate | None:
    governed = _governed(parse, token, cue) or _told_by_be(parse, token, cue)
    if governed is None or parse.quotation_at(parse.span(token)[0]):
        return None
    content, frame = governed
    heads, negated = _speakers_of(token, actors)
    heads = [h for h in heads if can_speak(h, actors)]
    if not heads and not _is_open(token, frame):
        return None
    if heads and frame != "clause" and all(h.lower_ in {*SELF, "my", "our", "your"} for h in heads):
        return None
    return Candidate(
        parse.span(token),
        [content],
        heads,
        source_spans(parse, heads, token),
        negated=negated,
        why=f"noun: {token.lemma_}",
        confidence=0.55,
        sentence=sentence.index,
    )


def _told_by_be(parse: Parse, token: Token, cue: NominalCue) -> tuple[Span, str] | None:
    """ "Their main fear is X", "The hope is that …"."""
    be = token.head
    if token.dep_ != "nsubj" or be.lemma_ != "be" or not cue.frames:
        return None
    for child in children(be, "ccomp", "xcomp", "attr"):
        if child.i < be.i or (child.dep_ == "attr" and not possessors(token)):
            continue
        low = child.left_edge.i
        if child.doc[low].lower_ == "that" and child.doc[low].dep_ == "mark":
            low += 1
        span = edge_trim(parse, stretch(parse, token, low, child.right_edge.i))
        if span:
            return span, "clause"
    return None


def _speakers_of(token: Token, actors: ActorTable) -> tuple[list[Token], bool]:
    """Whose claim, fear or call a noun is, and whether it is denied that there is one ("made no promise to …")."""
    none = any(c.lower_ == "no" for c in children(token, "det"))
    own = possessors(token)
    if own:
        return own, none
    verb = token.head
    if token.dep_ in {"dobj", "nsubjpass"} and verb.lemma_ in _support_verbs():
        return speakers(verb), none or is_negated(verb)
    by = [noun for name, noun in prepositions(token) if name in {"by", "from", "among"}]
    if by:
        return by, none
    return [c for c in children(token, "amod", "compound", "nmod") if actors.at(c)][:1], none


def _is_open(token: Token, frame: str) -> bool:
    """Whether a noun without its speaker still tells of somebody's words: "calls for …", "fears that …"."""
    plural = token.tag_ == "NNS"
    return plural and (frame == "clause" or not children(token, "det"))


def _adjective(parse: Parse, sentence: Sentence, token: Token, cue: NominalCue, actors: ActorTable) -> Candidate | None:
    if token.pos_ == "VERB" and token.tag_ != "VBN":
        return None
    governed = _governed(parse, token, cue)
    if governed is None or parse.quotation_at(parse.span(token)[0]):
        return None
    content, frame = governed
    verb = token.head if token.head.pos_ in {"VERB", "AUX"} else token
    heads = _holders(token)
    if frame != "clause" and heads and all(h.lower_ in SELF for h in heads):
        return None
    source = source_spans(parse, heads, token)
    if not source or not any(can_speak(h, actors) for h in heads):
        return None
    cue_span = parse.span(token)
    if token.dep_ in {"acomp", "oprd"} and verb.i < token.i:
        cue_span = (parse.span(verb)[0], cue_span[1])
    return Candidate(
        cue_span,
        [content],
        heads,
        source,
        negated=verb != token and is_negated(verb),
        why=f"adjective: {token.lemma_}",
        confidence=0.55,
        sentence=sentence.index,
    )


def _holders(token: Token) -> list[Token]:
    """Who is aware, afraid or sure."""
    head = token.head
    if token.pos_ == "VERB":
        return subjects(token)
    if token.dep_ in {"acomp", "oprd", "conj"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return subjects(head) if head.pos_ != "ADJ" else _holders(head)
    if token.dep_ in {"amod", "acl", "relcl", "appos"} and head.pos_ in {"NOUN", "PROPN"}:
        return conjuncts(head)[:1]
    return subjects(head) if token.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"} else []

"""Attributions that an adverbial makes: "according to X", "in the words of X", "as X put it", "by his own account"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children, conjuncts, possessors, prepositions, subjects
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.cues import cue_of
from dragoman.statements.inserted import without_link
from dragoman.statements.spans import edge_trim, minus, source_spans, stretch

Token = Any
_VIEWS = set(
    "view opinion word eye judgment judgement estimation account telling assessment belief phrase version "
    "description reckoning".split()
)
_COUNTS = set("account reckoning estimate count admission calculation tally definition telling measure".split())
_POLLS = {"poll", "survey"}


@dataclass(frozen=True)
class _Adverbial:
    """The adverbial from its first token to its last, the words of it that are the cue, and whose words it gives."""

    low: int
    high: int
    cue: Span
    heads: list[Token]
    why: str


def adverbial(parse: Parse, sentence: Sentence) -> Iterator[Candidate]:
    """Yield the attributions of a sentence that an adverbial makes; the clause that it stands in is the content."""
    for token in sentence.tokens:
        found = _phrase(parse, token) or _as_clause(parse, token)
        if found is None:
            continue
        source = source_spans(parse, found.heads, token)
        content = _clause_around(parse, sentence, token, found)
        if source and content:
            yield Candidate(
                found.cue, content, found.heads, source, why=found.why, confidence=0.85, sentence=sentence.index
            )


def _phrase(parse: Parse, token: Token) -> _Adverbial | None:
    """A prepositional phrase that names whose words or count it is."""
    word = token.lower_
    if word == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        to = token.nbor()
        heads = [t for c in (to, token) for o in children(c, "pobj") for t in conjuncts(o)]
        return _adverbial(parse, token, to, heads, "according to")
    if word not in {"in", "by", "per"} or token.dep_ != "prep":
        return None
    for noun in children(token, "pobj"):
        if word == "per" and noun.pos_ == "PROPN":
            return _adverbial(parse, token, token, [noun], "per")
        lemma = noun.lemma_.lower()
        if (word == "in" and lemma in _VIEWS) or (word == "by" and lemma in _COUNTS):
            heads = possessors(noun) or [
                n for p, n in prepositions(noun) if p == "of" and n.pos_ in {"PROPN", "PRON", "NOUN"}
            ]
            heads = heads or ([noun] if word == "by" and children(noun, "det", "amod", "nummod") else [])
            return _adverbial(parse, token, noun, heads, f"{word} … {lemma}")
        if word == "in" and lemma in _POLLS and noun.tag_ == "NN" and cue_of(token.head) is None:
            return _adverbial(parse, token, token, [noun], f"in a {lemma}")
    return None


def _adverbial(parse: Parse, first: Token, last: Token, heads: list[Token], why: str) -> _Adverbial | None:
    if not heads:
        return None
    high = max(first.right_edge.i, last.right_edge.i, *(h.i for h in heads))
    return _Adverbial(first.i, high, stretch(parse, first, first.i, last.i), heads, why)


def _as_clause(parse: Parse, verb: Token) -> _Adverbial | None:
    """ "as X said", "as X put it": the verb has nothing else to govern."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    marks = [c for c in children(verb, "mark", "advmod") if c.lower_ == "as" and c.i == verb.left_edge.i]
    if not marks or verb.dep_ not in {"advcl", "parataxis", "ccomp", "ROOT"} or children(verb, "ccomp", "xcomp"):
        return None
    objects = children(verb, "dobj")
    puts = verb.lemma_ == "put" and any(o.lower_ == "it" for o in objects)
    cue = cue_of(verb)
    if not puts and (objects or cue is None or "clause" not in cue.frames or not cue.communication):
        return None
    heads = subjects(verb) if children(verb, "nsubj") else []
    return _Adverbial(verb.left_edge.i, verb.right_edge.i, parse.span(verb), heads, "as X said") if heads else None


def _clause_around(parse: Parse, sentence: Sentence, token: Token, found: _Adverbial) -> list[Span]:
    """The clause that an adverbial stands in, without it and without a clause that "but" adds on its far side."""
    verb = token.head if token.head != token else token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    low, high = verb.left_edge.i, verb.right_edge.i
    for other in children(verb, "conj"):
        link = next((t for t in verb.doc[verb.i : other.i] if t.lower_ in {"but", ";", "yet"}), None)
        if link is not None and found.high < link.i:
            high = min(high, link.i - 1)
        elif link is not None and found.low > link.i:
            low = max(low, link.i + 1)
    span = stretch(parse, verb, low, high)
    span = (without_link(parse, max(span[0], sentence.span[0])), min(span[1], sentence.span[1]))
    hole = stretch(parse, verb, found.low, found.high)
    pieces = [s for piece in minus([span], hole) if (s := edge_trim(parse, piece))]
    return [s for s in pieces if len(parse.words(s).split()) > 1 or len(pieces) > 1]

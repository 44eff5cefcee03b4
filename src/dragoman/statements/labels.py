"""Speakers named by print alone: "WALLACE: …", "Poll: …", "“…” ― Ana Example", "Q: …", a headline's ": minister"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from dragoman.actors import ActorTable
from dragoman.ontology import rows
from dragoman.parsing import Parse, Sentence
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.cues import TABLES
from dragoman.statements.spans import edge_trim
from dragoman.statements.speakers import can_speak

Token = Any
# "WALLACE:", "Dr. Smith:", "**Ana Example:**", "Ana Example (Kenya):", "“WALLACE:" in a transcript that is quoted
_TURN = re.compile(
    r"[*_\"“‘']{0,2}(?P<who>(?:(?:Q|A)|[A-Z][\w.'’-]*(?:[ ][A-Zdv][\w.'’-]*){0,4})(?:[ ]?\([^()\n]{2,40}\))?)[*_]{0,2}"
    r"(?P<mark>:|(?<=\b[QA])\.)[*_]{0,2}\s+(?=\S)"
)
_SIGNED = re.compile(r"\s*(?P<mark>[―—–]|--|-)\s*(?P<who>[A-Z][^\n“”\"]{2,80})$")
_HEADLINE = re.compile(r"(?P<what>\S.{12,}?)(?P<mark>[:,]|\s[-–—])\s+(?P<who>[^:,–—]{3,50})$", re.DOTALL)
_NAMELESS = {"q", "a", "question", "answer", "interviewer"}
_TRANSCRIPT = 3  # so many turns make a text an interview or a transcript


@cache
def _no_speakers() -> frozenset[str]:
    return frozenset(row["label"] for row in rows(TABLES, "labels_no_speaker.csv"))


def labelled(parse: Parse, sentence: Sentence, actors: ActorTable) -> Iterator[Candidate]:
    """Yield the attributions that only a colon or dash of a sentence makes."""
    paragraph = parse.paragraphs[sentence.paragraph].span
    if sentence.span[0] == paragraph[0]:
        yield from _turn(parse, sentence, paragraph, actors)
    if sentence.span[1] >= paragraph[1] - 1:
        yield from _signature(parse, sentence, paragraph)
    if _is_headline(parse, sentence, paragraph):
        yield from _trailing(parse, sentence, actors)


def _turn(parse: Parse, sentence: Sentence, paragraph: Span, actors: ActorTable) -> Iterator[Candidate]:
    """ "Minister: we will not leave" in a headline, "WALLACE: Will they come?" at the head of a turn."""
    match = _TURN.match(parse.text, *paragraph)
    if not match or match.group("who").lower() in _no_speakers():
        return
    who = match.span("who")
    tokens = parse.tokens_in(who)
    heads = _heads(parse, who, tokens)
    spoken = match.group("who").lower() in _NAMELESS
    if not spoken and not (heads and all(t.pos_ not in {"VERB", "AUX"} for t in tokens)):
        return
    if not spoken and not match.group("who").isupper() and not can_speak(heads[0], actors):
        return
    is_turn = spoken or match.group("who").isupper() or _turns(parse) >= _TRANSCRIPT
    content = edge_trim(parse, (match.end(), paragraph[1] if is_turn else sentence.span[1]))
    if content is None or len(parse.words(content).split()) < 2:
        return
    found = _candidate(sentence, match.span("mark"), content, heads, who, "name and colon")
    if match.group("who").lower() in _NAMELESS:
        found.sources, found.why = [], "turn of an interview"
    if _turns(parse) >= _TRANSCRIPT:
        found.content += _goes_on(parse, sentence.paragraph)
    yield found


def _turns(parse: Parse) -> int:
    """How many paragraphs begin with a name and a colon."""
    return sum(bool(_TURN.match(parse.text, *p.span)) for p in parse.paragraphs)


def _goes_on(parse: Parse, number: int) -> Iterator[Span]:
    """The paragraphs of a transcript that follow a turn without a name of their own."""
    for paragraph in parse.paragraphs[number + 1 :]:
        if paragraph.kind != "body" or _TURN.match(parse.text, *paragraph.span):
            return
        span = edge_trim(parse, paragraph.span)
        if span:
            yield span


def _signature(parse: Parse, sentence: Sentence, paragraph: Span) -> Iterator[Candidate]:
    """ "“I will vote.” ― Ana Example"."""
    for quotation in parse.outer_quotations:
        low, high = quotation.span
        if paragraph[0] <= low and high < paragraph[1] and not parse.text[paragraph[0] : low].strip():
            match = _SIGNED.match(parse.text, high, paragraph[1])
            if match and len(match.group("who").split()) <= 8:
                who = match.span("who")
                heads = _heads(parse, who, parse.tokens_in(who))
                yield _candidate(sentence, match.span("mark"), quotation.span, heads, who, "signed quotation")


def _is_headline(parse: Parse, sentence: Sentence, paragraph: Span) -> bool:
    return sentence.kind == "headline" or (
        sentence.paragraph == 0 and sentence.span[1] >= paragraph[1] and parse.text[paragraph[1] - 1] not in ".?!”\"’'"
    )


def _trailing(parse: Parse, sentence: Sentence, actors: ActorTable) -> Iterator[Candidate]:
    """ "Talks to resume in May: minister", "Dam is safe – engineers"."""
    match = _HEADLINE.fullmatch(parse.text, *sentence.span)
    if not match or len(match.group("who").split()) > 5 or match.group("mark") == ",":
        return
    who = match.span("who")
    tokens = parse.tokens_in(who)
    heads = _heads(parse, who, tokens)
    if not heads or any(t.pos_ in {"VERB", "AUX"} for t in tokens) or not can_speak(heads[0], actors):
        return
    content = edge_trim(parse, match.span("what"))
    if content:
        yield _candidate(sentence, match.span("mark"), content, heads, who, "headline names its source last")


def _heads(parse: Parse, span: Span, tokens: list[Token]) -> list[Token]:
    """The head of a name, wherever the parser hangs it: its last proper noun before a comma or bracket."""
    name = []
    for token in tokens:
        if token.text in {",", "("}:
            break
        name.append(token)
    if name and all(t.pos_ == "PROPN" for t in name):
        return name[-1:]
    inside = {t.i for t in tokens}
    nouns = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return [t for t in nouns if t.head.i not in inside or t.head == t][:1] or nouns[-1:]


def _candidate(sentence: Sentence, cue: Span, content: Span, heads: list[Token], who: Span, why: str) -> Candidate:
    return Candidate(cue, [content], heads, [who], why=why, confidence=0.6, sentence=sentence.index)

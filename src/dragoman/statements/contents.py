"""What a verb of saying attributes: a clause, a quotation, the rest of the sentence, or a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dragoman.parsing import Parse, Quotation, Sentence
from dragoman.parsing.grammar import agents, children, is_passive
from dragoman.record import Span
from dragoman.statements.cues import VerbCue, cue_of
from dragoman.statements.extents import clause_span
from dragoman.statements.inserted import beside, inserted
from dragoman.statements.phrases import phrase_of
from dragoman.statements.spans import clip, edge_trim

Token = Any
_ENDS = re.compile(r"[.?!](?:\s|$)")
_QUESTION = {"whether", "if", "what", "who", "whom", "which", "why", "how", "when", "where"}


@dataclass(frozen=True)
class Content:
    """What was said, and the frame that holds it: clause, quotation, beside, object, preposition, infinitive …"""

    spans: list[Span]
    frame: str
    sure: bool = True  # false of a quotation that does not touch its verb


def _is_what(verb: Token) -> bool:
    """Whether a verb only names something: "what officials called a raid", "what he said was the last one"."""
    return verb.left_edge.lower_ == "what" and verb.dep_ in {"pcomp", "ccomp", "dobj", "csubj", "pobj", "advcl", "attr"}


def content_of(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> Content | None:
    """Return what a verb attributes; ``None`` where it governs nothing that was said."""
    if _is_what(verb):
        return None
    holder = parse.quotation_at(parse.span(verb)[0])
    found = _found(parse, sentence, verb, cue, parse.outer_quotations if holder is None else [])
    if found is None or holder is None:
        return found
    inside = clip(parse, found.spans, holder.inner)  # words reported inside a quotation end with it
    return Content(inside, found.frame, found.sure) if inside else None


def _found(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue, outer: list[Quotation]) -> Content | None:
    quotations = _quotations(parse, sentence, verb)
    clause = _clause(verb, cue)
    if clause is not None:
        whole = _quoted_whole(parse, clause, quotations)
        if whole:
            return Content([whole], "quotation")
        span = clause_span(parse, verb, clause, addressed="told" in cue.frames)
        if span:
            finite = not (clause.tag_ in {"VB", "VBG"} and not children(clause, "nsubj"))
            return Content(_with_quotations([span], outer), "clause" if finite else "infinitive")
    rest = _spoken(parse, beside(parse, sentence, verb, cue))
    if quotations and cue.frames & {"quote", "clause"} and (agents(verb) or not is_passive(verb)):
        spans = [q.span for q in quotations]
        if rest and not _covered(spans, rest):
            return Content(_with_quotations([*rest, *_announced(parse, quotations, rest)], quotations), "beside")
        return Content(spans, "quotation", _any_touches(parse, quotations, verb))
    if rest:
        return Content(rest, "beside")
    after = _after_colon(parse, sentence, verb, cue)
    if after:
        return Content([after], "quotation")
    phrase = phrase_of(parse, verb, cue)
    return Content(_with_quotations(phrase[0], quotations), phrase[1]) if phrase else None


def _spoken(parse: Parse, rest: list[Span]) -> list[Span]:
    """What is left of a sentence beside "X said", where it opens with a quotation only what is quoted, too.

    "“You coming?” she said, but the driver was turning the car", "X scolded him: “You must act,” she said".
    """
    if not rest:
        return rest
    ends = [q for q in parse.outer_quotations if q.closed and rest[0][0] <= q.span[0] and q.span[1] == rest[0][1]]
    if not ends or parse.text[rest[0][0] : ends[0].span[0]].strip()[-1:] not in {"", ":"}:
        return rest
    return [ends[0].span, *(s for s in rest[1:] if parse.quotation_at(s[0]))]


def _announced(parse: Parse, quotations: list[Quotation], rest: list[Span]) -> list[Span]:
    """The quotation behind the colon of "Talks will go on, X said: “…”", where its words are not in ``rest``."""
    after = [q.span for q in quotations if q.span[0] >= rest[-1][1]]
    return [s for s in after if parse.text[: s[0]].rstrip()[-1:] == ":"]


def _clause(verb: Token, cue: VerbCue) -> Token | None:
    """The clause that a verb governs and that is its content."""
    for child in verb.children:
        if child.dep_ not in {"ccomp", "xcomp"}:
            continue
        to = any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        if child.dep_ == "ccomp" and _is_finite(child):
            if "clause" in cue.frames or ("question" in cue.frames and _asks(child)):
                return child
            continue
        if to and cue.frames & {"inf", "objinf", "told"}:
            return child
        if child.tag_ == "VBG" and "gerund" in cue.frames:
            return child
    return None


def _is_finite(clause: Token) -> bool:
    """Whether a clause has a tense of its own; quoted scraps and clauses with "that" pass as well."""
    if clause.tag_ in {"VBD", "VBZ", "VBP", "MD"} or children(clause, "mark", "aux", "auxpass"):
        return not any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
    return clause.pos_ not in {"VERB", "AUX"} or clause.tag_ == "VB"


def _quoted_whole(parse: Parse, clause: Token, quotations: list[Quotation]) -> Span | None:
    """The quotation that a clause begins with and that holds all of it but what is told of the moment."""
    first, head = parse.span(clause.left_edge)[0], parse.span(clause)[0]
    for q in quotations:
        if q.span[0] <= first < q.span[1] and q.span[0] <= head < q.span[1] and q.closed:
            finished = parse.words(q.inner).rstrip()[-1:] in ".,?!…"  # "“I cannot stay,” and left the hall"
            behind = parse.text[q.span[1] : q.span[1] + 2].strip()
            return q.span if finished or not behind[:1].isalnum() else None
    return None


def _asks(clause: Token) -> bool:
    return any(t.lower_ in _QUESTION for t in clause.subtree if t.i <= clause.i)


def _quotations(parse: Parse, sentence: Sentence, verb: Token) -> list[Quotation]:
    """The quotations of a sentence that a verb outside them can attribute: those that touch it, else the long ones."""
    if parse.quotation_at(parse.span(verb)[0]):
        return []
    low, high = sentence.span
    near = [q for q in parse.outer_quotations if q.span[0] < high and q.span[1] > _before(parse, low)]
    if not near:
        return []
    touching = [q for q in near if _any_touches(parse, [q], verb)]
    return touching or [q for q in near if q.span[1] > low and _is_free(parse, sentence, verb, q)]


def _before(parse: Parse, start: int) -> int:
    """Where a quotation may end that a sentence goes on with: "“Will they come?” X asked." may be parsed as two."""
    return start - 2 if start and parse.text[start - 1] == " " else start


def _is_free(parse: Parse, sentence: Sentence, verb: Token, quotation: Quotation) -> bool:
    """Whether a quotation may belong to a verb of its sentence that does not touch it: nobody else's touches it."""
    if not _is_speech(parse, quotation):
        return False
    at = parse.span(verb)
    between = parse.text[min(at[1], quotation.span[1]) : max(at[0], quotation.span[0])]
    if _ENDS.search(between):
        return False
    others = (
        t for t in sentence.tokens if t.pos_ == "VERB" and t != verb and parse.quotation_at(parse.starts[t.i]) is None
    )
    return not any(
        cue.communication and cue.frames & {"quote", "clause"} and _any_touches(parse, [quotation], other)
        for other in others
        if (cue := cue_of(other)) is not None
    )


def _any_touches(parse: Parse, quotations: list[Quotation], verb: Token) -> bool:
    held = [parse.span(t) for t in inserted(verb)]
    return any(_touches(parse, q, held[0][0], held[-1][1]) for q in quotations)


def _touches(parse: Parse, quotation: Quotation, start: int, end: int) -> bool:
    """Whether only a comma or colon stands between a quotation that may be speech and "X said"."""
    if quotation.span[1] <= start:
        between = parse.text[quotation.span[1] : start]
    elif quotation.span[0] >= end:
        between = parse.text[end : quotation.span[0]]
    else:
        return False
    words = parse.words(quotation.inner)
    return not between.strip(" ,:—–-\n") and (
        len(words.split()) >= 2 or words.rstrip()[-1:] in ".,?!…—" or ":" in between
    )


def _is_speech(parse: Parse, quotation: Quotation) -> bool:
    words = parse.words(quotation.inner)
    count = len(words.split())
    if all(w[:1].isupper() for w in words.split() if len(w) > 3):
        return False  # the title of a work
    return count >= 6 or (count >= 3 and words.rstrip()[-1:] in ".,?!…—")


def _with_quotations(spans: list[Span], quotations: list[Quotation]) -> list[Span]:
    """Content that runs into a quotation takes all of it."""
    out = []
    for start, end in spans:
        for q in quotations:
            if q.span[0] < end and q.span[1] > start:
                start = q.span[0] if q.span[0] <= start else start
                end = max(end, q.span[1])
        out.append((start, end))
    return out


def _covered(outer: list[Span], inner: list[Span]) -> bool:
    return all(any(o[0] <= s and e <= o[1] for o in outer) for s, e in inner)


def _after_colon(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> Span | None:
    """The words after "X said:"."""
    if not cue.frames & {"clause", "quote"} or not children(verb, "nsubj", "nsubjpass"):
        return None
    held = inserted(verb)
    end = parse.span(held[-1])[1]
    if not parse.text.startswith(":", end):
        return None
    for quotation in parse.outer_quotations:
        if quotation.span[0] > end and not parse.text[end + 1 : quotation.span[0]].strip():
            return quotation.span  # of the next paragraph
    return edge_trim(parse, (end + 1, sentence.span[1]))

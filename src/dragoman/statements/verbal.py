"""Attributions by a verb: who says, thinks, wants or asks, and what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.parsing import Parse, Quotation, Sentence
from dragoman.parsing.grammar import (
    RELATIVES,
    agents,
    children,
    conjuncts,
    indirect_objects,
    is_negated,
    is_passive,
    subjects,
)
from dragoman.record import Span
from dragoman.statements.candidates import Candidate
from dragoman.statements.cues import VerbCue, verbs
from dragoman.statements.spans import edge_trim, full_noun_phrase, minus, tokens_span

Token = Any
_FIRST_PERSON = {"i", "we", "you", "it"}
_QUESTION = {"whether", "if", "what", "who", "whom", "which", "why", "how", "when", "where"}


def verbal(parse: Parse, sentence: Sentence) -> Iterator[Candidate]:
    """Yield the attributions by verbs of one sentence."""
    for token in sentence.tokens:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        cue = _cue(token)
        if cue is not None and not _is_spoken(parse, token, cue):
            candidate = _attribution(parse, sentence, token, cue)
            if candidate:
                yield candidate


def _is_spoken(parse: Parse, verb: Token, cue: VerbCue) -> bool:
    """Whether a cue is itself among somebody's quoted words and tells of no third person's words."""
    if parse.quotation_at(parse.span(verb)[0]) is None:
        return False
    told = any(s.lower_ not in _FIRST_PERSON for s in children(verb, "nsubj"))
    return not (told and cue.communication and children(verb, "ccomp"))


def _cue(verb: Token) -> VerbCue | None:
    for particle in children(verb, "prt"):
        found = verbs().get((verb.lemma_.lower(), particle.lower_))
        if found:
            return found
    return verbs().get((verb.lemma_.lower(), ""))


def _attribution(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> Candidate | None:
    content, why = _content(parse, sentence, verb, cue)
    if not content:
        return None
    sources = _sources(verb)
    cue_span = tokens_span(parse, _cue_tokens(verb))
    addressees = indirect_objects(verb)
    if verb.lemma_ in {"tell", "ask", "remind", "assure", "inform", "warn", "urge", "order", "advise", "convince"}:
        addressees += [t for o in children(verb, "dobj") for t in conjuncts(o)]
    spans = [s for head in sources[:1] for s in [full_noun_phrase(parse, head, sources)] if s]
    spans = [_own(parse, verb, s) for s in spans]
    return Candidate(
        cue_span,
        content,
        sources,
        spans,
        addressees,
        cue.negates or is_negated(verb),
        f"{why}: {verb.lemma_}",
        0.85 if cue.communication else 0.6,
        sentence.index,
    )


def _own(parse: Parse, verb: Token, span: Span) -> Span:
    """A relative pronoun stays as written ("who said …")."""
    for subject in children(verb, "nsubj"):
        if subject.lower_ in RELATIVES:
            return parse.span(subject)
    return span


def _cue_tokens(verb: Token) -> list[Token]:
    held = [t for t in verb.children if t.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(t.i - verb.i) < 5]
    low = min([verb.i, *(t.i for t in held)])
    high = max([verb.i, *(t.i for t in held if t.i > verb.i)])
    return list(verb.doc[low : high + 1])


def _sources(verb: Token) -> list[Token]:
    if is_passive(verb):
        by = agents(verb)
        if by:
            return by
        if verb.lemma_ in {"quote", "cite"}:
            return subjects(verb)
        return []
    found = subjects(verb)
    return [t for t in found if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"}]


def _content(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> tuple[list[Span], str]:
    around = _around(parse, sentence, verb, cue)
    quotations = _quotations(parse, sentence, verb)
    clause = _clause(verb, cue)
    if clause is not None:
        span = _clause_span(parse, sentence, verb, clause)
        if span:
            return _with_quotations(parse, [span], quotations), "verb with clause"
    if quotations and ("quote" in cue.frames or "clause" in cue.frames):
        spans = [q.span for q in quotations]
        if around and not _covered(spans, around):
            return _with_quotations(parse, around, quotations), "verb beside the reported clause"
        return spans, "verb with quotation"
    if around:
        return around, "verb beside the reported clause"
    return _phrasal(parse, verb, cue)


def _clause(verb: Token, cue: VerbCue) -> Token | None:
    """The clause that a verb governs and that is its content."""
    for child in verb.children:
        if child.dep_ == "ccomp" and ("clause" in cue.frames or ("question" in cue.frames and _asks(child))):
            return child
        if (
            child.dep_ == "ccomp"
            and "objinf" in cue.frames
            and any(c.dep_ == "aux" and c.lower_ == "to" for c in child.children)
        ):
            return child
        if (
            child.dep_ in {"xcomp", "ccomp"}
            and cue.frames & {"inf", "objinf"}
            and any(c.lower_ == "to" for c in child.children)
        ):
            return child
    return None


def _asks(clause: Token) -> bool:
    return any(t.lower_ in _QUESTION for t in clause.subtree)


def _clause_span(parse: Parse, sentence: Sentence, verb: Token, clause: Token) -> list[Span] | Span | None:
    tokens = sorted(clause.subtree, key=lambda t: t.i)
    if verb.i > tokens[0].i:
        return None  # stands before or around the verb: taken as a whole by `_around`
    if (tokens[0].dep_ == "mark" and tokens[0].lower_ == "that") or (
        tokens[0].lower_ == "that" and tokens[0].pos_ == "SCONJ"
    ):
        tokens = tokens[1:]
    objects = [o for o in children(verb, "dobj") if o.i < clause.i]
    start = tokens[0].i
    if objects and clause.dep_ == "xcomp" and verb.lemma_ not in {"tell", "remind", "assure"}:
        start = min(start, objects[0].left_edge.i)
    end = max(tokens[-1].i, _last_coordinated(clause))
    stretch = list(verb.doc[start : end + 1])
    return edge_trim(parse, tokens_span(parse, stretch)) if stretch else None


def _last_coordinated(clause: Token) -> int:
    return int(max(t.i for t in clause.subtree))


def _around(parse: Parse, sentence: Sentence, verb: Token, cue: VerbCue) -> list[Span]:
    """What is left of the sentence where "X said" stands behind it or inside it, set off by commas."""
    if "clause" not in cue.frames or not _set_off(parse, verb) or children(verb, "dobj"):
        return []
    cluster = _cluster(verb)
    whole = sentence.span
    held = tokens_span(parse, cluster)
    before = edge_trim(parse, (whole[0], held[0])) if held[0] > whole[0] else None
    after = edge_trim(parse, (held[1], whole[1])) if held[1] < whole[1] else None
    parts = [s for s in (before, after) if s and len(parse.words(s).split()) >= 2]
    if before is None or before not in parts:
        return []
    if after in parts and not _goes_on(parse, held[1]):
        parts.remove(after)
    return parts


def _set_off(parse: Parse, verb: Token) -> bool:
    cluster = _cluster(verb)
    first = cluster[0].i
    return (
        first > 0
        and verb.doc[first - 1].text in {",", "”", '"', "''", "?", "!", "—", "–", "--", "’"}
        and bool(children(verb, "nsubj", "nsubjpass", "expl") or any(t.dep_ == "nsubj" for t in cluster))
    )


def _goes_on(parse: Parse, offset: int) -> bool:
    """Whether a comma after "X said" leads back into what is reported."""
    rest = parse.text[offset : offset + 2]
    return rest[:1] == ","


def _cluster(verb: Token) -> list[Token]:
    """The words of "X said on Tuesday": subject, verb, addressee and what else hangs on the verb beside the content."""
    tokens = [verb]
    for child in verb.children:
        if child.dep_ in {"nsubj", "aux", "neg", "dative", "npadvmod", "advmod", "prt", "auxpass"} or (
            child.dep_ in {"prep", "dobj", "advcl"} and child.i > verb.i
        ):
            tokens += list(child.subtree)
    tokens.sort(key=lambda t: t.i)
    at = tokens.index(verb)
    low = high = at
    while low and tokens[low - 1].i >= tokens[low].i - 1:
        low -= 1
    while high + 1 < len(tokens) and tokens[high + 1].i <= tokens[high].i + 1:
        high += 1
    return tokens[low : high + 1]


def _quotations(parse: Parse, sentence: Sentence, verb: Token) -> list[Quotation]:
    """The quotations of a sentence that a verb outside them can attribute."""
    at = parse.span(verb)[0]
    if parse.quotation_at(at):
        return []
    low, high = sentence.span
    near = [q for q in parse.outer_quotations if q.span[0] < high and q.span[1] > low]
    return [q for q in near if len(parse.words(q.inner).split()) >= 2 and _touches(parse, q, verb)]


def _touches(parse: Parse, quotation: Quotation, verb: Token) -> bool:
    """Whether a quotation stands right before or after "X said", or holds a clause of its own."""
    words = parse.words(quotation.inner)
    return words.rstrip()[-1:] in ".,?!…—" or len(words.split()) >= 6


def _with_quotations(parse: Parse, spans: Any, quotations: list[Quotation]) -> list[Span]:
    """Content that runs into a quotation takes all of it."""
    found = spans if isinstance(spans, list) else [spans]
    out = []
    for start, end in found:
        for q in quotations:
            if q.span[0] < end and q.span[1] > start:
                if q.span[0] <= start:
                    start = q.span[0]
                end = max(end, q.span[1])
        out.append((start, end))
    return out


def _covered(outer: list[Span], inner: list[Span]) -> bool:
    return all(any(o[0] <= s and e <= o[1] for o in outer) for s, e in inner)


def _phrasal(parse: Parse, verb: Token, cue: VerbCue) -> tuple[list[Span], str]:
    """Content that is a noun phrase: "condemned the raid", "called for talks", "called on X to leave"."""
    for prep in children(verb, "prep", "dative"):
        if prep.lower_ in cue.prepinf:
            infinitive = next((c for c in verb.children if c.dep_ in {"xcomp", "advcl"} and c.i > prep.i), None)
            if infinitive is not None and children(prep, "pobj"):
                low = children(prep, "pobj")[0].left_edge.i
                high = max(t.i for t in infinitive.subtree)
                return [_trimmed(parse, verb.doc[low : high + 1])], "verb with preposition and infinitive"
        if prep.lower_ in cue.prepositions:
            inner = list(prep.subtree)[1:]
            if inner:
                return [_trimmed(parse, inner)], "verb with preposition"
    if "np" in cue.frames and not is_passive(verb):
        for noun in children(verb, "dobj"):
            if noun.pos_ != "PRON" or noun.lower_ in {"this", "that"}:
                tokens = sorted(noun.subtree, key=lambda t: t.i)
                return [_trimmed(parse, tokens)], "verb with object"
    if "objinf" in cue.frames or "inf" in cue.frames:
        for child in children(verb, "xcomp", "ccomp"):
            if any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children):
                low = min([child.left_edge.i, *(o.left_edge.i for o in children(verb, "dobj") if o.i > verb.i)])
                return [_trimmed(parse, verb.doc[low : max(t.i for t in child.subtree) + 1])], "verb with infinitive"
    return [], ""


def _trimmed(parse: Parse, tokens: Any) -> Span:
    span = tokens_span(parse, list(tokens))
    return edge_trim(parse, span) or span


__all__ = ["minus", "verbal"]

"""Quotations that no cue of their own attributes: they go on with the last speaker's words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.parsing import Parse, Quotation
from dragoman.record import Span
from dragoman.statements.candidates import Candidate

_LONGEST_GAP = 250  # characters; further on it is somebody else's turn


def join_floating(parse: Parse, candidates: list[Candidate]) -> list[Candidate]:
    """Add to each utterance the quotations that follow it without a speaker of their own."""
    taken = [q for q in parse.outer_quotations if _is_covered(q, candidates)]
    for quotation in parse.outer_quotations:
        if quotation in taken:
            continue
        whole = _is_utterance(parse, quotation)
        last = _last_before(parse, quotation, candidates) if whole else _broken_off(parse, quotation, candidates)
        if last is not None:
            last.content.append(quotation.span)
            taken.append(quotation)
    return candidates


def _is_covered(quotation: Quotation, candidates: Iterable[Candidate]) -> bool:
    """Whether a quotation is content already, or all of it but the name that opens a turn ("“WALLACE: …")."""
    low, high = quotation.span
    return any(
        (s <= low or (c.why.startswith("name") and s < high)) and high <= e + 2
        for c in candidates
        for s, e in c.content
        if e > low
    )


def _is_utterance(parse: Parse, quotation: Quotation) -> bool:
    """Whether a quotation is a sentence of its own and no scare quote."""
    words = parse.words(quotation.inner)
    return len(words.split()) >= 3 and words[:1].isupper() and _stands_alone(parse, quotation)


def _stands_alone(parse: Parse, quotation: Quotation) -> bool:
    before = parse.text[: quotation.span[0]].rstrip(" \t\u00a0")
    return not before or before[-1] in "\n.!?:”\"'’»"


def _broken_off(parse: Parse, quotation: Quotation, candidates: list[Candidate]) -> Candidate | None:
    """The utterance that a comma broke off in the same sentence: "“Each time,” X said, pointing at it, “you …”"."""
    at = quotation.span[0]
    for candidate in candidates:
        end = candidate.content[-1][1]
        if not at - _LONGEST_GAP < end < at or parse.text[end - 1 : end] not in {"”", '"', "'", "’", "»"}:
            continue
        between = parse.text[end:at]
        if parse.text[end - 2] == "," and between.rstrip().endswith(",") and not re.search(r"[.?!]\s|\n", between):
            return candidate
    return None


def _last_before(parse: Parse, quotation: Quotation, candidates: list[Candidate]) -> Candidate | None:
    """The utterance that a quotation goes on with: the last one in quotation marks near by, or one right before it."""
    at = quotation.span[0]
    before = [c for c in candidates if at - _LONGEST_GAP < _end(c) <= at]
    quoted = [c for c in before if quoted_share(parse, c.content) > 0]
    if quoted:
        last = max(quoted, key=_end)
        if parse.text.count("\n", _end(last), at) <= 2:
            return last
    adjacent = [c for c in before if not parse.text[_end(c) : at].strip(" .\t\u00a0") and _is_told(c)]
    return min(adjacent, key=lambda c: c.content[0]) if adjacent else None  # "He said he was tired. “I must rest.”"


def _is_told(candidate: Candidate) -> bool:
    """Whether a verb of communication reports a clause: not a thought, a wish or an object."""
    return candidate.confidence > 0.8 and "clause" in candidate.why


def _end(candidate: Candidate) -> int:
    """Where an utterance ends, its "X said" included."""
    return max(candidate.content[-1][1], candidate.cue[1] if candidate.cue else 0)


def quoted_share(parse: Parse, content: list[Span]) -> float:
    """Return how much of a content's letters and digits stands in quotation marks, 0 to 1."""
    letters = sum(_letters(parse.text, start, end) for start, end in content)
    quoted = sum(_letters(parse.text, *inside) for span in content for inside in parse.quoted_in(span))
    return quoted / letters if letters else 0.0


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))

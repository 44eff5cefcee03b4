"""PLOVER contexts: what an event is about, by the terms of its paragraph, else of the story's opening.

The terms stand in `contexts.csv`: words or phrases, ``*`` for any ending; ``with`` lists terms of which one must stand
in the paragraph, too; the weights of different terms are added up, and a context is given from a sum of 1.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.events.lexicon import TABLES
from dragoman.ontology import EventType, rows
from dragoman.parsing import Parse, Sentence

ENOUGH = 1.0
_CLEAR = 2.0  # sum from which the story's opening lends a context to paragraphs that have none
_ENDING = 6  # letters that ``*`` may stand for
_OPENING = 3  # paragraphs, the headline among them
_WORD = re.compile(r"\w+")
# A narrower context stands in for the general one.
_NARROWER = {"crime": {"corruption", "illegal_drugs", "trafficking"}}
# What these modes are about is said by the mode itself.
_BORNE = {("COERCE", "cyber"): "cyber", ("COERCE", "misinformation"): "misinformation"}

Words = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """A row of the table."""

    context: str
    words: Words
    needs: tuple[Words, ...]
    weight: float


def _words(term: str) -> Words:
    """The words of a term, each with its ``*``."""
    return tuple(re.findall(r"\w+\*?", term.lower()))


@functools.cache
def _terms() -> tuple[Mapping[str, list[Term]], list[int], list[str]]:
    """The terms by their first word, the lengths of first words that end in ``*``, and the contexts in order."""
    found: dict[str, list[Term]] = {}
    contexts: dict[str, None] = {}
    for row in rows(TABLES, "contexts.csv"):
        needs = tuple(_words(need) for need in row["with"].split("|") if need)
        term = Term(row["context"], _words(row["term"]), needs, float(row["weight"]))
        found.setdefault(term.words[0], []).append(term)
        contexts[term.context] = None
    lengths = sorted({len(first) - 1 for first in found if first.endswith("*")})
    return found, lengths, list(contexts)


def _fits(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1]) and len(word) - len(wanted) < _ENDING
    return word == wanted


def _stands_at(wanted: Words, words: list[str], at: int) -> bool:
    return at + len(wanted) <= len(words) and all(_fits(w, words[at + n]) for n, w in enumerate(wanted))


@functools.lru_cache(maxsize=4096)
def scores(paragraph: str) -> Mapping[str, float]:
    """Return the sum of weights of the terms of each context that a paragraph has any of."""
    table, lengths, _ = _terms()
    words = _WORD.findall(paragraph.lower())
    seen: dict[Term, None] = {}
    for at, word in enumerate(words):
        firsts = [word, *(word[:n] + "*" for n in lengths if n <= len(word))]
        for term in (term for first in firsts for term in table.get(first, ())):
            if term not in seen and _stands_at(term.words, words, at):
                seen[term] = None
    found: dict[str, float] = {}
    for term in seen:
        if not term.needs or any(_stands_at(need, words, at) for need in term.needs for at in range(len(words))):
            found[term.context] = found.get(term.context, 0.0) + term.weight
    return found


def find_contexts(paragraph: str) -> tuple[str, ...]:
    """Return the contexts that the terms of a paragraph give, in the table's order."""
    return _named(paragraph, ENOUGH)


def _named(paragraph: str, least: float) -> tuple[str, ...]:
    sums = scores(paragraph)
    found = [context for context in _terms()[2] if sums.get(context, 0.0) >= least]
    return tuple(c for c in found if not _NARROWER.get(c, set()) & set(found))


class Contexts:
    """The contexts of one document's events."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse

    def of(self, sentence: Sentence, kind: EventType) -> list[str]:
        """Return the contexts of an event of a type and mode in a sentence."""
        paragraph = self._parse.words(self._parse.paragraphs[sentence.paragraph].span)
        found: Iterable[str] = find_contexts(paragraph) or _named(self._opening, _CLEAR)
        borne = _BORNE.get((kind.type, kind.mode or ""))
        return [*found, borne] if borne and borne not in found else list(found)

    @functools.cached_property
    def _opening(self) -> str:
        return "\n".join(self._parse.words(p.span) for p in self._parse.paragraphs[:_OPENING])

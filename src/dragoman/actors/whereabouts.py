"""Which state a document, a sentence or its dateline is about: what a party without a country is taken to be of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dragoman.actors.entries import COUNTRY_KINDS, PEOPLE_KINDS, Entry, choose
from dragoman.actors.gazetteer import cities, gazetteer
from dragoman.actors.phrases import Names
from dragoman.ontology import INTERNATIONAL
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import noun_phrase

_NEAR = {"in", "near", "at", "outside", "around"}
_PLACING = COUNTRY_KINDS | PEOPLE_KINDS | {"seat"}
_OPENING = 8  # sentences
_OFTEN = 3  # times that the opening names a state before it outweighs a dateline elsewhere


class Whereabouts:
    """The states that one document names, as ISO3 codes. ``story`` is that of its opening or its dateline."""

    def __init__(self, parse: Parse, names: Names) -> None:
        self._parse, self._names = parse, names
        self.story = self._story()
        self._last: str | None = None
        self._paragraph = -1

    def enter(self, sentence: Sentence) -> None:
        """Go on to the next sentence: its place, or within a paragraph that of the last one, is where we are."""
        kept = self._last if sentence.paragraph == self._paragraph else None
        self._last, self._paragraph = self.of_place(sentence) or kept, sentence.paragraph

    def around(self, sentence: Sentence) -> str | None:
        """Return the state that a party in a sentence is likeliest of, where nothing with the party says so."""
        return self.of_place(sentence) or self._last or self.story or self._only(sentence)

    def of_place(self, sentence: Sentence) -> str | None:
        """Return the state of the place that a sentence names first ("in Lagos", "near the Kenyan border")."""
        for token in sentence.tokens:
            if token.dep_ != "pobj" or token.head.lower_ not in _NEAR:
                continue
            entry, _ = self._names.at(token)
            if entry and entry.kind in COUNTRY_KINDS:
                return entry.code
            text = self._parse.words(self._parse.span(noun_phrase(token)))
            city = next((m.entries[0] for m in cities().find(text)), None)
            if city:
                return city.code
        return None

    def main(self) -> str | None:
        """Return the state that the whole document names most, in its own name or those of its bodies and persons."""
        (first, most), (_, second) = _two_commonest(self._named(self._parse.sentences))
        return first if most > second else None

    def _only(self, sentence: Sentence) -> str | None:
        """The one state that a sentence names, in whatever way."""
        states = {entry.code for entry in self._entries([sentence]) if entry.kind in _PLACING}
        return next(iter(states)) if len(states) == 1 else None

    def _story(self) -> str | None:
        """The state that the opening names most, or the dateline's where it names that one, too, or no other often."""
        opening = self._parse.sentences[:_OPENING]
        seen = Counter(
            entry.code
            for entry in self._entries(opening)
            if entry.code not in INTERNATIONAL and entry.sector != "JRN"  # a paper is quoted everywhere
        )
        (first, most), (_, second) = _two_commonest(seen)
        dateline = self._dateline()
        if dateline and (dateline in seen or most < _OFTEN):
            return dateline
        sure = most > 1 or sum(seen.values()) == len(opening) == 1
        return first if sure and most >= second else None

    def _dateline(self) -> str | None:
        if not self._parse.dateline:
            return None
        place = self._parse.words(self._parse.dateline.place)
        for name in (place.split(",")[-1].strip(), place.split(",")[0]):
            entry, _ = choose(gazetteer().lookup(name), None)
            found = entry if entry and entry.kind in COUNTRY_KINDS else next(iter(cities().lookup(name)), None)
            if found and found.code:
                return found.code
        return None

    def _named(self, sentences: Iterable[Sentence]) -> Counter[str]:
        return Counter(entry.code for entry in self._entries(sentences) if entry.code not in INTERNATIONAL)

    def _entries(self, sentences: Iterable[Sentence]) -> list[Entry]:
        found = (entry for s in sentences for _, entry, _ in self._names.of(s.tokens))
        return [entry for entry in found if entry is not None and entry.code]


def _two_commonest(seen: Counter[str]) -> list[tuple[Any, int]]:
    return [*seen.most_common(2), (None, 0), (None, 0)][:2]

"""Where: the place that an act's clause names, then its sentence, the dateline, its paragraph; else unknown.

The conventions are told in docs/record.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.actors.entries import COUNTRY_KINDS
from dragoman.actors.gazetteer import gazetteer
from dragoman.actors.sources import country_name
from dragoman.events.atlas import Spot, atlas, spot
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children, noun_phrase
from dragoman.record import Place, PlaceBasis, Span

Token = Any

_IN = {
    "in", "at", "near", "outside", "around", "inside", "across", "throughout", "within", "over", "off", "along",
}  # fmt: skip
_TOWARDS = {"on", "to", "into", "towards", "toward", "from", "against", "onto"}
_PART_OF = {"of", "in", "near", "outside", "at"}
_CLAUSES = {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "parataxis", "appos"}
_OWNING = {"compound", "poss", "nmod"}  # a state that stands so before a deed is its doer ("the Turkish withdrawal")
_LARGE = 100_000  # inhabitants from which a city is taken to be meant without more
_PLAUSIBLE = 30  # times that a place elsewhere may outdo one of a party's state without being meant
_NAMESAKES = {"USA": 5}  # the same for states full of places named after others: newspapers add their division
_STATES = {"name", "official", "variant"}
_FAR_LARGER = 5  # times that the largest of several places of one name must outdo the next to be meant
_NAMED = {"GPE", "LOC", "FAC"}
_DIVISION = re.compile(
    r"[\s-]*(provinc|governorate|region|state\b|district|county|oblast|prefecture|department|division|canton|territory)",
    re.IGNORECASE,
)
_MORE_OF_A_NAME = re.compile(
    r"[ \t-]+(?!Province|Governorate|Region|State\b|District|County|Oblast|City\b)[A-Z][\w’']*"
)
_NAME_BEFORE = re.compile(
    r"(?:^|[^.!?\s\"“”']\s+|['’]s\s+)(?!Northern|Southern|Eastern|Western|Central|North|South|East|West|The|In|At|Near|Downtown)"
    r"([A-Z][\w’'-]*)\s+$"
)
_STATE_AFTER = re.compile(r"\s*,\s+([A-Z][\w.’' -]*)|\s+in\s+([A-Z][\w.’' -]*)")


class Places:
    """Where one document's acts took place."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._seen: dict[tuple[Span, tuple[str, ...]], Place | None] = {}

    def of(
        self, predicate: Token, sentence: Sentence, countries: Sequence[str], *, material: bool, moving: bool
    ) -> Place | None:
        """Return where an act took place, or ``None``.

        ``countries`` are those of its parties, the likeliest first; ``material`` tells a deed from words, whose place
        is never that of what they are about; ``moving`` a deed that goes to, from or against a place.
        """
        for noun in _own(predicate, material=material, moving=moving):
            place = self._at(noun, "clause", countries)
            if place and (place.precision != "country" or noun.dep_ not in _OWNING):
                return place
        for noun in _beside(predicate, material=material):
            if place := self._at(noun, "sentence", countries):
                return place
        return self._dateline(countries) or (self._paragraph(sentence, countries) if material else None)

    def _at(self, noun: Token, basis: PlaceBasis, countries: Sequence[str]) -> Place | None:
        if not any(t.text[:1].isupper() for t in noun.subtree):
            return None
        span = self._parse.span(noun_phrase(noun, with_prepositions=False))
        return self._named(span, basis, countries, noun.ent_type_)

    def _dateline(self, countries: Sequence[str]) -> Place | None:
        """The dateline's place, where a party is of its state or none is of any: else it is only the reporter's."""
        if not self._parse.dateline:
            return None
        place = self._named(self._parse.dateline.place, "dateline", countries, "GPE")
        return place if place and (not countries or place.country in countries) else None

    def _paragraph(self, sentence: Sentence, countries: Sequence[str]) -> Place | None:
        """The last place that the paragraph named before, in the state of one of the parties."""
        for index in range(sentence.index - 1, -1, -1):
            earlier = self._parse.sentences[index]
            if earlier.paragraph != sentence.paragraph:
                break
            for token in reversed(list(earlier.tokens)):
                if token.dep_ == "pobj" and token.head.lower_ in _IN:
                    place = self._at(token, "document", countries)
                    if place and place.country in countries and place.precision != "country":
                        return place
        return None

    def _named(self, span: Span, basis: PlaceBasis, countries: Sequence[str], entity: str) -> Place | None:
        key = (span, tuple(countries))
        if key not in self._seen:
            self._seen[key] = _resolve(self._parse, span, basis, countries, entity)
        found = self._seen[key]
        if found is None or found.basis == basis:
            return found
        return Place(
            name=found.name,
            country=found.country,
            admin1=found.admin1,
            lat=found.lat,
            lon=found.lon,
            precision=found.precision,
            basis=basis,
            span=found.span,
        )


def _own(predicate: Token, *, material: bool, moving: bool) -> Iterator[Token]:
    """The nouns of place that an act's own words govern, the nearest first."""
    names = _IN | (_TOWARDS if moving else set())
    yield from _located(predicate, names)
    if moving:
        yield from children(predicate, "dobj", "nsubjpass")
        yield from children(predicate, "poss", "compound") if predicate.pos_ == "NOUN" else ()
    carrier = predicate.head if predicate.pos_ == "NOUN" else None
    if carrier is not None and carrier.pos_ == "VERB" and predicate.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}:
        yield from _located(carrier, names)
    if carrier is not None and carrier.dep_ == "prep" and carrier.head.pos_ == "VERB":
        yield from _located(carrier.head, names)
    labels = ("nsubj", "nsubjpass", "agent") + (("dobj", "prep", "oprd", "attr") if material else ())
    for child in children(predicate, *labels):
        yield from _below(child, names, 3 if material else 2)
    if (
        predicate.dep_ in {"conj", "advcl"}
        and predicate.pos_ == "VERB"
        and not children(predicate, "nsubj", "nsubjpass")
    ):
        yield from _located(predicate.head, names)


def _located(token: Token, names: set[str]) -> Iterator[Token]:
    for preposition in children(token, "prep", "agent"):
        low = preposition.lower_
        for noun in children(preposition, "pobj"):
            if low in names:
                yield noun
            if low in names or noun.ent_type_ in {"DATE", "TIME"}:  # "on 13 September in Homs"
                yield from _parts(noun)
        for inner in children(preposition, "prep"):
            if inner.lower_ in names:
                yield from children(inner, "pobj")


def _parts(noun: Token) -> Iterator[Token]:
    """ "In a village near Homs", "in the city of Homs"."""
    for preposition in children(noun, "prep"):
        if preposition.lower_ in _PART_OF:
            for inner in children(preposition, "pobj"):
                yield inner
                yield from _parts(inner)
    yield from children(noun, "appos")


def _below(token: Token, names: set[str], depth: int) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in _CLAUSES:
            continue
        if child.dep_ == "pobj" and token.dep_ in {"prep", "agent"} and token.lower_ in names:
            yield child
        if depth:
            yield from _below(child, names, depth - 1)


def _beside(predicate: Token, *, material: bool) -> Iterator[Token]:
    """Places of the clauses that the act's own clause hangs on; never a speaker's, never what mere words are about."""
    stop = {"ccomp", "xcomp"} if material else {"ccomp", "xcomp", "relcl", "acl", "pcomp", "pobj"}
    at = predicate
    for _ in range(5):
        if at.head == at or at.dep_ in stop:
            break
        at = at.head
        if at.pos_ in {"VERB", "NOUN"}:
            yield from _located(at, _IN)


def _resolve(parse: Parse, span: Span, basis: PlaceBasis, countries: Sequence[str], entity: str) -> Place | None:
    text = parse.words(span)
    if basis == "dateline":
        text = text.title() if text.isupper() else text
        text = re.sub(r"\s+\(.*", "", text)
    beside = parse.text[span[1] : span[1] + 40] if basis != "dateline" else ""
    states = list(gazetteer().find(text))
    named = [e.code for m in states for e in m.entries if e.kind in COUNTRY_KINDS - {"capital"}]
    for match in atlas().find(text):
        low, high = match.span
        if _MORE_OF_A_NAME.match(text, high) or _NAME_BEFORE.search(text[:low]):
            continue
        after = text[high:] + beside
        found = _choose([spot(e) for e in match.entries], text[low:high], after, named, countries, entity)
        if found:
            return Place(
                name=found.name,
                country=found.country,
                admin1=found.admin1 or None,
                lat=found.lat,
                lon=found.lon,
                precision=found.kind,
                basis=basis,
                span=(span[0] + low, span[0] + high),
            )
    for state in states:
        low, high = state.span
        entry = next((e for e in state.entries if e.kind in COUNTRY_KINDS - {"capital"}), None)
        closes = high == len(text.rstrip()) or text.startswith(("'s", "’s"), high)  # "in U.S. politics" names no place
        if entry and closes and not _MORE_OF_A_NAME.match(text, high):
            return Place(
                name=country_name(entry.code),
                country=entry.code,
                precision="country",
                basis=basis,
                span=(span[0] + low, span[0] + high),
            )
    return None


def _choose(
    spots: list[Spot], name: str, after: str, named: list[str], countries: Sequence[str], entity: str
) -> Spot | None:
    """Which place of a name is meant: what stands beside it says, then the parties' states, then the far larger one."""
    if _DIVISION.match(after):
        spots = [s for s in spots if s.kind.startswith("admin")] or spots
    else:  # a region bears its chief city's name: the city is meant
        chief = {s.country for s in spots if s.kind == "city" and s.population >= _LARGE}
        spots = [s for s in spots if s.kind != "admin2" and not (s.kind == "admin1" and s.country in chief)] or spots
    spots = [s for s in spots if not s.other_name] or spots
    beside = _STATE_AFTER.match(after)
    if beside:
        inside = _within(spots, (beside.group(1) or beside.group(2)).strip())
        if inside:
            return max(inside, key=_size)
    own = next((e.code for e in gazetteer().lookup(name) if e.kind in _STATES), None)
    if own:  # "Georgia" is the state, but in a story of the United States
        return next((s for s in spots if s.kind == "admin1" and s.country in countries and own not in countries), None)
    for wanted in (*named, *countries):
        here = [s for s in spots if s.country == wanted]
        reach = _NAMESAKES.get(wanted, _PLAUSIBLE)
        if here and reach * max(map(_size, here)) < max(map(_size, spots)):
            continue  # Moscow in Idaho is meant only where the words say so
        # Names of small towns are often taken for those of bodies.
        small = entity in {*_NAMED, ""} or (entity == "ORG" and wanted not in _NAMESAKES)
        if here and (small or max(map(_size, here)) >= _LARGE):
            return max(here, key=_size)
    if named and not any(s.country in named for s in spots):
        return None
    return _largest(spots, entity)


def _within(spots: list[Spot], outer: str) -> list[Spot]:
    """The places that lie in a state or division named after them."""
    codes = {e.code for m in gazetteer().find(outer) for e in m.entries if e.kind in COUNTRY_KINDS}
    divisions = {(e.name, e.code) for m in atlas().find(outer) for e in m.entries if e.kind == "admin1"}
    return [s for s in spots if (s.admin1, s.country) in divisions] or [s for s in spots if s.country in codes]


def _largest(spots: list[Spot], entity: str) -> Spot | None:
    """The place of a name that nobody would take for another; a small one only where grammar sees a place in it."""
    ordered = sorted(spots, key=_size, reverse=True)
    if not ordered or entity in {"PERSON", "ORG", "DATE", "NORP"}:
        return ordered[0] if ordered and _size(ordered[0]) >= 10 * _LARGE else None
    first, second = ordered[0], ordered[1] if len(ordered) > 1 else None
    if second and _size(first) < _FAR_LARGER * max(1, _size(second)):
        return None
    return first if _size(first) >= _LARGE or (entity in _NAMED and not first.other_name) else None


def _size(place: Spot) -> int:
    """How many live there; a place of which that is not known weighs, if it was listed by hand, as a large city."""
    return place.population or (0 if place.kind in {"admin2", "city"} else 10 * _LARGE)

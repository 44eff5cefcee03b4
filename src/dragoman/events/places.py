"""Where: the place that a clause names, then its sentence, then the dateline; else unknown."""

from __future__ import annotations

import functools
from typing import Any

from dragoman.actors.entries import COUNTRY_KINDS, Entry
from dragoman.actors.gazetteer import cities, gazetteer
from dragoman.actors.sources import TABLES, country_name
from dragoman.ontology import rows
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import prepositions
from dragoman.record import Place, PlaceBasis, PlacePrecision, Span

Token = Any
_IN = {"in", "at", "near", "outside", "around", "inside", "across", "throughout", "within", "over", "off", "into"}


@functools.cache
def _cities() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(TABLES, "cities.csv"):
        found.setdefault(row["name"], []).append(row)
    return found


def find_place(parse: Parse, predicate: Token, sentence: Sentence, country: str | None) -> Place | None:
    """Return where a predicate's act took place, or ``None``; ``country`` is the state that the story is about."""
    for name, noun in prepositions(predicate):
        if name in _IN:
            place = _named(parse, parse.span(list(noun.subtree)), "clause", country)
            if place:
                return place
    for token in sentence.tokens:
        if token.dep_ == "pobj" and token.head.lower_ in _IN:
            place = _named(parse, parse.span(list(token.subtree)), "sentence", country)
            if place:
                return place
    if parse.dateline:
        return _named(parse, parse.dateline.place, "dateline", country)
    return None


def _named(parse: Parse, span: Span, basis: PlaceBasis, country: str | None) -> Place | None:
    text = parse.words(span)
    text = text.title() if basis == "dateline" and text.isupper() else text
    countries = [e.code for m in gazetteer().find(text) for e in m.entries if e.kind in COUNTRY_KINDS - {"capital"}]
    for match in cities().find(text):
        row = _choose(text[slice(*match.span)], match.entries, countries, country)
        if row:
            where = (span[0] + match.span[0], span[0] + match.span[1])
            precision: PlacePrecision = "admin1" if "admin1" in row["note"] else "city"
            return Place(
                name=row["name"],
                country=row["iso3"],
                admin1=row["admin1"] or None,
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                precision=precision,
                basis=basis,
                span=where,
            )
    for match in gazetteer().find(text):
        entry = next((e for e in match.entries if e.kind in COUNTRY_KINDS), None)
        if entry:
            where = (span[0] + match.span[0], span[0] + match.span[1])
            return Place(
                name=country_name(entry.code), country=entry.code, precision="country", basis=basis, span=where
            )
    return None


def _choose(name: str, entries: tuple[Entry, ...], countries: list[str], country: str | None) -> dict[str, str] | None:
    """Of places of one name, that of the state named beside it, then that of the story's state, then the largest."""
    found = [row for e in entries for row in _cities()[e.name] if row["iso3"] == e.code]
    for wanted in (*countries, country):
        here = [row for row in found if row["iso3"] == wanted]
        if here:
            return here[0]
    if countries and found:
        return None
    return max(found, key=lambda row: int(row["population"] or 0), default=None)

"""Single mentions: which country and sector a name or phrase stands for, with or without the sentence around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.actors.entries import COUNTRY_KINDS, PEOPLE_KINDS, Entry, choose, words
from dragoman.actors.gazetteer import cities, gazetteer
from dragoman.actors.phrases import Who, code, read_phrase
from dragoman.actors.resolver import find_names, resolve_actors
from dragoman.actors.roles import is_partitive, role_of
from dragoman.ontology import INTERNATIONAL
from dragoman.parsing import Parse, parse
from dragoman.parsing.grammar import first_conjunct
from dragoman.reading.dates import parse_date
from dragoman.record import Document

Row = dict[str, Any]

_WHOSE = PEOPLE_KINDS | {"organisation", "group"}
_SEATED = {"capital", "city"}  # places whose name may mean those who live there
_LOCATIVE = {"in", "on", "at", "near", "around", "outside", "inside", "throughout", "across", "through"}
_IGO = {"UNO", "EUR", "IGO"}
_ORGAN = re.compile(r"\b(?:Council|Commission|Secretariat|Presidency)\b")  # what governs an international body


def resolve(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield ``id, country, sector, name, codes, why`` for rows with ``id``, ``mention``, perhaps ``context``, ``date``.

    ``country`` is ISO3 or an international code, empty where unknown; ``sector`` is empty for a state or people.
    """
    for row in rows:
        mention = re.sub(r"(?:['’]s|['’])$", "", str(row["mention"]).strip())
        day = parse_date(str(row["date"])) if row.get("date") else None
        yield {"id": row["id"], **_resolve_one(mention, row.get("context"), day.isoformat() if day else None)}


def _resolve_one(mention: str, context: str | None, date: str | None) -> Row:
    within = _Context(mention, context, date) if context and mention in context else None
    entry, why = choose(gazetteer().lookup(mention), date)
    if entry and entry.kind != "people":
        return (within and within.of_state_name(entry)) or _of_entry(entry, why, date, mention)
    alone = _read(mention, date)
    if alone and alone.codes and not alone.needs_country:
        return _of_phrase(alone)
    around = within.resolved() if within else None
    if around:
        return around
    if alone and alone.codes:
        return _of_phrase(alone)
    return (
        _misspelt(mention, date)
        or _by_words(mention, date)
        or _place(mention, date)
        or _answer("", "", mention, [], "no table row and no role noun fits")
    )


def _read(mention: str, date: str | None) -> Who | None:
    """What the words of a phrase alone say."""
    parsed = parse(Document(id="mention", text=mention, published=date))
    head = _head(parsed, (0, len(mention)))
    return read_phrase(head, find_names(parsed)) if head is not None else None


class _Context:
    """A mention in its sentence."""

    def __init__(self, mention: str, context: str, date: str | None) -> None:
        at = context.find(mention)
        self.parsed = parse(Document(id="mention", text=context, published=date))
        self.head = _head(self.parsed, (at, at + len(mention)))

    def resolved(self) -> Row | None:
        """What the sentence around a mention says: pronouns, introductions, the country that it names."""
        table = resolve_actors(self.parsed)
        keys = table.at(self.head) if self.head is not None else ()
        codes = table.codes(keys)
        if not codes:
            return None
        country, _, sector = codes[0].partition(" ")
        return _answer(country.replace("---", ""), sector, table[keys[0]].name, codes, table[keys[0]].why)

    def of_state_name(self, entry: Entry) -> Row | None:
        """A nationality that says whose somebody is ("Kenyan and Ugandan officials"), a town that suffers an act."""
        head = self.head
        if head is None:
            return None
        if entry.kind in _WHOSE and first_conjunct(head).dep_ in {"amod", "compound", "nmod", "poss"}:
            noun = first_conjunct(head).head
            who = read_phrase(noun, find_names(self.parsed)) if noun.pos_ in {"NOUN", "PROPN"} else None
            if who and who.kind in {"role", "body"} and who.sector and f"{entry.code} {who.sector}" in who.codes:
                return _answer(entry.code, who.sector.split()[0], entry.name, [f"{entry.code} {who.sector}"], who.why)
        if entry.kind == "demonym" and (_is_counted(head) or any(c.dep_ in {"amod", "nummod"} for c in head.children)):
            return _answer(entry.code, "CVL", entry.name, [f"{entry.code} CVL"], f"people of {entry.name}")
        if entry.kind in _SEATED and (head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE):
            return _answer(entry.code, "CVL", entry.name, [f"{entry.code} CVL"], f"those who are in {head.text}")
        return None


def _is_counted(head: Any) -> bool:
    """Whether a partitive measures a noun: "thousands of Kenyans"."""
    return head.dep_ == "pobj" and head.head.lower_ == "of" and is_partitive(head.head.head)


def _of_phrase(who: Who) -> Row:
    country, _, sector = who.codes[0].partition(" ")
    if who.kind == "state" and sector == "GOV" and who.entry and who.entry.kind != "seat":
        sector = ""
    if country in _IGO and not sector and who.kind in ("person", "role"):
        sector = "GOV"
    return _answer(country.replace("---", ""), sector, who.name, who.codes, who.why)


def _of_entry(entry: Entry, why: str, date: str | None, mention: str) -> Row:
    sector = entry.sector
    first = sector.split()[0] if sector else ""
    if entry.kind == "capital":  # named for the government that sits there
        first = "GOV"
    elif entry.kind == "demonym" and gazetteer().lookup(mention.split()[0]) and " " in mention:
        first = "CVL"  # a people within a people: "Iraqi Kurds"
    elif entry.code in _IGO and (entry.kind == "person" or _ORGAN.search(entry.name)):
        first = first or "GOV"
    shown = first or ("GOV" if entry.kind in COUNTRY_KINDS else "")
    codes = [f"{entry.code} {shown}".strip()] if entry.code else []
    if date is None and entry.kind == "person" and "no date" not in why:
        why = f"no date: {why}"
    return _answer(entry.code, first, entry.name, codes, why or f"table: {entry.name}")


def _misspelt(mention: str, date: str | None) -> Row | None:
    rows = [row for row in gazetteer().similar(mention) if row.kind != "person"]  # another may really be called so
    entry, why = choose(rows, date)
    return _of_entry(entry, f"read as {entry.name}; {why}", date, mention) if entry else None


def _by_words(mention: str, date: str | None) -> Row | None:
    """A role noun at the end of a mention that the grammar of a bare phrase did not show."""
    found = words(mention)
    for at in range(len(found)):
        role = role_of(" ".join(found[at:]))
        if role and role.sector:
            country = (_place(mention, date) or {"country": ""})["country"]
            if role.international:
                return _answer(role.international, "", mention, [role.international], f"role noun: {role.phrase}")
            return _answer(country, role.sector, mention, [code(country, role.sector)], f"role noun: {role.phrase}")
    return None


def _place(mention: str, date: str | None) -> Row | None:
    """A town by itself is those who live there; any other thing is at least of the state that is named with it."""
    city = next(iter(cities().lookup(mention)), None)
    if city:
        return _answer(city.code, "CVL", city.name, [f"{city.code} CVL"], f"those who live in {city.name}")
    for match in gazetteer().find(mention):
        entry, _ = choose(match.entries, date)
        if entry and entry.kind in COUNTRY_KINDS | PEOPLE_KINDS and entry.code not in INTERNATIONAL:
            return _answer(entry.code, "", mention, [entry.code], f"named with {entry.name}")
    near = next((m.entries[0] for m in cities().find(mention)), None)
    return _answer(near.code, "", mention, [near.code], f"named with {near.name}") if near else None


def _answer(country: str, sector: str, name: str, codes: list[str], why: str) -> Row:
    return {"country": country, "sector": sector.split()[0] if sector else "", "name": name, "codes": codes, "why": why}


def _head(parsed: Parse, span: tuple[int, int]) -> Any:
    """The token of a span that governs the others."""
    inside = [t for t in parsed.tokens if span[0] <= parsed.span(t)[0] < span[1] and not t.is_punct]
    outside = [t for t in inside if t.head not in inside or t.head == t]
    phrase = next((t.i for t in inside if t.pos_ == "ADP" or t.text == ","), len(parsed.starts))
    return next((t for t in reversed(outside) if t.i < phrase), outside[0] if outside else None)

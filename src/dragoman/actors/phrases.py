"""One noun phrase read as a news reader does: nationality, role, name and title together say who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from dragoman.actors.entries import COUNTRY_KINDS, PEOPLE_KINDS, STATE_BODIES, Entry, choose
from dragoman.actors.gazetteer import cities, gazetteer
from dragoman.actors.groups import members
from dragoman.actors.index import Match
from dragoman.actors.roles import Role, find_role, is_partitive
from dragoman.actors.sources import country_name
from dragoman.actors.unknown import proper_name, title_before, typed_by_words
from dragoman.ontology import INTERNATIONAL
from dragoman.parsing import Parse
from dragoman.parsing.grammar import children, conjuncts, noun_phrase

Token = Any

_FORMER = {"former", "ex", "ex-", "ousted", "deposed", "onetime", "retired"}
_HEADS_OF_BODIES = {
    "president",
    "chairman",
    "chairwoman",
    "director",
    "secretary",
    "leader",
    "head",
    "chief",
    "founder",
}
_IN_OFFICE = {"GOV", "SPY", "LEG", "JUD"}  # out of these one becomes a former official


@dataclass
class Who:
    """What one noun phrase says of whom it names. ``codes`` without a country begin with ``---``."""

    name: str
    codes: list[str]
    kind: str  # person, body, state, role, group
    role: str | None = None
    why: str = ""
    entry: Entry | None = None
    countries: list[str] = field(default_factory=list)
    sector: str = ""
    needs_country: bool = False


@dataclass
class Names:
    """The gazetteer's matches in one document, by token."""

    parse: Parse
    day: str | None
    by_token: dict[int, Match]

    def of(self, tokens: Sequence[Token]) -> Iterator[tuple[Match, Entry | None, str]]:
        """Yield the matches that lie in a phrase, each once, with the row meant that day and the reason."""
        seen: set[Any] = set()
        for token in tokens:
            match = self.by_token.get(token.i)
            if match and match.span not in seen:
                seen.add(match.span)
                yield match, *choose(match.entries, self.day)

    def at(self, token: Token) -> tuple[Entry | None, str]:
        """Return the row meant at a token and the reason."""
        match = self.by_token.get(token.i)
        return choose(match.entries, self.day) if match else (None, "")


def code(country: str, sector: str) -> str:
    """Return a code as the record writes it."""
    if country in ("UNO", "EUR") and sector in ("", "GOV"):
        return country
    if country in INTERNATIONAL:
        return f"{country} {sector}".strip()
    return f"{country or '---'} {sector}".strip()


def read_phrase(head: Token, names: Names) -> Who | None:
    """Return who the noun phrase of a head names, as far as the phrase and its apposition say it."""
    measured = _measured(head)
    if measured is not None:
        who = read_phrase(measured, names)
        if who and who.kind not in ("person", "state"):
            return who
    phrase = noun_phrase(head, with_prepositions=False)
    inside = list(names.of(phrase))
    at_head = next((_as_noun(m, e, names) for m, e, _ in inside if e and _covers(names, m, head)), None)
    role = find_role(phrase, head)
    if at_head and at_head.kind not in PEOPLE_KINDS | {"people"}:
        return _known(head, at_head, phrase, names, inside)
    if role and len(role[1]) == 1 and head.pos_ == "PROPN" and typed_by_words(_full_name(head, [head], names)):
        named = _unknown_name(head, phrase, names, inside)  # "Union of Teachers": the whole name tells more
        if named and named.codes and named.kind == "body":
            return named
    if role and not (head.pos_ == "PROPN" and head.ent_type_ == "PERSON"):
        return _role(head, role[0], role[1], phrase, names, inside)
    if at_head and at_head.kind == "people":
        return _ethnic(head, at_head, phrase, names, inside)
    if at_head:
        return _people(head, at_head, phrase, names)
    if head.pos_ == "PROPN":
        return _unknown_name(head, phrase, names, inside)
    return None


def _measured(head: Token) -> Token | None:
    """The noun that a partitive measures: "miners" of "thousands of miners"."""
    if not is_partitive(head):
        return None
    return next(
        (noun for prep in children(head, "prep") if prep.lower_ == "of" for noun in children(prep, "pobj")), None
    )


def _as_noun(match: Match, entry: Entry, names: Names) -> Entry:
    """A word that is both adjective and name ("US") names the state where it stands as a noun."""
    if entry.kind not in PEOPLE_KINDS:
        return entry
    return next((e for e in match.entries if e.kind in COUNTRY_KINDS and e.valid(names.day)), entry)


def _covers(names: Names, match: Match, token: Token) -> bool:
    start, end = names.parse.span(token)
    return match.span[0] < end and start < match.span[1]


def _known(head: Token, entry: Entry, phrase: list[Token], names: Names, inside: list[Any]) -> Who:
    reason = next((why for m, e, why in inside if e is entry), "") or f"table: {entry.name}"
    if entry.kind in COUNTRY_KINDS or entry.kind == "seat":
        sector = entry.sector or "GOV"
        return Who(
            entry.name,
            [code(entry.code, sector)],
            "state",
            None,
            f"{entry.kind} of {entry.name}",
            entry,
            [entry.code],
            sector,
        )
    if entry.kind == "group":
        codes = [code(entry.code, entry.sector)] if entry.code else []
        return Who(entry.name, codes, "group", None, f"table: {entry.name}", entry, [], entry.sector)
    if entry.kind == "person":
        if entry.sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
            entry = msgspec.structs.replace(entry, sector="ELI", role=f"former {entry.role}".strip())
        codes = [code(entry.code, one) for one in (entry.sector.split() or [""])][:1] if entry.code else []
        return Who(entry.name, codes, "person", entry.role or None, reason, entry, [entry.code], entry.sector)
    state, why = entry.code, f"table: {entry.name}"
    if entry.role in STATE_BODIES and not entry.layer:  # "the Saudi National Guard"
        other = [e for _, e, _ in inside if e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS and e.code != entry.code]
        if other:
            state, why = other[0].code, f"{why}, of {other[0].name}"
            entry = msgspec.structs.replace(entry, name=f"{other[0].name}: {entry.name}", code=state)
    return Who(entry.name, [code(state, entry.sector)], "body", None, why, entry, [state], entry.sector)


def _people(head: Token, entry: Entry, phrase: list[Token], names: Names) -> Who:
    """A people as such: "Kenyans", "the French". "Ethnic Albanians" are a people of wherever they live."""
    name = " ".join(t.text for t in phrase if t.dep_ != "det")
    of = [e for e in _after(head, {"of"}, names) if e.kind in COUNTRY_KINDS]
    if any(t.lower_ == "ethnic" for t in phrase) or of:
        return _of_where_they_live(head, name, names, [])
    return Who(name, [code(entry.code, "CVL")], "role", None, f"people of {entry.name}", entry, [entry.code], "CVL")


def _ethnic(head: Token, entry: Entry, phrase: list[Token], names: Names, inside: list[Any]) -> Who:
    """An ethnic or religious people: of the state that a nationality before it or a place after it names."""
    name = " ".join(t.text for t in phrase if t.dep_ != "det")
    before = [e.code for _, e, _ in inside if e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS]
    if not before and entry.code:
        return Who(name, [code(entry.code, "CVL")], "role", None, f"people: {entry.name}", entry, [entry.code], "CVL")
    return _of_where_they_live(head, name, names, before)


def _of_where_they_live(head: Token, name: str, names: Names, before: list[str]) -> Who:
    near = [c for e in _after(head, {"in", "of", "from"}, names) for c in _countries_of(e, names.day)]
    country = (before or near or [""])[0]
    why = f"people: {name}" + (f"; country from {country_name(country)}" if country else "")
    return Who(name, [code(country, "CVL")], "role", None, why, None, [country] * bool(country), "CVL", not country)


def _role(
    head: Token, role: Role, tokens: list[Token], phrase: list[Token], names: Names, inside: list[Any]
) -> Who | None:
    if role.kind == "relational" and not any(e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS for _, e, _ in inside):
        return None  # whose counterpart, ally or critic somebody is does not say who
    name = names.parse.words(names.parse.span(phrase))
    name = re.sub(r"^(?:the|a|an|some|several|many)\s+", "", name, flags=re.IGNORECASE)
    bodies = _bodies(head, phrase, tokens, names, inside)
    if role.kind == "head":  # "the Malian branch of X": the state says where, the body says what
        bodies += [e for e in _after(head, {"of", "for"}, names) if e.kind in ("organisation", "group")]
    countries = list(dict.fromkeys(c for e in bodies for c in _countries_of(e, names.day)))
    served = next((e for e in bodies if e.kind in ("organisation", "group", "person")), None)
    why = f"role noun: {role.phrase}"
    if head.lemma_.lower() in _HEADS_OF_BODIES and not served:
        served, role = _head_of_unknown(head, role, names)
    if served and role.sector == "GOV" and head.lemma_.lower() in _HEADS_OF_BODIES and served.kind == "organisation":
        role = Role(role.phrase, (served.sector or "BUS").split()[0], role.kind)  # "the network's president"
    kind = "body" if role.kind == "collective" else "role"
    if role.international and (" " not in role.international or not (countries or served)):
        return Who(name, [role.international], kind, role.phrase, why, None, countries, role.sector)
    if role.international:  # "Kenyan peacekeepers", "UN peacekeepers"
        role = Role(role.phrase, role.sector.split()[1], role.kind)
    if served and served.code and (role.kind == "head" or not countries or role.sector == "UNK"):
        sector = role.sector if role.kind != "head" and role.sector not in ("", "UNK") else served.sector
        if sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
            sector = "ELI"
        if served.code in INTERNATIONAL and role.kind == "head":
            sector = served.sector
        branch = served.code == "IMG" and countries
        return Who(
            name,
            [code(countries[0] if branch else served.code, sector)],
            kind,
            role.phrase,
            f"{why}; of {served.name}",
            None,
            [served.code],
            sector,
        )
    sector = role.sector or ("GOV" if countries and role.kind in ("head", "relational") else "")
    if role.kind == "head" and any(e.kind == "people" and e.role == "religious" for e in bodies):
        sector = "REL"
    if sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
        sector = "ELI"
    if not sector:
        return None
    if countries:
        where = ", ".join(country_name(c) for c in countries)
        codes = [code(c, sector) for c in countries]
        return Who(name, codes, kind, role.phrase, f"{why}; country from {where}", None, countries, sector)
    return Who(name, [code("", sector)], kind, role.phrase, why, None, [], sector, needs_country=True)


def _head_of_unknown(head: Token, role: Role, names: Names) -> tuple[Entry | None, Role]:
    """ "The president of the Chadian Example League" has the sector of the league, not that of a president."""
    for noun in (n for p in children(head, "prep") if p.lower_ == "of" for n in children(p, "pobj")):
        body = read_phrase(noun, names) if noun.pos_ == "PROPN" else None
        if body and body.kind == "body" and body.sector:
            return None, Role(role.phrase, body.sector, "person")
    return None, role


def _countries_of(entry: Entry, day: str | None) -> list[str]:
    """The states that a row stands for: one for a state and its people, the members of a group that is no body."""
    if entry.kind in COUNTRY_KINDS | PEOPLE_KINDS | {"seat", "city"} or (entry.kind == "people" and entry.code):
        return [entry.code]
    return members(entry.role, day) if entry.kind == "group" and not entry.code else []


def _bodies(head: Token, phrase: list[Token], role_tokens: list[Token], names: Names, inside: list[Any]) -> list[Entry]:
    """The rows that a role phrase draws its country or body from: modifiers and possessors, then of/in/for phrases."""
    backed = {t.i for t in phrase if t.i and t.nbor(-1).lower_ == "ethnic"}
    backed |= {
        t.i
        for t in phrase
        if t.head.lower_.endswith(("backed", "supported", "funded", "made", "bound", "trained", "occupied"))
    }
    found = [e for m, e, _ in inside if e and not any(_covers(names, m, t) for t in phrase if t.i in backed)]
    # What stands before the noun says whose it is, a phrase after it may only say where: "the German embassy in Kabul".
    for wanted in ({"of", "for", "from", "to", "with"}, {"in", "at"}):
        if not found:
            found = [e for token in (head, *role_tokens) for e in _after(token, wanted, names)]
    if not found:
        around = names.parse.words(names.parse.span(noun_phrase(head)))
        found = [match.entries[0] for match in cities().find(around)][:1]
    return found


def _after(token: Token, prepositions: set[str], names: Names) -> list[Entry]:
    found: list[Entry] = []
    for prep in children(token, "prep"):
        if prep.lower_ in prepositions:
            for noun in children(prep, "pobj"):
                for one in conjuncts(noun):
                    found += [e for _, e, _ in names.of(noun_phrase(one, with_prepositions=True)) if e]
    return found


def _unknown_name(head: Token, phrase: list[Token], names: Names, inside: list[Any]) -> Who | None:
    """A name that no table has: a title before it, or the words of the name itself, may tell what it is."""
    proper = proper_name(head, phrase)
    name = " ".join(t.text for t in proper)
    meant = _misspelt(proper, inside, names)
    if meant:
        return meant
    before = [t for t in phrase if t.i < proper[0].i]
    countries = [e.code for m, e, _ in inside if e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS | {"seat"}]
    served = next((e for m, e, _ in inside if e and e.kind in ("organisation", "group")), None)
    title = title_before(phrase)
    if title:
        role, title_tokens = title
        name = " ".join(t.text for t in proper if t not in title_tokens and not _in_match(t, inside, names)) or name
        sector = role.sector or (served.sector if served else "GOV" if countries else "")
        country = served.code if served and (role.kind == "head" or not countries) else (countries or [""])[0]
        if served and (role.kind == "head" or role.sector == "UNK"):
            sector = served.sector
        if sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
            sector = "ELI"
        if sector or country:
            why = f"title before the name: '{' '.join(t.text for t in title_tokens)}'"
            return Who(
                name,
                [code(country, sector)],
                "person",
                role.phrase,
                why,
                None,
                [country],
                sector,
                needs_country=not country,
            )
    if head.ent_type_ in ("PERSON", "") and not before and len(proper) <= 4 and head.ent_type_ == "PERSON":
        return Who(name, [], "person", None, "a name that no table has")
    typed = typed_by_words(_full_name(head, proper, names))
    if typed:
        sector, word = typed
        near = countries or [e.code for e in _after(head, {"of", "for", "in"}, names) if e.code not in INTERNATIONAL]
        near = near or [m.entries[0].code for m in cities().find(" ".join(t.text for t in phrase))]
        country = (near or [""])[0]
        international = sector if sector in INTERNATIONAL and not country else ""
        sector = "SOC" if sector == "NGO" and country else sector
        codes = [international] if international else [code(country, sector)]
        why = f"typed by the word '{word}' of its name"
        needs = not (country or international)
        return Who(name, codes, "body", None, why, None, [country] * bool(country), sector, needs_country=needs)
    if head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        kind = "person" if head.ent_type_ == "PERSON" else "body"
        return Who(name, [], kind, None, "a name that no table has")
    return None


def _misspelt(proper: list[Token], inside: list[Any], names: Names) -> Who | None:
    """A name of two words or more that is nearly one of a person or body in the tables."""
    own = [t for t in proper if not _in_match(t, inside, names)]
    for words in (own, own[-3:], own[-2:]):
        rows = gazetteer().similar(" ".join(t.text for t in words)) if len(words) > 1 else ()
        entry, why = choose((row for row in rows if row.kind in ("person", "organisation")), names.day)
        if entry and entry.code and (entry.kind != "person" or _is_vouched_for(entry, proper, inside)):
            sector = (entry.sector.split() or [""])[0]
            kind = "person" if entry.kind == "person" else "body"
            reason = f"read as {entry.name}; {why}"
            return Who(
                entry.name, [code(entry.code, sector)], kind, entry.role or None, reason, entry, [entry.code], sector
            )
    return None


def _is_vouched_for(entry: Entry, proper: list[Token], inside: list[Any]) -> bool:
    """Whether a nationality or title beside a misspelt name fits the person: another may really be called so."""
    title = title_before(proper)
    nations = {e.code for _, e, _ in inside if e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS}
    return entry.code in nations or (title is not None and title[0].phrase in entry.role)


def _in_match(token: Token, inside: list[Any], names: Names) -> bool:
    return any(_covers(names, m, token) for m, _, _ in inside)


def _full_name(head: Token, proper: list[Token], names: Names) -> str:
    """A name with what it goes on with after "of" or "for": "Union for the Liberation of Examplia"."""
    tail = [t for p in children(head, "prep") if p.lower_ in {"of", "for"} for t in p.subtree if t.i > head.i]
    end = tail[-1] if tail and any(t.pos_ == "PROPN" for t in tail) else head
    return names.parse.words((names.parse.span(proper)[0], names.parse.span(end)[1]))

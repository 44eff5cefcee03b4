"""One noun phrase read as a news reader does: nationality, role, name and title together say who it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dragoman.actors.gazetteer import COUNTRY_KINDS, PEOPLE_KINDS, Entry, Match, choose, cities, country_name
from dragoman.actors.groups import members
from dragoman.actors.roles import Role, find_role
from dragoman.ontology import INTERNATIONAL
from dragoman.parsing import Parse
from dragoman.parsing.grammar import children, conjuncts, noun_phrase

Token = Any

# Words of a name that tell what an unknown body is.
_BODY_WORDS = (
    (r"\b(?:News|Times|Post|Herald|Tribune|Gazette|Radio|Television|TV|Daily|Press|Journal|Broadcasting)\b", "JRN"),
    (
        r"\b(?:Liberation (?:Army|Front)|Front for the Liberation|Resistance (?:Army|Front)|Revolutionary Front)\b",
        "REB",
    ),
    (r"\b(?:Supreme|High|Constitutional|Appeals?|Criminal|District|Circuit) Court\b|\bCourt of\b|\bTribunal\b", "JUD"),
    (r"\b(?:Parliament|Assembly|Senate|Congress|Knesset|House of (?:Representatives|Commons|Lords))\b", "LEG"),
    (r"\b(?:Ministry|Department|Cabinet|Government|Embassy|Consulate|Commission|Office of)\b", "GOV"),
    (r"\b(?:Army|Navy|Air Force|Armed Forces|Coast Guard|Brigade|Battalion|Regiment)\b", "MIL"),
    (r"\b(?:Police|Constabulary|Sheriff)\b", "COP"),
    (r"\b(?:University|School|College|Institute)\b", "EDU"),
    (r"\b(?:Hospital|Clinic|Doctors)\b", "MED"),
    (r"\b(?:Party|Movement|Alliance|Coalition)\b", "PTY"),
    (r"\b(?:Union|Federation of Labou?r|Workers)\b", "LAB"),
    (r"\b(?:Church|Mosque|Diocese|Patriarchate|Caliphate)\b", "REL"),
    (
        r"\b(?:Airlines?|Airways|Bank|Corp(?:oration)?|Inc|Ltd|Company|Group|Holdings|Industries|Motors|Energy|Oil)\b",
        "BUS",
    ),
    (r"\b(?:Foundation|Watch|Amnesty|Relief|Aid|Charity|Without Borders)\b", "NGO"),
)


_FORMER = {"former", "ex", "ex-", "ousted", "deposed", "onetime", "retired"}
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
    phrase = noun_phrase(head, with_prepositions=False)
    inside = list(names.of(phrase))
    at_head = next((e for m, e, _ in inside if e and _covers(names, m, head)), None)
    role = find_role(phrase, head)
    if at_head and at_head.kind not in PEOPLE_KINDS:
        return _known(head, at_head, phrase, names, inside)
    if role and not (head.pos_ == "PROPN" and head.ent_type_ == "PERSON"):
        return _role(head, role[0], role[1], phrase, names, inside)
    if at_head:
        return _people(head, at_head, phrase)
    if head.pos_ == "PROPN":
        return _unknown_name(head, phrase, names, inside)
    return None


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
        codes = [code(entry.code, one) for one in (entry.sector.split() or [""])][:1] if entry.code else []
        return Who(entry.name, codes, "person", entry.role or None, reason, entry, [entry.code], entry.sector)
    codes = [code(entry.code, entry.sector)]
    return Who(entry.name, codes, "body", None, f"table: {entry.name}", entry, [entry.code], entry.sector)


def _people(head: Token, entry: Entry, phrase: list[Token]) -> Who:
    """A people as such: "Kenyans", "the French"."""
    name = " ".join(t.text for t in phrase)
    return Who(name, [code(entry.code, "CVL")], "role", None, f"people of {entry.name}", entry, [entry.code], "CVL")


def _role(
    head: Token, role: Role, tokens: list[Token], phrase: list[Token], names: Names, inside: list[Any]
) -> Who | None:
    name = names.parse.words(names.parse.span(phrase))
    name = re.sub(r"^(?:the|a|an|some|several|many)\s+", "", name, flags=re.IGNORECASE)
    bodies = _bodies(head, phrase, tokens, names, inside)
    if role.kind == "head":  # "the Malian branch of X": the state says where, the body says what
        bodies += [e for e in _after(head, {"of", "for"}, names) if e.kind in ("organisation", "group")]
    countries = list(dict.fromkeys(c for e in bodies for c in _countries_of(e, names.day)))
    served = next((e for e in bodies if e.kind in ("organisation", "group", "person")), None)
    why = f"role noun: {role.phrase}"
    kind = "body" if role.kind == "collective" else "role"
    if role.international:
        return Who(name, [role.international], kind, role.phrase, why, None, countries, role.sector)
    if served and served.code and (role.kind == "head" or not countries):
        sector = role.sector if role.kind != "head" and role.sector else served.sector
        if sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
            sector = "ELI"
        if served.code in INTERNATIONAL and role.kind == "head":
            sector = served.sector
        branch = role.kind == "head" and served.code == "IMG" and countries
        return Who(
            name,
            [code(countries[0] if branch else served.code, sector)],
            "role",
            role.phrase,
            f"{why}; of {served.name}",
            None,
            [served.code],
            sector,
        )
    sector = role.sector or ("GOV" if countries and role.kind == "head" else "")
    if sector in _IN_OFFICE and any(t.lower_ in _FORMER for t in phrase):
        sector = "ELI"
    if not sector:
        return None
    if countries:
        where = ", ".join(country_name(c) for c in countries)
        codes = [code(c, sector) for c in countries]
        return Who(name, codes, kind, role.phrase, f"{why}; country from {where}", None, countries, sector)
    return Who(name, [code("", sector)], kind, role.phrase, why, None, [], sector, needs_country=True)


def _countries_of(entry: Entry, day: str | None) -> list[str]:
    """The states that a row stands for: one for a state and its people, the members of a group that is no body."""
    if entry.kind in COUNTRY_KINDS | PEOPLE_KINDS | {"seat", "city"}:
        return [entry.code]
    return members(entry.role, day) if entry.kind == "group" and not entry.code else []


def _bodies(head: Token, phrase: list[Token], role_tokens: list[Token], names: Names, inside: list[Any]) -> list[Entry]:
    """The rows that a role phrase draws its country or body from: modifiers and possessors, then of/in/for phrases."""
    backed = {t.i for t in phrase if t.head.lower_.endswith(("backed", "led", "supported", "funded", "made", "bound"))}
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
    proper = _proper(head, phrase)
    name = " ".join(t.text for t in proper)
    before = [t for t in phrase if t.i < proper[0].i]
    countries = [e.code for m, e, _ in inside if e and e.kind in COUNTRY_KINDS | PEOPLE_KINDS | {"seat"}]
    served = next((e for m, e, _ in inside if e and e.kind in ("organisation", "group")), None)
    title = _title(phrase, names)
    if title:
        role, title_tokens = title
        name = " ".join(t.text for t in proper if t not in title_tokens and not _in_match(t, inside, names)) or name
        sector = role.sector or (served.sector if served else "GOV" if countries else "")
        country = served.code if served and (role.kind == "head" or not countries) else (countries or [""])[0]
        if served and role.kind == "head":
            sector = served.sector
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
    text = names.parse.words(names.parse.span(phrase))
    for pattern, sector in _BODY_WORDS:
        if re.search(pattern, text):
            country = (countries or [""])[0]
            international = sector if sector in INTERNATIONAL else ""
            codes = [international] if international else [code(country, sector)]
            why = f"typed by the words of its name: {sector}"
            return Who(
                name, codes, "body", None, why, None, [country], sector, needs_country=not (country or international)
            )
    if head.ent_type_ in ("PERSON", "ORG", "NORP", "GPE"):
        kind = "person" if head.ent_type_ == "PERSON" else "body"
        return Who(name, [], kind, None, "a name that no table has")
    return None


def _in_match(token: Token, inside: list[Any], names: Names) -> bool:
    return any(_covers(names, m, token) for m, _, _ in inside)


def _proper(head: Token, phrase: list[Token]) -> list[Token]:
    """The run of proper nouns that ends with the head."""
    run = [head]
    for token in reversed([t for t in phrase if t.i < head.i]):
        if token.pos_ != "PROPN" and token.lower_ not in {
            "-",
            "al",
            "el",
            "bin",
            "ibn",
            "de",
            "van",
            "von",
            "da",
            "of",
        }:
            break
        if token.i != run[-1].i - 1:
            break
        run.append(token)
    return run[::-1]


def _title(phrase: list[Token], names: Names) -> tuple[Role, list[Token]] | None:
    """The longest role phrase that stands before the last word of a name ("Deputy Interior Minister Ana Example")."""
    best: tuple[Role, list[Token]] | None = None
    for end in range(len(phrase) - 1):
        found = find_role(phrase[: end + 1], phrase[end])
        if found and (best is None or len(found[1]) >= len(best[1])):
            best = found
    return best

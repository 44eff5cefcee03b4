"""Everybody in one document: each noun phrase read, names brought together, pronouns and "the group" led back."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import Any

from dragoman.actors.coreference import SPEECH, Memory, is_pronoun, resolve_pronoun
from dragoman.actors.descriptions import described
from dragoman.actors.entries import COUNTRY_KINDS, PEOPLE_KINDS, choose, rank, words
from dragoman.actors.gazetteer import cities, gazetteer
from dragoman.actors.groups import members
from dragoman.actors.phrases import Names, Who, code, read_phrase
from dragoman.actors.roles import find_role
from dragoman.actors.sources import country_name
from dragoman.actors.table import ActorTable
from dragoman.actors.unknown import proper_name, title_before
from dragoman.actors.whereabouts import Whereabouts
from dragoman.ontology import INTERNATIONAL
from dragoman.parsing import Parse
from dragoman.parsing.grammar import children, noun_phrase, possessors, prepositions

Token = Any

_OF_ALL_STATES = {"government", "leader", "minister", "country", "army", "parliament", "diplomat"}
_LOCATIVE = {"in", "at", "near", "around", "outside", "inside", "across", "throughout", "within", "through", "off"}
_SPEAKING = {"nsubj", "nsubjpass", "pobj", "conj", "poss", "agent"}
_OFFICIAL = {"official", "authority"}
_STANCE = re.compile(r"\b(?:anti|pro|non|counter|post|pre)[-‐‑–]$", re.IGNORECASE)
# "Foreign fighters", "regional leaders" are not of the state that the story is about.
_FROM_AFAR = set("foreign international regional global overseas multinational neighbouring neighboring".split())
_FROM_REGIONS = set("western european african asian arab latin allied world".split())
_NOT_HEADS = {"compound", "nmod", "nummod", "det", "punct", "npadvmod", "quantmod", "case"}


def resolve_actors(parse: Parse) -> ActorTable:
    """Return the actors of a document, and who stands at each of its noun phrases."""
    return _Resolver(parse).run()


def find_names(parse: Parse) -> Names:
    """Return the gazetteer's names in a document by token."""
    by_token = {}
    for sentence in parse.sentences:
        text = parse.words(sentence.span)
        for match in gazetteer().find(text, sentence.span[0]):
            if _STANCE.search(parse.text, max(0, match.span[0] - 8), match.span[0]):
                continue  # an "anti-Examplia" journalist is not of Examplia
            for token in sentence.tokens:
                start, end = parse.span(token)
                if match.span[0] < end and start < match.span[1]:
                    by_token[token.i] = match
    return Names(parse, parse.document.published, by_token)


class _Resolver:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.names = find_names(parse)
        self.table = ActorTable()
        self.memory = Memory(parse, self.table, self._state, self._main_state)
        self.by_name: dict[tuple[str, ...], str] = {}
        self.whereabouts = Whereabouts(parse, self.names)

    def run(self) -> ActorTable:
        spoken: list[Token] = []  # pronouns in quotations wait: who speaks may be named after the words
        for sentence in self.parse.sentences:
            self.whereabouts.enter(sentence)
            for token in sentence.tokens:
                if is_pronoun(token) and self.parse.quotation_at(self.parse.span(token)[0]):
                    spoken.append(token)
                else:
                    self._token(token)
        for token in spoken:
            resolve_pronoun(token, self.memory)
        return self.table

    def _token(self, token: Token) -> None:
        if is_pronoun(token):
            resolve_pronoun(token, self.memory)
            return
        named = token.i in self.names.by_token and token.pos_ == "PRON"  # "the WHO"
        if token.dep_ in _NOT_HEADS or (token.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "X"} and not named):
            self._modifier(token)
            return
        if token.pos_ in {"ADJ", "NUM", "X"} and token.i not in self.names.by_token:
            return
        if self._is_mere_place(token) or self._is_inside_name(token):
            return
        if token.pos_ == "ADJ" and token.dep_ in {"amod", "acomp", "advmod"}:
            self._modifier(token)
            return
        if self.table.at(token) and (token.dep_ == "appos" or token.nbor(-1).text == "("):
            return
        who = read_phrase(token, self.names)
        phrase = noun_phrase(token, with_prepositions=False)
        if phrase[0].lower_ == "no" and token.i not in self.names.by_token:
            return  # "no militant group" names nobody
        who = who or self._of_body(token, phrase)
        if who is None and token.text[:1].isupper() and self._is_name(token):
            name = " ".join(t.text for t in proper_name(token, phrase))
            who = Who(name, [], "person", None, "a name that no table has")  # that the parser does not take for one
        if who is None or who.kind in ("role", "body"):
            earlier = described(token, phrase, who, self.memory)
            if earlier:
                self.table.mention(token, earlier[0], self.parse.span(phrase))
                self.memory.note(token, *earlier)
                return
        who = who or self._somebody(token, phrase)
        if who is None:
            self._counterpart(token, phrase)
            return
        who = self._with_apposition(token, who)
        self._register(token, phrase, who)

    def _counterpart(self, token: Token, phrase: list[Token]) -> None:
        """ "His counterpart" is the other of the two persons or states that are spoken of."""
        owners = [key for p in possessors(token) for key in self.table.at(p)]
        if token.lemma_.lower() != "counterpart" or not owners:
            return
        own = self.table.countries(owners)
        for noted in self.memory.candidates(token):
            theirs = self.table.countries(noted.keys)
            if noted.kind in {"person", "state", "role"} and theirs and not theirs & own:
                self.table.mention(token, noted.keys, self.parse.span(phrase))
                self.memory.note(token, noted.keys, noted.kind)
                return
        self.table.decline(token, "no other than the possessor is spoken of nearby")

    def _is_name(self, token: Token) -> bool:
        """Whether a word is a surname met before, or a proper noun of whom an apposition says the role."""
        if tuple(words(token.text)) in self.by_name:
            return True
        speaks = token.dep_ == "nsubj" and (token.ent_type_ in {"PERSON", "ORG"} or token.head.lemma_ in SPEECH)
        if speaks and gazetteer().surname(token.text):
            return True  # a surname at the head of a sentence that the parser takes for a common noun
        told = [read_phrase(other, self.names) for other in children(token, "appos")]
        return token.pos_ == "PROPN" and any(one is not None and one.kind == "role" for one in told)

    def _somebody(self, token: Token, phrase: list[Token]) -> Who | None:
        """ "Officials", "a spokesman" with no body named: somebody in office of the story's state, or just somebody."""
        role = find_role(phrase, token)
        if role is None or role[0].kind != "head" or token.dep_ not in _SPEAKING:
            return None
        name = " ".join(t.text for t in phrase if t.dep_ != "det")
        if token.lemma_.lower() in _OFFICIAL:
            return Who(name, ["--- GOV"], "role", role[0].phrase, f"role noun: {role[0].phrase}", None, [], "GOV", True)
        return Who(name, [], "role", role[0].phrase, f"role noun: {role[0].phrase}; of whom is not told")

    def _is_inside_name(self, token: Token) -> bool:
        """Whether a word is part of a name whose main word, which stands for all of it, comes before."""
        match = self.names.by_token.get(token.i)
        return match is not None and any(self.names.by_token.get(t.i) is match for t in token.ancestors)

    def _is_location(self, token: Token, who: Who) -> bool:
        """Whether a state's name only says where: "in Ohio"; a region or town counts as itself at most as a subject."""
        located = token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE
        region = who.entry is not None and who.entry.kind == "region" and token.dep_ not in {"nsubj", "agent", "poss"}
        return located or region

    def _is_mere_place(self, token: Token) -> bool:
        """A town or region that no table of actors has is where something happens, and nobody."""
        if token.i in self.names.by_token or token.pos_ != "PROPN" or token.ent_type_ == "PERSON":
            return False
        if tuple(words(token.text)) in self.by_name:
            return False
        name = self.parse.words(self.parse.span(noun_phrase(token, with_prepositions=False)))
        return token.ent_type_ in {"GPE", "LOC", "FAC"} or bool(cities().lookup(name))

    def _of_body(self, token: Token, phrase: list[Token]) -> Who | None:
        """ "The ministry's spokesman", "a spokesman for the union": the codes of the body that a role serves."""
        role = find_role(phrase, token)
        if role is None or role[0].kind != "head":
            return None
        bodies = [*possessors(token), *(noun for name, noun in prepositions(token) if name in {"of", "for", "from"})]
        for body in [*bodies, *(owner for noun in bodies for owner in possessors(noun))]:
            served = read_phrase(body, self.names)
            keys = self.table.at(body)
            if served and not served.codes and not keys:
                known = self._known_name(served) or self._public_figure(served)
                keys = (known,) if known else ()
            codes = self.table.codes(keys) or (served.codes if served else [])
            if codes:
                name = " ".join(t.text for t in phrase if t.dep_ != "det")
                sector = codes[0].partition(" ")[2]
                needs = bool(served and served.needs_country and not self.table.codes(keys))
                why = f"role noun: {role[0].phrase}; serves {body.text}"
                return Who(name, codes, "role", role[0].phrase, why, None, [], sector, needs_country=needs)
        return None

    def _modifier(self, token: Token) -> None:
        """A nationality or state before a noun ("Turkish raids", "US forces") names who acts there."""
        entry, _ = self.names.at(token)
        if entry is None or token.pos_ not in {"ADJ", "PROPN", "NOUN"}:
            return
        match = self.names.by_token[token.i]
        if match is self.names.by_token.get(token.head.i):
            return  # part of the name that its head bears
        if entry.kind in COUNTRY_KINDS | PEOPLE_KINDS | {"seat"}:
            self._mention_state(token, entry.code, entry.sector or "GOV")
        elif entry.kind in ("organisation", "group") and entry.code:
            who = Who(entry.name, [code(entry.code, entry.sector)], "body", None, f"table: {entry.name}", entry)
            self.table.mention(token, [self._key(who)], match.span)

    def _mention_state(self, token: Token, iso3: str, sector: str) -> None:
        key = self._state(iso3, sector)
        entry, _ = self.names.at(token)
        placing = entry is not None and entry.kind in {"region", "capital"}
        inside_role = find_role(noun_phrase(token.head, with_prepositions=False), token.head) is not None
        self.table.mention(token, [key], self.parse.span(token), by_the_way=placing or inside_role)
        self.memory.note(token, [key], "modifier")

    def _state(self, iso3: str, sector: str = "GOV") -> str:
        name = country_name(iso3)
        return self._key(Who(name, [code(iso3, sector)], "state", None, f"state: {name}", None, [iso3], sector))

    def _with_apposition(self, token: Token, who: Who) -> Who:
        """ "Aino Example, the Finnish foreign minister": the role of one and the name of the other."""
        for other in children(token, "appos"):
            second = read_phrase(other, self.names)
            if second is None or (second.kind == "state" and who.kind != "state"):
                continue  # "Jo Example, R-Texas"
            if who.kind == "person" and any(p.tag_ == "PRP$" for p in possessors(other)):
                continue  # "the mayor and, above all, his police chief"
            if second.kind == "person" and second.entry and who.kind in ("role", "person"):
                second.why = f"apposition: {second.why}"
                return second  # "the prime minister, X": the table knows of whom
            if other.i in self.names.by_token and who.codes:
                continue
            if not who.codes and second.codes and who.kind in ("person", "body"):
                who.kind = "person" if second.kind == "role" else who.kind
                who.codes, who.role, who.sector = second.codes, second.role, second.sector
                who.countries, who.needs_country = second.countries, second.needs_country
                who.why = f"apposition: {second.why}"
            elif who.kind == "role" and second.kind in ("person", "body") and not second.codes:
                who.name, who.kind = second.name, "person"
        return who

    def _register(self, token: Token, phrase: list[Token], who: Who) -> None:
        figure = self._titled_figure(token, phrase, who)
        if figure or not who.codes:
            known = figure or self._known_name(who) or self._public_figure(who)
            if known:
                self.table.mention(token, [known], self.parse.span(phrase))
                self.memory.note(token, [known], "person")
                return
        if who.needs_country:
            self._borrow_country(token, who)
        keys = [self._key(who)]
        span = self.parse.span(phrase)
        self.table.mention(token, keys, span, by_the_way=who.kind == "state" and self._is_location(token, who))
        self.memory.note(token, keys, who.kind)
        self._acronym_after(phrase[-1], keys)
        for other in children(token, "appos"):
            entry, _ = self.names.at(other)
            told = other.pos_ == "PROPN" or read_phrase(other, self.names) is not None
            if told and (entry is None or entry.kind not in COUNTRY_KINDS):
                self.table.mention(other, keys, self.parse.span(noun_phrase(other, with_prepositions=False)))

    def _acronym_after(self, last: Token, keys: list[str]) -> None:
        """ "The Harbour Workers Union (HWU)": later the acronym alone names it."""
        following = list(self.parse.tokens[last.i + 1 : last.i + 4])
        if len(following) == 3 and following[0].text == "(" and following[2].text == ")":
            short = following[1]
            if short.text.isupper() and 2 <= len(short.text) <= 8:
                self.by_name.setdefault(tuple(words(short.text)), keys[0])
                self.table.mention(short, keys, self.parse.span(short))

    def _known_name(self, who: Who) -> str | None:
        name = tuple(words(who.name))
        is_surname = who.kind == "person" or len(name) == 1
        return self.by_name.get(name) or (self.by_name.get(name[-1:]) if is_surname else None)

    def _public_figure(self, who: Who) -> str | None:
        """The one person of the tables who is known by a bare surname on the story's day; nobody where two are."""
        name = [w for w in words(who.name) if w not in {"mr", "mrs", "ms", "dr", "president", "senator"}]
        known = gazetteer().surname(name[0]) if len(name) == 1 else frozenset()
        if known and self._bears_other_name(name[0]):
            return None
        holding = []
        for full in known:
            entry, why = choose(gazetteer().lookup(full), self.names.day)
            if entry and entry.kind == "person" and (len(known) == 1 or entry.valid(self.names.day)):
                holding.append((rank(entry), entry, why))
        holding.sort(key=lambda found: found[0])
        if not holding or (len(holding) > 1 and holding[0][0] == holding[1][0]):
            return None
        _, entry, why = holding[0]
        if entry is None or entry.kind != "person" or not entry.code:
            return None
        codes = [code(entry.code, (entry.sector.split() or [""])[0])]
        figure = Who(entry.name, codes, "person", entry.role or None, f"known by the surname; {why}", entry)
        return self._key(figure)

    def _titled_figure(self, token: Token, phrase: list[Token], who: Who) -> str | None:
        """ "Vice President Jo R. Example Jr.": who held that office under that surname, if the first letters agree."""
        title = title_before(phrase) if who.kind == "person" and who.entry is None else None
        name = [w for w in words(who.name) if w not in {"jr", "sr", "ii", "iii"}]
        if title is None or not name:
            return None
        for full in sorted(gazetteer().surname(name[-1])):
            entry, why = choose(gazetteer().lookup(full), self.names.day)
            fits = entry is not None and words(entry.role) == words(title[0].phrase) and entry.valid(self.names.day)
            if entry and fits and (len(name) == 1 or words(full)[0][0] == name[0][0]):
                codes = [code(entry.code, (entry.sector.split() or [""])[0])]
                return self._key(Who(entry.name, codes, "person", entry.role, f"title and surname; {why}", entry))
        return None

    @functools.cached_property
    def _by_word(self) -> dict[str, list[Token]]:
        """The tokens of the document that are one word each, by that word as the index holds it."""
        found: dict[str, list[Token]] = defaultdict(list)
        for token in self.parse.tokens:
            if len(said := words(token.text)) == 1:
                found[said[0]].append(token)
        return found

    def _bears_other_name(self, surname: str) -> bool:
        """Whether the document names another of that surname in full, so that the famous one is not meant."""
        for token in self._by_word[surname]:
            if token.i in self.names.by_token:
                continue
            near = [t for t in self.parse.tokens[max(0, token.i - 1) : token.i + 2] if t.i != token.i]
            if any(t.pos_ == "PROPN" and t.i not in self.names.by_token and not self._is_title(t) for t in near):
                return True
        return False

    @staticmethod
    def _is_title(token: Token) -> bool:
        return find_role([token], token) is not None or token.lower_.rstrip(".") in {"mr", "mrs", "ms", "dr"}

    def _borrow_country(self, token: Token, who: Who) -> None:
        if any(p.tag_ == "WP$" for p in possessors(token)) or self._is_told_by_clause(token):
            return  # "forces whose soldiers …" are of whoever the clause says
        owned = [c for p in possessors(token) for c in sorted(self.table.countries(self.table.at(p)))]
        owned = [c for c in owned if c not in INTERNATIONAL]
        sentence = self.parse.sentence_of(token)
        adjectives = {t.lower_ for t in noun_phrase(token, with_prepositions=False)}
        if adjectives & _FROM_AFAR or (adjectives & _FROM_REGIONS and who.sector in {"GOV", "MIL"}):
            return
        several = token.lemma_ in _OF_ALL_STATES and token.tag_ in {"NNS", "NNPS"}
        if several and not owned and not self.whereabouts.of_place(sentence):
            return  # "governments around the world" are nobody's in particular
        country = owned[0] if len(owned) == 1 else self.whereabouts.around(sentence)
        if country:
            who.codes = [code(country, who.sector)]
            who.countries = [country]
            who.why += f"; country by context: {country_name(country)}"

    def _is_told_by_clause(self, token: Token) -> bool:
        """Whether a relative clause in a quotation tells who is meant without naming them."""
        spoken = self.parse.quotation_at(self.parse.span(token)[0]) is not None
        return spoken and any(c.dep_ == "relcl" and c.i > token.i for c in token.children)

    def _key(self, who: Who) -> str:
        name = tuple(words(who.name))
        identity = (*name, "|", *who.codes) if who.role and who.kind != "person" else name
        key = self.by_name.get(identity)
        if key is None:
            wikidata = (who.entry.wikidata or None) if who.entry else None
            actor = self.table.add(who.name, who.codes, role=who.role, why=who.why, wikidata=wikidata)
            key = self.by_name[identity] = actor.key
            if who.entry and who.entry.kind == "group":
                actor.members = (
                    [self._member(iso3) for iso3 in members(who.entry.role, self.names.day)] if not actor.codes else []
                )
                if not actor.codes:
                    actor.codes = self.table.codes(actor.members)
            if who.kind == "person" and name:
                self.by_name.setdefault(name[-1:], key)
        elif who.codes and not self.table[key].codes:
            self.table[key].codes = who.codes
            self.table[key].role = self.table[key].role or who.role
            self.table[key].why = who.why
        return key

    def _member(self, iso3: str) -> str:
        name = country_name(iso3)
        return self._key(Who(name, [code(iso3, "GOV")], "state", None, "member of a group", None, [iso3], "GOV"))

    def _main_state(self) -> str | None:
        main = self.whereabouts.main()
        return self._state(main) if main else None

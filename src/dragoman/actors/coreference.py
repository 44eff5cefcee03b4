"""Who pronouns go back to; in doubt nobody, with the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dragoman.actors.table import ActorTable
from dragoman.parsing import Parse, Quotation
from dragoman.parsing.grammar import children, conjuncts, first_conjunct, indirect_objects
from dragoman.reading.given_names import gender_of

Token = Any

_SINGULAR_PERSON = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_THING = {"it", "its", "itself"}
_SPEAKER = {"i", "me", "my", "mine", "we", "us", "our", "ours", "myself", "ourselves"}
_ADDRESSEE = {"you", "your", "yours", "yourself", "yourselves"}
_PRONOUNS = _SINGULAR_PERSON | _PLURAL | _THING | _SPEAKER | _ADDRESSEE
_REFLEXIVE = {"himself", "herself", "themselves", "itself", "myself", "ourselves"}
_GENDER = dict.fromkeys(("he", "him", "his", "himself"), "m") | dict.fromkeys(("she", "her", "hers", "herself"), "f")
_FEMALE = set("mrs mrs. ms ms. miss madam woman girl mother daughter sister wife queen princess spokeswoman".split())
_FEMALE |= set("businesswoman congresswoman chairwoman actress lady baroness nun policewoman".split())
_MALE = set("mr mr. sir man boy father son brother husband king prince spokesman businessman congressman".split())
_FEMALE |= {"she", "her", "hers", "herself"}
_MALE |= {"he", "him", "his", "himself"}
_MALE |= set("priest imam bishop lord baron monk policeman pope".split())
# What is said of a fact, not of somebody: "it is clear that …".
_OF_FACTS = set(
    "clear unclear likely unlikely possible impossible true important necessary essential vital crucial time hard easy "
    "difficult good bad better best wrong right obvious evident certain uncertain unusual common rare natural fair "
    "known unknown shame pity fact matter up too late early understandable".split()
)
# Whose object "it" is a matter or a thing, not a body: "denied it".
_OF_MATTERS = set(
    "deny say do make see know think believe mean confirm describe read watch find like want take".split()
)
_WINDOW = 3  # sentences back that a pronoun may reach
_SUBJECTS = {"nsubj", "nsubjpass"}
SPEECH = set(
    "say tell add announce declare warn write state note insist claim explain argue ask reply urge acknowledge "
    "stress".split()
)


@dataclass
class Noted:
    """A mention that later words may go back to. Kinds: person, body, state, group, role, modifier (an adjective)."""

    head: Token
    keys: list[str]
    kind: str
    sentence: int


@dataclass
class Memory:
    """The actors named so far, in text order."""

    parse: Parse
    table: ActorTable
    state_key: Callable[[str], str]  # the key of a state by its ISO3 code
    main_state: Callable[[], str | None]  # the key of the state that the whole document is about
    noted: list[Noted] = field(default_factory=list)
    _by_sentence: dict[int, list[Noted]] = field(default_factory=lambda: defaultdict(list), repr=False)

    def note(self, head: Token, keys: list[str], kind: str) -> None:
        """Remember a mention."""
        noted = Noted(head, keys, kind, self.parse.sentence_of(head).index)
        self.noted.append(noted)
        self._by_sentence[noted.sentence].append(noted)

    def within(self, sentence: int, reach: int) -> list[Noted]:
        """Return the mentions of a sentence and so many before it, in text order: long texts must not cost more."""
        return [n for at in range(sentence - reach, sentence + 1) for n in self._by_sentence.get(at, ())]

    def candidates(self, token: Token) -> list[Noted]:
        """Return the mentions that a pronoun can reach, the likeliest first: near ones, then subjects."""
        here = self.parse.sentence_of(token).index
        near = [n for n in self.within(here, _WINDOW) if n.head.i < token.i and n.kind != "modifier"]
        return sorted(near, key=lambda n: (here - n.sentence, n.head.dep_ not in _SUBJECTS, -n.head.i))

    def spoken_of(self, token: Token) -> set[int]:
        """Return the places of the words that stand in quotations in a token's sentence: "he said" is none of them."""
        own = self.parse.sentence_of(token).tokens
        return {t.i for t in own if self.parse.quotation_at(self.parse.span(t)[0]) is not None}


def is_pronoun(token: Token) -> bool:
    """Whether a token is a personal or possessive pronoun that may stand for an actor."""
    return token.pos_ == "PRON" and token.lower_ in _PRONOUNS and not (token.text.isupper() and len(token) > 1)


def resolve_pronoun(token: Token, memory: Memory) -> None:
    """Note whom a pronoun stands for in the memory's table, or why nobody was found."""
    found, reason = _antecedent(token, memory)
    if found is None:
        memory.table.decline(token, reason or f"no clear antecedent of '{token.text}'")
        return
    memory.table.mention(token, found.keys, memory.parse.span(token))
    memory.note(token, found.keys, found.kind)


def _antecedent(token: Token, memory: Memory) -> tuple[Noted | None, str]:
    word = token.lower_
    quotation = memory.parse.quotation_at(memory.parse.span(token)[0])
    if word in _SPEAKER | _ADDRESSEE:
        if quotation is None:
            return None, f"'{token.text}' stands in no quotation"
        spoken = _of_speech(quotation, memory, addressee=word in _ADDRESSEE)
        if spoken and word in _ADDRESSEE and all(c.endswith(" JRN") for c in memory.table.codes(spoken.keys)):
            return None, f"'{token.text}' is said to the press, which is nobody in particular"
        return spoken, "the quotation names no speaker nearby"
    barred = _clause_mates(token, memory)
    if quotation is not None:  # who speaks of "him" does not mean himself
        speaker = _of_speech(quotation, memory, addressee=False)
        barred |= set(speaker.keys) if speaker else set()
    if word in _SINGULAR_PERSON:
        gender = _GENDER[word]
        spoken_of = memory.spoken_of(token) if quotation is None else set()

        def fits(noted: Noted) -> bool:
            return _is_person(noted) and noted.head.i not in spoken_of and _gender(noted, memory.table) in ("", gender)

    elif word in _THING:
        matter = token.dep_ == "dobj" and token.head.lemma_ in _OF_MATTERS
        loose = word == "it" and (quotation is not None or token.dep_ == "nsubjpass")
        if matter or loose or _is_dummy(token):
            return None, f"'{token.text}' names a matter"
        fits = _is_thing
    else:
        return _several(memory, token, barred), ""
    return next((n for n in memory.candidates(token) if fits(n) and not set(n.keys) & barred), None), ""


def _is_person(noted: Noted) -> bool:
    return len(noted.keys) == 1 and (
        noted.kind == "person" or (noted.kind == "role" and noted.head.tag_ in {"NN", "NNP"})
    )


def _gender(noted: Noted, table: ActorTable) -> str:
    """The gender of a single person, where a title, a word for them or their given name tells it; else empty."""
    for word in (noted.head.lower_, *(c.lower_ for c in noted.head.children)):
        if word in _FEMALE:
            return "f"
        if word in _MALE:
            return "m"
    return gender_of(table[noted.keys[0]].name)


def _is_thing(noted: Noted) -> bool:
    return noted.kind in {"state", "body", "group"} and len(noted.keys) == 1 and noted.head.tag_ != "NNS"


def _clause_mates(token: Token, memory: Memory) -> set[str]:
    """Whom an object pronoun cannot mean: the subject of its own verb."""
    if token.lower_ in _REFLEXIVE or token.dep_ not in {"dobj", "dative", "pobj"}:
        return set()
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return {key for subject in children(verb, *_SUBJECTS) for t in conjuncts(subject) for key in memory.table.at(t)}


def _several(memory: Memory, token: Token, barred: set[str]) -> Noted | None:
    """Whom "they" means: coordinated parties together, a plural, a group or a body, whichever is the likeliest."""
    here = memory.parse.sentence_of(token)
    for noted in memory.candidates(token):
        apart = memory.parse.sentences[noted.sentence]
        if here.index - apart.index > (1 if here.paragraph != apart.paragraph else 2):
            return None  # plurals lose their hold sooner than names
        together = [key for head in conjuncts(first_conjunct(noted.head)) for key in memory.table.at(head)]
        if set(together) & barred:
            continue
        if len(set(together)) > 1 and noted.head.dep_ in _SUBJECTS:
            return Noted(noted.head, list(dict.fromkeys(together)), noted.kind, noted.sentence)
        if _is_plural(noted):
            return noted
    return None


def _is_plural(noted: Noted) -> bool:
    if noted.kind in {"body", "group"} or noted.head.tag_ in {"NNS", "NNPS"} or len(noted.keys) > 1:
        return True
    return noted.kind == "role" and noted.head.lower_.endswith(("s", "police", "people", "men", "military"))


def _is_dummy(token: Token) -> bool:
    """ "It is clear that …", "it rained": an "it" that names nothing."""
    verb = token.head
    if token.dep_ not in _SUBJECTS or verb.lemma_ not in {"be", "seem", "appear", "become", "rain", "snow"}:
        return False
    said_of = [c for c in verb.children if c.dep_ in {"acomp", "attr", "oprd"}]
    return verb.lemma_ in {"rain", "snow", "seem", "appear"} or any(c.lemma_ in _OF_FACTS for c in said_of)


def _of_speech(quotation: Quotation, memory: Memory, *, addressee: bool) -> Noted | None:
    """Who speaks, or is spoken to, in a quotation: by the verb of saying in the sentences at its edges or before it."""
    parse = memory.parse
    edges = [t for t in (_token_at(parse, quotation.span[0]), _token_at(parse, quotation.span[1] - 1)) if t is not None]
    numbers = sorted({parse.sentence_of(t).index for t in edges})
    for number in [*numbers, *([numbers[0] - 1] if numbers and numbers[0] else [])]:
        for verb in parse.sentences[number].tokens:
            outside = parse.quotation_at(parse.span(verb)[0]) is None
            if verb.lemma_.lower() not in SPEECH or not outside:
                continue
            for one in indirect_objects(verb) + children(verb, "dobj") if addressee else children(verb, *_SUBJECTS):
                keys = list(memory.table.at(one))
                if keys:
                    kinds = {n.kind for n in memory.within(number, 0) if n.head.i == one.i}
                    return Noted(one, keys, next(iter(kinds), "person"), number)
    return None


def _token_at(parse: Parse, offset: int) -> Token | None:
    found = parse.tokens_in((offset, min(offset + 60, len(parse.text))))
    return found[0] if found else None

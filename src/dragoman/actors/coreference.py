"""Who pronouns and definite descriptions go back to; in doubt nobody, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.actors.phrases import Who
from dragoman.actors.table import ActorTable
from dragoman.parsing import Parse
from dragoman.parsing.grammar import conjuncts, first_conjunct

Token = Any

_SINGULAR_PERSON = {"he", "him", "his", "himself", "she", "her", "hers", "herself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_THING = {"it", "its", "itself"}
_SPEAKER = {"i", "me", "my", "mine", "we", "us", "our", "ours", "myself", "ourselves"}
_PRONOUNS = _SINGULAR_PERSON | _PLURAL | _THING | _SPEAKER
_GROUP_NOUNS = {
    "group",
    "organisation",
    "organization",
    "movement",
    "militia",
    "agency",
    "body",
    "bloc",
    "alliance",
    "party",
}
# What is said of a fact, not of somebody: "it is clear that …".
_OF_FACTS = set(
    "clear unclear likely unlikely possible impossible true important necessary essential vital crucial time hard easy "
    "difficult good bad better best wrong right obvious evident certain uncertain unusual common rare natural fair "
    "known unknown shame pity fact matter up too late early understandable".split()
)
_WINDOW = 3  # sentences back that a pronoun may reach
_SUBJECTS = {"nsubj", "nsubjpass"}
_SPEECH = {
    "say",
    "tell",
    "add",
    "announce",
    "declare",
    "warn",
    "write",
    "state",
    "note",
    "insist",
    "claim",
    "explain",
    "argue",
}


@dataclass
class _Noted:
    head: Token
    keys: list[str]
    kind: str
    sentence: int


@dataclass
class Memory:
    """The actors named so far, in text order."""

    parse: Parse
    table: ActorTable
    noted: list[_Noted] = field(default_factory=list)

    def note(self, head: Token, keys: list[str], kind: str) -> None:
        """Remember a mention."""
        self.noted.append(_Noted(head, keys, kind, self.parse.sentence_of(head).index))

    def candidates(self, token: Token) -> list[_Noted]:
        """Return the mentions that a pronoun can reach, the likeliest first: near ones, then subjects."""
        here = self.parse.sentence_of(token).index
        near = [n for n in self.noted if here - n.sentence <= _WINDOW and n.head.i < token.i]
        return sorted(near, key=lambda n: (here - n.sentence, n.head.dep_ not in _SUBJECTS, -n.head.i))

    def same_role(self, head: Token, who: Who) -> list[str] | None:
        """Return the last actor named by the same noun with a country that does not contradict."""
        for noted in reversed(self.noted):
            if noted.kind in {"role", "body"} and noted.head.lemma_ == head.lemma_:
                if not who.countries or self.table.countries(noted.keys) & set(who.countries):
                    return noted.keys
                return None
        return None

    def definite(self, head: Token, phrase: list[Token]) -> None:
        """Lead "the group", "the movement" back to the last body; decline where there is none."""
        if head.lemma_.lower() not in _GROUP_NOUNS or phrase[0].lower_ not in {"the", "this"} or len(phrase) > 2:
            return
        for noted in reversed(self.noted):
            if noted.kind in {"body", "group"}:
                self.table.mention(head, noted.keys, self.parse.span(phrase))
                self.note(head, noted.keys, noted.kind)
                return
        self.table.decline(head, "no body named before that it could go back to")


def is_pronoun(token: Token) -> bool:
    """Whether a token is a personal or possessive pronoun that may stand for an actor."""
    return token.pos_ == "PRON" and token.lower_ in _PRONOUNS


def resolve_pronoun(token: Token, memory: Memory) -> None:
    """Note whom a pronoun stands for in the memory's table, or why nobody was found."""
    word = token.lower_
    if word in _SPEAKER:
        keys = _speaker(token, memory)
    elif word in _SINGULAR_PERSON:
        keys = _first(memory, token, lambda n: len(n.keys) == 1 and (n.kind == "person" or _is_person_role(n)))
    elif word in _THING:
        keys = None if _is_dummy(token) else _first(memory, token, lambda n: n.kind in {"state", "body", "group"})
    else:
        keys = _several(memory, token)
    if keys:
        memory.table.mention(token, keys, memory.parse.span(token))
        memory.note(token, keys, "person" if word in _SINGULAR_PERSON else "body")
    else:
        memory.table.decline(token, f"no clear antecedent of '{token.text}'")


def _first(memory: Memory, token: Token, fits: Any) -> list[str] | None:
    return next((n.keys for n in memory.candidates(token) if fits(n)), None)


def _several(memory: Memory, token: Token) -> list[str] | None:
    """Whom "they" means: coordinated parties together, a plural, a group or a body, whichever is the likeliest."""
    for noted in memory.candidates(token):
        together = [key for head in conjuncts(first_conjunct(noted.head)) for key in memory.table.at(head)]
        if len(set(together)) > 1 and noted.head.dep_ in _SUBJECTS:
            return list(dict.fromkeys(together))
        if _is_plural(noted):
            return noted.keys
    return None


def _is_person_role(noted: _Noted) -> bool:
    return noted.kind == "role" and noted.head.tag_ in {"NN", "NNP"}


def _is_plural(noted: _Noted) -> bool:
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


def _speaker(token: Token, memory: Memory) -> list[str] | None:
    """The subject of the verb of saying that stands with the quotation around a first-person pronoun."""
    quotation = memory.parse.quotation_at(memory.parse.span(token)[0])
    if quotation is None:
        return None
    sentence = memory.parse.sentence_of(token)
    for verb in sentence.tokens:
        if verb.lemma_.lower() in _SPEECH and memory.parse.quotation_at(memory.parse.span(verb)[0]) is None:
            for subject in verb.children:
                if subject.dep_ in _SUBJECTS and memory.table.at(subject):
                    return list(memory.table.at(subject))
    return None

"""Who acts and who is acted upon: the heads of a frame turned into actors of the document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.actors import ActorTable
from dragoman.actors.roles import is_partitive
from dragoman.events.frames import Frame
from dragoman.parsing import Parse
from dragoman.parsing.grammar import agents, children, conjuncts, noun_phrase, possessors, prepositions, subjects
from dragoman.record import Span

Token = Any
# Where a recipient is looked for when the table's own slots hold nobody.
_FALLBACK = (
    "obj",
    "iobj",
    "prep:against",
    "prep:on",
    "prep:to",
    "prep:with",
    "prep:from",
    "objposs",
    "objcompound",
    "pobjposs",
    "pobjcompound",
    "xobjcompound",
)


@dataclass
class Party:
    """Keys of who it is, and where that stands in the text."""

    keys: list[str]
    spans: list[Span]
    slot: str


def party(parse: Parse, heads: list[Token], actors: ActorTable, slot: str, avoid: set[str]) -> Party:
    """Return the codable actors at some heads, without those to avoid."""
    keys: list[str] = []
    spans: list[Span] = []
    for head in heads:
        found = [k for k in actors.at(head) if k not in avoid and actors.codable([k])]
        if found:
            keys += found
            spans.append(parse.span(noun_phrase(head, with_prepositions=False)))
    return Party(list(dict.fromkeys(keys)), spans, slot)


def find_actor(parse: Parse, frame: Frame, actors: ActorTable) -> Party:
    """Return who acts; a thing that acts for somebody ("Kenya's decision", "the raid by X") leads to its owner."""
    direct = party(parse, frame.actors, actors, "subject", set())
    if direct.keys or frame.kind != "VERB":
        return direct
    verb = frame.predicate
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp":  # "X said it was bad and called on Y": X calls
        direct = party(parse, subjects(verb.head.head), actors, "subject of the verb of saying", set())
        if direct.keys:
            return direct
    issued = party(parse, _issuers(verb), actors, "who issued it", set())
    if issued.keys:
        return issued
    owners = _owners(frame.actors)
    found = party(parse, owners, actors, "possessor of the subject", set())
    return found if found.keys or not frame.passive else _of_passive(parse, frame, actors)


def _issuers(verb: Token) -> list[Token]:
    """Who speaks in a text that a participle tells of: "issued a statement condemning", "said in a letter urging"."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG":
        return []
    if noun.dep_ == "dobj":
        return subjects(noun.head)
    if noun.dep_ == "nsubjpass":
        return agents(noun.head)
    said = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "with"} and noun.head.head.pos_ == "VERB"
    return subjects(noun.head.head) if said else []


def _owners(heads: list[Token]) -> list[Token]:
    """Whose an act or thing is: its possessor, who it is by, the nationality before it ("Turkish raids")."""
    heads = [*heads, *(m for head in heads if (m := _measure_of(head)) is not None)]
    owners = [o for head in heads for o in possessors(head)]
    owners += [o for head in heads for name, o in prepositions(head) if name in {"of", "by", "from"}]
    before = [o for head in heads for o in children(head, "amod", "compound", "nmod")]
    return owners + before + [o for word in before for o in children(word, "compound")]  # "US drone attacks"


def _measure_of(head: Token) -> Token | None:
    """The partitive around a noun: "series" of "a series of raids by X"."""
    around = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    return around if around is not None and is_partitive(around) else None


def _of_passive(parse: Parse, frame: Frame, actors: ActorTable) -> Party:
    """Who acts in a passive that does not say so: "killed in raids by X", "forced to undergo checks by X"."""
    through = [o for name in ("in", "by", "during", "with") for o in frame.slot(f"prep:{name}")]
    found = party(parse, _owners(through), actors, "owner of the deed", set(actors_of(frame, actors)))
    if found.keys:
        return found
    inner = [a for verb in frame.complements["xcomp"] for t in verb.subtree for a in agent_objects(t)]
    return party(parse, inner, actors, "agent of the complement", set())


def actors_of(frame: Frame, actors: ActorTable) -> list[str]:
    """Return the keys of who stands in a frame's object."""
    return [key for head in frame.slot("obj") for key in actors.at(head)]


def agent_objects(token: Token) -> list[Token]:
    """Return the heads after "by" that hang on a token."""
    if token.lower_ != "by" or token.dep_ not in {"agent", "prep"}:
        return []
    return [one for noun in children(token, "pobj") for one in conjuncts(noun)]


def first_party(parse: Parse, frame: Frame, slots: tuple[str, ...], actors: ActorTable, avoid: set[str]) -> Party:
    """Return the codable party of the first slot that holds one."""
    found = (party(parse, frame.slot(slot), actors, slot, avoid) for slot in slots)
    return next((one for one in found if one.keys), Party([], [], "none"))


def find_recipient(
    parse: Parse,
    frame: Frame,
    slots: tuple[str, ...],
    actor: Party,
    actors: ActorTable,
    *,
    deep: bool = False,
    thing: bool = False,
    abroad: bool = False,
) -> Party:
    """Return whom it is done to: the first slot with a codable party, one of another country before one of the same.

    ``deep`` looks inside the complement last, ``abroad`` at whose soil the act falls on; ``thing`` says that the object
    is what is used ("sent troops"), no party.
    """
    order = [s for s in slots if s != "together"]
    candidates = [party(parse, _in_slot(frame, slot), actors, slot, set(actor.keys)) for slot in order]
    candidates = [c for c in candidates if c.keys]
    if not candidates:
        rest = [s for s in _FALLBACK if s not in order and not (s == "obj" and thing)]
        candidates = [c for s in rest if (c := party(parse, frame.slot(s), actors, s, set(actor.keys))).keys]
    if not candidates and deep:
        return _within(parse, frame, actor, actors)
    if not candidates:
        return _abroad(parse, frame, actor, actors) if abroad else Party([], [], "none")
    own = actors.countries(actor.keys)
    foreign = [c for c in candidates if actors.countries(c.keys) - own]
    return foreign[0] if foreign and own else candidates[0]


def _abroad(parse: Parse, frame: Frame, actor: Party, actors: ActorTable) -> Party:
    """The other state on whose soil the act falls ("strengthened its forces in X"), where it has no other sufferer."""
    own = actors.countries(actor.keys)
    for slot in ("prep:in", "prep:near", "prep:along", "prep:at"):
        found = party(parse, frame.slot(slot), actors, slot, set(actor.keys))
        if own and found.keys and not actors.countries(found.keys) & own:
            return found
    return Party([], [], "none")


def _within(parse: Parse, frame: Frame, actor: Party, actors: ActorTable) -> Party:
    """The first codable party in what a speech act is about, wherever it stands ("promised more aid to X")."""
    verb = frame.predicate
    root = verb.head if verb.dep_ == "dobj" and frame.kind == "NOUN" else verb  # "staged a strike against X"
    for token in sorted(root.subtree, key=lambda t: t.i):
        if token.i <= frame.predicate.i or token.pos_ == "PRON":
            continue
        if token.dep_ in {"relcl", "parataxis"}:
            break
        found = party(parse, conjuncts(token), actors, "inside the complement", set(actor.keys))
        if found.keys:
            return found
    return Party([], [], "none")


def _in_slot(frame: Frame, slot: str) -> list[Token]:
    if slot == "obj":
        # "condemned the raid by X": the object itself is nobody, so its owner stands in the slots that follow.
        return frame.slot("obj")
    return frame.slot(slot)

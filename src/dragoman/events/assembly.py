"""The events of a document: frames judged, parties found, date, place and numbers added, retellings linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dragoman.actors import ActorTable
from dragoman.events import confidence
from dragoman.events.borrowing import of_announcement, of_brokers, of_captors, of_earlier_act, of_report
from dragoman.events.circumstances import Setting
from dragoman.events.frames import Frame, propose
from dragoman.events.judge import Judgement, judge
from dragoman.events.opinions import Opinions, may_be_candidate
from dragoman.events.parties import Party, find_actor, find_recipient, first_party, party
from dragoman.ontology import event_type
from dragoman.parsing import Parse, Sentence
from dragoman.parsing.grammar import children
from dragoman.record import Auxiliary, Event, EventDate, Span, Statement, stable_id

Token = Any

NEEDS_RECIPIENT = {"COOPERATE", "AID", "SANCTION"}
# What these ask for, promise, threaten or allege is no second event.
SPEECH_ACTS = {"REQUEST", "AGREE", "THREATEN", "ACCUSE", "REJECT", "CONCEDE"}
_ON_PLACES = {"ASSAULT", "COERCE", "AID"}  # acts that fall on those who live in a place
_TOGETHER = {"CONSULT", "COOPERATE", "AGREE"}
_SURE = 0.3  # least probability of an event with one codable party
_LEAST = 0.15  # and with two
_OLD = 60  # days before the story from which a dated act counts as over before it began


@dataclass
class _Act:
    frame: Frame
    judgement: Judgement
    actor: Party
    recipient: Party
    sentence: Sentence


def find_events(parse: Parse, actors: ActorTable, statements: list[Statement]) -> list[Event]:
    """Return the events of a document in text order."""
    events: list[Event] = []
    proposed = [(s, list(propose(s.tokens, may_be_candidate))) for s in parse.sentences if s.kind != "heading"]
    opinions = Opinions(parse, actors, proposed)
    setting = Setting(parse, actors)
    for sentence, frames in proposed:
        for act in _acts(parse, sentence, frames, actors, opinions):
            _borrow(parse, act, actors, statements, events)
            events.append(_event(parse, act, actors, statements, setting))
    _link_retellings(events, actors)
    return events


def _borrow(parse: Parse, act: _Act, actors: ActorTable, statements: list[Statement], told: list[Event]) -> None:
    """Fill a party that the clause leaves out where the text tells it elsewhere."""
    frame, judgement = act.frame, act.judgement
    if judgement.type == "CONSULT":
        brokers = of_brokers(parse, frame, actors)
        act.actor.keys += [k for k in brokers.keys if k not in act.actor.keys]
        act.actor.spans += brokers.spans
    if not act.actor.keys and judgement.type == "RETREAT" and judgement.mode == "release":
        act.actor = of_captors(parse, frame, actors)
    if not act.actor.keys and judgement.type == "COERCE" and judgement.mode == "arrest":
        telling = _statement(_trigger(parse, frame), statements)
        act.actor = of_report(parse, frame, next((s for s in statements if s.id == telling), None), actors)
    if not act.actor.keys and judgement.type == "ASSAULT":
        deeds = [noun for name in ("in", "during") for noun in frame.slot(f"prep:{name}")]
        found = [of_earlier_act(noun, told, actors, set(act.recipient.keys)) for noun in deeds]
        act.actor = next((one for one in found if one.keys), act.actor)
    if not act.recipient.keys and judgement.type == "ACCUSE" and act.actor.keys:
        found = [of_earlier_act(noun, told, actors, set(act.actor.keys)) for noun in frame.slot("obj")]
        act.recipient = next((one for one in found if one.keys), act.recipient)


def _acts(parse: Parse, sentence: Sentence, frames: list[Frame], actors: ActorTable, opinions: Opinions) -> list[_Act]:
    found: list[_Act] = []
    for frame in frames:
        judgement = judge(frame, actors, opinions.of(frame))
        if judgement is None:
            continue
        act = _with_parties(parse, sentence, frame, judgement, actors)
        if act:
            found.append(act)
    told = [a for a in found if not _is_embedded(a, found) and not _is_told_by_verb(a, found)]
    return [a for a in told if not _is_outcome(a, told)]


def _with_parties(
    parse: Parse, sentence: Sentence, frame: Frame, judgement: Judgement, actors: ActorTable
) -> _Act | None:
    actor = find_actor(parse, frame, actors)
    if not actor.keys and frame.passive and judgement.type == "COERCE":
        actor = of_announcement(parse, frame, actors)
    slots = judgement.row.recipient
    if slots[:1] == ("subj",):  # "faces charges", "received aid from X"
        recipient, actor = actor, first_party(parse, frame, slots[1:], actors, set(actor.keys))
    elif "together" in slots:
        partners = [t for s in ("obj", "prep:with", "prep:between", "prep:to") for t in frame.slot(s)]
        other = party(parse, partners, actors, "together", set(actor.keys))
        actor = Party([*actor.keys, *other.keys], [*actor.spans, *other.spans], actor.slot)
        recipient = Party([], [], "together")
        if len(actor.keys) < 2 and judgement.type in _TOGETHER:
            recipient = find_recipient(parse, frame, tuple(s for s in slots if s != "together"), actor, actors)
    else:
        deep = judgement.type in {*SPEECH_ACTS, "PROTEST"} and bool(actor.keys)
        thing = any(need.startswith("obj:") for need in judgement.row.needs)
        abroad = event_type(judgement.type).quad == 4
        recipient = find_recipient(parse, frame, slots, actor, actors, deep=deep, thing=thing, abroad=abroad)
    if judgement.type == "AGREE" and len(actors.countries(actor.keys)) > 1:
        recipient = party(parse, frame.slot("prep:with"), actors, "prep:with", set(actor.keys))  # with each other
    on_place = judgement.type in _ON_PLACES or judgement.mode in {"violence", "territory"}
    if not on_place and any(map(actors.is_place, recipient.keys)):
        recipient = Party([], [], "a place")  # "sent troops to the town"
    if not actor.keys and (not recipient.keys or frame.predicate.dep_ == "amod"):
        return None  # "the besieged town" tells of no act by anybody
    if judgement.type in NEEDS_RECIPIENT and not recipient.keys and len(actor.keys) < 2:
        return None
    if not actors.countries([*actor.keys, *recipient.keys]):
        return (
            None  # nobody there that can be placed: sport, markets and private life are told in the words of war, too
        )
    both = bool(actor.keys and recipient.keys) or len(actor.keys) > 1
    if judgement.probability < (_LEAST if both else _SURE):
        return None
    return _Act(frame, judgement, actor, recipient, sentence)


def _is_embedded(act: _Act, acts: list[_Act]) -> bool:
    """Whether an act is only what another one asks for, promises, threatens or alleges."""
    predicate = act.frame.predicate
    for other in acts:
        if other is act:
            continue
        if other.judgement.type == "PROTEST" and act.judgement.type in {"REQUEST", "ACCUSE"}:
            if predicate in set(other.frame.predicate.subtree):
                return True  # what is demanded by demonstrating is the protest itself
            continue
        if other.judgement.type not in SPEECH_ACTS:
            continue
        if any(predicate in set(c.subtree) for c in _content_children(other.frame)):
            return not _is_told_by_the_way(predicate, other.frame.predicate)
    return False


def _is_told_by_the_way(verb: Token, speech: Token) -> bool:
    """Whether a verb tells a fact inside what a speech act is about: "urged X to spare troops who have armed Y"."""
    while verb != speech and verb.head != verb:
        if verb.dep_ == "relcl" and verb.tag_ != "VB" and not any(c.tag_ == "MD" for c in children(verb, "aux")):
            return True
        verb = verb.head
    return False


def _content_children(frame: Frame) -> list[Token]:
    """The complements and objects of a speech act: what it is about, not who acts."""
    labels = ("xcomp", "ccomp", "dobj", "prep", "acl", "oprd", "advcl", "pcomp")
    return [
        c
        for c in children(frame.predicate, *labels)
        if (c.i > frame.predicate.i and c.dep_ != "advcl") or c.dep_ == "xcomp"
    ]


def _is_told_by_verb(act: _Act, acts: list[_Act]) -> bool:
    """ "Launched an attack": the noun is told by its verb, or a verb's own retelling ("attack that killed")."""
    predicate = act.frame.predicate
    if act.frame.kind == "VERB":
        return False
    for other in acts:
        if other is act or other.frame.kind != "VERB":
            continue
        governed = predicate.head == other.frame.predicate and predicate.dep_ in {"dobj", "nsubjpass", "attr"}
        through = predicate.dep_ == "pobj" and predicate.head.head == other.frame.predicate
        if (governed or through) and (other.judgement.type == act.judgement.type or governed):
            return True
    return False


def _is_outcome(act: _Act, acts: list[_Act]) -> bool:
    """ "Rammed the gate, killing six and wounding ten": the participles tell what one attack did; they are no other.

    Whom they name is the attack's recipient where it has none.
    """
    verb = act.frame.predicate
    if act.judgement.type != "ASSAULT" or verb.tag_ != "VBG" or children(verb, "nsubj", "nsubjpass"):
        return False
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    if verb.dep_ != "advcl" or any(
        c.dep_ in {"mark", "prep"} or c.lower_ == "while" for c in verb.children if c.i < verb.i
    ):
        return False
    main = next((a for a in acts if a.frame.predicate == verb.head and a.judgement.type == "ASSAULT"), None)
    if main is None:
        return False
    if not main.recipient.keys:
        main.recipient = Party(act.recipient.keys, act.recipient.spans, "outcome")
    return True


def _event(parse: Parse, act: _Act, actors: ActorTable, statements: list[Statement], setting: Setting) -> Event:
    frame, judgement, sentence = act.frame, act.judgement, act.sentence
    entry = event_type(judgement.type, judgement.mode)
    trigger = _trigger(parse, frame)
    date = setting.date(frame.predicate, sentence, judgement.auxiliary)
    auxiliary = _auxiliary(parse, judgement, date)
    spans = [trigger, *act.actor.spans, *act.recipient.spans]
    countries = [*sorted(actors.countries(act.recipient.keys)), *sorted(actors.countries(act.actor.keys))]
    told = setting.of(frame.predicate, sentence, entry, date, countries)
    why = [judgement.why, f"actor: {act.actor.slot}" if act.actor.keys else "actor: not named"]
    why.append(f"recipient: {act.recipient.slot}" if act.recipient.keys else "recipient: none")
    return Event(
        id=stable_id(parse.document.id, "event", spans),
        type=judgement.type,
        mode=entry.mode,
        contexts=told.contexts,
        quad=entry.quad,
        score=entry.score,
        cameo=entry.cameo,
        actor=act.actor.keys,
        recipient=act.recipient.keys,
        auxiliary=sorted(auxiliary),
        trigger=trigger,
        sentence=sentence.span,
        actor_spans=act.actor.spans,
        recipient_spans=act.recipient.spans,
        date=told.date,
        place=told.place,
        killed=told.killed,
        injured=told.injured,
        arrested=told.arrested,
        participants=told.participants,
        money=told.money,
        statement=_statement(trigger, statements),
        confidence=round(_confidence(act), 2),
        why=why,
    )


def _trigger(parse: Parse, frame: Frame) -> Span:
    """The predicate with its particle; with the event noun where a light verb carries it."""
    tokens = [frame.predicate, *children(frame.predicate, "prt")]
    tokens.sort(key=lambda t: t.i)
    if tokens[-1].i - tokens[0].i > 4:
        return parse.span(frame.predicate)
    return parse.span(tokens)


def _auxiliary(parse: Parse, judgement: Judgement, date: EventDate) -> list[Auxiliary]:
    found = set(judgement.auxiliary)
    published = parse.document.published
    if date.end and published and date.basis in ("stated", "relative"):
        from datetime import date as day

        if (day.fromisoformat(published) - day.fromisoformat(date.end)).days > _OLD:
            found.add("historical")
    if "historical" in found:
        found -= {"future", "hypothetical"}
    return sorted(found)


def _statement(trigger: Span, statements: list[Statement]) -> str | None:
    """The innermost statement that tells the act."""
    telling = [s for s in statements if any(a <= trigger[0] and trigger[1] <= b for a, b in s.content)]
    return min(telling, key=lambda s: sum(b - a for a, b in s.content)).id if telling else None


def _confidence(act: _Act) -> float:
    both = bool(act.actor.keys and act.recipient.keys) or len(act.actor.keys) > 1
    listed = act.judgement.why.startswith("table")
    return confidence.scale().of(act.judgement.probability, both=both, listed=listed)


def _link_retellings(events: list[Event], actors: ActorTable) -> None:
    """An event of the same type between the same parties that adds no party points to the first telling."""
    first: dict[tuple[Any, ...], str] = {}
    for event in events:
        parties = (frozenset(actors.codes(event.actor)), frozenset(actors.codes(event.recipient)))
        day = event.date.start if event.date and event.date.basis != "published" else None
        key = (event.type, event.mode, *parties, tuple(event.auxiliary), day)
        if key in first:
            event.same_as = first[key]
        else:
            first[key] = event.id

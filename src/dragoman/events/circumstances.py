"""When, where, how many, how much and in which contexts: what an event tells besides who did what to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dragoman.actors import ActorTable
from dragoman.events.contexts import Contexts
from dragoman.events.counts import Counts
from dragoman.events.dates import Dates
from dragoman.events.money import money_of
from dragoman.events.places import Places
from dragoman.ontology import INTERNATIONAL, EventType
from dragoman.parsing import Parse, Sentence
from dragoman.record import EventDate, Money, Place, Quantity

Token = Any

_MATERIAL = (2, 4)
_VISITED = {"visit", "third-party", "multilateral"}
_MOVING = {"ASSAULT", "MOBILIZE", "COERCE", "AID"}
_PAID = {"AID", "AGREE", "COOPERATE", "SANCTION", "COERCE", "SUPPORT", "REJECT"}
_HURT = {"ASSAULT", "COERCE", "PROTEST"}


@dataclass
class Circumstances:
    """The fields of an `Event` that this room fills."""

    contexts: list[str]
    date: EventDate
    place: Place | None
    killed: Quantity | None
    injured: Quantity | None
    arrested: Quantity | None
    participants: Quantity | None
    money: Money | None


class Setting:
    """The circumstances of one document's acts."""

    def __init__(self, parse: Parse, actors: ActorTable) -> None:
        self._parse, self._actors = parse, actors
        self._dates, self._places = Dates(parse), Places(parse)
        self._counts, self._contexts = Counts(parse), Contexts(parse)

    @cached_property
    def _story(self) -> list[str]:
        """The state that most actors are of: names are looked for there when the parties are of none."""
        seen = Counter(code for a in self._actors.actors if a.mentions for code in self._actors.countries([a.key]))
        return [code for code, _ in seen.most_common(1) if code not in INTERNATIONAL]

    def date(self, predicate: Token, sentence: Sentence, auxiliary: Collection[str]) -> EventDate:
        """Return when an act happened; see `Dates.of`."""
        return self._dates.of(predicate, sentence, auxiliary)

    def of(
        self, predicate: Token, sentence: Sentence, kind: EventType, date: EventDate, countries: Sequence[str]
    ) -> Circumstances:
        """Return the circumstances of an act of a type and mode whose parties are of some states."""
        moving = kind.type in _MOVING or kind.mode in _VISITED or (kind.type, kind.mode) == ("RETREAT", "withdraw")
        material = kind.quad in _MATERIAL or kind.type == "CONSULT"
        near = [c for c in countries if c not in INTERNATIONAL] or self._story
        place = self._places.of(predicate, sentence, near, material=material, moving=moving)
        if place and place.basis == "dateline" and not material and near is self._story:
            place = None  # what bodies of no state say is said anywhere
        counts = self._counts
        return Circumstances(
            contexts=self._contexts.of(sentence, kind),
            date=date,
            place=place,
            killed=counts.of(predicate, sentence, "killed") if kind.type in ("ASSAULT", "PROTEST") else None,
            injured=counts.of(predicate, sentence, "injured") if kind.type in _HURT else None,
            arrested=counts.of(predicate, sentence, "arrested") if kind.type in _HURT else None,
            participants=counts.of(predicate, sentence, "participants") if kind.type == "PROTEST" else None,
            money=money_of(self._parse, predicate, sentence) if kind.type in _PAID else None,
        )

"""Who did it to whom, one pair at a time, as the older datasets write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.ontology import sectors
from dragoman.record import Actor, Event, Record, Span

MUTUAL = ("AGREE", "CONSULT", "COOPERATE")
UNKNOWN_COUNTRY = "---"


@dataclass(frozen=True)
class Party:
    """An actor under one country: ``country`` is ISO 3166-1 alpha-3, UNO, EUR, IGO … or empty; ``span`` its words."""

    actor: Actor
    country: str
    sectors: tuple[str, ...]
    span: Span | None

    @property
    def name(self) -> str:
        """The name under which the record has the actor."""
        return self.actor.name


Dyad = tuple[Party | None, Party | None]


def dyads(record: Record, event: Event) -> list[Dyad]:
    """Return an event as pairs of one actor and one recipient; ``None`` where there is none.

    Several actors or recipients make several pairs, members stand for their group, and a party of several states makes
    one pair a state. Who agrees, meets or works together without a recipient acts on the others, in both directions.
    """
    actors = list(_parties(record, event.actor, event.actor_spans))
    recipients = list(_parties(record, event.recipient, event.recipient_spans))
    if event.type in MUTUAL and not recipients and len(actors) > 1:
        return [(one, other) for one in actors for other in actors if one != other]
    left: list[Party | None] = [*actors] or [None]
    right: list[Party | None] = [*recipients] or [None]
    return [(one, other) for one in left for other in right]


def parties(record: Record, keys: Iterable[str]) -> list[Party]:
    """Return the actors of some keys, members for groups, one entry a country."""
    return list(_parties(record, keys, []))


def _parties(record: Record, keys: Iterable[str], spans: list[Span]) -> Iterator[Party]:
    table = {actor.key: actor for actor in record.actors}
    seen: set[tuple[str, str]] = set()
    for actor, group in _members(table, keys, ()):
        span = _words(actor, spans) or _words(group, spans)
        for country, codes in _by_country(actor.codes).items():
            if (actor.key, country) not in seen:
                seen.add((actor.key, country))
                yield Party(actor, country, codes, span)


def _members(table: dict[str, Actor], keys: Iterable[str], above: tuple[str, ...]) -> Iterator[tuple[Actor, Actor]]:
    """Yield each actor with the outermost group that names it; a group without known members stands for itself."""
    for key in keys:
        if key in table and key not in above:
            inner = list(_members(table, table[key].members, (*above, key)))
            outermost = table[above[0]] if above else table[key]
            yield from inner or [(table[key], outermost)]


def _by_country(codes: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for code in codes:
        country, *roles = code.split() or [""]
        if country in sectors():
            country, roles = "", [country, *roles]
        found.setdefault("" if country == UNKNOWN_COUNTRY else country, {}).update(dict.fromkeys(roles))
    order = list(sectors())
    return {
        country: tuple(sorted(roles, key=lambda role: order.index(role) if role in order else len(order)))
        for country, roles in found.items()
    } or {"": ()}


def _words(actor: Actor, spans: list[Span]) -> Span | None:
    """Return where an event's party stands in its words: the first mention inside them."""
    for start, end in spans:
        for mention in actor.mentions:
            if start <= mention[0] and mention[1] <= end:
                return mention
    return spans[0] if len(spans) == 1 else None

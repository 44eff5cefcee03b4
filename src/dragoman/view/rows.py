"""What a reader's tables say of a record, as plain strings: one row an event, statement, commitment or actor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.record import Actor, Commitment, Event, EventDate, Money, Quantity, Record, Span, Statement

_UNKNOWN = "?"


@dataclass(frozen=True)
class Names:
    """Names and codes of a record's actors by key."""

    actors: dict[str, Actor]

    @classmethod
    def of(cls, record: Record) -> Names:
        """Return the names of a record."""
        return cls({actor.key: actor for actor in record.actors})

    def who(self, keys: Iterable[str]) -> str:
        """Return "Name [CODE, CODE]; Name [CODE]" for several keys; empty for none."""
        return "; ".join(self._one(self.actors[key]) for key in keys if key in self.actors)

    def short(self, keys: Iterable[str]) -> str:
        """Return the names alone, comma-separated."""
        return ", ".join(self.actors[key].name for key in keys if key in self.actors)

    @staticmethod
    def _one(actor: Actor) -> str:
        return f"{actor.name} [{', '.join(actor.codes)}]" if actor.codes else actor.name


def one_line(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def quoted(record: Record, spans: Iterable[Span]) -> str:
    """Return the words of several spans, joined by an ellipsis."""
    return " … ".join(one_line(record.document.text[start:end]) for start, end in spans)


def date_text(date: EventDate | None) -> str:
    """Return a day, or an interval with its precision."""
    if date is None or date.start is None:
        return ""
    if date.precision == "day" or date.start == date.end:
        return date.start
    return f"{date.start} – {date.end} ({date.precision})"


def quantity_text(name: str, quantity: Quantity | None) -> str:
    """Return "killed 3" or "killed 3-5", empty where nothing is known."""
    if quantity is None:
        return ""
    low, best, high = quantity.low, quantity.best, quantity.high
    if low is not None and low == high:
        return f"{name} {low}"
    bounds = f"{low if low is not None else _UNKNOWN}–{high if high is not None else _UNKNOWN}"
    return f"{name} {best} ({bounds})" if best is not None else f"{name} {bounds}"


def money_text(money: Money | None) -> str:
    """Return an amount with its currency, empty where nothing is known."""
    return f"{money.amount:,.0f} {money.currency or ''}".strip() if money else ""


def event_row(record: Record, names: Names, event: Event) -> tuple[str, str, str, str, str, str]:
    """Return (actor, act, recipient, when, where, words) of an event."""
    act = event.type + (f" {event.mode}" if event.mode else "")
    if event.auxiliary:
        act += f" ({', '.join(event.auxiliary)})"
    numbers = [
        quantity_text("killed", event.killed),
        quantity_text("injured", event.injured),
        quantity_text("arrested", event.arrested),
        quantity_text("participants", event.participants),
        money_text(event.money),
    ]
    words = "; ".join([quoted(record, [event.trigger]), *filter(None, numbers)])
    where = event.place.name if event.place else ""
    return (names.who(event.actor), act, names.who(event.recipient), date_text(event.date), where, words)


def statement_row(record: Record, names: Names, statement: Statement) -> tuple[str, str, str]:
    """Return (speaker, kind and cue, content) of a statement."""
    source = quoted(record, statement.source)
    who = names.who(statement.speaker) or source or "not said"
    cue = quoted(record, [statement.cue]) if statement.cue else ""
    how = f"{statement.kind}: {cue}" if cue else statement.kind
    return (who, how + (" (denied)" if statement.negated else ""), quoted(record, statement.content))


def commitment_row(record: Record, names: Names, commitment: Commitment) -> tuple[str, str, str, str, str]:
    """Return (who, kind, to whom, content, what speaks against it) of a commitment."""
    kind = commitment.kind + (" (conditional)" if commitment.conditional else "")
    return (
        names.who(commitment.by),
        kind,
        names.who(commitment.to),
        quoted(record, [commitment.content]),
        quoted(record, commitment.contradicted_by),
    )


def actor_row(record: Record, names: Names, actor: Actor) -> tuple[str, str, str, str]:
    """Return (name, codes, number of mentions, why) of an actor."""
    members = f" = {names.short(actor.members)}" if actor.members else ""
    return (actor.name + members, ", ".join(actor.codes), str(len(actor.mentions)), actor.why)

"""One event, statement or commitment for reading: its sentence with the evidence marked, its fields, its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from dragoman.record import Commitment, Event, Record, Span, Statement
from dragoman.view.rows import Names, commitment_row, event_row, one_line, quoted, statement_row

Part = Event | Statement | Commitment


def part_view(record: Record, part: Part) -> RenderableType:
    """Return a part with its sentence, the words it rests on in bold, and its fields by name."""
    names = Names.of(record)
    if isinstance(part, Event):
        labels, row = ("actor", "act", "recipient", "when", "where", "words"), event_row(record, names, part)
        evidence = [part.trigger, *part.actor_spans, *part.recipient_spans]
        around = part.sentence
    elif isinstance(part, Statement):
        labels, row = ("speaker", "how", "words"), statement_row(record, names, part)  # type: ignore[assignment]
        evidence = [*part.content, *part.source, *([part.cue] if part.cue else [])]
        around = (min(s for s, _ in evidence), max(e for _, e in evidence))
    else:
        labels, row = ("who", "kind", "to whom", "what", "against it"), commitment_row(record, names, part)  # type: ignore[assignment]
        evidence, around = [part.content], part.content
    heading = Text(f"{type(part).__name__.lower()} {part.id}", style="bold")
    fields = [Text.assemble((f"{label:<11}", "dim"), value) for label, value in zip(labels, row, strict=True) if value]
    return Group(heading, Text(), _marked(record, around, evidence), Text(), *fields)


def _marked(record: Record, around: Span, evidence: Iterable[Span]) -> Text:
    text = Text(record.document.text[slice(*around)])
    for start, end in evidence:
        text.stylize("bold underline", max(0, start - around[0]), max(0, end - around[0]))
    return text


def reasons(record: Record, part: Part | None) -> RenderableType:
    """Return why a part, or everything in a document, was coded so."""
    if part is None:
        parts: list[Part] = [*record.events, *record.statements, *record.commitments]
        return Group(*(line for one in parts for line in (reasons(record, one), Text())), _actors(record))
    names = Names.of(record)
    lines: list[RenderableType] = [part_view(record, part), Text(), Text("why", style="bold")]
    why = [part.why] if isinstance(part.why, str) else part.why
    lines += [Text(f"  {reason}") for reason in why if reason]
    lines += [Text(f"  {line}") for line in _who(names, part)]
    lines.append(Text(f"  confidence {part.confidence:.2f}"))
    if isinstance(part, Event) and part.date and part.date.span:
        lines.append(Text(f"  date from “{quoted(record, [part.date.span])}” ({part.date.basis})"))
    if isinstance(part, Event) and part.place and part.place.span:
        lines.append(Text(f"  place from “{quoted(record, [part.place.span])}” ({part.place.basis})"))
    return Group(*lines)


def _who(names: Names, part: Part) -> Iterator[str]:
    if isinstance(part, Event):
        keys = [*part.actor, *part.recipient]
    elif isinstance(part, Statement):
        keys = [*part.speaker, *part.addressee]
    else:
        keys = [*part.by, *part.to]
    for key in dict.fromkeys(keys):
        actor = names.actors.get(key)
        if actor:
            yield f"{actor.name} [{', '.join(actor.codes) or 'no code'}]: {actor.why}"


def _actors(record: Record) -> RenderableType:
    return Group(
        Text("actors", style="bold"),
        *(Text(f"  {one_line(a.name)} [{', '.join(a.codes) or 'no code'}]: {a.why}") for a in record.actors),
    )

"""Label Studio: a task a document, with what was coded as predictions to correct.

Offsets count Unicode code points, as Label Studio does in plain text since it has `charsToCodePoints`; before, it
counted UTF-16 units. Spans and relations use the names of the labelling interface in docs/exports.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from dragoman.record import Commitment, Event, Record, Span, Statement
from dragoman.store.exports.formats import Chosen, Format, Run
from dragoman.store.exports.json_lines import dump

Result = dict[str, Any]


def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a JSON list of tasks, one a line."""
    separator = "[\n"
    for record, events in chosen:
        stream.write(separator + dump(task(record, events)))
        separator = ",\n"
    stream.write("\n]\n" if separator == ",\n" else "[]\n")


def task(record: Record, events: list[Event]) -> Result:
    """Return the task of a document: its text, and one prediction with all spans and relations."""
    document = record.document
    parts: list[Event | Statement | Commitment] = [*events, *record.statements, *record.commitments]
    return {
        "data": {
            "text": document.text,
            "document_id": document.id,
            "title": document.title,
            "source": document.source,
            "published": document.published,
        },
        "predictions": [
            {
                "model_version": f"dragoman {document.coder.version}" if document.coder else "dragoman",
                "score": round(sum(p.confidence for p in parts) / len(parts), 4) if parts else None,
                "result": list(_results(record, events)),
            }
        ],
    }


def _results(record: Record, events: list[Event]) -> Iterator[Result]:
    text = record.document.text
    for event in events:
        labels = [event.type, *event.auxiliary]
        yield _span(text, event.id, event.trigger, labels, event.confidence)
        for role, spans in (("actor", event.actor_spans), ("recipient", event.recipient_spans)):
            yield from _linked(text, event.id, role, spans)
        if event.place and event.place.span:
            yield from _linked(text, event.id, "place", [event.place.span])
        if event.date and event.date.span:
            yield from _linked(text, event.id, "date", [event.date.span])
    for statement in record.statements:
        yield from _statement(text, statement)
    for promise in record.commitments:
        yield _span(text, promise.id, promise.content, [promise.kind], promise.confidence)
        yield from _linked(text, promise.id, "contradicted by", promise.contradicted_by)


def _statement(text: str, statement: Statement) -> Iterator[Result]:
    if not statement.content:
        return
    first, *more = statement.content
    yield _span(text, statement.id, first, [f"{statement.kind} statement"], statement.confidence)
    yield from _linked(text, statement.id, "content", more)
    yield from _linked(text, statement.id, "speaker", statement.source)
    yield from _linked(text, statement.id, "cue", [statement.cue] if statement.cue else [])


def _linked(text: str, owner: str, role: str, spans: list[Span]) -> Iterator[Result]:
    """Yield spans with the label of their role, and a relation from their owner to each."""
    for number, span in enumerate(spans):
        id = f"{owner}-{role.split()[0]}-{number}"
        yield _span(text, id, span, [role], None)
        yield {"type": "relation", "from_id": owner, "to_id": id, "direction": "right", "labels": [role]}


def _span(text: str, id: str, span: Span, labels: list[str], score: float | None) -> Result:
    start, end = span
    value = {"start": start, "end": end, "text": text[start:end], "labels": labels}
    found: Result = {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    return found if score is None else {**found, "score": score}


LABELSTUDIO = Format("Label Studio tasks with predictions, every event among them", write, everything=True)

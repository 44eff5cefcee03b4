"""Records as flat rows for spreadsheets and statistics packages: snake_case columns, ISO dates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dragoman.record import Actor, Commitment, Document, Event, Record, Span, Statement
from dragoman.view.rows import Names, one_line

Row = dict[str, Any]
SEPARATOR = "; "


def _document(record: Record) -> Row:
    d = record.document
    return {
        "document_id": d.id,
        "source": d.source,
        "outlet": d.outlet,
        "published": d.published,
        "title": d.title,
    }


def _words(record: Record, span: Span | None) -> str | None:
    return one_line(record.document.text[slice(*span)]) if span else None


def _codes(names: Names, keys: list[str]) -> str:
    codes = {code: None for key in keys if key in names.actors for code in names.actors[key].codes}
    return SEPARATOR.join(codes)


def documents(record: Record) -> Iterator[Row]:
    """Yield the one row of a document."""
    d = record.document
    yield {
        **_document(record),
        "author": d.author,
        "language": d.language,
        "sha256": d.sha256,
        "problem": f"{d.problem.stage}: {d.problem.reason}" if d.problem else None,
        "characters": len(d.text),
        "n_events": len(record.events),
        "n_statements": len(record.statements),
        "n_commitments": len(record.commitments),
        "n_actors": len(record.actors),
    }


def actors(record: Record) -> Iterator[Row]:
    """Yield a row an actor."""
    for a in record.actors:
        yield {
            **_document(record),
            "key": a.key,
            "name": a.name,
            "codes": SEPARATOR.join(a.codes),
            "role": a.role,
            "wikidata": a.wikidata,
            "members": SEPARATOR.join(a.members),
            "n_mentions": len(a.mentions),
            "why": a.why,
        }


def events(record: Record) -> Iterator[Row]:
    """Yield a row an event; quantities have columns ``…_low``, ``…_best`` and ``…_high``."""
    names = Names.of(record)
    for e in record.events:
        row: Row = {
            "id": e.id,
            **_document(record),
            "type": e.type,
            "mode": e.mode,
            "contexts": SEPARATOR.join(e.contexts),
            "quad": e.quad,
            "score": e.score,
            "cameo": e.cameo,
            "actor": names.short(e.actor),
            "actor_codes": _codes(names, e.actor),
            "recipient": names.short(e.recipient),
            "recipient_codes": _codes(names, e.recipient),
            "auxiliary": SEPARATOR.join(e.auxiliary),
            "date_start": e.date.start if e.date else None,
            "date_end": e.date.end if e.date else None,
            "date_precision": e.date.precision if e.date else None,
            "date_basis": e.date.basis if e.date else None,
            "place": e.place.name if e.place else None,
            "place_country": e.place.country if e.place else None,
            "place_admin1": e.place.admin1 if e.place else None,
            "lat": e.place.lat if e.place else None,
            "lon": e.place.lon if e.place else None,
            "place_precision": e.place.precision if e.place else None,
            "place_basis": e.place.basis if e.place else None,
        }
        for name in ("killed", "injured", "arrested", "participants"):
            quantity = getattr(e, name)
            for bound in ("low", "best", "high"):
                row[f"{name}_{bound}"] = getattr(quantity, bound) if quantity else None
        row |= {
            "money_amount": e.money.amount if e.money else None,
            "money_currency": e.money.currency if e.money else None,
            "statement_id": e.statement,
            "same_as": e.same_as,
            "confidence": e.confidence,
            "trigger": _words(record, e.trigger),
            "trigger_start": e.trigger[0],
            "trigger_end": e.trigger[1],
            "sentence": _words(record, e.sentence),
            "sentence_start": e.sentence[0],
            "why": SEPARATOR.join(e.why),
        }
        yield row


def statements(record: Record) -> Iterator[Row]:
    """Yield a row a statement."""
    names = Names.of(record)
    for s in record.statements:
        yield {
            "id": s.id,
            **_document(record),
            "kind": s.kind,
            "speaker": names.short(s.speaker),
            "speaker_codes": _codes(names, s.speaker),
            "speaker_as_written": " … ".join(filter(None, (_words(record, span) for span in s.source))),
            "addressee": names.short(s.addressee),
            "addressee_codes": _codes(names, s.addressee),
            "cue": _words(record, s.cue),
            "content": " … ".join(filter(None, (_words(record, span) for span in s.content))),
            "content_start": s.content[0][0] if s.content else None,
            "content_end": s.content[-1][1] if s.content else None,
            "within": s.within,
            "event_id": s.event,
            "negated": s.negated,
            "confidence": s.confidence,
            "why": s.why,
        }


def commitments(record: Record) -> Iterator[Row]:
    """Yield a row a commitment."""
    names = Names.of(record)
    for c in record.commitments:
        yield {
            "id": c.id,
            **_document(record),
            "kind": c.kind,
            "by": names.short(c.by),
            "by_codes": _codes(names, c.by),
            "to": names.short(c.to),
            "to_codes": _codes(names, c.to),
            "content": _words(record, c.content),
            "content_start": c.content[0],
            "content_end": c.content[1],
            "conditional": c.conditional,
            "condition": _words(record, c.condition),
            "deadline_start": c.deadline.start if c.deadline else None,
            "deadline_end": c.deadline.end if c.deadline else None,
            "contradicted_by": " … ".join(filter(None, (_words(record, span) for span in c.contradicted_by))),
            "statement_id": c.statement,
            "event_id": c.event,
            "confidence": c.confidence,
            "why": c.why,
        }


TABLES: dict[str, Callable[[Record], Iterator[Row]]] = {
    "events": events,
    "statements": statements,
    "commitments": commitments,
    "actors": actors,
    "documents": documents,
}

_INTEGERS = ("quad", "trigger_start", "trigger_end", "sentence_start", "content_start", "content_end", "characters")
_INTEGER_ENDINGS = ("_low", "_best", "_high")
_FLOATS = ("score", "lat", "lon", "money_amount", "confidence")
_BOOLEANS = ("negated", "conditional")


def columns(table: str) -> list[str]:
    """Return the columns of a table in order."""
    return list(_COLUMNS[table])


def arrow_schema(table: str) -> Any:
    """Return the Arrow schema of a table; all columns may be null."""
    import pyarrow as pa

    def kind(name: str) -> Any:
        if name in _INTEGERS or name.startswith("n_") or name.endswith(_INTEGER_ENDINGS):
            return pa.int64()
        if name in _FLOATS:
            return pa.float64()
        return pa.bool_() if name in _BOOLEANS else pa.string()

    return pa.schema([(name, kind(name)) for name in columns(table)])


def _specimen() -> Record:
    """A record with one row of each kind: the tables' columns are those that it gives."""
    return Record(
        document=Document(id=""),
        actors=[Actor(key="a1", name="")],
        events=[Event(id="", type="", quad=1, score=0.0, trigger=(0, 0), sentence=(0, 0))],
        statements=[Statement(id="", kind="direct")],
        commitments=[Commitment(id="", kind="pledge", content=(0, 0))],
    )


_COLUMNS = {name: tuple(next(rows(_specimen()))) for name, rows in TABLES.items()}

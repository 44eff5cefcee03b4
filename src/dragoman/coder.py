"""The pipeline: a document goes through the rooms once and leaves as a record. This is the only list of the stages."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib.metadata import version
from itertools import islice
from typing import Any

from dragoman import ontology
from dragoman.actors import resolve_actors
from dragoman.commitments import find_commitments
from dragoman.events import find_events
from dragoman.events.encoder import identity
from dragoman.parsing import Parse, parse_many
from dragoman.parsing.model import MODEL
from dragoman.reading import document as read_document
from dragoman.reading import find_furniture
from dragoman.record import Actor, Coder, Commitment, Document, Event, Problem, Record, Statement
from dragoman.statements import find_statements
from dragoman.version import __version__

BATCH = 16


@cache
def coder_identity() -> Coder:
    """Return what is written into each record: the package's version, the codebook's and the model's name."""
    parser = f"{MODEL} {version(MODEL.replace('_', '-'))}"
    return Coder(version=__version__, codebook=ontology.CODEBOOK, model=f"{parser}; judge {identity()}")


def code(text: str, *, id: str | None = None, date: str | None = None, title: str | None = None) -> Record:
    """Return the record of one text.

    ``date`` is the day of publication (ISO); without it relative dates stay unknown. A text that cannot be coded
    (empty, another language) gives a record whose ``document.problem`` says why.
    """
    return next(code_documents([read_document(text, id=id, date=date, title=title)]))


def code_many(rows: Iterable[Mapping[str, Any]], *, jobs: int = 1) -> Iterator[Record]:
    """Yield the record of each row in order; a row has ``text`` and, where known, ``id``, ``date`` and ``title``.

    ``jobs`` is the number of processes. Raises `KeyError` for a row without ``text``.
    """
    documents = (
        read_document(row["text"], id=row.get("id"), date=row.get("date"), title=row.get("title")) for row in rows
    )
    yield from code_documents(documents, jobs=jobs)


def code_documents(documents: Iterable[Document], *, jobs: int = 1) -> Iterator[Record]:
    """Yield the record of each document in order. None stops the run: its record's ``problem`` says what failed."""
    if jobs <= 1:
        for batch in _batches(documents):
            yield from code_batch(batch)
        return
    # One thread a process: more would fight over the cores that the processes already fill.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting = []
        for batch in _batches(documents):
            waiting.append(pool.submit(code_batch, batch))
            if len(waiting) >= 3 * jobs:
                yield from waiting.pop(0).result()
        for done in waiting:
            yield from done.result()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    source = iter(documents)
    while batch := list(islice(source, BATCH)):
        yield batch


def code_batch(documents: list[Document]) -> list[Record]:
    """Return the records of a few documents, parsed together."""
    for document in documents:
        prepare(document)
    codable = [d for d in documents if d.problem is None]
    records = {id(d): r for d, r in zip(codable, _code_codable(codable), strict=True)}
    return [records.get(id(d)) or Record(document=d) for d in documents]


def prepare(document: Document) -> None:
    """Set furniture and headings of a document that has none yet, and say what codes it."""
    document.coder = coder_identity()
    if document.problem is None and not document.furniture:
        document.furniture, document.headings = find_furniture(document.text, document.title)


def _code_codable(documents: list[Document]) -> list[Record]:
    try:
        parses = list(parse_many(documents))
    except Exception:
        # One text that the parser cannot take must not cost the others of its batch.
        return [_code_alone(document) for document in documents]
    return [_guarded(parse) for parse in parses]


def _code_alone(document: Document) -> Record:
    try:
        parse = next(parse_many([document]))
    except Exception as err:
        return _failed(document, "parsing", err)
    return _guarded(parse)


def _guarded(parse: Parse) -> Record:
    try:
        return code_parse(parse)
    except Exception as err:
        return _failed(parse.document, "coding", err)


def _failed(document: Document, stage: str, err: Exception) -> Record:
    document.problem = Problem(stage=stage, reason=f"{type(err).__name__}: {err}; please report it with this text")
    return Record(document=document)


def code_parse(parse: Parse) -> Record:
    """Return the record of a parsed document: actors, statements, events, commitments, each built on the former."""
    actors = resolve_actors(parse)
    statements = find_statements(parse, actors)
    events = find_events(parse, actors, statements)
    _link(statements, {e.trigger: e.id for e in events})
    commitments = find_commitments(parse, actors, statements, events)
    return Record(
        document=parse.document,
        actors=_in_record(actors.actors, statements, events, commitments),
        events=events,
        statements=statements,
        commitments=commitments,
    )


def _in_record(
    actors: list[Actor], statements: list[Statement], events: list[Event], commitments: list[Commitment]
) -> list[Actor]:
    """The actors that are mentioned or that take part in something, with the members of groups among them."""
    used = {key for e in events for key in (*e.actor, *e.recipient)}
    used |= {key for s in statements for key in (*s.speaker, *s.addressee)}
    used |= {key for c in commitments for key in (*c.by, *c.to)}
    used |= {actor.key for actor in actors if actor.mentions}
    used |= {member for actor in actors if actor.key in used for member in actor.members}
    return [actor for actor in actors if actor.key in used]


def _link(statements: list[Statement], events: dict[tuple[int, int], str]) -> None:
    """A statement whose cue is itself an act (accuse, demand, promise, …) points to that event."""
    for statement in statements:
        if statement.cue is None:
            continue
        for (start, end), event in events.items():
            if statement.cue[0] < end and start < statement.cue[1]:
                statement.event = event
                break

"""PLOVER's exchange format: one JSON object an event, with the fields of the manual; what is not known is left out.

Actors and recipients are lists, since an event may have several. ``text_info.start`` and ``end`` count Unicode code
points into the document. ``auxiliary`` (historical, future …) is a field of ours beside the manual's.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from dragoman.record import Event, Place, Record
from dragoman.store.exports.dyads import Party, parties
from dragoman.store.exports.formats import Chosen, Format, Run
from dragoman.store.exports.json_lines import dump, known
from dragoman.store.exports.sentences import Sentences
from dragoman.view.rows import one_line

_RESOLUTION = {"point": 5, "city": 4, "admin2": 3, "admin1": 2, "country": 1}
"""Our precision → PLOVER's resolution: from 5, below the city, to 1, the country."""


def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write an object an event."""
    for record, events in chosen:
        sentences = Sentences(record)
        for event in events:
            stream.write(dump(plover(record, event, sentences)) + "\n")


def plover(record: Record, event: Event, sentences: Sentences) -> dict[str, Any]:
    """Return an event as PLOVER writes it. ``id``, ``date``, ``actor`` and ``event`` are always there."""
    document, when = record.document, event.date
    start, end = event.sentence
    return {
        "id": event.id,
        "has_event": True,
        "date": when.start if when else None,
        "actor": [_actor(record, party) for party in parties(record, event.actor)],
        "event": event.type,
        **known(
            enddate=when.end if when and when.end != when.start else None,
            recipient=[_actor(record, party) for party in parties(record, event.recipient)],
            mode=event.mode,
            context=event.contexts,
            auxiliary=event.auxiliary,
            quad_code=event.quad,
            event_scale=event.score,
            event_loc=_place(record, event.place),
            event_text=one_line(document.text[slice(*event.trigger)]),
            size=known(
                dead=event.killed and event.killed.best,
                injured=event.injured and event.injured.best,
                arrested=event.arrested and event.arrested.best,
            ),
            link=event.same_as,
            text=one_line(document.text[start:end]),
            text_info=known(sequence=sentences.number(event.sentence), start=start, end=end),
            cite_info=_citation(record),
            coder=document.coder and f"dragoman {document.coder.version}",
        ),
    }


def _actor(record: Record, party: Party) -> dict[str, Any]:
    actor = party.actor
    return known(
        code=party.country,
        sector=list(party.sectors),
        entity_text=actor.name,
        identifier_id=actor.wikidata,
        office=actor.role,
    )


def _place(record: Record, place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    return known(
        extracted_place=place.span and record.document.text[slice(*place.span)],
        resolved_place=place.name,
        lat=place.lat,
        lon=place.lon,
        province=place.admin1,
        country_code=place.country,
        resolution=_RESOLUTION.get(place.precision),
    )


def _citation(record: Record) -> dict[str, Any]:
    document, coder = record.document, record.document.coder
    return known(
        citation=document.id,
        url=document.source,
        title=document.title,
        language=document.language,
        publication=document.outlet,
        codebook=coder and coder.codebook,
        version=coder and coder.version,
    )


PLOVER = Format("PLOVER's exchange format: one JSON object an event", write)

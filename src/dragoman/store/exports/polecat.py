"""POLECAT events: 40 columns, tab-separated, header, UTF-8; ``None`` stands for what is not known, as in its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.record import Event, Record
from dragoman.store.exports.codes import country, international
from dragoman.store.exports.dyads import Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run, tab_separated

_PARTY = (
    *("{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw"),
    "Wikipedia {} ID",
)
COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *(name.format(who) for who in ("Actor", "Recipient") for name in _PARTY),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"),
    *("Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"),
    *("Language", "Version"),
)
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_LANGUAGES = {"en": "English"}


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row a pair of actor and recipient; the ids of further pairs end in -1, -2 …"""
    for record, events in chosen:
        document = record.document
        for event in events:
            for part, (actor, recipient) in enumerate(dyads(record, event)):
                yield [
                    f"{event.id}-{part}" if part else event.id,
                    run.day(event),
                    event.type,
                    event.mode,
                    event.score,
                    QUADS.get(event.quad),
                    ";".join(event.contexts),
                    *_party(record, actor),
                    *_party(record, recipient),
                    *_where(record, event),
                    document.outlet or document.source,
                    document.published,
                    *[None] * 3,
                    _LANGUAGES.get(document.language or "", document.language),
                    document.coder and f"dragoman {document.coder.version}",
                ]


def _party(record: Record, party: Party | None) -> list[object]:
    if party is None:
        return [None] * 8
    abroad = party.country in international()
    codes = [*([party.country] if abroad else []), *party.sectors]
    return [
        party.name,
        None if abroad else party.country,
        country(party.country, "cow"),
        codes[0] if codes else None,
        ";".join(codes),
        party.actor.role,
        party.span and record.document.text[slice(*party.span)],
        None,
    ]


def _where(record: Record, event: Event) -> list[object]:
    place = event.place
    if place is None:
        return [None] * 10
    return [
        place.name,
        place.name if place.precision in ("city", "point") else None,
        place.name if place.precision == "admin2" else None,
        place.name if place.precision == "admin1" else place.admin1,
        place.country,
        place.lat,
        place.lon,
        None,
        place.span and record.document.text[slice(*place.span)],
        None,
    ]


POLECAT = Format(
    "POLECAT events: 40 columns, tab-separated, header", tab_separated(rows, COLUMNS, header=True, absent="None")
)

"""ICEWS events: 20 columns, tab-separated, header; quotes have no meaning.

Ids fit into 32 bits and occur once, sectors keep one order, codes keep their leading zeros.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.record import Event, Record
from dragoman.store.exports.codes import cameo, country, goldstein, international, sectors
from dragoman.store.exports.dyads import Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run, tab_separated
from dragoman.store.exports.ids import BITS_32, Ids
from dragoman.store.exports.sentences import Sentences

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row a pair of source and target."""
    ids, stories = Ids(BITS_32), Ids(BITS_32)
    for record, events in chosen:
        story, sentences = stories.new(record.document.id), Sentences(record)
        for event in events:
            if not event.cameo:
                run.notes["events without a CAMEO code left out"] += 1
                continue
            for part, (source, target) in enumerate(dyads(record, event)):
                yield [
                    ids.new(event.id, part),
                    run.day(event),
                    *_party(source),
                    cameo().get(event.cameo, {}).get("label"),
                    event.cameo,
                    goldstein(event.cameo, "icews"),
                    *_party(target),
                    story,
                    sentences.number(event.sentence),
                    *_where(record, event),
                ]
    run.notes["ids met another and took the next free number"] += ids.collisions + stories.collisions


def _party(party: Party | None) -> list[object]:
    if party is None:
        return [None, None, None]
    abroad = international().get(party.country)
    named = [abroad["icews"]] if abroad else []
    named += [sectors().get(code, {}).get("icews", "") for code in party.sectors]
    each = dict.fromkeys(name for names in named for name in names.split(",") if name)
    return [party.name, ",".join(each), country(party.country, "icews")]


def _where(record: Record, event: Event) -> list[object]:
    place = event.place
    outlet = record.document.outlet
    if place is None:
        return [outlet, *[None] * 6]
    in_city = place.precision in ("city", "point")
    district = place.name if place.precision == "admin2" else None
    province = place.name if place.precision == "admin1" else place.admin1
    state = country(place.country, "icews")
    return [outlet, place.name if in_city else None, district, province, state, place.lat, place.lon]


ICEWS = Format("ICEWS events: 20 columns, tab-separated, header", tab_separated(rows, COLUMNS, header=True))

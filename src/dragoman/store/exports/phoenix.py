"""Phoenix daily files: 26 columns, tab-separated, no header.

Source: the pipeline's own writer (``create_strings``), with the column names that readers in R set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.record import Event
from dragoman.store.exports import when
from dragoman.store.exports.codes import cameo_actor, country, goldstein, international, roles
from dragoman.store.exports.dyads import Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run, tab_separated
from dragoman.store.exports.gdelt_mentions import web_address
from dragoman.store.exports.ids import BITS_32, Ids
from dragoman.store.exports.sentences import Sentences

COLUMNS = (
    *("EventID", "Date", "Year", "Month", "Day"),
    *(f"{who}Actor{part}" for who in ("Source", "Target") for part in ("Full", "Entity", "Role", "Attribute")),
    *("EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName"),
    *("StateName", "CountryCode", "SentenceID", "URLs", "NewsSources"),
)
_PENTA = {"01": 0, "02": 0, "03": 1, "04": 1, "05": 1, "06": 2, "07": 2, "08": 2, "14": 4, "15": 4}
_PENTA |= {"09": 3, "10": 3, "11": 3, "12": 3, "13": 3, "16": 3, "17": 4, "18": 4, "19": 4, "20": 4}
_ROLES = ("GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "MED", "EDU", "BUS", "CRM", "CVL")
_ENTITIES = ("IGO", "NGO", "IMG", "MNC")


def penta(code: str) -> int | None:
    """Return the class of a CAMEO code in Phoenix: 0 statement … 4 material conflict; 16 counts as verbal there."""
    return _PENTA.get(code[:2])


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row a pair of source and target."""
    ids = Ids(BITS_32)
    for record, events in chosen:
        document, sentences = record.document, Sentences(record)
        for event in events:
            if not event.cameo:
                run.notes["events without a CAMEO code left out"] += 1
                continue
            for part, (source, target) in enumerate(dyads(record, event)):
                yield [
                    ids.new(event.id, part),
                    *date_columns(event, run),
                    *_actor(source),
                    *_actor(target),
                    event.cameo,
                    event.cameo[:2],
                    penta(event.cameo),
                    goldstein(event.cameo, "phoenix"),
                    issues(event),
                    *_place(event),
                    f"{document.id}_{sentences.number(event.sentence)}",
                    web_address(document),
                    document.outlet,
                ]
    run.notes["ids met another and took the next free number"] += ids.collisions


def date_columns(event: Event, run: Run) -> list[str | None]:
    """Return YYYYMMDD, year, month and day, as far as they are known."""
    day, month = run.day(event), when.common(event, 6)
    return [f"{day:%Y%m%d}" if day else None, when.common(event, 4), month[4:], f"{day:%d}" if day else None]


def issues(event: Event) -> str:
    """Return the contexts of an event as ``name,count;name,count``."""
    return ";".join(f"{context},1" for context in event.contexts)


def _actor(party: Party | None) -> list[str | None]:
    """Return the code whole and in the parts that Phoenix makes of it: entity, first role, what else there is."""
    if party is None:
        return [None] * 4
    full = code(party)
    entity = full[:3] if party.country and (country(party.country, "iso3") or full[:3] in _ENTITIES) else ""
    rest = full[len(entity) :] if entity else full
    role = rest[:3] if entity and rest[:3] in _ROLES else ""
    others = rest[len(role) :]
    return [full, entity, role, ";".join(others[i : i + 3] for i in range(0, len(others), 3))]


def code(party: Party) -> str:
    """Return the CAMEO code of a party with the country as ISO 3166-1 writes it, as Phoenix does."""
    if party.country in international():
        return cameo_actor(party.country, party.sectors)
    return party.country + "".join(roles(party.sectors))


def _place(event: Event) -> list[object]:
    place = event.place
    if place is None:
        return [None] * 5
    name = None if place.precision in ("country", "admin1") else place.name
    state = place.name if place.precision == "admin1" else place.admin1
    return [place.lat, place.lon, name, state, place.country]


PHOENIX = Format("Phoenix events: 26 columns, tab-separated, no header", tab_separated(rows, COLUMNS, header=False))

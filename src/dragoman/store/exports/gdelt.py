"""GDELT 2.0 Events: 61 columns, tab-separated, no header.

Source of columns and rules: GDELT Event Codebook 2.0. What GDELT has and we have not (tone, ethnic and religious codes,
the places of the two actors) stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dragoman.record import Event, Record
from dragoman.store.exports import when
from dragoman.store.exports.codes import cameo_actor, country, goldstein, international, roles
from dragoman.store.exports.dyads import Dyad, Party, dyads
from dragoman.store.exports.formats import Chosen, Format, Run, tab_separated
from dragoman.store.exports.ids import BITS_DOUBLE, Ids
from dragoman.store.exports.sentences import in_lead

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR.split()),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    *("DATEADDED", "SOURCEURL"),
)

_NOWHERE: list[object] = [0, *[None] * 7]
_QUADS = {**dict.fromkeys(("01", "02", "03", "04", "05"), 1), **dict.fromkeys(("06", "07", "08", "09"), 2)}
_QUADS |= dict.fromkeys(("10", "11", "12", "13", "14"), 3)
_STATE, _CITY = (5, 2), (4, 3)
_GEO_TYPES = {"country": (1, 1), "admin1": _STATE, "city": _CITY, "point": _CITY}
"""Our precision → GDELT's type of place, in the world and in the United States."""


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row a pair of actor and recipient."""
    for record, event, dyad, id in numbered(chosen, run):
        yield _row(record, event, dyad, id, run)


def numbered(chosen: Iterable[Chosen], run: Run) -> Iterator[tuple[Record, Event, Dyad, int]]:
    """Yield the pairs of each event with their numbers: the same in the events and in the mentions file."""
    ids = Ids(BITS_DOUBLE)
    for record, events in chosen:
        for event in events:
            if not event.cameo:
                run.notes["events without a CAMEO code left out"] += 1
                continue
            for part, dyad in enumerate(dyads(record, event)):
                yield record, event, dyad, ids.new(event.id, part)
    run.notes["ids met another and took the next free number"] += ids.collisions


def _row(record: Record, event: Event, dyad: Dyad, id: int, run: Run) -> list[object]:
    code, told, day = event.cameo or "", run.told(event), run.day(event)
    return [
        id,
        day and f"{day:%Y%m%d}",
        when.common(event, 6),
        when.common(event, 4),
        day and fraction(day),
        *_actor(dyad[0]),
        *_actor(dyad[1]),
        int(in_lead(record, event.sentence)),
        code,
        code[:3],
        code[:2],
        quad(code),
        goldstein(code, "gdelt"),
        told.mentions,
        told.sources,
        told.articles,
        None,
        *_NOWHERE,
        *_NOWHERE,
        *_place(event),
        added(record),
        record.document.source or record.document.id,
    ]


def quad(code: str) -> int:
    """Return the class that GDELT gives a CAMEO code by its root; protest (14) is verbal there, inquiry (09) material.

    Source: the headings of GDELT's list of event codes.
    """
    return _QUADS.get(code[:2], 4)


def fraction(day: date) -> str:
    """Return the year and how much of it is over by GDELT's reckoning, below 1.

    The codebook's (month * 30 + day) / 365 stays below 1, as it says it does, only with the months that are over.
    """
    return f"{day.year + min((30 * (day.month - 1) + day.day) / 365, 0.9999):.4f}"


def added(record: Record) -> str | None:
    """Return the day of publication at midnight as YYYYMMDDHHMMSS: the nearest that we have to GDELT's update time."""
    published = (record.document.published or "").replace("-", "")
    return f"{published[:8]}000000" if len(published) >= 8 else None


def _actor(party: Party | None) -> list[object]:
    if party is None:
        return [None] * 10
    abroad = international().get(party.country)
    types = [*([abroad["type"]] if abroad else []), *roles(party.sectors)]
    return [
        cameo_actor(party.country, party.sectors),
        party.name.upper(),
        abroad["country"] if abroad else country(party.country, "cameo"),
        abroad["known_group"] if abroad else None,
        *[None] * 3,
        *[*types, None, None, None][:3],
    ]


def _place(event: Event) -> list[object]:
    place = event.place
    if place is None or place.precision == "unknown":
        return _NOWHERE
    fips = country(place.country, "fips")
    kind = _GEO_TYPES.get(place.precision)
    is_country = place.precision == "country"
    state = None if is_country else country(place.country, "name")
    return [
        kind[place.country == "USA"] if kind else None,
        ", ".join(dict.fromkeys(filter(None, (place.name, place.admin1, state)))),
        fips,
        fips if is_country else None,
        None,
        place.lat,
        place.lon,
        fips if is_country else None,
    ]


GDELT = Format("GDELT 2.0 events: 61 columns, tab-separated, no header", tab_separated(rows, COLUMNS, header=False))

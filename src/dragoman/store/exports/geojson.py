"""GeoJSON (RFC 7946): a point an event whose coordinates are known; how precise they are stands in its properties."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import IO

from dragoman.record import Event
from dragoman.store.exports.formats import Chosen, Format, Run
from dragoman.store.exports.json_lines import dump
from dragoman.view.flat import TABLES


def write(chosen: Iterable[Chosen], stream: IO[str], run: Run) -> None:
    """Write a feature collection; events without coordinates are left out and counted in the run's notes."""
    stream.write('{"type":"FeatureCollection","features":[')
    separator = "\n"
    for record, events in chosen:
        rows = {row["id"]: row for row in TABLES["events"](record)}
        for event in events:
            point = coordinates(event)
            if point is None:
                run.notes["events without coordinates left out"] += 1
                continue
            told = run.told(event)
            properties = {name: value for name, value in rows[event.id].items() if name not in ("lat", "lon")}
            properties |= {"n_mentions": told.mentions, "n_sources": told.sources, "n_articles": told.articles}
            feature = {
                "type": "Feature",
                "id": event.id,
                "geometry": {"type": "Point", "coordinates": point},
                "properties": properties,
            }
            stream.write(separator + dump(feature))
            separator = ",\n"
    stream.write("\n]}\n")


def coordinates(event: Event) -> list[float] | None:
    """Return longitude and latitude, where both are known and on the globe."""
    place = event.place
    if place is None or place.lat is None or place.lon is None:
        return None
    if not (math.isfinite(place.lat) and math.isfinite(place.lon) and abs(place.lat) <= 90 and abs(place.lon) <= 180):
        return None
    return [place.lon, place.lat]


GEOJSON = Format("GeoJSON: a point an event whose coordinates are known", write)

"""Texts and events of our own for the tests of this room."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dragoman.view.flat import arrow_schema

RAID = (
    "Gunmen on motorcycles attacked a market in Damboa on Monday, killing at least 12 people and abducting seven "
    "traders, police said. A police spokesman said the attackers opened fire on shoppers shortly after noon. The raid "
    "was the third in Borno state this month. No group has claimed responsibility for the attack. The Nigerian "
    "government condemned the killings and promised to send more troops to Borno. The United Nations urged Nigeria to "
    "protect civilians."
)
RAID_RETOLD = (
    "At least 12 people were killed when armed men stormed a market in Nigeria's Borno state, officials said on "
    "Tuesday. Seven traders were kidnapped in Monday's assault in Damboa. Nigeria's government has denounced the "
    "attack and the United Nations called for the protection of civilians."
)
STRIKE = (
    "Dockers at Piraeus walked off the job on Tuesday in a dispute over night shifts, leaving four container ships at "
    "anchor in the Saronic Gulf. Greece's shipping ministry asked the union to return to talks. The union said its "
    "members would stay out until the port authority withdrew a new roster."
)
WEATHER = (
    "Weather in {town}: sunny with a high of {high} degrees and light winds from the west on {day}. Rain is expected "
    "to move in from the coast overnight, clearing by morning, the national weather service said in its daily bulletin "
    "for the region and the neighbouring districts. Farmers are advised to bring in hay before the evening."
)


def documents(*rows: tuple[str, str, str | None], titles: dict[str, str] | None = None) -> pa.Table:
    """Return a table of documents from (id, text, published); the outlet is "Outlet" and the id."""
    return pa.table(
        {
            "id": pa.array([row[0] for row in rows], pa.string()),
            "text": pa.array([row[1] for row in rows], pa.string()),
            "title": pa.array([(titles or {}).get(row[0]) for row in rows], pa.string()),
            "published": pa.array([row[2] for row in rows], pa.string()),
            "outlet": pa.array([f"Outlet {row[0]}" for row in rows], pa.string()),
        }
    )


def event(id: str, document: str, **fields: Any) -> dict[str, Any]:
    """Return a flat row of an attack by Nigerian gunmen on civilians in Damboa on 13 May 2024, changed by `fields`."""
    row: dict[str, Any] = dict.fromkeys(arrow_schema("events").names)
    return row | {
        "id": id, "document_id": document, "outlet": f"Outlet {document}", "published": "2024-05-14",
        "type": "ASSAULT", "mode": "firearms", "quad": 4, "actor_codes": "NGA UAF", "recipient_codes": "NGA CVL",
        "auxiliary": "", "date_start": "2024-05-13", "date_end": "2024-05-13", "date_precision": "day",
        "date_basis": "weekday", "place": "Damboa", "place_country": "NGA", "lat": 11.16, "lon": 12.76,
        "place_precision": "city", "place_basis": "clause", "confidence": 0.9,
    } | fields  # fmt: skip


def killed(low: int, best: int | None = None, high: int | None = None) -> dict[str, int | None]:
    """Return the columns of a number of dead; one number alone is exact."""
    best = low if best is None else best
    return {"killed_low": low, "killed_best": best, "killed_high": best if high is None else high}


def events(*rows: dict[str, Any]) -> pa.Table:
    """Return a table of flat events."""
    return pa.Table.from_pylist(list(rows), schema=arrow_schema("events"))


def one_story(*ids: str, copies: dict[str, str] | None = None) -> pa.Table:
    """Return what `find_copies` says of documents of one story."""
    return pa.table(
        {
            "document_id": list(ids),
            "story": [ids[0]] * len(ids),
            "copy_of": pa.array([(copies or {}).get(i) for i in ids], pa.string()),
            "n_copies": [0] * len(ids),
            "why": pa.array([None] * len(ids), pa.string()),
        }
    )

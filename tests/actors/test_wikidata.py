"""Wikidata: small files in the true form of its dumps and query results become rows with Q-ids."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.actors.checking import overlay_mistakes
from dragoman.actors.overlay import write
from dragoman.actors.wikidata import NotWikidata, read


def item(qid: str) -> dict[str, Any]:
    return {"type": "wikibase-entityid", "value": {"entity-type": "item", "numeric-id": int(qid[1:]), "id": qid}}


def time(day: str, precision: int = 11) -> dict[str, Any]:
    model = "http://www.wikidata.org/entity/Q1985727"
    value = {"time": f"+{day}T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": precision}
    return {"type": "time", "value": value | {"calendarmodel": model}}


def claim(prop: str, value: dict[str, Any], rank: str = "normal", **qualifiers: dict[str, Any]) -> dict[str, Any]:
    snak = {"snaktype": "value", "property": prop, "datavalue": value}
    found = {name: [{"snaktype": "value", "property": name, "datavalue": v}] for name, v in qualifiers.items()}
    return {"mainsnak": snak, "type": "statement", "rank": rank, "qualifiers": found}


def entity(qid: str, label: str, aliases: tuple[str, ...] = (), **claims: list[dict[str, Any]]) -> dict[str, Any]:
    names = {"en": [{"language": "en", "value": a} for a in aliases]} if aliases else []
    labels = {"en": {"language": "en", "value": label}}
    return {"type": "item", "id": qid, "labels": labels, "descriptions": {}, "aliases": names, "claims": claims}


HELD = claim("P39", item("Q30"), P580=time("2019-03-01"), P582=time("2021-00-00", 9))
DUMP = [
    entity("Q10", "Ada Exemplo", ("A. Exemplo",), P31=[claim("P31", item("Q5"))], P39=[HELD]),
    entity("Q30", "Minister of Foreign Affairs of Kenya", P1001=[claim("P1001", item("Q114"))]),
    entity("Q114", "Kenya", P298=[claim("P298", {"type": "string", "value": "KEN"})]),
    entity("Q40", "Harbour Party", P31=[claim("P31", item("Q7278"))], P17=[claim("P17", item("Q114"))]),
    entity("Q41", "Old Claim", P31=[claim("P31", item("Q7278"), rank="deprecated")], P17=[claim("P17", item("Q114"))]),
    entity("Q42", "A river", P31=[claim("P31", item("Q4022"))]),
]


def dump(path: Path, opener: Any = open) -> Path:
    with opener(path, "wt", encoding="utf-8") as handle:
        handle.write("[\n" + ",\n".join(json.dumps(e) for e in DUMP) + "\n]\n")
    return path


@pytest.mark.parametrize(("name", "opener"), [("d.json", open), ("d.json.gz", gzip.open), ("d.json.bz2", bz2.open)])
def test_a_dump_gives_terms_of_office_and_bodies(tmp_path: Path, name: str, opener: Any) -> None:
    rows = list(read(dump(tmp_path / name, opener)))
    assert [(r["name"], r["code"], r["sector"], r["kind"], r["wikidata"]) for r in rows] == [
        ("Ada Exemplo", "KEN", "GOV", "person", "Q10"),
        ("Harbour Party", "KEN", "PTY", "organisation", "Q40"),
    ]
    assert rows[0]["aliases"] == "A. Exemplo"
    assert (rows[0]["role"], rows[0]["start"], rows[0]["end"]) == ("minister", "2019-03-01", "2021")


def test_the_rows_make_a_sound_table(tmp_path: Path) -> None:
    path = tmp_path / "wikidata.csv"
    assert write(read(dump(tmp_path / "d.json")), path) == 2
    assert list(overlay_mistakes(path)) == []


def test_a_query_result_gives_the_same_rows(tmp_path: Path) -> None:
    def cell(value: str, kind: str = "literal") -> dict[str, str]:
        return {"type": kind, "value": value}

    base = "http://www.wikidata.org/entity/"
    person = {
        "item": cell(base + "Q10", "uri"),
        "itemLabel": cell("Ada Exemplo"),
        "iso3": cell("KEN"),
        "positionLabel": cell("Minister of Foreign Affairs of Kenya"),
        "start": cell("2019-03-01T00:00:00Z"),
    }
    party = {"item": cell(base + "Q40"), "itemLabel": cell("Harbour Party"), "iso3": cell("KEN")}
    result = {"head": {"vars": []}, "results": {"bindings": [person, party | {"class": cell(base + "Q7278")}]}}
    path = tmp_path / "query.json"
    path.write_text(json.dumps(result), encoding="utf-8")
    rows = list(read(path))
    assert [(r["name"], r["code"], r["sector"], r["start"]) for r in rows] == [
        ("Ada Exemplo", "KEN", "GOV", "2019-03-01"),
        ("Harbour Party", "KEN", "PTY", ""),
    ]


@pytest.mark.parametrize("text", ["name,code\n", '[\n{"id": "Q1", broken\n', '{"head": {}, "results": {}}'])
def test_what_is_no_wikidata_is_refused_with_the_reason(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotWikidata, match="file"):
        list(read(path))

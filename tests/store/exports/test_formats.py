"""Each file loads in the reader that its users have, with the names and types that their scripts set."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx
import pandas as pd
import polars as pl
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from dragoman.record import Document, Place, Record
from dragoman.store.exports import FORMATS, acled, export, gdelt, gdelt_mentions, icews, phoenix, polecat
from dragoman.view.flat import columns
from tests.store.exports.samples import TEXT, event, file, record, span, written

DOCS = Path(__file__).resolve().parents[3] / "docs" / "exports.md"

# As published for the datasets; written out here once more, since the columns are what scripts rely on.
GDELT = """
GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode
Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code
Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass
GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode
Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName
Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat
ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL""".split()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone
MentionDocTranslationInfo Extras""".split()
ICEWS = (
    "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, "
    "Target Name, Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, "
    "Country, Latitude, Longitude"
).split(", ")
POLECAT = (
    "Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name, Actor Country, "
    "Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID, Recipient Name, "
    "Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title, "
    "Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude, "
    "GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations, "
    "Story Locations, Language, Version"
).split(", ")
PHOENIX = """EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute
TargetActorFull TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode PentaClass
GoldsteinScore Issues Lat Lon LocationName StateName CountryCode SentenceID URLs NewsSources""".split()
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp""".split()


@pytest.mark.parametrize(
    ("ours", "theirs", "number"),
    [
        (gdelt.COLUMNS, GDELT, 61),
        (gdelt_mentions.COLUMNS, MENTIONS, 16),
        (icews.COLUMNS, ICEWS, 20),
        (polecat.COLUMNS, POLECAT, 40),
        (phoenix.COLUMNS, PHOENIX, 26),
        (acled.COLUMNS, ACLED, 31),
    ],
)
def test_columns_are_exactly_the_published_ones(ours: tuple[str, ...], theirs: list[str], number: int) -> None:
    assert list(ours) == theirs
    assert len(theirs) == number


def read_gdelt(path: Path) -> pd.DataFrame:
    """As the common readers do: no header, the names, codes as text, the rest as pandas finds it."""
    codes = {name: str for name in GDELT if name.endswith("Code")}
    return pd.read_csv(path, sep="\t", header=None, names=GDELT, index_col=False, dtype=codes, encoding="utf-8")


def test_gdelt_loads_in_pandas_with_numbers_as_numbers(tmp_path: Path) -> None:
    frame = read_gdelt(file([record()], "gdelt", tmp_path / "20240302.export.CSV"))
    assert frame.shape == (4, 61)
    assert str(frame.GLOBALEVENTID.dtype) == "int64"
    assert frame.GLOBALEVENTID.is_unique
    first = frame.iloc[0]
    assert (first.SQLDATE, first.MonthYear, first.Year, first.FractionDate) == (20240301, 202403, 2024, 2024.1671)
    assert (first.Actor1Code, first.Actor1CountryCode, first.Actor1Type1Code) == ("PERCOP", "PER", "COP")
    assert (first.Actor2Code, first.Actor2Type1Code, first.Actor2Type2Code) == ("PEREDULAB", "EDU", "LAB")
    assert (first.EventCode, first.EventBaseCode, first.EventRootCode) == ("175", "175", "17")
    assert (first.QuadClass, first.GoldsteinScale, first.IsRootEvent) == (4, -9.0, 1)
    assert (first.ActionGeo_Type, first.ActionGeo_CountryCode, first.ActionGeo_Lat) == (4, "PE", -12.05)
    assert (first.ActionGeo_FullName, first.DATEADDED) == ("Lima, Peru", 20240302000000)
    assert first.SOURCEURL == "https://news.example/a?id=1"
    assert list(frame.EventCode) == ["175", "194", "040", "040"]
    assert frame[["AvgTone", "Actor1EthnicCode", "Actor1Religion1Code"]].isna().all().all()


def test_gdelt_says_no_day_where_only_the_month_is_known(tmp_path: Path) -> None:
    frame = read_gdelt(file([record()], "gdelt", tmp_path / "x.CSV"))
    assert pd.isna(frame.SQLDATE[1])
    assert pd.isna(frame.FractionDate[1])
    assert (frame.MonthYear[1], frame.Year[1]) == (202402, 2024)
    assert frame.FractionDate[2] == 2024.9890 < 2025


def test_gdelt_has_the_protest_and_the_inquiry_in_its_own_quad_classes() -> None:
    events = [
        event("fired", "PROTEST", cameo="141", quad=4, actor=["a2"]),
        event("met", "ACCUSE", cameo="090", quad=3, actor=["a6"], recipient=["a7"]),
    ]
    rows = [line.split("\t") for line in written([record(events=events)], "gdelt").splitlines()]
    assert [row[29] for row in rows] == ["3", "2"]
    assert rows[1][15:25] == ["IGOUNO", "UNITED NATIONS", "", "UNO", "", "", "", "IGO", "", ""]


def test_mentions_join_the_events_and_point_into_the_text(tmp_path: Path) -> None:
    events = read_gdelt(file([record()], "gdelt", tmp_path / "e"))
    frame = pd.read_csv(file([record()], "gdelt-mentions", tmp_path / "m"), sep="\t", header=None, names=MENTIONS)
    assert list(frame.GLOBALEVENTID) == list(events.GLOBALEVENTID)
    first = frame.iloc[0]
    assert TEXT[int(first.Actor1CharOffset) :].startswith("Riot police")
    assert TEXT[int(first.Actor2CharOffset) :].startswith("teachers")
    assert TEXT[frame.ActionCharOffset[1] :].startswith("shelled")
    assert (first.MentionType, first.MentionSourceName, first.Confidence) == (1, "news.example", 91)
    assert first.MentionDocLen == len(TEXT)
    assert first.Extras == record().events[0].id
    for name in ("SentenceID", "MentionType", "InRawText", "Confidence", "MentionTimeDate"):
        assert str(frame[name].dtype) == "int64"


def test_what_is_no_address_is_a_citation() -> None:
    for source in ("http://[", "news/a.txt", None):
        story = record(document=Document(id="d1", source=source, outlet="Example Wire", text=TEXT))
        row = written([story], "gdelt-mentions").splitlines()[0].split("\t")
        assert row[3:6] == ["2", "Example Wire", source or "d1"]


def fits(text: str, kind: str) -> bool:
    """Whether `readr` reads a cell as a column type: NA, or a value without a parsing failure."""
    patterns = {
        "character": r".*",
        "integer": r"-?\d{1,10}",
        "double": r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
        "date": r"\d{4}-\d{2}-\d{2}",
    }
    if text in ("", "NA"):
        return True
    return bool(re.fullmatch(patterns[kind], text)) and (kind != "integer" or abs(int(text)) < 2**31)


def test_icews_has_the_column_types_that_its_r_package_sets() -> None:
    types = {
        "Event ID": "integer",
        "Event Date": "date",
        "Intensity": "double",
        "Story ID": "integer",
        "Sentence Number": "integer",
        "Latitude": "double",
        "Longitude": "double",
    }
    header, *rows = (line.split("\t") for line in written([record()], "icews").splitlines())
    assert header == ICEWS
    assert len(rows) == 4
    for row in rows:
        assert len(row) == 20
        for name, text in zip(header, row, strict=True):
            assert fits(text, types.get(name, "character")), (name, text)
    assert len({row[0] for row in rows}) == len(rows)


def test_icews_writes_labels_sectors_and_states_as_there(tmp_path: Path) -> None:
    path = file([record()], "icews", tmp_path / "events.tab")
    frame = pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype={"CAMEO Code": str})
    assert list(frame["CAMEO Code"]) == ["175", "194", "040", "040"]
    assert frame["Event Text"][0] == "Use tactics of violent repression"
    assert frame["Source Sectors"][0] == "Government,Police"
    assert frame["Target Sectors"][0] == "Education,Labor"
    assert (frame["City"][0], frame["Country"][0], frame["Latitude"][0]) == ("Lima", "Peru", -12.05)
    assert str(frame["Event ID"].dtype) == "int64"


def test_polecat_loads_with_and_without_none_as_missing(tmp_path: Path) -> None:
    path = file([record()], "polecat", tmp_path / "polecat.txt")
    as_text = pd.read_csv(path, sep="\t", keep_default_na=False)
    assert list(as_text.columns) == POLECAT
    assert (as_text != "").all().all()
    assert as_text["Recipient Name"][1] == "rebels"
    assert as_text["Recipient COW"][1] == "None"
    assert (as_text["Actor COW"][0], as_text["Quad Code"][0], as_text["Intensity"][0]) == (
        135,
        "MATERIAL CONFLICT",
        -7.5,
    )
    assert as_text["Recipient Sectors"][0] == "EDU;LAB"
    as_missing = pl.read_csv(path, separator="\t", null_values="None", quote_char=None)
    assert as_missing.width == 40
    assert as_missing["Latitude"].dtype == pl.Float64
    assert as_missing["Event ID"].n_unique() == as_missing.height == 4
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="ISO-8859-1")), delimiter="\t"))
    assert {len(row) for row in rows} == {40}


def test_phoenix_loads_with_the_names_that_r_readers_set(tmp_path: Path) -> None:
    codes = dict.fromkeys(("EventCode", "EventRootCode", "Date", "Month", "Day"), str)
    path = file([record()], "phoenix", tmp_path / "events.full.20240302.txt")
    frame = pd.read_csv(path, sep="\t", header=None, names=PHOENIX, dtype=codes)
    assert frame.shape == (4, 26)
    first = frame.iloc[0]
    assert (first.Date, first.Year, first.Month, first.Day) == ("20240301", 2024, "03", "01")
    assert list(first[5:13].fillna("")) == ["PERCOP", "PER", "COP", "", "PEREDULAB", "PER", "EDU", "LAB"]
    assert (first.PentaClass, first.GoldsteinScore, first.Issues) == (4, -9.0, "repression,1")
    assert list(frame.iloc[1, 9:13].fillna("")) == ["REB", "", "", "REB"]
    assert frame.EventID.max() < 2**31
    assert first.SentenceID == "d1_1"


def test_petrarch2_leaves_the_address_out_where_there_is_none() -> None:
    lines = [line.split("\t") for line in written([record()], "petrarch2").splitlines()]
    assert lines[0] == [
        *("20240301", "PERCOP", "PEREDULAB", "175", "repression,1", "d1_1"),
        *("https://news.example/a?id=1", "Example Wire"),
    ]
    assert lines[1][:3] == ["---", "PERMIL", "REB"]
    offline = record(document=Document(id="d1", text=TEXT), events=[event("camp", "ASSAULT", cameo="190")])
    assert written([offline], "petrarch2") == "---\t---\t---\t190\t\td1_1\t---\n"


def test_plover_has_what_the_manual_requires_and_nothing_empty() -> None:
    events = [json.loads(line) for line in written([record()], "plover").splitlines()]
    assert [e["event"] for e in events] == ["ASSAULT", "ASSAULT", "CONSULT"]
    first = events[0]
    assert {"id", "date", "actor", "event"} <= first.keys()
    assert first["recipient"] == [{"code": "PER", "sector": ["EDU", "LAB"], "entity_text": "teachers"}]
    assert first["event_loc"]["resolution"] == 4
    assert first["size"] == {"injured": 4}
    assert TEXT[first["text_info"]["start"] : first["text_info"]["end"]].startswith(first["text"])
    assert (events[1]["date"], events[1]["enddate"]) == ("2024-02-01", "2024-02-29")
    assert not any(value in (None, "", [], {}) for e in events for name, value in e.items() if name != "date")


def test_acled_shape_holds_the_acts_that_fit(tmp_path: Path) -> None:
    frame = pd.read_csv(file([record()], "acled", tmp_path / "acts.csv"))
    assert list(frame.columns) == ACLED
    assert list(frame.event_type) == ["Protests", "Explosions/Remote violence"]
    assert list(frame.sub_event_type) == ["Protest with intervention", "Shelling/artillery/missile attack"]
    assert list(frame.time_precision) == [1, 3]
    assert (frame.iso[0], frame.geo_precision[0], frame.inter1[0]) == (604, 1, "State forces")
    assert (frame.fatalities[1], frame.event_date[1]) == (2, "2024-02-01")
    assert pd.isna(frame.fatalities[0])


@pytest.mark.parametrize(
    ("recipient", "kind", "sub"),
    [
        (["a2"], "Violence against civilians", "Attack"),
        (["a4"], "Battles", "Armed clash"),
        ([], "", ""),
    ],
)
def test_who_is_attacked_decides_between_battle_and_violence_against_civilians(
    recipient: list[str], kind: str, sub: str
) -> None:
    attack = event("fired", "ASSAULT", mode="firearms", cameo="193", actor=["a3"], recipient=recipient)
    (row,) = csv.DictReader(io.StringIO(written([record(events=[attack])], "acled")))
    assert (row["event_type"], row["sub_event_type"]) == (kind, sub)
    assert row["civilian_targeting"] == ("Civilian targeting" if recipient == ["a2"] else "")


@pytest.mark.parametrize("table", FORMATS["csv"].tables)
def test_our_tables_load_in_pandas_polars_arrow_and_duckdb(table: str, tmp_path: Path) -> None:
    import duckdb

    path = file([record()], "csv", tmp_path / "t.csv", table=table)
    parquet = tmp_path / "t.parquet"
    file([record()], "parquet", parquet, table=table)
    frame = pd.read_csv(path)
    assert list(frame.columns)[: len(columns(table))] == columns(table)
    assert list(frame.columns) == pq.read_table(parquet).column_names
    assert len(frame) == pl.read_csv(path).height == pyarrow.csv.read_csv(path).num_rows
    assert len(frame) == pq.read_table(parquet).num_rows == pl.read_parquet(parquet).height
    assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(len(frame),)]


def test_geojson_loads_in_geopandas_with_precision(tmp_path: Path) -> None:
    import geopandas

    path = file([record()], "geojson", tmp_path / "events.geojson")
    frame = geopandas.read_file(path)
    assert len(frame) == 1
    assert (frame.geometry[0].x, frame.geometry[0].y) == (-77.04, -12.05)
    assert (frame.place_precision[0], frame.place_basis[0], frame["type"][0]) == ("city", "clause", "ASSAULT")
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize("lat", [None, float("nan"), 91.0, float("inf")])
def test_a_place_off_the_globe_is_no_point(lat: float | None) -> None:
    nowhere = event("fired", "ASSAULT", place=Place(name="x", lat=lat, lon=1.0))
    assert json.loads(written([record(events=[nowhere])], "geojson"))["features"] == []


def test_graphml_loads_in_networkx_with_one_edge_a_pair(tmp_path: Path) -> None:
    graph: Any = networkx.read_graphml(file([record(), second()], "graphml", tmp_path / "g.graphml"))
    assert graph.is_directed()
    names = networkx.get_node_attributes(graph, "name")
    assert sorted(names.values()) == [
        *("Peru's army", "Riot police", "foreign ministers", "foreign ministers", "rebels", "teachers"),
    ]
    edges = [(names[one], names[other], data) for one, other, data in graph.edges(data=True)]
    assert len(edges) == 5
    gas = [data for one, other, data in edges if (one, other) == ("Riot police", "teachers")]
    assert [(d["type"], d["mode"], d["quad"], d["score"], d["date"]) for d in gas] == [
        ("ASSAULT", "crowd-control", 4, -7.5, "2024-03-01")
    ] * 2
    assert {d["document"] for d in gas} == {"d1", "d2"}


def test_graphml_of_dyads_counts(tmp_path: Path) -> None:
    graph: Any = networkx.read_graphml(
        file([record(), second()], "graphml", tmp_path / "g.graphml", table="dyads"), force_multigraph=True
    )
    weights = sorted(data["weight"] for _, _, data in graph.edges(data=True))
    assert weights == [1.0, 1.0, 1.0, 2.0]


def second() -> Record:
    """The gas once more, told by another document as a happening of its own."""
    other = record(document=Document(id="d2", text=TEXT), statements=[], commitments=[])
    other.events = other.events[:1]
    other.events[0].id = "fedcba9876543210"
    return other


def test_label_studio_counts_code_points_and_its_labels_are_in_the_documented_interface() -> None:
    (task,) = json.loads(written([record()], "labelstudio"))
    assert task["data"]["text"] == TEXT
    results = task["predictions"][0]["result"]
    spans = {r["id"]: r for r in results if r["type"] == "labels"}
    for r in spans.values():
        value = r["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert span("shelled")[0] > TEXT.index("📢")
    assert {"ASSAULT", "CONSULT", "ACCUSE"} <= {label for r in spans.values() for label in r["value"]["labels"]}
    interface = DOCS.read_text(encoding="utf-8")
    for r in results:
        if r["type"] == "relation":
            assert r["from_id"] in spans
            assert r["to_id"] in spans
        for label in r.get("labels") or r["value"]["labels"]:
            assert f'value="{label}"' in interface
    assert len(spans) == sum(r["type"] == "labels" for r in results)


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "parquet"])
def test_no_record_gives_an_empty_but_valid_file(format: str) -> None:
    text = written([], format)
    if format in ("geojson", "labelstudio"):
        json.loads(text)
    elif format == "graphml":
        assert networkx.parse_graphml(text).number_of_nodes() == 0
    else:
        assert text.count("\n") == (1 if format in ("icews", "polecat", "acled", "csv") else 0)


def test_an_unknown_format_or_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        export([], "xml", io.StringIO())
    with pytest.raises(ValueError, match="it has events"):
        export([], "gdelt", io.StringIO(), table="actors")


def test_the_formats_load_nothing_heavy() -> None:
    code = (
        "import sys, dragoman.store.exports; print([m for m in ('pyarrow', 'deltalake', 'duckdb') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"

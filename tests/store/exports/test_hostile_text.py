"""Whatever stands in a text, rows and columns stay what they are."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import msgspec
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Actor, Document, Place, Record
from dragoman.store.exports import acled, gdelt, gdelt_mentions, icews, phoenix, polecat
from dragoman.store.exports.text import cell, one_line, unquoted, whole
from tests.store.exports.samples import TEXT, event, record, written

NASTY = st.text(
    st.one_of(
        st.sampled_from("\t\n\r\x00\"'\\,;|\x0b\x0c\x1c\x85\u2028\u2029\ufeff\u00a0📢é\x1b<&]"),
        st.characters(codec="utf-8"),
        st.characters(categories=["Cs"]),
    ),
    max_size=12,
)
TABS = {
    "gdelt": (gdelt.COLUMNS, False),
    "gdelt-mentions": (gdelt_mentions.COLUMNS, False),
    "icews": (icews.COLUMNS, True),
    "polecat": (polecat.COLUMNS, True),
    "phoenix": (phoenix.COLUMNS, False),
}


@st.composite
def hostile(draw: st.DrawFn) -> Record:
    """A record with hostile text in every field that is text."""
    prefix = draw(NASTY)
    moved = len(prefix)
    story = record()
    events = [
        msgspec.structs.replace(
            e,
            mode=draw(NASTY),
            contexts=[draw(NASTY)],
            trigger=(e.trigger[0] + moved, e.trigger[1] + moved),
            sentence=(0, e.sentence[1] + moved),
            place=Place(name=draw(NASTY), country=draw(NASTY), admin1=draw(NASTY), lat=1.5, lon=2.5, precision="city"),
            why=[draw(NASTY)],
        )
        for e in story.events
    ]
    actors = [Actor(key=a.key, name=draw(NASTY), codes=a.codes, role=draw(NASTY)) for a in story.actors]
    document = Document(
        id=draw(NASTY),
        source=draw(st.one_of(NASTY, NASTY.map("https://".__add__))),
        title=draw(NASTY),
        outlet=draw(NASTY),
        published=draw(NASTY),
        language=draw(NASTY),
        text=prefix + TEXT,
    )
    return record(document=document, actors=actors, events=events, statements=[], commitments=[])


@settings(max_examples=40, deadline=None)
@given(story=hostile())
@pytest.mark.parametrize("format", sorted(TABS))
def test_tab_separated_files_keep_their_rows_and_columns_in_every_reader(format: str, story: Record) -> None:
    names, header = TABS[format]
    plain = written([record()], format)
    text = written([story], format)
    text.encode("utf-8")
    lines = text.split("\n")
    assert len(lines) == len(plain.split("\n")) == len(text.splitlines()) + 1
    assert {line.count("\t") for line in lines[:-1]} == {len(names) - 1}
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        frame = pd.read_csv(
            io.StringIO(text), sep="\t", header=0 if header else None, names=names, quoting=quoting, dtype=str
        )
        assert frame.shape == (len(lines) - 1 - header, len(names))
    assert len(list(csv.reader(io.StringIO(text), delimiter="\t", quotechar="'"))) == len(lines) - 1


@settings(max_examples=40, deadline=None)
@given(story=hostile())
def test_petrarch2_lines_have_seven_or_eight_columns(story: Record) -> None:
    text = written([story], "petrarch2")
    assert len(text.splitlines()) == 4
    assert {line.count("\t") for line in text.splitlines()} <= {6, 7}


@settings(max_examples=40, deadline=None)
@given(story=hostile())
def test_comma_separated_files_keep_one_line_a_row(story: Record) -> None:
    for format, n_rows, n_columns in (("acled", None, len(acled.COLUMNS)), ("csv", 3, None)):
        text = written([story], format)
        text.encode("utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == len(text.splitlines())
        assert {len(row) for row in rows} == {n_columns or len(rows[0])}
        assert n_rows is None or len(rows) == n_rows + 1
        assert pd.read_csv(io.StringIO(text)).shape == (len(rows) - 1, len(rows[0]))


@settings(max_examples=40, deadline=None)
@given(story=hostile())
def test_json_and_xml_stay_whole(story: Record) -> None:
    for line in written([story], "plover").splitlines():
        json.loads(line.encode())
    (task,) = json.loads(written([story], "labelstudio").encode())
    assert len(task["data"]["text"]) == len(story.document.text)
    for result in task["predictions"][0]["result"]:
        if result["type"] == "labels":
            value = result["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    assert len(json.loads(written([story], "geojson").encode())["features"]) == 3
    ElementTree.fromstring(written([story], "graphml").encode())


@given(NASTY)
def test_cells_never_break_lines_and_cleaning_is_done_once(text: str) -> None:
    for clean in (one_line, unquoted):
        once = clean(text)
        assert clean(once) == once
        assert len(once.splitlines()) <= 1
        assert "\t" not in once
        once.encode("utf-8")
    assert '"' not in unquoted(text)
    assert len(whole(text)) == len(text)


def test_a_clean_text_is_left_alone() -> None:
    assert one_line('Peru\'s "army", 5 km – 📢') == 'Peru\'s "army", 5 km – 📢'
    assert cell(None, "None") == cell("", "None") == cell('"', "None") == "None"
    assert cell(-7.5) == "-7.5"
    assert cell("'Abu' said") == "Abu' said"


def test_a_control_character_leaves_offsets_where_they_are() -> None:
    assert whole("a\x00b\ud800c") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"
    assert event("fired", "ASSAULT").trigger == (12, 17)

"""What people see of a record: terminal, page and flat tables."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from dragoman.record import (
    Actor,
    Commitment,
    Document,
    Event,
    Furniture,
    Problem,
    Quantity,
    Record,
    Statement,
)
from dragoman.view.flat import TABLES, arrow_schema, columns
from dragoman.view.marks import stretches
from dragoman.view.page import page
from dragoman.view.parts import part_view, reasons
from dragoman.view.rows import quantity_text
from dragoman.view.terminal import view

TEXT = "Rebels shelled Bunagana. “We will stop,” a spokesman said.\nRelated Posts"


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return (start, start + len(words))


@pytest.fixture
def record() -> Record:
    document = Document(
        id="d1",
        title="<script>alert(1)</script>",
        text=TEXT,
        furniture=[Furniture(span=span("Related Posts"), kind="related")],
    )
    event = Event(
        id="e1",
        type="ASSAULT",
        mode="heavy-weapons",
        quad=4,
        score=-9.5,
        trigger=span("shelled"),
        sentence=span("Rebels shelled Bunagana."),
        actor=["a1"],
        actor_spans=[span("Rebels")],
        killed=Quantity(low=3, best=3, high=3),
        why=["table: shell + obj → ASSAULT"],
    )
    statement = Statement(
        id="s1",
        kind="direct",
        speaker=["a1"],
        source=[span("a spokesman")],
        cue=span("said"),
        content=[span("“We will stop,”")],
    )
    commitment = Commitment(id="c1", kind="pledge", by=["a1"], content=span("“We will stop,”"))
    actor = Actor(key="a1", name="Rebels", codes=["COD REB"], mentions=[span("Rebels")], why="role noun: rebel")
    return Record(document=document, actors=[actor], events=[event], statements=[statement], commitments=[commitment])


def printed(what: object) -> str:
    out = io.StringIO()
    Console(file=out, width=220).print(what, highlight=False)
    return out.getvalue()


def test_the_terminal_view_tells_who_did_said_and_promised_what(record: Record) -> None:
    text = printed(view(record))
    for expected in ("Rebels [COD REB]", "ASSAULT heavy-weapons", "killed 3", "direct: said", "pledge", "We will stop"):
        assert expected in text


def test_the_terminal_view_of_a_document_with_a_problem_says_why(record: Record) -> None:
    record.document.problem = Problem(stage="reading", reason="the text is empty")
    assert "not coded (reading): the text is empty" in printed(view(record))


def test_control_characters_of_a_text_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in printed(view(Record(document=Document(id="x", text="a \x1b[2J b"))))


def test_the_page_runs_nothing_of_the_article(record: Record) -> None:
    html = "".join(page([record]))
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert not re.search(r'(?:src|href)\s*=\s*"(?:https?:)?//', html)
    assert "default-src 'none'" in html


def test_the_page_marks_the_evidence(record: Record) -> None:
    html = "".join(page([record]))
    assert '<mark class="conflict">shelled</mark>' in html
    assert '<mark class="furniture">Related Posts</mark>' in html


def test_an_explanation_names_the_table_row_and_the_actor(record: Record) -> None:
    text = printed(reasons(record, record.events[0]))
    assert "table: shell + obj → ASSAULT" in text
    assert "role noun: rebel" in text


@pytest.mark.parametrize("kind", ["events", "statements", "commitments"])
def test_each_part_can_be_shown_alone(record: Record, kind: str) -> None:
    part = getattr(record, kind)[0]
    assert part.id in printed(part_view(record, part))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_flat_rows_have_the_columns_of_their_table(record: Record, table: str) -> None:
    rows = list(TABLES[table](record))
    assert len(rows) == 1
    assert list(rows[0]) == columns(table)
    assert re.fullmatch(r"[a-z0-9_ ]+", " ".join(columns(table)))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_flat_rows_fit_their_arrow_schema(record: Record, table: str) -> None:
    import pyarrow as pa

    built = pa.Table.from_pylist(list(TABLES[table](record)), schema=arrow_schema(table))
    assert built.to_pylist() == list(TABLES[table](record))


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (Quantity(low=3, best=3, high=3), "killed 3"),
        (Quantity(low=29, best=29, high=None), "killed 29 (29–?)"),
        (Quantity(low=24, best=None, high=99), "killed 24–99"),
        (None, ""),
    ],
)
def test_quantities_show_their_bounds(quantity: Quantity | None, expected: str) -> None:
    assert quantity_text("killed", quantity) == expected


spans = (
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(lambda p: (min(p), max(p) + 1)).filter(lambda p: p[1] <= 20)
)


@given(st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_the_marked_article_is_the_whole_article(said: list[tuple[int, int]], furniture: list[tuple[int, int]]) -> None:
    text = "abcdefghij0123456789"
    record = Record(
        document=Document(id="x", text=text, furniture=[Furniture(span=s, kind="other") for s in furniture]),
        statements=[Statement(id="s", kind="direct", content=said)],
    )
    assert "".join(words for words, _ in stretches(record)) == text

"""SQL over a store: what it sees, and that it can do nothing but ask."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.store.views import VIEWS, QueryError
from tests.store.asking import corpus, event


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_an_id_even_in_an_empty_store(view: str, tmp_path: Path) -> None:
    columns = [row["column_name"] for row in corpus(tmp_path, documents=[]).sql(f"DESCRIBE {view}").rows()]
    assert columns[0] == "id"
    assert "batch" not in columns
    assert len(set(columns)) == len(columns)


def test_children_count_once_their_document_is_there(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(id="in"), event(id="torn", batch="never committed")])
    assert [row["id"] for row in asked.sql("SELECT id FROM events").rows()] == ["in"]
    assert [row["id"] for row in asked.events().rows()] == ["in"]


def test_events_know_their_story_and_their_happening(tmp_path: Path) -> None:
    asked = corpus(
        tmp_path,
        events=[event(id="e1"), event(id="e2", document_id="d2")],
        stories=[{"document_id": "d1", "story": "s", "copy_of": "d0"}],
        reports=[{"event_id": "e2", "happening_id": "h"}],
    )
    expected = [("e1", "s", "d0", None), ("e2", None, None, "h")]
    for result in (asked.events(), asked.sql("SELECT * FROM events ORDER BY id")):
        rows = [(r["id"], r["story"], r["copy_of"], r["happening_id"]) for r in result.rows()]
        assert rows == expected


DECIDED = st.tuples(st.sampled_from(["b", "c"]), st.sampled_from(["same", "different", "none"]))


@settings(max_examples=8)
@given(st.lists(DECIDED, max_size=8), st.randoms())
def test_of_decisions_on_a_pair_the_last_counts_unless_it_was_taken_back(
    decided: list[tuple[str, str]], chance: Random
) -> None:
    rows = [
        {"event_a": "a", "event_b": other, "verdict": verdict, "decided": f"2026-01-01T00:00:00.{number:06}+00:00"}
        for number, (other, verdict) in enumerate(decided)
    ]
    chance.shuffle(rows)
    with tempfile.TemporaryDirectory() as folder:
        found = corpus(Path(folder), decisions=rows).sql("SELECT id, verdict FROM decisions").rows()
    last = {f"a:{other}": verdict for other, verdict in decided}
    assert {row["id"]: row["verdict"] for row in found} == {k: v for k, v in last.items() if v != "none"}


def test_dates_are_dates(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(day="2021-10-20"), event(day="no day")])
    months = asked.sql("SELECT month(date_start) AS m FROM events ORDER BY m").rows()
    assert [row["m"] for row in months] == [10, None]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY events TO '{out}'",
        "COPY (SELECT 1 AS x) TO '{own}' (USE_TMP_FILE false)",
        "EXPLAIN ANALYZE COPY (SELECT 1 AS x) TO '{own}' (USE_TMP_FILE false)",
        "EXPLAIN (ANALYZE) COPY (SELECT 1 AS x) TO '{own}' (USE_TMP_FILE false)",
        "ATTACH '{out}' AS other",
        "EXPORT DATABASE '{out}'",
        "CREATE TABLE mine AS SELECT 1",
        "DROP VIEW events",
        "INSERT INTO events VALUES (1)",
        "SET enable_external_access = true",
        "PRAGMA enable_profiling",
        "INSTALL httpfs",
        "SELECT 1; COPY (SELECT 1 AS x) TO '{own}' (USE_TMP_FILE false)",
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM query('COPY (SELECT 1) TO ''{out}''')",
        "WITH a AS (SELECT * FROM read_blob('{secret}')) SELECT * FROM a",
        "",
        "SELEC 1",
        "SELECT * FROM evnts",
    ],
)
def test_what_would_do_more_than_ask_is_refused(sql: str, tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event()])
    own, secret, out = tmp_path / "events.parquet", tmp_path / "secret.csv", tmp_path / "out"
    secret.write_text("a\n1\n")
    before = own.read_bytes()
    with pytest.raises(QueryError):
        asked.sql(sql.format(own=own, secret=secret, out=out, folder=tmp_path)).rows()
    assert own.read_bytes() == before
    assert not out.exists()


def test_the_refusal_names_the_views(tmp_path: Path) -> None:
    asked = corpus(tmp_path)
    with pytest.raises(QueryError, match="documents, events, statements"):
        asked.sql("DELETE FROM events")
    with pytest.raises(QueryError, match="documents, events, statements"):
        asked.sql("SELECT * FROM evnts").rows()


@pytest.mark.parametrize(
    "sql", ["SELECT 1;", "FROM events", "PIVOT events ON type USING count(*)", "DESCRIBE events", "EXPLAIN FROM events"]
)
def test_all_that_only_asks_is_answered(sql: str, tmp_path: Path) -> None:
    result = corpus(tmp_path, events=[event()]).sql(sql)
    assert len(result) == len(result.rows()) == result.arrow().num_rows > 0


def test_a_file_that_went_away_is_told_with_the_remedy(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event()])
    assert len(asked.events()) == 1
    (tmp_path / "events.parquet").unlink()
    with pytest.raises(QueryError, match="open the store again"):
        asked.events().rows()

"""Compacting, checking, repairing and clearing out change no row."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from dragoman.store import appending, schema
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from dragoman.store.repairing import repair
from dragoman.store.upkeep import compact, vacuum
from tests.store.reading import contents
from tests.store.samples import record


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "store")
    for n in (5, 3, 9):
        store.append([record(n), record(n + 10)], run="r1")
    store.add("failures", [{"id": "f1", "source": "nowhere.txt", "stage": "reading", "reason": "no such file"}])
    for n in range(2):
        store.add(
            "decisions", [{"event_a": "a", "event_b": f"b{n}", "verdict": "different", "decided": f"2026-01-0{n}"}]
        )
    return store


def orphan(store: Store, monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    """Leave children behind, as a run does that is killed at that time."""
    monkeypatch.setattr(appending, "now", lambda: time)
    rows = appending.projected("events", [record(99)], f"{time}-dead", None)
    store.add("events", rows)
    monkeypatch.undo()


def test_a_compacted_store_has_the_same_rows_in_one_file_a_table_sorted_by_date(store: Store) -> None:
    before = contents(store)
    files = compact(store)
    assert (files["events"], files["decisions"]) == ((3, 1), (2, 1))
    assert contents(store) == before
    dates = [date for rows in store.rows("events", ["date_start"]) for date in rows.column(0).to_pylist()]
    assert dates == sorted(dates)
    version = store.table("events").version()
    compact(store)
    assert store.table("events").version() == version


def test_compacting_drops_what_stopped_runs_left_but_not_what_is_being_written(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    orphan(store, monkeypatch, "20210101T000000")
    orphan(store, monkeypatch, appending.now())
    compact(store)
    batches = {batch for rows in store.rows("events", ["batch"]) for batch in rows.column(0).to_pylist()}
    assert [batch[:4] for batch in batches - store.batches()] == [appending.now()[:4]]


def test_old_files_go_only_when_they_are_old_enough(store: Store) -> None:
    before = contents(store)
    compact(store)
    assert vacuum(store) == 0
    assert vacuum(store, keep_hours=0) > 0
    assert contents(store) == before
    assert len(list((store.path / "events").glob("*.parquet"))) == 1


def test_a_whole_store_has_nothing_to_find(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verify(store) == []
    orphan(store, monkeypatch, "20210101T000000")
    (finding,) = verify(store)
    assert not finding.harmful
    assert "1 rows of events are left over from stopped runs" in finding.what


@pytest.mark.parametrize(
    ("table", "harm"), [*((table, "torn") for table in schema.CHILDREN), ("events", "gone"), ("actors", "log")]
)
def test_a_damaged_table_of_parts_is_named_and_made_anew_out_of_the_records(
    store: Store, table: str, harm: str
) -> None:
    before = contents(store)
    damage(store, table, harm)
    findings = verify(store)
    assert {finding.table for finding in findings} == {table}
    assert all("dragoman verify --repair" in finding.what for finding in findings)
    repair(store, findings)
    assert verify(store) == []
    assert contents(store) == before


@pytest.mark.parametrize("harm", ["torn", "gone"])
def test_documents_of_a_damaged_file_go_with_their_parts_and_can_be_appended_again(store: Store, harm: str) -> None:
    before = contents(store)
    damage(store, "documents", harm)
    assert {finding.table for finding in verify(store)} == {"documents"}
    (said, *_) = repair(store, verify(store))
    assert "4 kept; run ingest on the same inputs again" in said
    assert verify(store) == []
    assert len(contents(store)["events"]) == 4
    store = Store(store.path)
    left = store.append([record(n) for n in (3, 5, 9, 13, 15, 19)])
    assert len(left) == 4
    assert contents(store) == before


def test_documents_with_a_damaged_log_are_all_found_again(store: Store) -> None:
    before = contents(store)
    compact(store)  # the files before it are still there: nothing may come twice
    damage(store, "documents", "log")
    repair(store, verify(store))
    assert verify(store) == []
    assert contents(store) == before


@pytest.mark.parametrize("harm", ["torn", "log"])
@pytest.mark.parametrize("table", ["failures", "decisions"])
def test_a_damaged_table_of_failures_or_decisions_does_not_hinder(store: Store, table: str, harm: str) -> None:
    before = contents(store)
    damage(store, table, harm)
    assert {finding.table for finding in verify(store)} == {table}
    repair(store, verify(store))
    assert verify(store) == []
    after = contents(store)
    assert len(after.pop(table)) == len(before.pop(table)) - (harm == "torn")  # a file holds one row
    assert after == before


def test_missing_and_doubled_rows_are_found(store: Store) -> None:
    rows = [row for some in store.rows("documents") for row in some.to_pylist()]
    store.table("statements").delete("document_id = 'doc-3'")
    (finding,) = verify(store)
    assert finding.what == "1 documents have other statements than their records, as doc-3"
    appending._write(store, store.table("documents"), "documents", rows[:1])
    assert "1 documents are there twice" in verify(store)[0].what
    repair(store, verify(store))
    assert verify(store) == []
    assert len(list(store.records())) == 6


def test_a_table_without_its_columns_is_found(store: Store) -> None:
    import pyarrow as pa

    store.replace("statements", pa.table({"id": ["s"], "batch": ["b"], "document_id": ["d"]}))
    assert "has no column" in verify(store)[0].what
    repair(store, verify(store))
    assert verify(store) == []


def damage(store: Store, table: str, harm: str) -> None:
    """Tear a file, take it away, or spoil the table's log."""
    file = Path(store.files(table)[0])
    if harm == "torn":
        os.truncate(file, file.stat().st_size // 2)
    elif harm == "gone":
        file.unlink()
    else:
        shutil.rmtree(store.path / table / "_delta_log")

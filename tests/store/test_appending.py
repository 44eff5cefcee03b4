"""Records come out as they went in; no half document, no id twice, whoever writes at the same time."""

from __future__ import annotations

import multiprocessing
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.record import Record
from dragoman.store import appending, schema
from dragoman.store.opening import Store, StoreError
from tests.store.reading import rows
from tests.store.samples import record


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


@settings(max_examples=4)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40), max_size=3))
def test_records_come_back_exactly(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        given = [record(n, text) for n, text in enumerate(texts)]
        store.append(given)
        assert sorted(store.records(), key=lambda r: r.document.id) == given


def test_an_id_is_stored_once_and_the_first_is_kept(store: Store) -> None:
    first, other = record(1, "One."), record(1, "Another.")
    assert store.append([first, other]) == [other]
    assert store.append([first]) == [first]
    assert list(store.records()) == [first]
    assert store.known_ids() == {"doc-1"}
    assert len(rows(store, "events")) == 1


def test_nothing_to_append_writes_nothing(store: Store) -> None:
    assert store.append([]) == []
    assert store.table("documents").version() == 0


def test_children_without_their_document_do_not_count(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    write = appending._write

    def killed(store: Store, table: object, name: str, *rest: object) -> None:
        if name == "documents":
            raise KeyboardInterrupt
        write(store, table, name, *rest)

    monkeypatch.setattr(appending, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        store.append([record(1)])
    monkeypatch.undo()
    assert store.files("events")
    assert rows(store, "events") == rows(store, "actors") == []
    store.append([record(1)])
    assert len(rows(store, "events")) == 1
    assert len(rows(store, "actors")) == 2


def test_two_that_append_the_same_documents_store_each_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other gets in between the look at what is known and the commit."""
    rival = Store(store.path)
    write = appending._write

    def late(opened: Store, table: object, name: str, *rest: object) -> None:
        if name == "documents" and opened is store and not rival.known_ids():
            assert rival.append([record(1), record(2)]) == []
        write(opened, table, name, *rest)

    monkeypatch.setattr(appending, "_write", late)
    left = store.append([record(2), record(3)])
    assert left == [record(2)]
    assert sorted(r.document.id for r in store.records()) == ["doc-1", "doc-2", "doc-3"]
    assert len(rows(store, "events")) == 3


def _writer(path: Path, numbers: list[int]) -> None:
    store = Store(path)
    for n in numbers:
        store.append([record(n)])


def test_processes_append_at_once_while_another_reads(store: Store) -> None:
    context = multiprocessing.get_context("spawn")
    halves = ([*range(6)], [*range(3, 9)])
    writers = [context.Process(target=_writer, args=(store.path, half)) for half in halves]
    for process in writers:
        process.start()
    while any(process.is_alive() for process in writers):
        assert len(rows(store, "events")) <= len(rows(store, "documents")) <= 9
    for process in writers:
        process.join()
        assert process.exitcode == 0
    assert sorted(int(r.document.id[4:]) for r in store.records()) == [*range(9)]
    assert len(rows(store, "events")) == 9


def test_who_never_gets_in_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from deltalake.exceptions import CommitFailedError

    def lost(*_: object) -> None:
        raise CommitFailedError("a concurrent transaction")

    monkeypatch.setattr(appending, "PATIENCE", 0.2)
    monkeypatch.setattr(appending, "_write", lost)
    with pytest.raises(StoreError, match=r"busy.*run the same command again"):
        store.append([record(1)])


def test_a_record_is_what_its_row_says(store: Store) -> None:
    store.append([record(1)], run="r1")
    (row,) = store.rows("documents")
    assert Record.from_json(row.column("record")[0].as_py()) == record(1)
    assert row.column("run").to_pylist() == ["r1"]


def test_of_two_that_replace_a_folded_table_at_once_one_wins_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa

    def story(id: str) -> pa.Table:
        return pa.Table.from_pylist([{"document_id": id}], schema=schema.arrow_schema("stories"))

    stale = [store.table("stories")]
    Store(store.path).replace("stories", story("theirs"))
    table = Store.table
    monkeypatch.setattr(Store, "table", lambda self, name: stale.pop() if stale else table(self, name))
    store.replace("stories", story("ours"))
    assert [row["document_id"] for row in rows(store, "stories")] == ["ours"]


def test_the_log_keeps_no_record(store: Store) -> None:
    store.append([record(1, "The port is open.")])
    log = "".join(p.read_text(encoding="utf-8") for p in (store.path / "documents" / "_delta_log").glob("*.json"))
    assert "minValues" in log
    assert "confidence" not in log.split("minValues")[1]  # a field that only records have

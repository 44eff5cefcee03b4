"""Stores are made, opened, refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.store import schema
from dragoman.store.opening import Store, StoreError
from dragoman.store.repairing import upgrade
from dragoman.view import flat
from tests.store.reading import contents, rows
from tests.store.samples import record


def test_a_new_store_has_every_table_but_those_made_later_and_no_row(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    assert {path.name for path in store.path.iterdir()} == {*schema.TABLES, schema.STAMP} - {*schema.LATER}
    assert all(found == [] for found in contents(store).values())


@pytest.mark.parametrize("name", schema.LATER)
def test_a_table_that_is_made_later_is_empty_until_its_first_row(tmp_path: Path, name: str) -> None:
    store = Store.create(tmp_path / "store")
    assert (store.files(name), name in store.tables()) == ([], False)
    store.add(name, [{"event_a": "a", "event_b": "b", "verdict": "same", "decided": "2026-01-01"}])
    assert (len(rows(store, name)), name in store.tables()) == (1, True)


@pytest.mark.parametrize("table", schema.PROJECTED)
def test_a_table_has_the_columns_of_the_flat_one_and_says_its_batch(table: str) -> None:
    names = schema.arrow_schema(table).names
    assert names[: len(flat.columns(table))] == flat.columns(table)
    assert "batch" in names


def test_a_path_with_blanks_and_letters_beyond_ascii_is_no_hindrance(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "mes données #1?")
    store.append([record(1)])
    assert [Path(file).exists() for file in store.files("events")] == [True]
    assert len(rows(store, "events")) == 1


def test_a_folder_with_other_things_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(StoreError, match=r"holds other things \(letters\).*empty folder"):
        Store.create(tmp_path)
    with pytest.raises(StoreError, match="percent sign"):
        Store.create(tmp_path / "50%20")


def test_a_store_that_was_half_made_is_made_whole(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    (store.path / schema.STAMP).unlink()
    assert Store.create(tmp_path / "store").known_ids() == set()


def test_what_is_no_store_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="make one with: dragoman ingest"):
        Store(tmp_path / "nowhere")
    with pytest.raises(StoreError, match=r"is no store \(it has no store.json\)"):
        Store(tmp_path)
    (tmp_path / schema.STAMP).write_text("{}")
    with pytest.raises(StoreError, match="cannot be read"):
        Store(tmp_path)


def test_a_store_of_a_newer_layout_is_refused(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    (store.path / schema.STAMP).write_text(json.dumps({"schema": schema.VERSION + 1, "dragoman": "9.0"}))
    for use in (Store, Store.create, upgrade):
        with pytest.raises(StoreError, match="use a newer Dragoman"):
            use(store.path)


def test_a_store_of_an_older_layout_is_brought_up_out_of_its_records(tmp_path: Path) -> None:
    import pyarrow as pa
    from deltalake import write_deltalake

    store = Store.create(tmp_path / "store")
    store.append([record(n) for n in range(3)])
    before = contents(store)
    older = pa.Table.from_pylist([{"id": "e", "sort": "ACCUSE", "batch": "b"}])
    write_deltalake(store.path / "events", older, mode="overwrite", schema_mode="overwrite")
    (store.path / schema.STAMP).write_text(json.dumps({"schema": schema.VERSION - 1}))
    with pytest.raises(StoreError, match="dragoman upgrade --store"):
        Store(store.path)
    upgrade(store.path)
    assert contents(Store(store.path)) == before

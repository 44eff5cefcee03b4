"""`ingest` and the verbs that look after a store, as scripts use them."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import progress
from dragoman.cli.app import app
from dragoman.corpus.ingest import Ingest
from dragoman.corpus.pool import NoWorkers
from dragoman.store import schema
from dragoman.store.opening import Store
from tests.store.samples import record


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with two files a table."""
    store = Store.create(tmp_path / "store")
    for n in range(2):
        store.append([record(n)])
    return store


def test_ingest_stores_and_says_how_much_on_standard_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0)
    story = tmp_path / "story.txt"
    story.write_text("Peru's foreign minister condemned Chile on Monday.")
    first = run("ingest", story, "--store", tmp_path / "store")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "1 of about 1 documents" in first.stderr
    assert "1 documents stored with 1 events" in first.stderr
    again = run("ingest", story, tmp_path / "nowhere.txt", "--store", tmp_path / "store")
    assert again.exit_code == 1
    assert f"{tmp_path}/nowhere.txt: no such file" in again.stderr
    assert "0 documents stored with 0 events, 1 in the store before, 1 failed" in again.stderr


def test_progress_tells_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "SECONDS", 0)
    shown = progress.Progress(1000)
    shown._began -= 100
    run = SimpleNamespace(counts=Counter(coded=50, known=450, failed=2))
    shown.advanced(run)  # type: ignore[arg-type]
    assert capsys.readouterr().err == "500 of about 1,000 documents, 0.5 a second, 16 min 40 s left, 2 failed\n"


def test_nothing_to_ingest_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("ingest", tmp_path / "empty", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert "no document found in the inputs" in result.stderr


def test_ctrl_c_says_how_to_go_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ingest, "run", stopped)
    result = run("ingest", "story.txt", "--store", store.path)
    assert result.exit_code == 130
    assert "Run the same command again to go on" in result.stderr


def test_a_run_without_a_process_that_lives_ends_with_the_remedy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def dying(*_: object) -> None:
        raise NoWorkers("the processes die; give more memory")

    monkeypatch.setattr(Ingest, "run", dying)
    result = run("ingest", "story.txt", "--store", store.path)
    assert result.exit_code == 1
    assert "the processes die; give more memory" in result.stderr


def test_wrong_usage_of_ingest_names_the_remedy(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = run("ingest", "x.txt", "--store", store.path, "--engine", "spark")
    monkeypatch.setitem(sys.modules, "ray", None)
    ray = run("ingest", "x.txt", "--store", store.path, "--engine", "ray")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    folder = run("ingest", "x.txt", "--store", tmp_path / "other")
    for result, words in (
        (engine, "the engines are pool, ray"),
        (ray, "pip install 'dragoman[ray]'"),
        (folder, "give a new or empty folder"),
    ):
        assert result.exit_code == 2
        assert words in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("verb", ["compact", "verify", "vacuum", "upgrade"])
def test_a_store_of_a_newer_dragoman_is_refused_by_every_verb(verb: str, store: Store) -> None:
    (store.path / schema.STAMP).write_text(f'{{"schema": {schema.VERSION + 1}}}')
    result = run(verb, "--store", store.path)
    assert result.exit_code == 2
    assert "use a newer Dragoman" in result.stderr


def test_compact_and_vacuum_say_what_they_did(store: Store) -> None:
    assert "events: 2 files, now 1" in run("compact", "--store", store.path).stderr
    assert "0 files deleted" in run("vacuum", "--store", store.path).stderr
    assert "10 files deleted" in run("vacuum", "--store", store.path, "--keep-hours", 0).stderr
    assert "is whole" in run("verify", "--store", store.path).stderr


def test_verify_names_what_is_damaged_and_repairs_it(store: Store) -> None:
    file = store.files("events")[0]
    os.truncate(file, 100)
    found = run("verify", "--store", store.path)
    assert found.exit_code == 1
    assert f"{file} cannot be read" in found.stderr
    assert f"dragoman verify --repair --store {store.path}" in found.stderr
    mended = run("verify", "--repair", "--store", store.path)
    assert mended.exit_code == 0
    assert "repaired events: made anew from the records" in mended.stderr
    assert run("verify", "--store", store.path).exit_code == 0


def test_upgrade_brings_an_older_store_up(store: Store) -> None:
    (store.path / schema.STAMP).write_text('{"schema": 0}')
    assert "dragoman upgrade --store" in run("verify", "--store", store.path).stderr
    assert run("upgrade", "--store", store.path).exit_code == 0
    assert run("verify", "--store", store.path).exit_code == 0

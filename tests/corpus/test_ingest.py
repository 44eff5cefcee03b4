"""Ingest: stopped at any moment and taken up again it ends in the same rows; what fails is kept as a row."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.corpus.expected import expected
from dragoman.corpus.ingest import Ingest
from dragoman.corpus.runs import Run
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from tests.store.reading import contents, rows

ACTS = (
    "condemned Chile",
    "met Bolivia's president",
    "said it would send aid to Ecuador",
    "signed a treaty with Brazil",
)


class Quiet:
    """A watcher that keeps what it is told, and may stop the run."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.said: list[str] = []
        self._left = stop_after

    def failed(self, source: str, reason: str) -> None:
        self.said.append(f"{source}: {reason}")

    def advanced(self, run: Run) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise KeyboardInterrupt


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty short stories: three units."""
    path = tmp_path_factory.mktemp("inputs") / "stories.jsonl"
    lines = [
        {"id": f"s{n:02}", "date": f"2021-10-{n % 28 + 1:02}", "text": f"Peru {ACTS[n % 4]} on day {n} of the talks."}
        for n in range(40)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(stories: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The store of an ingest that nobody disturbed."""
    store = Store.create(tmp_path_factory.mktemp("whole") / "store")
    Ingest(store, Quiet()).run([str(stories)])
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def test_all_is_coded_folded_and_noted(whole: Store, stories: Path) -> None:
    assert len(rows(whole, "documents")) == len(rows(whole, "stories")) == 40
    assert rows(whole, "events")
    assert {row["event_id"] for row in rows(whole, "reports")} == {row["id"] for row in rows(whole, "events")}
    (run,) = rows(whole, "runs")
    assert run["state"] == "done"
    assert json.loads(run["inputs"]) == [str(stories)]
    counts = json.loads(run["counts"])
    assert counts["read"] == counts["coded"] == counts["stored"] == 40
    assert counts["events"] == len(rows(whole, "events"))
    assert {"reading", "storing", "folding", "whole"} <= set(json.loads(run["seconds"]))
    assert "judge" in run["model"]
    assert verify(whole) == []


def test_an_interrupted_ingest_keeps_what_it_coded_and_ends_in_the_same_rows(
    whole: Store, stories: Path, store: Store
) -> None:
    with pytest.raises(KeyboardInterrupt):
        Ingest(store, Quiet(stop_after=1)).run([str(stories)])
    assert len(store.known_ids()) == 32
    assert rows(store, "runs")[0]["state"] == "interrupted"
    run = Ingest(store, Quiet()).run([str(stories)])
    assert (run.counts["known"], run.counts["coded"]) == (32, 8)
    assert contents(store) == contents(whole)


KILLED = """
import sys
from dragoman.corpus import ingest
ingest.SHARD_SECONDS, ingest.SHARE = 0, 1
from dragoman.cli import main
if __name__ == "__main__":
    main()
"""


def test_a_killed_ingest_leaves_no_process_and_ends_in_the_same_rows(
    whole: Store, stories: Path, store: Store, tmp_path: Path
) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    command = [sys.executable, str(script), "ingest", str(stories), "--store", str(store.path), "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": "src"})
    while not store.known_ids():
        assert process.poll() is None
        time.sleep(0.05)
    workers = children(process.pid)
    assert workers
    process.kill()
    process.wait()
    assert store.known_ids()
    end = time.monotonic() + 10
    while any(alive(worker) for worker in workers):
        assert time.monotonic() < end
        time.sleep(0.05)
    Ingest(store, Quiet()).run([str(stories)])
    assert contents(store) == contents(whole)


def children(parent: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True)
    return [int(pid) for pid in found.stdout.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")")[1].split()[0] != "Z"


def test_the_same_document_in_two_inputs_is_stored_once(stories: Path, tmp_path: Path, store: Store) -> None:
    first = stories.read_text().splitlines()[:3]
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_text("\n".join(first) + "\n")
    watcher = Quiet()
    run = Ingest(store, watcher).run([str(tmp_path / "one.jsonl"), str(tmp_path / "two.jsonl")])
    assert (run.counts["stored"], run.counts["known"], run.counts["failed"]) == (3, 3, 0)
    assert watcher.said == []


def test_an_id_that_comes_again_with_another_text_is_a_failure_and_the_first_is_kept(
    tmp_path: Path, store: Store
) -> None:
    (tmp_path / "one.jsonl").write_text('{"id": "a", "text": "Peru condemned Chile on Monday."}\n')
    (tmp_path / "two.jsonl").write_text('{"id": "a", "text": "Peru praised Chile on Monday."}\n')
    for inputs in (["one.jsonl", "two.jsonl"], ["two.jsonl"]):
        run = Ingest(store, Quiet()).run([str(tmp_path / name) for name in inputs])
        assert run.counts["failed"] == 1
    (failure,) = rows(store, "failures")
    assert "the id 'a' came before with another text" in failure["reason"]
    assert failure["document_id"] == "a"
    (record,) = store.records()
    assert "condemned" in record.document.text


def test_what_fails_is_one_row_however_often_it_is_tried(tmp_path: Path, store: Store) -> None:
    french = tmp_path / "fr.txt"
    french.write_text("Le ministre des affaires étrangères a condamné hier la décision du gouvernement voisin. " * 3)
    inputs = [str(french), str(tmp_path / "nowhere.txt")]
    watcher = Quiet()
    first = Ingest(store, watcher).run(inputs)
    assert first.counts["failed"] == 2
    assert len(watcher.said) == 2
    again = Ingest(store, Quiet()).run(inputs)
    assert (again.counts["failed"], again.counts["failed before"], again.counts["coded"]) == (1, 1, 0)
    assert [row["stage"] for row in rows(store, "failures")] == ["reading", "reading"]
    assert len(list(store.rows("failures"))) == 1
    assert len(rows(store, "documents")) == 1


def test_a_store_that_cannot_be_written_ends_the_run_and_the_next_one_goes_on(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dragoman.store import appending
    from dragoman.store.errors import StoreError, writing

    write = appending._write

    def full(opened: Store, table: object, name: str, *rest: object) -> None:
        if name == "events":
            with writing(name, opened.path):
                raise OSError(28, "No space left on device")
        write(opened, table, name, *rest)

    story = tmp_path / "story.txt"
    story.write_text("Peru condemned Chile on Monday.")
    monkeypatch.setattr(appending, "_write", full)
    with pytest.raises(StoreError, match="No space left on device"):
        Ingest(store, Quiet()).run([str(story)])
    monkeypatch.undo()
    assert rows(store, "runs")[0]["state"] == "failed"
    assert rows(store, "actors") == rows(store, "documents") == []
    assert Ingest(store, Quiet()).run([str(story)]).counts["stored"] == 1
    assert rows(store, "events")


@pytest.mark.cluster
def test_ray_gives_the_same_rows(whole: Store, stories: Path, store: Store) -> None:
    """In a process of its own: Ray leaves threads and open files behind."""
    command = [sys.executable, "-m", "dragoman", "ingest", str(stories), "--store", str(store.path), "--engine", "ray"]
    result = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"})
    assert result.returncode == 0, result.stderr
    assert contents(store) == contents(whole)


def test_what_inputs_hold_is_estimated_without_reading_them(stories: Path, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("id,text\n1,a\n2,b\n")
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "README.md").write_text("x")
    assert expected([str(stories)]) == 40
    assert expected([str(tmp_path)]) == 3
    assert expected(["-"]) is None
    assert expected([str(stories), "https://example.org/"]) is None

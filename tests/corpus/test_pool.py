"""Processes: one that dies costs one document, none outlives its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.corpus.cluster import check_size
from dragoman.corpus.pool import NoWorkers, Unit, code_in_pool
from dragoman.record import Document, Record


def code(unit: Unit) -> list[Record]:
    """Stand in for the coder: it dies of some texts."""
    if any(document.text == "deadly" for document in unit):
        os._exit(1)
    return [Record(document=document) for document in unit]


@pytest.fixture
def units() -> list[Unit]:
    return [[Document(id=f"{n}-{m}", text="harmless") for m in range(2)] for n in range(3)]


def ids(records: Iterator[list[Record]]) -> list[str]:
    return sorted(record.document.id for some in records for record in some)


def test_every_document_of_a_unit_comes_back(units: list[Unit]) -> None:
    assert ids(code_in_pool(units, 2, code)) == ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]


def test_a_document_that_kills_its_process_is_named_and_all_others_are_coded(units: list[Unit]) -> None:
    units[1][0].text = "deadly"
    records = [record for some in code_in_pool(units, 1, code) for record in some]
    assert sorted(record.document.id for record in records) == ["0-0", "0-1", "1-0", "1-1", "2-0", "2-1"]
    (failed,) = [record.document for record in records if record.document.problem]
    assert failed.id == "1-0"
    assert failed.problem
    assert "the process that coded it died" in failed.problem.reason


def born_dead(unit: Unit) -> list[Record]:
    """Stand in for a machine without memory: a process dies whatever it is to do."""
    os._exit(1)


def test_no_document_is_blamed_where_processes_die_of_any(units: list[Unit]) -> None:
    threads = set(threading.enumerate())
    with pytest.raises(NoWorkers, match=r"die of any text.*Give fewer --jobs or more memory"):
        ids(code_in_pool(units, 2, born_dead))
    assert not multiprocessing.active_children()
    assert set(threading.enumerate()) <= threads


def killed_once(unit: Unit) -> list[Record]:
    """Stand in for the coder: the first process that gets the text "kill PATH" is killed while others are at work."""
    order, _, path = unit[0].text.partition(" ")
    if order == "kill" and not os.path.exists(path):
        open(path, "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return [Record(document=document) for document in unit]


def test_a_pool_that_breaks_is_gone_whole_before_its_work_is_done_again(units: list[Unit], tmp_path: Path) -> None:
    of_others = set(multiprocessing.active_children())
    threads = set(threading.enumerate())
    units[0][0].text = f"kill {tmp_path / 'killed'}"
    coded = code_in_pool(units, 2, killed_once)
    done = [next(coded)]
    while not (tmp_path / "killed").exists():
        done.append(next(coded))
    coded.close()  # type: ignore[attr-defined]
    assert not set(multiprocessing.active_children()) - of_others
    assert set(threading.enumerate()) <= threads
    assert not any(record.document.problem for records in done for record in records)


def test_a_stopped_pool_leaves_no_process(units: list[Unit]) -> None:
    of_others = set(multiprocessing.active_children())
    coded = code_in_pool(units, 2, code)
    next(coded)
    assert set(multiprocessing.active_children()) - of_others
    coded.close()  # type: ignore[attr-defined]
    assert not set(multiprocessing.active_children()) - of_others


def test_more_actors_than_a_cluster_has_processors_are_refused() -> None:
    check_size(4, {"CPU": 4.0, "memory": 1e9})
    with pytest.raises(NoWorkers, match="--jobs 5 needs a processor each and the Ray cluster has 4; give fewer --jobs"):
        check_size(5, {"CPU": 4.0})
    with pytest.raises(NoWorkers, match="has 0"):
        check_size(1, {})

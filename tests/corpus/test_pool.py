"""Processes: one that dies costs one document, none outlives its parent."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from dragoman.corpus.pool import Unit, code_in_pool
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


def test_a_stopped_pool_leaves_no_process(units: list[Unit]) -> None:
    import multiprocessing

    of_others = set(multiprocessing.active_children())
    coded = code_in_pool(units, 2, code)
    next(coded)
    assert set(multiprocessing.active_children()) - of_others
    coded.close()  # type: ignore[attr-defined]
    assert not set(multiprocessing.active_children()) - of_others

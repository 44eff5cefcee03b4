"""What the coder does on the marked texts that no training sees must not fall."""

from __future__ import annotations

import json

import pytest

from training.measure import FLOORS, TEST, Measured, measure, read


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(read([TEST]))


@pytest.mark.parametrize("name", json.loads(FLOORS.read_text(encoding="utf-8")))
def test_no_figure_falls_below_its_floor(measured: Measured, name: str) -> None:
    assert measured.figures()[name] >= json.loads(FLOORS.read_text(encoding="utf-8"))[name]

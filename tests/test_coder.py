"""The pipeline from Python: one text, many texts, and texts that fail."""

from __future__ import annotations

import subprocess
import sys

import pytest

import dragoman
from dragoman import coder
from dragoman.parsing import Parse

TEXT = "Ghana condemned Togo on Monday."


def test_code_gives_a_record_of_one_text() -> None:
    record = dragoman.code(TEXT, id="x", date="2019-06-12", title="A title")
    assert (record.document.id, record.document.published, record.document.title) == ("x", "2019-06-12", "A title")
    assert record.events[0].type == "ACCUSE"
    assert record.document.coder is not None
    assert record.document.coder.codebook == "plover-2021"


def test_the_same_text_gives_the_same_record_whatever_stands_beside_it() -> None:
    alone = dragoman.code(TEXT, id="x", date="2019-06-12").to_json()
    rows = [{"text": "Nobody came.", "id": "y"}, {"text": TEXT, "id": "x", "date": "2019-06-12"}]
    assert [r.to_json() for r in dragoman.code_many(rows)][1] == alone


@pytest.mark.parametrize("text", ["", " \n ", "12345 --- 678", "\u200b"])
def test_a_text_without_words_gives_a_record_with_its_problem(text: str) -> None:
    record = dragoman.code(text)
    assert record.document.problem is not None
    assert record.events == []


def test_a_text_without_a_date_stays_undated() -> None:
    assert dragoman.code(TEXT).document.published is None
    assert dragoman.code(TEXT, date="2999-01-01").document.published is None


def test_one_text_that_breaks_a_stage_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = coder.code_parse

    def fails(parse: Parse) -> dragoman.Record:
        if "Togo" in parse.text:
            raise RuntimeError("out of order")
        return whole(parse)

    monkeypatch.setattr(coder, "code_parse", fails)
    bad, good = dragoman.code_many([{"text": TEXT}, {"text": "Peru condemned Chile."}])
    assert bad.document.problem is not None
    assert "out of order" in bad.document.problem.reason
    assert good.document.problem is None
    assert good.events


@pytest.mark.parametrize(
    "text",
    [
        "word " * 40_000,
        "a" * 300_000,
        "“" * 5_000 + " the army said.",
        "The \u202earmy\u202c of Peru attacked 🔥 the \u0000camp\ufffe.\r\nIt won.\r",
        "(((((" * 2000,
    ],
)
def test_odd_texts_neither_break_nor_hang(text: str) -> None:
    record = dragoman.code(text)
    assert record.document.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_importing_the_package_loads_no_model() -> None:
    script = "import sys, dragoman; assert 'spacy' not in sys.modules and 'trafilatura' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_an_unknown_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dragoman.nothing  # noqa: B018

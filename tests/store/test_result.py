"""Results: the same rows in every form; a readable, harmless table in a notebook."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.asking import corpus, event


def test_every_form_has_the_same_rows(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(), event("USA GOV")])
    for result in (asked.events(), asked.sql("FROM events"), asked.panel()):
        assert len(result) == len(result.rows()) == len(result.df()) == len(result.polars()) == result.arrow().num_rows
        assert list(result.rows()[0]) == list(result.df().columns) == result.polars().columns
        assert result.head(1) == result.rows()[:1]
        assert sum(batch.num_rows for batch in result.batches()) == len(result)


def test_a_missing_package_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = corpus(tmp_path).events()
    for convert in (result.df, result.polars):
        with pytest.raises(ImportError, match=r"dragoman\[frames\]"):
            convert()


def test_a_notebook_shows_the_evidence_with_its_trigger_and_escapes_it(tmp_path: Path) -> None:
    sentence = "Fire crews said <b>police</b> opened fire on the crowd."
    row = event(sentence=sentence, trigger="fire", sentence_start=100, trigger_start=100 + sentence.rindex("fire"))
    html = corpus(tmp_path, events=[row]).events()._repr_html_()
    assert "Fire crews said &lt;b&gt;police&lt;/b&gt; opened <mark>fire</mark> on the crowd." in html
    assert "somebody [RUS GOV]" in html
    assert set(re.findall(r"<(\w+)", html)) <= {"table", "thead", "tbody", "tr", "th", "td", "mark", "p"}


def test_of_two_equal_words_the_trigger_is_the_one_that_was_meant(tmp_path: Path) -> None:
    sentence = "They fire at those who fire."
    row = event(sentence=sentence, trigger="fire", sentence_start=0, trigger_start=sentence.rindex("fire"))
    assert "who <mark>fire</mark>" in corpus(tmp_path, events=[row]).events()._repr_html_()


def test_a_notebook_says_how_many_rows_there_are(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event() for _ in range(30)])
    assert "the first 20 of 30 rows" in asked.events()._repr_html_()
    assert asked.events(actor="CHL")._repr_html_() == "<p>no rows</p>"
    assert ">30<" in asked.sql("SELECT count(*) AS n FROM events")._repr_html_()


def test_importing_the_package_loads_neither_duckdb_nor_numpy() -> None:
    code = "import sys, dragoman; print(sorted({'duckdb', 'numpy', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"

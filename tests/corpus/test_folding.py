"""Folding a store: the outcome hangs on its documents, not on how they came in."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.corpus.folding import fold, is_folded
from dragoman.record import Record, text_hash
from dragoman.store import schema
from dragoman.store.opening import Store
from tests.store.reading import contents, rows
from tests.store.samples import record

ARTICLE = (
    "Peru condemned Chile on Monday over the closure of the northern border crossing, and the foreign ministry in Lima "
    "said that trucks with fruit and medicine had waited for two days without water, while customs officers on the "
    "other side answered no calls and the mayors of both towns asked the capitals to talk before the weekend. "
) * 2


def article(id: str, day: str, text: str = ARTICLE, outlet: str | None = None) -> Record:
    made = record(int(day), id=id)
    made.document.text = text
    made.document.sha256 = text_hash(text)
    made.document.published = f"2021-10-{day}"
    made.document.outlet = outlet
    return made


@pytest.fixture
def articles() -> list[Record]:
    return [
        article("first", "11", outlet="Andina"),
        article("copy", "12", outlet="Correo"),
        article("later", "13", ARTICLE + "A spokesman added nothing.", outlet="El Sur"),
        record(1),
        record(2),
    ]


def filled(path: Path, batches: list[list[Record]]) -> Store:
    store = Store.create(path)
    for batch in batches:
        store.append(batch)
    fold(store)
    return store


def test_copies_point_to_the_first_and_their_reports_to_one_happening(tmp_path: Path, articles: list[Record]) -> None:
    store = filled(tmp_path / "store", [articles])
    copies = {row["document_id"]: row["copy_of"] for row in rows(store, "stories")}
    assert copies == {"first": None, "copy": "first", "later": "first", "doc-1": None, "doc-2": None}
    event = {r.document.id: r.events[0].id for r in articles}
    happening = {row["event_id"]: row["happening_id"] for row in rows(store, "reports")}
    assert happening[event["first"]] == happening[event["copy"]] == happening[event["later"]]


def test_the_order_in_which_documents_come_makes_no_difference(tmp_path: Path, articles: list[Record]) -> None:
    one = filled(tmp_path / "one", [articles])
    other = filled(tmp_path / "other", [[r] for r in reversed(articles)])
    assert contents(one) == contents(other)


def test_folding_writes_the_columns_of_the_layout(tmp_path: Path, articles: list[Record]) -> None:
    store = filled(tmp_path / "store", [articles])
    for name in schema.FOLDED:
        fields = {field.name: str(field.type.type) for field in store.table(name).schema().fields}
        layout = Store.create(tmp_path / "empty").table(name).schema().fields
        assert fields == {field.name: str(field.type.type) for field in layout}


def test_a_store_is_folded_until_a_document_comes(tmp_path: Path, articles: list[Record]) -> None:
    store = filled(tmp_path / "store", [articles[:2]])
    assert is_folded(store)
    store.append(articles[2:])
    assert not is_folded(store)
    fold(store)
    assert is_folded(store)


def test_children_without_their_document_are_not_folded(tmp_path: Path, articles: list[Record]) -> None:
    from dragoman.store import appending

    store = filled(tmp_path / "store", [articles[:1]])
    store.add("events", appending.projected("events", articles[3:], "20210101T000000-dead", None))
    fold(store)
    assert len(rows(store, "reports")) == 1


def test_an_empty_store_folds_to_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", [])
    assert rows(store, "happenings") == []

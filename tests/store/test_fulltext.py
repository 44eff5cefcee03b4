"""Search: words, phrases, OR, NOT, beginnings; an index that keeps up with the store and mends itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.record import Document, Furniture, Record, Statement
from dragoman.store.fulltext import NAME, SearchError, match_query
from dragoman.store.opening import Store

TEXTS = {
    "strike": "Miners in Potosi began a strike. The vice-president refused to meet them.",
    "talks": "Ministers from Peru and Chile held border talks in Arica. The Résumé was short.",
    "fishing": "Border talks between Peru and Ecuador ended. Fishing rights were left out. Related: strike ends",
}


def record(id: str, text: str) -> Record:
    furniture = [Furniture(span=(text.index("Related"), len(text)), kind="related")] if "Related" in text else []
    said = [Statement(id=f"s-{id}", kind="direct", content=[(0, len(text.split(".")[0]))])]
    return Record(document=Document(id=id, text=text, title=f"On {id}", furniture=furniture), statements=said)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.create(tmp_path / "store")
    made.append([record(id, text) for id, text in TEXTS.items()])
    return made


def found(store: Store, words: str, kind: str = "articles") -> set[str]:
    return {row["id"] for row in dragoman.open(store.path).search(words, kind).rows()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("strike", {"strike"}),
        ("STRIKE", {"strike"}),
        ("strik*", {"strike"}),
        ("stri", set()),
        ("peru border", {"talks", "fishing"}),
        ('"border talks"', {"talks", "fishing"}),
        ('"talks border"', set()),
        ("border NOT fishing", {"talks"}),
        ("miners OR fishing", {"strike", "fishing"}),
        ("(miners OR ecuador) talks", {"fishing"}),
        ("talks (miners OR ecuador)", {"fishing"}),
        ("vice-president", {"strike"}),
        ("resume", {"talks"}),
        ("refused, - 'meet'", {"strike"}),
        ("title:strike", set()),
    ],
)
def test_words_find_the_articles_that_hold_them(words: str, ids: set[str], store: Store) -> None:
    assert found(store, words) == ids


def test_furniture_is_not_searched(store: Store) -> None:
    assert "fishing" not in found(store, "related OR strike")


def test_statements_are_searched_apart(store: Store) -> None:
    assert found(store, "border", "statements") == {"s-talks", "s-fishing"}
    assert found(store, "refused", "statements") == set()


def test_hits_come_best_first_with_the_words_marked(store: Store) -> None:
    rows = dragoman.open(store.path).search("border peru").rows()
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all("**Peru**" in row["snippet"] and "**order" not in row["snippet"] for row in rows)


def test_the_index_takes_in_what_came_later(store: Store) -> None:
    opened = dragoman.open(store.path)
    assert opened.search("volcano").rows() == []
    store.append([record("volcano", "A volcano near Arequipa forced villagers to leave.")])
    assert found(store, "volcano") == {"volcano"}
    assert opened.search("volcano").rows() == []  # a corpus shows the store as it was opened


@pytest.mark.parametrize("damage", ["not a database at all", "torn"])
def test_a_damaged_index_is_made_anew(damage: str, store: Store) -> None:
    assert found(store, "strike") == {"strike"}
    file = store.path / NAME
    if damage == "torn":
        whole = file.read_bytes()
        file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    else:
        file.write_text(damage)
    assert found(store, "strike") == {"strike"}


@pytest.mark.parametrize("words", ["", "---", "NOT miners", "miners OR", "(miners", "AND"])
def test_what_is_no_query_is_told_with_how_one_is_written(words: str, store: Store) -> None:
    with pytest.raises(SearchError, match="quotation marks"):
        found(store, words)


def test_words_never_become_syntax() -> None:
    assert match_query('a "b c" d* NEAR e:f') == '"a" AND "b c" AND "d"* AND "NEAR" AND "e:f"'


def test_a_store_that_cannot_be_written_is_indexed_elsewhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("dragoman.store.fulltext.os.access", lambda *_: False)
    assert found(store, "strike") == {"strike"}
    assert not (store.path / NAME).exists()
    assert list((tmp_path / "cache").rglob("*.sqlite"))

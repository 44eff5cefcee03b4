"""The index of names: the same in memory and from disk, longest name first, offsets inside the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.actors import index
from dragoman.actors.entries import Entry, choose
from dragoman.actors.gazetteer import gazetteer


def entry(name: str, code: str = "KEN", kind: str = "organisation", **fields: str) -> Entry:
    return Entry(name, code, "REB", kind, **fields)


ROWS = [
    ("Harbour Front", entry("Harbour Front")),
    ("Harbour Front for Example", entry("Harbour Front for Example", "UGA")),
    ("HFE", entry("Harbour Front for Example", "UGA")),
    ("São Exemplo", entry("Sao Exemplo", "BRA", "name")),
    ("the Long House", entry("Long House", "NOR", "seat")),
    ("Exampelia", entry("Exampelia", "NOR", "name")),
    ("Maria Invented", entry("Maria Invented", "NOR", "person", role="foreign minister")),
    ("Olaf Invented", entry("Olaf Invented", "NOR", "person", role="president")),
]


def test_the_longest_name_wins_and_case_and_accents_do_not_hide_one() -> None:
    names = index.build(ROWS)
    found = [(m.span, m.entries[0].code) for m in names.find("SAO EXEMPLO backs the Harbour Front for Example.")]
    assert found == [((0, 11), "BRA"), ((22, 47), "UGA")]


def test_an_acronym_must_stand_in_capitals_and_a_name_begin_with_one() -> None:
    names = index.build(ROWS)
    assert [m.entries[0].code for m in names.find("hfe HFE harbour front")] == ["UGA"]


def test_a_name_does_not_run_over_commas_and_lines() -> None:
    assert list(index.build(ROWS).find("In the Harbour, Front pages. Harbour\nFront")) == []


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    index.save(ROWS, tmp_path / "kept")
    loaded = index.load(tmp_path / "kept")
    built = index.build(ROWS)
    assert len(loaded) == len(built)
    for name, _ in ROWS:
        assert loaded.lookup(name) == built.lookup(name) != ()
    assert loaded.surname("Invented") == {"Maria Invented", "Olaf Invented"}


def test_a_damaged_cache_is_refused(tmp_path: Path) -> None:
    index.save(ROWS, tmp_path / "kept")
    rows = tmp_path / "kept" / "rows.msgpack"
    rows.write_bytes(rows.read_bytes()[:-3])
    with pytest.raises(ValueError, match="not whole"):
        index.load(tmp_path / "kept")


def test_a_missing_cache_is_told_apart_from_a_damaged_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        index.load(tmp_path / "none")


def test_a_slip_in_a_long_name_is_forgiven_and_in_a_short_one_not() -> None:
    names = index.build(ROWS)
    assert names.similar("Exampellia")[0].code == "NOR"
    assert names.similar("Maria Invennted")[0].name == "Maria Invented"
    assert names.similar("HFF") == ()
    assert names.similar("Exampelia") == ()  # no slip at all: `lookup` has it


def test_of_two_rows_the_one_of_the_day_is_meant() -> None:
    rows = (entry("X", start="1990", end="1999-05"), entry("X", "UGA", start="1999-06-01"))
    assert choose(rows, "1999-05-20")[0] == rows[0]
    assert choose(rows, "2005-01-01")[0] == rows[1]


def test_a_users_row_wins_over_ours() -> None:
    ours, theirs = entry("X"), Entry("X", "UGA", "PTY", "organisation", layer=1)
    assert choose([ours, theirs], "2020-01-01")[0] == theirs


@given(st.text(max_size=300))
def test_offsets_lie_in_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for match in gazetteer().find(text):
        assert last <= match.span[0] < match.span[1] <= len(text)
        assert match.entries
        last = match.span[1]


@given(st.lists(st.sampled_from(ROWS), max_size=12), st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows: list[tuple[str, Entry]], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    text = "The Harbour Front for Example and HFE met Maria Invented at the Long House in São Exemplo."
    a, b = (list(index.build(r).find(text)) for r in (rows, shuffled))
    assert [(m.span, set(m.entries)) for m in a] == [(m.span, set(m.entries)) for m in b]

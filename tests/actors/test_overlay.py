"""A user's own tables: checked, added whole or not at all, and stronger than ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.actors.checking import overlay_mistakes, refuse_mistakes
from dragoman.actors.gazetteer import gazetteer
from dragoman.actors.overlay import add
from dragoman.actors.sources import OVERLAY_COLUMNS, VARIABLE

HEADER = ",".join(OVERLAY_COLUMNS)
GOOD = "Harbour Front,HF Exemplo|Front of the Harbour,KEN,REB,organisation,armed group,2011,,Q1,own reading"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    gazetteer.cache_clear()
    yield tmp_path / "own"
    gazetteer.cache_clear()


def table(folder: Path, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "mine.csv"
    path.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return path


def test_a_users_row_is_found_with_its_aliases_and_wikidata_id(folder: Path) -> None:
    table(folder, GOOD)
    for name in ("Harbour Front", "front of the harbour"):
        assert [(e.code, e.wikidata, e.layer) for e in gazetteer().lookup(name)] == [("KEN", "Q1", 1)]


def test_a_changed_table_is_read_anew(folder: Path) -> None:
    table(folder, GOOD)
    assert gazetteer().lookup("Harbour Front")
    table(folder, GOOD.replace("Harbour Front", "Lagoon Front").replace("Q1", "Q22"))
    gazetteer.cache_clear()
    assert gazetteer().lookup("Lagoon Front")
    assert not gazetteer().lookup("Harbour Front")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (GOOD.replace("KEN", "KEX"), "unknown code 'KEX'"),
        (GOOD.replace("REB", "REX"), "unknown sector 'REX'"),
        (GOOD.replace(",2011,,", ",2011,2004,"), "inverted"),
        (GOOD.replace("2011", "in 2011"), "is no date"),
        (GOOD.replace("organisation,", "thing,"), "unknown kind 'thing'"),
        (GOOD.replace("own reading", ""), "the note is empty"),
        (GOOD.replace("Q1", "12"), "is no Wikidata id"),
        (GOOD + ",one more", "more or fewer cells"),
    ],
)
def test_a_mistake_is_named_with_its_line(folder: Path, line: str, reason: str) -> None:
    found = list(overlay_mistakes(table(folder, GOOD.replace("Harbour Front,", "Other Front,"), line)))
    assert any(m.line == 3 and reason in m.text for m in found), found


def test_a_name_claimed_twice_for_the_same_time_needs_a_rule(folder: Path) -> None:
    other = GOOD.replace("KEN", "UGA")
    assert "claimed twice" in str(next(overlay_mistakes(table(folder, GOOD, other))))
    assert list(overlay_mistakes(table(folder, GOOD, other.replace("own reading", "ambiguous: own reading")))) == []
    assert (
        list(overlay_mistakes(table(folder, GOOD.replace("2011,,", "2011,2015,"), other.replace("2011", "2016")))) == []
    )


def test_a_mistaken_table_stops_the_start_with_the_remedy(folder: Path) -> None:
    path = table(folder, GOOD.replace("KEN", "KEX"))
    with pytest.raises(ValueError, match="gazetteer check"):
        refuse_mistakes([path])
    with pytest.raises(ValueError, match="KEX"):
        gazetteer()


def test_a_table_in_another_encoding_says_so(folder: Path) -> None:
    path = table(folder, GOOD)
    path.write_bytes(path.read_text().replace("Harbour", "Hafenstraße").encode("latin-1"))
    assert "UTF-8" in str(next(overlay_mistakes(path)))


def test_a_row_is_added_whole_or_not_at_all(folder: Path) -> None:
    row = dict(zip(OVERLAY_COLUMNS, GOOD.split(","), strict=True))
    path = add(row)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="KEX"):
        add(row | {"name": "Other", "code": "KEX"})
    assert path.read_text(encoding="utf-8") == before
    assert list(folder.iterdir()) == [path]
    assert gazetteer().lookup("Harbour Front")

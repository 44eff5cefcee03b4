"""The codebook as data."""

from __future__ import annotations

import pytest

from dragoman.ontology import CODEBOOK, cameo_codes, event_type, event_types, from_cameo, rows, sectors, type_names


def test_the_sixteen_types_are_there_with_score_and_quad() -> None:
    assert len(type_names()) == 16
    for entry in event_types().values():
        assert -10 <= entry.score <= 10
        assert entry.quad in (1, 2, 3, 4)
        assert event_type(entry.type).quad == entry.quad


def test_an_unknown_mode_is_the_type_as_such_and_an_unknown_type_an_error() -> None:
    assert event_type("ACCUSE", "shout").mode is None
    with pytest.raises(KeyError):
        event_type("SHOUT")


def test_sectors_have_three_letters() -> None:
    assert all(len(code) == 3 and code.isupper() for code in sectors())


def test_every_cameo_code_has_a_type_a_mode_and_a_context_of_the_codebook() -> None:
    contexts = {row["context"] for row in rows("dragoman.events.tables", "contexts.csv")}
    for row in rows("dragoman.ontology", "cameo.csv"):
        assert (row["type"], row["mode"] or None) in event_types(), row
        assert not row["context"] or row["context"] in contexts, row
    assert {code[:2] for code in cameo_codes()} == {f"{root:02}" for root in range(3, 21)}


# Modes that CAMEO has no code for: the nearest one is of another type or mode.
NO_WAY_BACK = {
    ("RETREAT", "resign"),
    ("PROTEST", "vandalize"),
    ("PROTEST", "boycott"),
    ("CONSULT", "third-party"),
    ("CONSULT", "multilateral"),
    ("THREATEN", "arrest"),
    ("MOBILIZE", "weapons"),
    ("MOBILIZE", "militia"),
    ("COERCE", "censor"),
    ("COERCE", "withhold"),
    ("COERCE", "misinformation"),
    ("ASSAULT", "primitive"),
    ("ASSAULT", "suicide-attack"),
    ("ASSAULT", "drone"),
    ("ACCUSE", None),
}


def test_the_cameo_code_of_a_type_leads_back_to_it_where_cameo_has_one() -> None:
    lost = {
        key
        for key, entry in event_types().items()
        if (found := from_cameo(entry.cameo)) is None or (found.event.type, found.event.mode) != key
    }
    assert lost == NO_WAY_BACK
    other_type = {key for key in lost if from_cameo(event_types()[key].cameo).event.type != key[0]}  # type: ignore[union-attr]
    assert other_type == {("RETREAT", "resign")}


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("190", "ASSAULT", None),
        ("1712", "ASSAULT", "destroy"),
        ("40", "CONSULT", None),
        ("841", "RETREAT", "release"),
        ("0841", "RETREAT", "release"),
        ("0234", None, None),
        ("10", "REQUEST", None),
        ("0311", "AGREE", None),
        ("163", "SANCTION", "discontinue"),
        ("abc", None, None),
        ("", None, None),
        ("99", None, None),
    ],
)
def test_a_cameo_code_is_read_with_its_parents_row_and_without_its_zero(
    code: str, kind: str | None, mode: str | None
) -> None:
    found = from_cameo(code)
    assert (found.event.type if found else None, found.event.mode if found else None) == (kind, mode)


def test_the_codebooks_edition_is_told_in_one_file() -> None:
    parts = {row["part"]: row["version"] for row in rows("dragoman.ontology", "codebook.csv")}
    assert parts["name"] == CODEBOOK
    assert parts["manual"] == "draft 2.0"

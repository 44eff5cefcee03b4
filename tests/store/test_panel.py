"""Panels: what counts, for whom, in which period; and a zero for everything else."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.store.corpus import Corpus
from tests.store.asking import corpus, event, happening


def cells(asked: Corpus, *unit: str, **wanted: Any) -> dict[tuple[str, ...], int]:
    """Return the cells of a panel that are not zero, by the unit and the period's first day."""
    rows = asked.panel(*unit, **wanted).rows()
    return {tuple(map(str, list(r.values())[:-1])): r["events"] for r in rows if r["events"]}


def test_what_did_not_happen_is_zero_and_all_is_in_order(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event("USA GOV", "RUS GOV", "2021-12-31"), event("RUS GOV", "AFG GOV")])
    rows = [tuple(row.values()) for row in asked.panel().rows()]
    months = [date(2021, 10, 1), date(2021, 11, 1), date(2021, 12, 1)]
    assert rows == [("RUS", "AFG", month, int(month == months[0])) for month in months] + [
        ("USA", "RUS", month, int(month == months[2])) for month in months
    ]


def test_units_asked_for_by_name_have_rows_though_nothing_happened(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event()])
    rows = asked.panel(actor="RUS", recipient=["AFG", "PAK"], since="2021-09", until="2021-10").rows()
    assert [(r["recipient"], r["period"].month, r["events"]) for r in rows] == [
        ("AFG", 9, 0),
        ("AFG", 10, 1),
        ("PAK", 9, 0),
        ("PAK", 10, 0),
    ]
    assert len(asked.panel(actor="CHL", recipient="PER", since="2021", until="2021")) == 12
    assert len(asked.panel(actor="CHL")) == 0


def test_a_group_counts_once_for_each_of_its_countries(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event("RUS GOV; RUS MIL; USA GOV", "AFG GOV; AFG REB")])
    assert cells(asked) == {("RUS", "AFG", "2021-10-01"): 1, ("USA", "AFG", "2021-10-01"): 1}
    assert cells(asked, "country") == {("RUS", "2021-10-01"): 1, ("USA", "2021-10-01"): 1}
    assert cells(asked, "country", role="recipient") == {("AFG", "2021-10-01"): 1}
    assert cells(asked, actor="MIL") == cells(asked, actor="RUS") == {("RUS", "AFG", "2021-10-01"): 1}


def test_those_who_act_together_are_dyads_in_both_directions(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event("RUS GOV; RUS MIL; USA GOV", "", type="CONSULT")])
    assert cells(asked) == {("RUS", "USA", "2021-10-01"): 1, ("USA", "RUS", "2021-10-01"): 1}
    assert cells(asked, actor="RUS", recipient="USA") == {("RUS", "USA", "2021-10-01"): 1}


def test_those_who_accuse_together_accuse_not_each_other(tmp_path: Path) -> None:
    assert cells(corpus(tmp_path, events=[event("RUS GOV; USA GOV", "")])) == {}


def test_a_country_is_a_dyad_with_itself(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event("KEN COP", "KEN CVL"), event("KEN GOV; KEN LAB", "", type="CONSULT")])
    assert cells(asked) == {("KEN", "KEN", "2021-10-01"): 2}


def test_unknown_countries_are_out_unless_asked_for(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event("--- UAF", "AFG GOV")])
    assert cells(asked) == {}
    assert cells(asked, include="unknown") == {("---", "AFG", "2021-10-01"): 1}


OUT = {
    "negation": {"auxiliary": "negation"},
    "future": {"auxiliary": "historical; future"},
    "hypothetical": {"auxiliary": "hypothetical"},
    "repeats": {"same_as": "e0"},
    "copies": {"document_id": "copy"},
    "imprecise": {"date_precision": "year"},
}


@pytest.mark.parametrize("reason", OUT)
def test_what_is_left_out_is_told_and_comes_in_when_asked_for(reason: str, tmp_path: Path) -> None:
    stories = [{"document_id": "copy", "story": "s", "copy_of": "d1"}, {"document_id": "d1", "story": "s"}]
    asked = corpus(tmp_path, events=[event(), event(**OUT[reason])], stories=stories)
    assert list(cells(asked).values()) == [1]
    assert asked.panel().left_out() == {"counted": 1, reason: 1}
    assert list(cells(asked, include=reason).values()) == [2]


def test_historical_acts_count_at_their_own_date_unless_excluded(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(day="2014-03-18", auxiliary="historical")])
    assert cells(asked) == cells(asked, include="historical") == {("RUS", "AFG", "2014-03-01"): 1}
    assert cells(asked, exclude="historical") == {}


@pytest.mark.parametrize(
    ("by", "precise"), [("day", {"day"}), ("week", {"day", "week"}), ("month", {"day", "week", "month"})]
)
def test_a_date_counts_when_its_period_is_known(by: str, precise: set[str], tmp_path: Path) -> None:
    kinds = ["day", "week", "month", "season", "year", "decade"]
    asked = corpus(tmp_path, events=[event(date_precision=kind) for kind in kinds])
    assert sum(cells(asked, by=by).values()) == len(precise)
    assert sum(cells(asked, by=by, include="imprecise").values()) == len(kinds)


def test_weeks_begin_on_monday_and_years_on_the_first(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(day="2021-10-24"), event(day="2021-10-25"), event(day="1969-12-28")])
    weeks = [key[2] for key in cells(asked, by="week")]
    assert weeks == ["1969-12-22", "2021-10-18", "2021-10-25"]
    assert [key[2] for key in cells(asked, by="year")] == ["1969-01-01", "2021-01-01"]


def test_types_quads_and_scores_are_columns(tmp_path: Path) -> None:
    kinds: list[dict[str, Any]] = [{"type": "ACCUSE", "quad": 3}, {"type": "AID", "quad": 2, "mode": None}]
    asked = corpus(tmp_path, events=[event(**kind) for kind in kinds])
    by_type = asked.panel(of="type").rows()[0]
    assert (by_type["ACCUSE"], by_type["AID"], by_type["ASSAULT"]) == (1, 1, 0)
    assert asked.panel(of="quad").rows()[0] == {
        "actor": "RUS",
        "recipient": "AFG",
        "period": date(2021, 10, 1),
        "verbal_cooperation": 0,
        "material_cooperation": 1,
        "verbal_conflict": 1,
        "material_conflict": 0,
    }
    scores = asked.panel(of="score", until="2021-11").rows()
    assert [(row["events"], row["score_mean"] is None) for row in scores] == [(2, False), (0, True)]
    assert scores[0]["score_mean"] == scores[0]["score_sum"] / 2


def folded(tmp_path: Path) -> Corpus:
    """Two reports of one happening, in two months, and an event that came in after folding."""
    return corpus(
        tmp_path,
        events=[event(id="a"), event(id="b", day="2021-11-02"), event("USA GOV", "CUB GOV", id="new")],
        reports=[{"event_id": "a", "happening_id": "a"}, {"event_id": "b", "happening_id": "a"}],
        happenings=[happening("RUS GOV", "AFG GOV", "2021-10-20", id="a")],
    )


def test_a_happening_counts_once_and_what_is_not_folded_yet_counts(tmp_path: Path) -> None:
    asked = folded(tmp_path)
    assert cells(asked) == {("RUS", "AFG", "2021-10-01"): 1, ("USA", "CUB", "2021-10-01"): 1}
    assert sum(cells(asked, include="reports").values()) == 3


def test_a_negated_happening_is_left_out(tmp_path: Path) -> None:
    asked = corpus(
        tmp_path,
        events=[event(id="a", auxiliary="negation")],
        reports=[{"event_id": "a", "happening_id": "a"}],
        happenings=[happening(id="a", reading="negation")],
    )
    assert cells(asked) == {}
    assert asked.panel().left_out() == {"negation": 1}
    assert sum(cells(asked, include="negation").values()) == 1


def test_places_are_a_unit(tmp_path: Path) -> None:
    asked = corpus(tmp_path, events=[event(place_country="SYR"), event(place_country=None)])
    assert cells(asked, "country", role="place") == {("SYR", "2021-10-01"): 1}
    assert asked.panel("country", role="place").left_out() == {"counted": 1, "without place": 1}


def test_a_panel_of_too_many_rows_is_refused_with_the_remedy(tmp_path: Path) -> None:
    countries = [f"A{a}{b} GOV" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    asked = corpus(
        tmp_path, events=[event(code, "AFG GOV", day) for code in countries for day in ("0001-01-01", "2021-01-01")]
    )
    with pytest.raises(ValueError, match="narrow it with since and until"):
        asked.panel(by="day").rows()


@pytest.mark.parametrize(
    "wanted",
    [{"unit": "pair"}, {"by": "decade"}, {"of": "sum"}, {"role": "x"}, {"include": "all"}, {"exclude": "copies"}],
)
def test_what_there_is_not_is_refused_with_what_there_is(wanted: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there are"):
        corpus(tmp_path).panel(**wanted)  # type: ignore[arg-type]


CODE = st.sampled_from(["RUS GOV", "RUS MIL", "AFG GOV", "USA GOV", "--- UAF", "UNO"])
SIDE = st.lists(CODE, max_size=3, unique=True)
DAY = st.dates(date(2020, 12, 20), date(2021, 3, 10))
EVENTS = st.lists(st.tuples(SIDE, SIDE, DAY, st.sampled_from(["ACCUSE", "CONSULT"])), max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EVENTS)
def test_a_panel_is_what_counting_by_hand_gives(tmp_path: Path, told: list[tuple[Any, ...]]) -> None:
    expected: Counter[tuple[str, ...]] = Counter()
    for actors, recipients, at, type_ in told:
        a, r = ({code[:3] for code in side} - {"---"} for side in (actors, recipients))
        pairs = {(x, y) for x in a for y in r}
        if type_ == "CONSULT" and not recipients:
            known = [code for code in actors if not code.startswith("---")]
            pairs = {(x, y) for x in a for y in a if x != y} if len(a) > 1 else {(x, x) for x in a if len(known) > 1}
        expected.update((x, y, f"{at:%Y-%m}-01") for x, y in pairs)
    rows = [event("; ".join(a), "; ".join(r), at.isoformat(), type=type_) for a, r, at, type_ in told]
    panel = corpus(tmp_path, events=rows).panel()
    found = panel.rows()
    assert {(r["actor"], r["recipient"], str(r["period"])): r["events"] for r in found if r["events"]} == expected
    assert (
        len(found)
        == len(panel)
        == len({(r["actor"], r["recipient"]) for r in found}) * len({r["period"] for r in found})
    )
    assert found == sorted(found, key=lambda r: (r["actor"], r["recipient"], r["period"]))

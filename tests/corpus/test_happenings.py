from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.corpus import counting, merge
from tests.corpus.samples import event, events, killed, one_story

NO_STORIES = one_story("nothing")


def happenings_of(*rows: dict[str, Any], stories: pa.Table = NO_STORIES, decisions: Any = None) -> dict[str, str]:
    """The happening of each event."""
    _, reports = merge(events(*rows), stories, decisions)
    return {row["event_id"]: row["happening_id"] for row in reports.to_pylist()}


def together(*rows: dict[str, Any], stories: pa.Table = NO_STORIES, decisions: Any = None) -> bool:
    return len(set(happenings_of(*rows, stories=stories, decisions=decisions).values())) == 1


def decided(*rows: tuple[str, str, str]) -> pa.Table:
    return pa.table({name: [row[n] for row in rows] for n, name in enumerate(("event_a", "event_b", "verdict"))})


def test_one_attack_in_three_reports_is_one_happening():
    happenings, reports = merge(
        events(
            event("e1", "a", **killed(12), published="2024-05-13"),
            event("e2", "b", **killed(15), actor_codes="--- UAF", mode=None),
            event("e3", "c", **killed(12)),
        ),
        one_story("a", "b", "c", copies={"c": "a"}),
    )
    (row,) = happenings.to_pylist()
    assert (row["id"], row["n_reports"], row["n_documents"], row["n_independent_sources"]) == ("e1", 3, 3, 2)
    assert (row["first_seen"], row["last_seen"]) == ("2024-05-13", "2024-05-14")
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (12, 12, 15)
    assert row["conflicts"] == "killed 12 (2), 15 (1)"
    assert (row["actor_codes"], row["mode"], row["place"]) == ("NGA UAF", "firearms", "Damboa")
    why = {r["event_id"]: r["why"] for r in reports.to_pylist()}
    assert why["e1"] == "first report"
    assert why["e3"] == "same story; both firearms; same day; in Damboa; by NGA UAF; to NGA CVL; killed 12"


def test_attacks_in_one_town_a_day_apart_are_two_even_in_one_story():
    later = event("e2", "b", date_start="2024-05-14", date_end="2024-05-14")
    assert not together(event("e1", "a"), later)
    assert not together(event("e1", "a"), later, stories=one_story("a", "b"))


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "COERCE", "mode": "arrest"}, {"mode": "abduct"}, {"place": "Yola", "lat": 9.2, "lon": 12.48},
        {"place": "Damboa", "place_country": "NER"}, {"recipient_codes": "CMR CVL", "actor_codes": "CMR UAF"},
        killed(90), {"auxiliary": "future"}, {"auxiliary": "negation"}, {"auxiliary": "hypothetical"},
    ],
    ids=str,
)  # fmt: skip
def test_what_differs_in_kind_is_another_happening_even_in_one_story(changed):
    first = event("e1", "a", **killed(12))
    assert not together(first, event("e2", "b") | changed, stories=one_story("a", "b"))


def test_reports_of_different_stories_need_the_day_and_the_town():
    assert together(event("e1", "a"), event("e2", "b"))
    assert not together(event("e1", "a"), event("e2", "b", place=None, place_country=None, place_precision=None))
    assert together(event("e1", "a", **killed(9)), event("e2", "b", place=None, place_precision=None, **killed(9)))


def test_words_of_the_same_parties_on_one_day_are_one():
    words = {"type": "REQUEST", "mode": "change", "quad": 3, "actor_codes": "USA GOV", "recipient_codes": "IRN GOV"}
    words |= {"place": None, "place_country": None, "date_basis": "published"}
    first = event("e1", "a") | words
    assert together(first, event("e2", "b") | words)
    assert not together(first, event("e2", "b") | words | {"date_start": "2024-05-14", "date_end": "2024-05-14"})
    assert not together(first, event("e2", "b") | words | {"recipient_codes": "CUB GOV"})
    assert not together(first, event("e2", "b") | words | {"actor_codes": "IRN GOV", "recipient_codes": "USA GOV"})


def test_a_meeting_is_one_whoever_is_named_first():
    meeting = {"type": "CONSULT", "mode": "visit", "quad": 1, "place": None, "place_country": None}
    one = event("e1", "a") | meeting | {"actor_codes": "FRA GOV; DEU GOV", "recipient_codes": ""}
    other = event("e2", "b") | meeting | {"actor_codes": "DEU GOV", "recipient_codes": "FRA GOV"}
    assert together(one, other)
    assert not together(one, other | {"recipient_codes": "ITA GOV"})


def test_a_document_tells_a_deed_twice_where_day_doer_and_numbers_agree():
    first = event("e1", "a", **killed(9))
    assert together(first, event("e2", "a", mode=None, place=None, place_precision=None, recipient_codes=""))
    assert not together(first, event("e2", "a", **killed(10)))
    assert not together(first, event("e2", "a", actor_codes="NGA REB"))
    assert not together(first, event("e2", "a", place="Yola", lat=9.2, lon=12.48))


def test_a_document_links_its_words_itself():
    words = {"type": "REQUEST", "mode": "change", "quad": 3, "actor_codes": "UNO", "recipient_codes": "NGA GOV"}
    assert not together(event("e1", "a") | words, event("e2", "a") | words)
    assert together(event("e1", "a") | words, event("e2", "a", same_as="e1", date_start=None, date_end=None) | words)


def test_each_report_that_is_no_first_one_says_why_it_joined_whichever_event_names_the_other():
    linked = [event("e1", "a", same_as="e3"), event("e2", "a", same_as="e3"), event("e3", "a")]
    other = event("e4", "b", **killed(12))
    _, reports = merge(events(*linked, other), one_story("a", "b"))
    rows = {r["event_id"]: r["why"] for r in reports.to_pylist()}
    assert reports.num_rows == len(rows) == 4
    assert (rows["e1"], rows["e2"], rows["e3"]) == ("first report", *["told again in the same document"] * 2)
    assert rows["e4"]


def test_a_dateline_speaks_for_a_town_but_not_against_another():
    dateline = {"place_basis": "dateline"}
    assert together(event("e1", "a"), event("e2", "b", **dateline))
    maiduguri = event("e2", "b", place="Maiduguri", lat=11.85, lon=13.16, **dateline)
    assert not together(event("e1", "a"), maiduguri)
    assert together(event("e1", "a"), maiduguri, stories=one_story("a", "b"))


def test_a_step_of_one_state_towards_another_is_one_a_day_and_a_raid_is_not():
    step = {"type": "SANCTION", "mode": "expel", "actor_codes": "MLI GOV", "recipient_codes": "FRA GOV"}
    step |= {"place": None, "place_country": None}
    assert together(event("e1", "a") | step, event("e2", "b") | step)
    raid = {"type": "ASSAULT", "mode": "aerial"}
    assert not together(event("e1", "a") | step | raid, event("e2", "b") | step | raid)


def test_a_user_can_undo_and_make_a_merge():
    rows = event("e1", "a"), event("e2", "b"), event("e3", "c", type="COERCE", mode="arrest")
    assert happenings_of(*rows) == {"e1": "e1", "e2": "e1", "e3": "e3"}
    said = decided(("e1", "e2", "different"), ("e3", "e2", "same"))
    assert happenings_of(*rows, decisions=said) == {"e1": "e1", "e2": "e2", "e3": "e2"}
    _, reports = merge(events(*rows), NO_STORIES, said)
    assert [(r["event_id"], r["separated"]) for r in reports.to_pylist()] == [("e1", True), ("e2", True), ("e3", False)]
    assert reports.to_pylist()[2]["why"] == "joined by a user's decision"


def test_a_later_decision_beats_an_earlier_one_and_a_document_s_own_link():
    pair = event("e1", "a"), event("e2", "a", same_as="e1")
    assert not together(*pair, decisions=decided(("e2", "e1", "different")))
    assert together(*pair, decisions=decided(("e2", "e1", "different"), ("e1", "e2", "same")))
    gone = decided(("e1", "e9", "same"), ("e8", "e9", "different"))
    assert together(*pair, decisions=gone)
    with pytest.raises(ValueError, match="decision 2: the verdict is 'maybe'"):
        together(*pair, decisions=decided(("e1", "e2", "same"), ("e1", "e2", "maybe")))


def test_what_a_user_kept_apart_is_not_joined_through_a_third_report():
    rows = [event(f"e{n}", f"d{n}") for n in range(4)]
    found = happenings_of(*rows, decisions=decided(("e0", "e3", "different")))
    assert found["e0"] != found["e3"]
    assert found["e1"] == found["e2"] == "e0"


def test_many_events_are_merged_on_disk_as_few_are_in_memory(monkeypatch):
    rows = [event(f"e{n}", f"d{n}") for n in range(3)]
    expected = happenings_of(*rows)
    monkeypatch.setattr("dragoman.corpus.happenings.FEW", 0)
    assert happenings_of(*rows) == expected


def test_bad_tables_are_refused_with_the_remedy():
    with pytest.raises(ValueError, match="no column type"):
        merge(events(event("e1", "a")).drop(["type"]), NO_STORIES)
    with pytest.raises(ValueError, match="an id twice"):
        merge(events(event("e1", "a"), event("e1", "b")), NO_STORIES)
    happenings, reports = merge(events(), NO_STORIES)
    assert (happenings.num_rows, reports.num_rows) == (0, 0)


_SOME = st.builds(
    lambda day, mode, actor, place, dead, basis, aux: {
        "date_start": day, "date_end": day, "mode": mode, "actor_codes": actor, "place": place, "date_basis": basis,
        "auxiliary": aux, **(killed(dead) if dead else {}),
    },
    st.sampled_from(["2024-05-12", "2024-05-13", None]), st.sampled_from(["firearms", "explosives", None]),
    st.sampled_from(["NGA UAF", "NGA REB", "", "NGA MIL; NGA COP"]), st.sampled_from(["Damboa", "Chibok", None]),
    st.sampled_from([0, 3, 5, 40]), st.sampled_from(["weekday", "published"]), st.sampled_from(["", "", "future"]),
)  # fmt: skip


@given(st.lists(_SOME, max_size=9), st.randoms(use_true_random=False))
@settings(max_examples=8)
def test_the_order_of_events_is_irrelevant_and_none_is_lost(several, random):
    rows = [event(f"e{n}", f"d{n // 2}") | fields for n, fields in enumerate(several)]
    stories = one_story("d0", "d1", "d2")
    happenings, reports = merge(events(*rows), stories)
    assert sorted(reports.column("event_id").to_pylist()) == [row["id"] for row in rows]
    assert sum(happenings.column("n_reports").to_pylist()) == len(rows)
    random.shuffle(rows)
    again = merge(events(*rows), stories)
    assert again[0].to_pylist() == happenings.to_pylist()
    assert again[1].to_pylist() == reports.to_pylist()


def test_batches_of_events_give_what_the_whole_table_gives():
    table = events(
        event("e1", "a", **killed(9)), event("e2", "b", **killed(9)), event("e3", "c", type="ACCUSE", quad=3)
    )
    for whole, read in zip(merge(table, NO_STORIES), merge(table.to_reader(1), NO_STORIES), strict=True):
        assert whole.equals(read)


def test_counting_part_by_part_gives_what_counting_at_once_gives(monkeypatch: pytest.MonkeyPatch):
    told = [event(f"e{n}", f"d{n}", **killed(n % 3 + 9), published=f"2024-05-{14 + n % 2}") for n in range(9)]
    told += [event(f"w{n}", f"d{n}", type="ACCUSE", quad=3, mode=None, recipient_codes="TCD GOV") for n in range(4)]
    at_once = merge(events(*told), NO_STORIES)
    monkeypatch.setattr(counting, "ROWS", 2)
    for whole, parts in zip(at_once, merge(events(*told), NO_STORIES), strict=True):
        assert whole.equals(parts)

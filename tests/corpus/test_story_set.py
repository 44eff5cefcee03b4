from __future__ import annotations

import pytest

from bench.clusters import b_cubed, pairwise
from bench.story_set import halves, load
from dragoman.ontology import type_names

HAPPENINGS, STORIES = load()


def test_scores_of_groups_are_those_worked_out_by_hand():
    true = {"a": 1, "b": 1, "c": 1, "d": 2}
    found = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(found, true) == pytest.approx((3 / 4, (2 / 3 + 2 / 3 + 1 / 3 + 1) / 4))
    assert pairwise(found, true) == pytest.approx((1 / 2, 1 / 3))
    assert b_cubed(true, true).f1 == pairwise(true, true).f1 == 1


def test_every_story_has_a_known_happening_on_or_before_its_day():
    written = [s for s in STORIES if s.made == "written"]
    for story in written:
        assert story.published >= HAPPENINGS[story.happening].day, story.id
        assert set(story.also) <= HAPPENINGS.keys(), story.id
    assert all(h.type in {*type_names(), ""} for h in HAPPENINGS.values())
    assert len(STORIES) >= 300
    assert len({s.id for s in STORIES}) == len(STORIES)


def test_copies_are_the_same_in_every_run_and_stay_in_the_half_of_their_original():
    assert load()[1] == STORIES
    tuned, reported = halves(STORIES)
    assert len(tuned) + len(reported) == len(STORIES)
    assert not {s.group for s in tuned} & {s.group for s in reported}
    assert {s.family for s in STORIES} <= {s.id for s in STORIES}

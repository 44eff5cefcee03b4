"""The date of an act is the one that its own clause tells."""

from __future__ import annotations

import functools

import pytest

from dragoman.events.dates import Dates
from dragoman.parsing import Parse, parse
from dragoman.reading import document
from dragoman.record import EventDate

STORY = "2023-05-17"  # a Wednesday
Told = tuple[str | None, str | None, str, str]


@functools.cache
def _parsed(text: str, published: str | None) -> Parse:
    return parse(document(text, date=published))


def date_of(text: str, word: str, *auxiliary: str, published: str | None = STORY) -> EventDate:
    parsed = _parsed(text, published)
    predicate = next(t for s in parsed.sentences for t in s.tokens if t.text.lower() == word)
    return Dates(parsed).of(predicate, parsed.sentence_of(predicate), auxiliary)


def told(found: EventDate) -> Told:
    return (found.start, found.end, found.precision, found.basis)


def on(day: str, basis: str = "weekday") -> Told:
    return (day, day, "day", basis)


PUBLISHED = on(STORY, "published")
UNKNOWN: Told = (None, None, "unknown", "none")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels attacked the town on Tuesday.", "attacked", on("2023-05-16")),
        ("On Monday the army shelled the town.", "shelled", on("2023-05-15")),
        ("The ministers will meet on Friday.", "meet", on("2023-05-19")),
        ("The ministers are meeting on Friday.", "meeting", on("2023-05-19")),
        ("The ministers met on Friday.", "met", on("2023-05-12")),
        ("The court will rule in September.", "rule", ("2023-09-01", "2023-09-30", "month", "relative")),
        ("The court ruled in September.", "ruled", ("2022-09-01", "2022-09-30", "month", "relative")),
        ("Tuesday's attack on the town killed ten soldiers.", "attack", on("2023-05-16")),
        ("Tuesday's attack on the town killed ten soldiers.", "killed", on("2023-05-16")),
        ("Ghana condemned the 2014 invasion of the island.", "condemned", PUBLISHED),
        ("Ghana condemned the 2014 invasion.", "invasion", ("2014-01-01", "2014-12-31", "year", "stated")),
        ("Ghana condemned Tuesday's attack.", "condemned", PUBLISHED),
        (
            "Ghana condemned the annexation of the island in 2014.",
            "annexation",
            ("2014-01-01", "2014-12-31", "year", "stated"),
        ),
        ("The envoy, who visited Chad in 2019, praised the deal.", "praised", PUBLISHED),
        (
            "The envoy, who visited Chad in 2019, praised the deal.",
            "visited",
            ("2019-01-01", "2019-12-31", "year", "stated"),
        ),
        ("Police arrested a man who had fled in March.", "arrested", PUBLISHED),
        ("The minister said on Tuesday that soldiers had burned the village.", "burned", PUBLISHED),
        ("The minister said that soldiers burned the village on Sunday.", "burned", on("2023-05-14")),
        ("The minister said that soldiers burned the village on Sunday.", "said", PUBLISHED),
        ("On Monday police arrested the mayor and charged the clerk.", "charged", on("2023-05-15")),
        ("Rebels attacked the town on Tuesday, killing ten soldiers.", "killing", on("2023-05-16")),
        ("Ten soldiers were killed on Tuesday when rebels attacked the town.", "attacked", on("2023-05-16")),
        (
            "When rebels attacked the town in 2010, the army killed ten farmers.",
            "killed",
            ("2010-01-01", "2010-12-31", "year", "stated"),
        ),
        ("The army began on Sunday to attack the town.", "attack", on("2023-05-14")),
        ("Chad vowed on Sunday to attack the rebels.", "vowed", on("2023-05-14")),
        ("Chad vowed to attack the rebels on Sunday.", "attack", on("2023-05-21")),
        ("The army took the town on Monday and lost it on Tuesday.", "took", on("2023-05-15")),
        ("The army took the town on Monday and lost it on Tuesday.", "lost", on("2023-05-16")),
        ("The strike, planned for Friday, was banned.", "banned", PUBLISHED),
        ("Peru has blocked the road since Sunday.", "blocked", ("2023-05-14", STORY, "day", "weekday")),
        ("Peru has jailed its critics since returning to power.", "jailed", (None, None, "unknown", "relative")),
        ("Peru jailed its critics years ago.", "jailed", (None, None, "unknown", "relative")),
        ("Peru condemned the raid.", "condemned", PUBLISHED),
        ("Peru freed the sailors in the summer of 2014.", "freed", ("2014-06-01", "2014-08-31", "season", "stated")),
        ("Peru freed the sailors overnight.", "freed", ("2023-05-16", STORY, "day", "relative")),
        ("Peru and Chile fought from Monday to Wednesday.", "fought", ("2023-05-15", STORY, "day", "weekday")),
    ],
)
def test_an_act_has_the_date_of_its_own_clause(text: str, word: str, expected: Told) -> None:
    assert told(date_of(text, word)) == expected


@pytest.mark.parametrize("reading", ["future", "hypothetical", "historical"])
def test_an_act_that_is_not_of_now_has_no_date_of_the_story(reading: str) -> None:
    assert told(date_of("Peru freed the sailors.", "freed", reading)) == UNKNOWN


def test_what_is_told_along_with_old_times_is_not_dated_by_the_story() -> None:
    text = "In 1998 Peru invaded the island. It killed ten fishermen."
    assert told(date_of(text, "killed")) == UNKNOWN
    text = "In 1998 Peru invaded the island.\n\nIt killed ten fishermen."
    assert told(date_of(text, "killed")) == PUBLISHED


def test_days_later_are_reckoned_from_the_date_told_before() -> None:
    text = "Rebels took the town on 3 March 2021. Three days later the army shelled it."
    assert told(date_of(text, "shelled")) == on("2021-03-06", "relative")
    assert told(date_of("Three days later the army shelled it.", "shelled")) == UNKNOWN


@pytest.mark.parametrize("when", ["on Tuesday", "last month", "on 3 March", "two weeks ago", "yesterday", "overnight"])
def test_without_the_storys_day_only_full_dates_are_known(when: str) -> None:
    assert date_of(f"Rebels attacked the town {when}.", "attacked", published=None).start is None
    found = date_of("Rebels attacked the town on 3 March 2021.", "attacked", published=None)
    assert told(found) == on("2021-03-03", "stated")

"""Killed, injured, arrested, taking part: whom a number counts, and of which act."""

from __future__ import annotations

import functools

import pytest

from dragoman.events.counts import Counts
from dragoman.parsing import Parse, parse
from dragoman.reading import document

Bounds = tuple[int | None, int | None, int | None]


@functools.cache
def _parsed(text: str) -> Parse:
    return parse(document(text, date="2023-05-17"))


def counted(text: str, what: str, word: str) -> Bounds | None:
    parsed = _parsed(text)
    predicate = next(t for s in parsed.sentences for t in s.tokens if t.text.lower() == word)
    found = Counts(parsed).of(predicate, parsed.sentence_of(predicate), what)  # type: ignore[arg-type]
    return (found.low, found.best, found.high) if found else None


def exactly(number: int) -> Bounds:
    return (number, number, number)


@pytest.mark.parametrize(
    ("text", "what", "word", "bounds"),
    [
        ("At least 29 people were killed in the market.", "killed", "killed", (29, 29, None)),
        ("The blast killed three soldiers.", "killed", "killed", exactly(3)),
        ("Dozens of miners were killed by the army.", "killed", "killed", (24, 36, 99)),
        ("Gunmen shot dead four farmers and killed 12 herders.", "killed", "killed", exactly(12)),
        ("Between 30 and 40 villagers were wounded in the raid.", "injured", "wounded", (30, 30, 40)),
        ("Police arrested more than 1,200 people.", "arrested", "arrested", (1200, 1200, None)),
        ("Up to 500 marchers were detained by the police.", "arrested", "detained", (None, 500, 500)),
        ("Twenty-one officers were injured in the riot.", "injured", "injured", exactly(21)),
        ("Tens of thousands of teachers marched in the capital.", "participants", "marched", (20000, 30000, 99999)),
        ("Some 4,000 people protested against the tax.", "participants", "protested", (None, 4000, None)),
        ("Two to four guards were killed in the attack.", "killed", "killed", (2, 2, 4)),
        ("Three soldiers and two civilians were killed in the ambush.", "killed", "killed", exactly(5)),
        ("The army killed 20 rebels and two of their drivers.", "killed", "killed", exactly(20)),
        ("Rebels attacked the base, killing 12 soldiers.", "killed", "attacked", exactly(12)),
        ("Rebels attacked the base, killing 12 soldiers and wounding 30.", "injured", "attacked", exactly(30)),
        ("Rebels attacked the base and killed at least 12 soldiers.", "killed", "attacked", (12, 12, None)),
        ("The attack killed 29 people.", "killed", "attack", exactly(29)),
        ("Twelve people were killed in the attack.", "killed", "attack", exactly(12)),
        ("Six people died in the attack.", "killed", "attack", exactly(6)),
        ("The attack left 29 dead and 40 wounded.", "killed", "attack", exactly(29)),
        ("The attack left 29 people dead.", "killed", "attack", exactly(29)),
        ("The bombing that killed 17 miners was condemned.", "killed", "bombing", exactly(17)),
        ("No one was killed in the attack.", "killed", "killed", exactly(0)),
        ("Nobody was injured in the shooting.", "injured", "injured", exactly(0)),
        ("No soldiers were killed in the raid.", "killed", "killed", exactly(0)),
        ("The shelling caused no casualties.", "killed", "caused", exactly(0)),
        ("A policeman was killed in the clash.", "killed", "killed", exactly(1)),
        ("The rebels wounded a soldier.", "injured", "wounded", exactly(1)),
        ("Another soldier was killed on the road.", "killed", "killed", exactly(1)),
        ("The raid killed 12 people, including three children.", "killed", "killed", exactly(12)),
        ("Gunmen killed half a dozen farmers.", "killed", "killed", exactly(6)),
        ("Soldiers killed several hundred villagers.", "killed", "killed", (300, 300, 900)),
        ("Police detained nearly 200 students.", "arrested", "detained", (None, 200, 200)),
        ("Police rounded up 60 activists.", "arrested", "rounded", exactly(60)),
        ("The police made 14 arrests.", "arrested", "made", exactly(14)),
        ("Hundreds of workers gathered outside the ministry.", "participants", "gathered", (200, 300, 999)),
        ("About 300 nurses rallied in the square.", "participants", "rallied", (None, 300, None)),
        ("A crowd of 3,000 protested at the gate.", "participants", "protested", exactly(3000)),
        ("The march drew 10,000 people.", "participants", "march", exactly(10000)),
        ("The rally was attended by 5,000 farmers.", "participants", "rally", exactly(5000)),
        ("Thousands of students took to the streets.", "participants", "took", (2000, 3000, 9999)),
        ("The deaths of 12 miners were reported after the attack.", "killed", "deaths", exactly(12)),
        ("The bomb claimed 40 lives.", "killed", "claimed", exactly(40)),
        ("Two dozen protesters were arrested.", "arrested", "arrested", exactly(24)),
        ("Gunmen executed 15 prisoners.", "killed", "executed", exactly(15)),
        ("As many as 80 villagers were massacred.", "killed", "massacred", (None, 80, 80)),
    ],
)
def test_counts_people(text: str, what: str, word: str, bounds: Bounds) -> None:
    assert counted(text, what, word) == bounds


@pytest.mark.parametrize(
    ("text", "what", "word"),
    [
        ("In 2014 rebels killed the governor.", "killed", "killed"),
        ("The 45-year-old was killed by soldiers.", "killed", "killed"),
        ("Soldiers killed a 12-year-old.", "killed", "killed"),
        ("Rebels killed him after 12 years of war.", "killed", "killed"),
        ("Some 40 percent were killed by debt.", "killed", "killed"),
        ("The army killed the commander of Unit 12.", "killed", "killed"),
        ("Police arrested the man, 45, on Friday.", "arrested", "arrested"),
        ("Police fired 200 rounds and arrested the leaders.", "arrested", "arrested"),
        ("The court fined 30 traders and the police arrested the mayor.", "arrested", "arrested"),
        ("Rebels attacked the town while police arrested 30 students elsewhere.", "arrested", "attacked"),
        ("Police met 40 farmers.", "killed", "met"),
        ("Rockets hit 20 houses and killed a family.", "killed", "killed"),
        ("They protested for three days.", "participants", "protested"),
        ("The 300 delegates gathered.", "killed", "gathered"),
        ("Twenty thousand people took the bus.", "participants", "took"),
        ("The ministry said that 12 soldiers were killed.", "killed", "said"),
    ],
)
def test_other_numbers_are_no_counts_of_the_act(text: str, what: str, word: str) -> None:
    assert counted(text, what, word) is None


def test_each_act_of_a_sentence_keeps_its_own_number() -> None:
    text = "The army killed 12 rebels on Monday, and the rebels killed 30 soldiers on Tuesday."
    parsed = _parsed(text)
    verbs = [t for s in parsed.sentences for t in s.tokens if t.text == "killed"]
    found = [Counts(parsed).of(verb, parsed.sentences[0], "killed") for verb in verbs]
    assert [one.best if one else None for one in found] == [12, 30]


@pytest.mark.parametrize("word", ["Thousands", "12", "No one"])
def test_the_span_of_a_count_lies_in_its_sentence(word: str) -> None:
    text = f"It rained. {word} were killed in the flood of fire."
    parsed = _parsed(text)
    predicate = next(t for s in parsed.sentences for t in s.tokens if t.text == "killed")
    found = Counts(parsed).of(predicate, parsed.sentence_of(predicate), "killed")
    assert found is not None
    assert found.span is not None
    assert parsed.words(found.span) == word

"""Short news stories with known truth: which are copies, which tell one story, which happening each is about.

The stories are in `happenings_set/`; copies and template reports are made here, from a fixed seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

ROOM = Path(__file__).resolve().parent / "happenings_set"
SEED = 1604
COPIES = (0, 1, 1, 2, 2)  # how many copies a story gets, drawn at random


@dataclass(frozen=True)
class Happening:
    """What happened, by construction; empty `type`: nothing that an event coder should find."""

    id: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: date


@dataclass(frozen=True)
class Story:
    """One document with its truth: `family` is the story it is a copy of (or its own id)."""

    id: str
    outlet: str
    published: date
    title: str
    text: str
    happening: str
    also: tuple[str, ...]
    family: str
    made: str = "written"

    @property
    def group(self) -> str:
        """Happenings of one group are meant to be confounded, so they stay in one half of the set."""
        return self.happening.split(".")[0]


def load() -> tuple[dict[str, Happening], list[Story]]:
    """Return the happenings by id and all stories: written ones, copies, and reports from templates."""
    happenings: dict[str, Happening] = {}
    written: list[Story] = []
    for path in sorted(ROOM.glob("*.txt")):
        for happening, stories in _parse(path.read_text(encoding="utf-8")):
            happenings[happening.id] = happening
            written += stories
    chance = random.Random(SEED)
    copies = [copy for story in written for copy in _copies(story, chance)]
    return happenings, [*written, *copies, *_templates(chance)]


def halves(stories: list[Story]) -> tuple[list[Story], list[Story]]:
    """Return (the half to tune on, the half to report): every second group of happenings."""
    groups = sorted({story.group for story in stories})
    tuned = set(groups[::2])
    return [s for s in stories if s.group in tuned], [s for s in stories if s.group not in tuned]


def _parse(text: str) -> Iterator[tuple[Happening, list[Story]]]:
    for block in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        head, *reports = re.split(r"^-- ", block, flags=re.MULTILINE)
        id, type, actors, recipients, day = (part.strip() for part in head.split("|"))
        happening = Happening(
            id, type.strip("-"), tuple(actors.split()), tuple(recipients.split()), date.fromisoformat(day)
        )
        stories = []
        for number, report in enumerate(reports, start=1):
            line, *body = report.strip().splitlines()
            outlet, published, title = (part.strip() for part in line.split("|"))
            also = tuple(body.pop().removeprefix("also:").split()) if body[-1].startswith("also:") else ()
            name = f"{id}-{number}"
            stories.append(
                Story(name, outlet, date.fromisoformat(published), title, "\n".join(body), id, also, family=name)
            )
        yield happening, stories


def _copies(story: Story, chance: random.Random) -> Iterator[Story]:
    for number in range(chance.choice(COPIES)):
        made, change = chance.choice(list(CHANGES.items()))
        title, text = change(story, chance)
        yield replace(
            story,
            id=f"{story.id}-c{number + 1}",
            outlet=f"{chance.choice(TOWNS)} {chance.choice(PAPERS)}",
            published=story.published + timedelta(days=chance.choice((0, 0, 0, 1))),
            title=title,
            text=text,
            made=made,
        )


TOWNS = "Amberley Brackwater Coldharbour Dunmore Eastvale Fairhaven Greyfriars Highmoor Inverlea Kingsford".split()
PAPERS = "Advertiser Argus Chronicle Echo Examiner Gazette Mercury Observer Sentinel Times".split()
HEADS = ("Headlines tonight:", "World in brief:", "What we know:", "From abroad:")
FURNITURE = (
    "Sign up for our newsletter and get the day's news in your inbox every morning.",
    "Read more: Ten questions about the week in pictures",
    "Share this story\nFollow us on social media\nComments are closed",
    "Advertisement\nPhoto: archive. All rights reserved. No part of this page may be reproduced.",
)
SPELLINGS = (
    ("labour", "labor"),
    ("harbour", "harbor"),
    ("said", "stated"),
    ("organis", "organiz"),
    ("kilometres", "km"),
)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)


def _cut(story: Story, chance: random.Random) -> tuple[str, str]:
    sentences = _sentences(story.text)
    return story.title, " ".join(sentences[: max(2, len(sentences) - chance.choice((1, 1, 2)))])


def _headline(story: Story, chance: random.Random) -> tuple[str, str]:
    return f"{chance.choice(HEADS)} {_sentences(story.text)[-1].rstrip('.')}", story.text


def _furniture(story: Story, chance: random.Random) -> tuple[str, str]:
    above, below = chance.sample(FURNITURE, 2)
    return story.title, f"{above}\n\n{story.text}\n\n{below}"


def _figure(story: Story, chance: random.Random) -> tuple[str, str]:
    figures = list(re.finditer(r"\b\d{1,3}\b", story.text))
    if not figures:
        return _correction(story, chance)
    figure = chance.choice(figures)
    changed = str(int(figure.group()) + chance.choice((1, 2)))
    return story.title, story.text[: figure.start()] + changed + story.text[figure.end() :]


def _correction(story: Story, chance: random.Random) -> tuple[str, str]:
    where = chance.choice(("headline", "spelling of a name", "caption"))
    return story.title, f"{story.text}\n\nCorrection: an earlier version of this article had an error in the {where}."


def _spelling(story: Story, chance: random.Random) -> tuple[str, str]:
    text = story.text
    for old, new in SPELLINGS:
        text = text.replace(old, new)
    return story.title, text


def _agency(story: Story, chance: random.Random) -> tuple[str, str]:
    return story.title, f"{chance.choice(TOWNS).upper()} (Agency) - {story.text}\n\n(Reporting by the {story.outlet})"


CHANGES: dict[str, Callable[[Story, random.Random], tuple[str, str]]] = {
    "verbatim": lambda story, chance: (story.title, story.text),
    "cut": _cut,
    "headline": _headline,
    "furniture": _furniture,
    "figure": _figure,
    "correction": _correction,
    "spelling": _spelling,
    "agency": _agency,
}

WEATHER = (
    "{town} will see {sky} on {weekday} with a high of {a} degrees and a low of {b}, the weather office said. Winds "
    "blow from the west at {c} kilometres an hour. Drivers should take care on bridges in the early hours, and farmers "
    "may bring in hay before the evening. The next bulletin is issued at six in the evening."
)
MARKET = (
    "Shares in {town} closed at {a}{b} points on {weekday}, {move} of 0.{c} percent on the day. Banks and shippers led "
    "the trade, brokers said, while mining shares hardly moved. Turnover was {b} million. The currency stood at 1.{a} "
    "to the dollar at the close. Investors wait for the central bank's decision on rates, due at the end of the month."
)
SCORE = (
    "{town} beat {other} {c}-{d} on {weekday} before a crowd of {a}{b} in the second division of the national league. "
    "The winners scored first from a corner and held on after the break. The coach said that his side had worked hard "
    "for the points, and that the table does not lie. The next round is played at the weekend."
)


def _templates(chance: random.Random) -> Iterator[Story]:
    for kind, text in (("weather", WEATHER), ("market", MARKET), ("score", SCORE)):
        for number in range(14):
            day = date(2024, 4, 1) + timedelta(days=number // 2)
            town, other = chance.sample(TOWNS, 2)
            told = text.format(
                town=town,
                other=other,
                weekday=f"{day:%A}",
                sky=chance.choice(("sun", "rain", "fog")),
                move=chance.choice(("a rise", "a fall")),
                **{letter: chance.randrange(10, 99) for letter in "ab"},
                c=chance.randrange(3, 9),
                d=chance.randrange(0, 3),
            )
            id = f"{kind}{number % 2}.{number}"
            title = f"{town}: {kind} report for {day:%A}"
            yield Story(id, f"{town} Gazette", day, title, told, id, (), family=id, made="template")

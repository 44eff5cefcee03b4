"""Many documents and many records out of few: other texts of the same length, other days, other ids."""

from __future__ import annotations

import json
import random
import re
import string
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from dragoman.record import Document, Record, text_hash

SEED = 1604
DAYS = 365
_NO_DATE = "2024-05-14"


def write_documents(stories: list[Document], count: int, path: Path) -> None:
    """Write JSON lines: the stories, then others of as many paragraphs each, drawn from all: no copies, much alike."""
    chance = random.Random(SEED)
    paragraphs = [part for story in stories for part in _paragraphs(story)]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            story = stories[number % len(stories)]
            drawn = chance.choices(paragraphs, k=len(_paragraphs(story)))
            text = story.text if number < len(stories) else "\n\n".join(drawn)
            row = {"id": f"{number:07}", "text": text, "title": story.title, "outlet": story.outlet}
            stream.write(json.dumps({**row, "date": story.published or _NO_DATE}) + "\n")


def _paragraphs(story: Document) -> list[str]:
    return [part for part in story.text.split("\n") if part.strip()]


def vary_records(records: list[Record], count: int) -> Iterator[Record]:
    """Yield records with the same parts at the same places of a text in other letters, on another day of a year.

    Letters are changed as in a cipher, with a key for each record, so that none is a copy of another; all ids are new.
    """
    chance = random.Random(SEED)
    sources = [(record.to_json(), _ids(record)) for record in records]
    for number in range(count):
        source, ids = sources[number % len(sources)]
        record = Record.from_json(ids.sub(partial(_renamed, f"{number:07}"), source))
        later = timedelta(chance.randrange(DAYS))
        document = record.document
        document.id = f"{number:07}"
        document.text = document.text.translate(_cipher(chance))
        document.sha256 = text_hash(document.text)
        document.published = _moved(document.published or _NO_DATE, later)
        for event in record.events:
            if event.date and event.date.start and event.date.end:
                event.date.start, event.date.end = _moved(event.date.start, later), _moved(event.date.end, later)
        yield record


def _ids(record: Record) -> re.Pattern[str]:
    """What finds the ids of a record's parts in its JSON."""
    parts = (*record.events, *record.statements, *record.commitments)
    return re.compile("|".join(part.id for part in parts) or "(?!)")


def _renamed(number: str, id: re.Match[str]) -> str:
    return number + id[0][len(number) :]


def _cipher(chance: random.Random) -> dict[int, int]:
    """A table of other small letters for the small letters."""
    letters = list(string.ascii_lowercase)
    chance.shuffle(letters)
    return str.maketrans(string.ascii_lowercase, "".join(letters))


def _moved(day: str, later: timedelta) -> str:
    return (date.fromisoformat(day) + later).isoformat()

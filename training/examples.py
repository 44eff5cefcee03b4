"""Training examples: the marked texts cut into sentences, and the split by verbs that no training sentence has."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.markup import Predicate, Span, Text, read_file

TEXTS = Path(__file__).parent / "texts"
_BREAK = re.compile(r"(?<=[.!?…])[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9])")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|Sen|Rep|Gov|Prof|No|U\.S|U\.N))\.$")
_ENDINGS = re.compile(r"(?:ingly|ations?|ing|ed|es|s|ers?|ments?|ions?)$")
HELD_OUT = 12  # one stem in so many is kept for measuring


@dataclass
class Example:
    """One sentence with its predicates; spans count from the sentence's first character."""

    text: str
    predicates: list[Predicate]
    source: str


def read_texts(folder: Path = TEXTS) -> list[Text]:
    """Return all training texts, in the order of their files."""
    return [text for path in sorted(folder.glob("*.txt")) for text in read_file(path)]


def sentences(text: Text) -> Iterator[Example]:
    """Yield the sentences of a text that hold a predicate. A party that stands in another sentence is left out."""
    starts = [0]
    for match in _BREAK.finditer(text.text):
        before = text.text[: match.start()]
        if not _ABBREVIATED.search(before):
            starts.append(match.end())
    for low, high in zip(starts, [*starts[1:], len(text.text)], strict=True):
        own = [_shifted(p, low, high) for p in text.predicates if low <= p.span[0] < high]
        if own:
            yield Example(text.text[low:high].rstrip(), own, text.source)


def _shifted(predicate: Predicate, low: int, high: int) -> Predicate:
    def inside(spans: Iterable[Span]) -> list[Span]:
        return [(a - low, b - low) for a, b in spans if low <= a and b <= high]

    span = (predicate.span[0] - low, predicate.span[1] - low)
    parties = (inside(predicate.actors), inside(predicate.recipients), inside(predicate.dates))
    return Predicate(span, predicate.type, predicate.mode, predicate.auxiliary, *parties)


def read_prepared(path: Path) -> list[Example]:
    """Return the sentences that `training.prepare` wrote."""
    found = []
    with path.open(encoding="utf-8") as handle:
        for row in map(json.loads, handle):
            predicates = [
                Predicate(
                    p["span"], p["type"], p["mode"], tuple(p["auxiliary"]), p["actors"], p["recipients"],
                    grammar=p["grammar"],
                )
                for p in row["predicates"]
            ]  # fmt: skip
            found.append(Example(row["text"], predicates, row["source"]))
    return found


def stem(words: str) -> str:
    """Return the main word of a trigger without its ending, so that "agreed" and "agreement" go together."""
    first = max(re.findall(r"[a-z]+", words.lower()) or [""], key=len)
    return _ENDINGS.sub("", first)[:8].rstrip("e") or first


def is_held_out(words: str) -> bool:
    """Whether a trigger belongs to the stems that are kept for measuring; always the same ones."""
    return int(hashlib.sha1(stem(words).encode()).hexdigest(), 16) % HELD_OUT == 0


def split(examples: Iterable[Example]) -> tuple[list[Example], list[Example]]:
    """Return (training, measuring): a sentence with a held-out trigger is for measuring, on those triggers alone."""
    train, held = [], []
    for example in examples:
        kept = [p for p in example.predicates if is_held_out(example.text[slice(*p.span)])]
        if kept:
            held.append(Example(example.text, kept, example.source))
        else:
            train.append(example)
    return train, held

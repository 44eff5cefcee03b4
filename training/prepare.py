"""The training sentences as the coder sees them: grammar's parties beside the marked ones.

    python -m training.prepare OUT.jsonl

Predicates that are no act are seldom marked with parties, but the coder asks about every frame that has some. So that
the judge cannot tell an act by its having parties, each predicate gets those that grammar finds, as at run time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.actors import resolve_actors
from dragoman.events.frames import Frame, propose
from dragoman.events.opinions import parties_before_type
from dragoman.parsing import Parse, parse_many
from dragoman.record import Document
from training.examples import Example, read_texts, sentences
from training.markup import Predicate, Span

BATCH = 256


def prepared(examples: Iterable[Example]) -> Iterator[dict[str, Any]]:
    """Yield each example as a row: text, source, and predicates with marked and with grammatical parties."""
    source = iter(examples)
    while batch := list(islice(source, BATCH)):
        documents = [Document(id=str(n), text=e.text) for n, e in enumerate(batch)]
        for example, parse in zip(batch, parse_many(documents), strict=True):
            yield {"text": example.text, "source": example.source, "predicates": list(_predicates(example, parse))}


def _predicates(example: Example, parse: Parse) -> Iterator[dict[str, Any]]:
    actors = resolve_actors(parse)
    frames = [frame for sentence in parse.sentences for frame in propose(sentence.tokens)]
    for predicate in example.predicates:
        frame = _frame_of(predicate.span, frames, parse)
        found = parties_before_type(parse, frame, actors) if frame else ([], [])
        yield {**_fields(predicate), "grammar": found}


def _frame_of(span: Span, frames: list[Frame], parse: Parse) -> Frame | None:
    inside = [f for f in frames if span[0] <= parse.span(f.predicate)[0] and parse.span(f.predicate)[1] <= span[1]]
    return min(inside, key=lambda f: f.kind != "VERB", default=None)


def _fields(predicate: Predicate) -> dict[str, Any]:
    return {
        "span": predicate.span,
        "type": predicate.type,
        "mode": predicate.mode,
        "auxiliary": predicate.auxiliary,
        "actors": predicate.actors,
        "recipients": predicate.recipients,
    }


def main(target: str) -> None:
    """Write the rows, with progress on standard error."""
    examples = [example for text in read_texts() for example in sentences(text)]
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as handle:
        for number, row in enumerate(prepared(examples), 1):
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
            if number % 1000 == 0 or number == len(examples):
                sys.stderr.write(f"\r{number:,} of {len(examples):,} sentences")
    sys.stderr.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])

"""Time and memory of folding copies, and of merging events, over generated documents and events.

    python -m bench.copies [--documents 10000] [--words 100] [--events 0]

A third of the documents are copies: verbatim, cut or with a line added. Texts are of made-up words with a
rank-frequency curve like that of news, so that common words are shared by many and rare ones by few. Events are one
state's acts towards another, on the days of a year, each told by one to six documents.

Both are made batch by batch while they are read; the time that this takes is not counted. Memory is that of the
process at its peak; the texts themselves are in a temporary file.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from itertools import chain

import numpy as np
import pyarrow as pa

from dragoman.corpus import find_copies, merge
from dragoman.view.flat import arrow_schema

VOCABULARY = 60_000
SEED = 1604
_BATCH = 20_000


def documents(size: int, words: int = 100) -> Iterator[pa.RecordBatch]:
    """Yield documents of about so many words (40 % to 160 % of it) over a year."""
    rng = np.random.default_rng(SEED)
    known = np.array(
        [f"w{number:x}".translate(str.maketrans("0123456789", "ghijklmnop")) for number in range(VOCABULARY)]
    )
    ranks = 1 / np.arange(1, VOCABULARY + 1)
    cumulative = np.cumsum(ranks / ranks.sum())
    for start in range(0, size, _BATCH):
        count = min(_BATCH, size - start)
        lengths = rng.integers(words * 2 // 5, words * 8 // 5, count)
        drawn = np.searchsorted(cumulative, rng.random(int(lengths.sum())))
        texts = [" ".join(known[part]) for part in np.split(drawn, np.cumsum(lengths)[:-1])]
        days = np.datetime64("2024-01-01") + rng.integers(0, 365, count)
        for row in range(2, count, 3):
            original = texts[row - 1]
            texts[row] = (original, original[: len(original) * 2 // 3], original + " " + texts[row][:60])[row % 9 // 3]
            days[row] = days[row - 1]
        yield pa.record_batch(
            {
                "id": [f"d{number:08}" for number in range(start, start + count)],
                "text": texts,
                "title": [text[:40] for text in texts],
                "published": pa.array(np.datetime_as_string(days)),
                "outlet": [f"Outlet {number % 500}" for number in range(start, start + count)],
            }
        )


def judged(stories: pa.Table) -> str:
    """Return how many of the copies that `documents` makes were found, and how many that it did not make."""
    made: set[tuple[int, int]] = set()
    for start in range(0, len(stories), _BATCH):
        made.update(_pairs(start, min(_BATCH, len(stories) - start)))
    numbers = {id: number for number, id in enumerate(stories["document_id"].to_pylist())}
    folded = ((n, numbers[of]) for n, of in enumerate(stories["copy_of"].to_pylist()) if of is not None)
    found = {(min(pair), max(pair)) for pair in folded}
    return f"{len(found):,} folded, {len(found & made):,} of the {len(made):,} made, {len(found - made):,} others"


def _pairs(start: int, count: int) -> Iterator[tuple[int, int]]:
    return ((start + row - 1, start + row) for row in range(2, count, 3))


def events(size: int) -> Iterator[pa.RecordBatch]:
    """Yield flat events of some happenings, each reported by one to six documents a day later."""
    rng = np.random.default_rng(SEED)
    kinds = np.array([("ASSAULT", "4"), ("REQUEST", "3"), ("CONSULT", "1"), ("SANCTION", "4")])
    states = np.array([f"{a}{b}{c}" for a in "ABCDEF" for b in "GHIJK" for c in "LMNOP"])
    schema = arrow_schema("events")
    for start in range(0, size, _BATCH):
        count = min(_BATCH, size - start)
        happening = np.repeat(np.arange(count), rng.integers(1, 7, count))[:count]
        kind = kinds[rng.integers(0, 4, count)][happening]
        actors, recipients = (
            np.char.add(states[rng.integers(0, len(states), count)], " GOV")[happening] for _ in range(2)
        )
        days = np.datetime64("2020-01-01") + rng.integers(0, 1500, count)[happening]
        columns = {
            "id": pa.array([f"e{number:08}" for number in start + rng.permutation(count)]),
            "document_id": pa.array([f"d{number // 3:08}" for number in range(start, start + count)]),
            "type": pa.array(kind[:, 0]),
            "quad": pa.array(kind[:, 1].astype(np.int64)),
            "actor_codes": pa.array(actors),
            "recipient_codes": pa.array(recipients),
            "auxiliary": pa.array([""] * count),
            "date_start": pa.array(np.datetime_as_string(days)),
            "date_end": pa.array(np.datetime_as_string(days)),
            "date_basis": pa.array(["weekday"] * count),
            "place": pa.array(np.char.add("Town ", ((start + happening) % 5000).astype(str))),
            "place_country": pa.array([code[:3] for code in recipients]),
            "place_precision": pa.array(["city"] * count),
            "place_basis": pa.array(["clause"] * count),
            "published": pa.array(np.datetime_as_string(days + 1)),
            "confidence": pa.array(rng.random(count)),
        }
        yield pa.record_batch([columns.get(f.name, pa.nulls(count, f.type)) for f in schema], schema=schema)


class Source:
    """Batches on their way to who reads them: how many rows and bytes they have, and the CPU seconds of making them."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self._batches = batches
        self.rows = self.bytes = 0
        self.seconds = 0.0
        first = next(batches)
        self.reader = pa.RecordBatchReader.from_batches(first.schema, self._counted(chain([first], self._made())))

    def _made(self) -> Iterator[pa.RecordBatch]:
        while True:
            started = time.process_time()
            batch = next(self._batches, None)
            self.seconds += time.process_time() - started
            if batch is None:
                return
            yield batch

    def _counted(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            self.rows += len(batch)
            self.bytes += batch.nbytes
            yield batch


def peak_megabytes() -> float:
    """Return the peak resident memory of this process in MB (ru_maxrss is in KiB on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Measured:
    """Prints what a block took, beside the making of its source."""

    def __init__(self, name: str, source: Source) -> None:
        self.name, self.source = name, source

    def __enter__(self) -> Measured:
        self.before, self.started = peak_megabytes(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        source = self.source
        seconds = time.process_time() - self.started - source.seconds
        print(f"{source.rows:,} {self.name} of {source.bytes / 1e6:,.0f} MB")
        print(f"{seconds:,.0f} CPU seconds, {source.rows / seconds:,.0f} a CPU second")
        print(f"memory {self.before:,.0f} MB before, {peak_megabytes():,.0f} MB at the most", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=100, help="words of a document, on average")
    parser.add_argument("--events", type=int, default=0)
    args = parser.parse_args()
    stories = find_copies(pa.Table.from_batches(documents(1)))
    if args.documents:
        with Measured("documents", Source(documents(args.documents, args.words))) as measured:
            stories = find_copies(measured.source.reader)
        print(judged(stories))
    if args.events:
        with Measured("events", Source(events(args.events))) as measured:
            happenings, _ = merge(measured.source.reader, stories)
        print(f"{happenings.num_rows:,} happenings")


if __name__ == "__main__":
    main()

"""Time and memory of folding copies, and of merging events, over generated short documents.

    python -m bench.copies [--documents 10000] [--events 0]

A third of the documents are copies: verbatim, cut or with a line added. Texts are of made-up words with a
rank-frequency curve like that of news, so that common words are shared by many and rare ones by few. Events are one
state's acts
towards another, on the days of a year, each told by one to six documents.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa

from dragoman.corpus import find_copies, merge
from dragoman.view.flat import arrow_schema

VOCABULARY = 60_000
SEED = 1604
_BATCH = 20_000


def documents(size: int) -> pa.Table:
    """Return documents of 40 to 160 words over a year, made in batches so that they alone fill the memory."""
    rng = np.random.default_rng(SEED)
    words = np.array(
        [f"w{number:x}".translate(str.maketrans("0123456789", "ghijklmnop")) for number in range(VOCABULARY)]
    )
    ranks = 1 / np.arange(1, VOCABULARY + 1)
    cumulative = np.cumsum(ranks / ranks.sum())
    tables = []
    for start in range(0, size, _BATCH):
        count = min(_BATCH, size - start)
        lengths = rng.integers(40, 160, count)
        drawn = np.searchsorted(cumulative, rng.random(int(lengths.sum())))
        texts = [" ".join(part) for part in np.split(words[drawn], np.cumsum(lengths)[:-1])]
        days = np.datetime64("2024-01-01") + rng.integers(0, 365, count)
        for row in range(2, count, 3):
            original = texts[row - 1]
            texts[row] = (original, original[: len(original) * 2 // 3], original + " " + texts[row][:60])[row % 9 // 3]
            days[row] = days[row - 1]
        tables.append(
            pa.table(
                {
                    "id": [f"d{number:08}" for number in range(start, start + count)],
                    "text": texts,
                    "title": [text[:40] for text in texts],
                    "published": pa.array(np.datetime_as_string(days)),
                    "outlet": [f"Outlet {number % 500}" for number in range(start, start + count)],
                }
            )
        )
    return pa.concat_tables(tables)


def events(size: int) -> pa.Table:
    """Return flat events of some happenings, each reported by one to six documents a day later."""
    rng = np.random.default_rng(SEED)
    happening = np.repeat(np.arange(size), rng.integers(1, 7, size))[:size]
    kinds = np.array([("ASSAULT", "4"), ("REQUEST", "3"), ("CONSULT", "1"), ("SANCTION", "4")])
    kind = kinds[rng.integers(0, 4, size)][happening]
    states = np.array([f"{a}{b}{c}" for a in "ABCDEF" for b in "GHIJK" for c in "LMNOP"])
    actors, recipients = (np.char.add(states[rng.integers(0, len(states), size)], " GOV")[happening] for _ in range(2))
    days = np.datetime64("2020-01-01") + rng.integers(0, 1500, size)[happening]
    columns = {
        "id": pa.array([f"e{number:08}" for number in rng.permutation(size)]),
        "document_id": pa.array([f"d{number // 3:08}" for number in range(size)]),
        "type": pa.array(kind[:, 0]),
        "quad": pa.array(kind[:, 1].astype(np.int64)),
        "actor_codes": pa.array(actors),
        "recipient_codes": pa.array(recipients),
        "auxiliary": pa.array([""] * size),
        "date_start": pa.array(np.datetime_as_string(days)),
        "date_end": pa.array(np.datetime_as_string(days)),
        "date_basis": pa.array(["weekday"] * size),
        "place": pa.array(np.char.add("Town ", (happening % 5000).astype(str))),
        "place_country": pa.array([code[:3] for code in recipients]),
        "place_precision": pa.array(["city"] * size),
        "place_basis": pa.array(["clause"] * size),
        "published": pa.array(np.datetime_as_string(days + 1)),
        "confidence": pa.array(rng.random(size)),
    }
    schema = arrow_schema("events")
    return pa.table(
        {f.name: columns[f.name] if f.name in columns else pa.nulls(size, f.type) for f in schema}, schema=schema
    )


def peak_megabytes() -> float:
    """Return the peak resident memory of this process in MB (ru_maxrss is in KiB on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(name: str, table: pa.Table, what: str, work: Callable[[pa.Table], tuple[int, pa.Table]]) -> pa.Table:
    """Print what a piece of work took on a table; return its result."""
    before, started = peak_megabytes(), time.process_time()
    count, result = work(table)
    seconds = time.process_time() - started
    print(f"{table.num_rows:,} {name} of {table.nbytes / 1e6:,.0f} MB: {count:,} {what}, {seconds:.0f} CPU seconds")
    print(f"memory {before:,.0f} MB before, {peak_megabytes():,.0f} MB at the most")
    return result


def _folded(table: pa.Table) -> tuple[int, pa.Table]:
    stories = find_copies(table)
    return stories.num_rows - stories.column("copy_of").null_count, stories


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=0)
    args = parser.parse_args()
    stories = find_copies(documents(1))
    if args.documents:
        stories = measured("documents", documents(args.documents), "folded", _folded)
    if args.events:
        measured("events", events(args.events), "happenings", lambda t: (merge(t, stories)[0].num_rows, t))


if __name__ == "__main__":
    main()

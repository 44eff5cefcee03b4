"""Two writers and a reader on one store for some seconds: no error, no lost row, no document without its parts.

    python -m bench.concurrency [--seconds 20] [--writers 2]

The writers' documents overlap, so that they race for the same ids. Exit status 1 where something is wrong.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from multiprocessing.queues import Queue
from pathlib import Path

from dragoman.store.checking import verify
from dragoman.store.opening import Store
from dragoman.store.upkeep import compact
from tests.store.reading import rows
from tests.store.samples import record

SHARD = 20


def write(path: Path, writer: int, end: float, done: Queue[tuple[set[str], int]]) -> None:
    """Append shards until the time is over; tell which ids were given, and how many appends there were."""
    store, given, appends = Store(path), set[str](), 0
    while time.time() < end:
        first = appends * SHARD + writer * SHARD // 2
        records = [record(n) for n in range(first, first + SHARD)]
        store.append(records)
        given |= {r.document.id for r in records}
        appends += 1
    done.put((given, appends))


def main() -> None:
    """Write, read, compact and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--writers", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        context = multiprocessing.get_context("spawn")
        done: Queue[tuple[set[str], int]] = context.Queue()
        end = time.time() + args.seconds
        writers = [
            context.Process(target=write, args=(store.path, number, end, done)) for number in range(args.writers)
        ]
        for process in writers:
            process.start()
        reads = bad = before = 0
        while time.time() < end:
            events, documents = len(rows(store, "events")), len(rows(store, "documents"))
            bad += not before <= events <= documents  # each sample record has one event; documents were read later
            before = events
            reads += 1
            if reads == 5:
                compact(store)
        outcomes = [done.get(timeout=60) for _ in writers]
        for process in writers:
            process.join()
        given = set[str]().union(*(ids for ids, _ in outcomes))
        stored = [r.document.id for r in store.records()]
        appends = sum(number for _, number in outcomes)
        print(f"{appends} appends by {len(writers)} writers, {reads} reads, {bad} of them wrong")
        print(f"{len(given)} documents given, {len(stored)} stored, {len(stored) - len(set(stored))} twice")
        wrong = [finding.what for finding in verify(store) if finding.harmful]
        print("\n".join(wrong) or "the store is whole")
        failed = any(process.exitcode for process in writers)
    sys.exit(bool(bad or wrong or failed or set(stored) != given or len(stored) != len(given)))


if __name__ == "__main__":
    main()

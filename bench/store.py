"""What a store of N documents costs: appending, folding, compacting, verifying, its size.

    python -m bench.store --documents 10000 --store DIR [--stories stories.jsonl]
    python -m bench.queries --store DIR

The records are those of the stories (else of the bundled examples), coded once and varied: other letters, days and
ids. They are made while they are appended; the time that this takes is not counted.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from bench.coding import size
from bench.speed import documents, peak_megabytes
from bench.variations import vary_records
from dragoman.coder import code_documents
from dragoman.corpus.folding import fold
from dragoman.corpus.ingest import SHARD_DOCUMENTS
from dragoman.store import schema
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from dragoman.store.upkeep import compact, vacuum
from dragoman.store.views import connect

CODED = 200  # documents that are coded to be varied


class Timer:
    """Prints what each piece of work takes, for so many documents."""

    def __init__(self, count: int) -> None:
        self.count = count
        print(f"{'':<10}{'CPU seconds':>12}{'documents a CPU second':>25}{'peak MB':>10}")

    def tell(self, name: str, seconds: float) -> None:
        """Print a line."""
        print(f"{name:<10}{seconds:>12,.1f}{self.count / seconds:>25,.0f}{peak_megabytes():>10,.0f}", flush=True)

    def run(self, name: str, work: Callable[[], Any]) -> Any:
        """Do a piece of work and print what it took."""
        started = time.process_time()
        result = work()
        self.tell(name, time.process_time() - started)
        return result


def main() -> None:
    """Make the store and look after it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--stories", help="a file that `dragoman code` reads; else the bundled examples")
    parser.add_argument("--store", type=Path, required=True, help="a new folder")
    args = parser.parse_args()
    coded = list(code_documents(documents(args.stories, CODED if args.stories else 10)))
    records, store = vary_records(coded, args.documents), Store.create(args.store)
    timer = Timer(args.documents)
    appending = 0.0
    while shard := list(islice(records, SHARD_DOCUMENTS)):
        started = time.process_time()
        store.append(shard)
        appending += time.process_time() - started
    timer.tell("append", appending)
    timer.run("fold", lambda: fold(store))
    before = size(store)
    timer.run("compact", lambda: compact(store))
    timer.run("vacuum", lambda: vacuum(store, keep_hours=0))
    findings = timer.run("verify", lambda: verify(store))
    assert not findings, findings
    a_thousand = args.documents * 1e3
    print(f"{before / a_thousand:.2f} MB a thousand documents as appended, {size(store) / a_thousand:.2f} compacted")
    for name, files in store.snapshot().items():
        print(f"  {name}: {sum(Path(file).stat().st_size for file in files) / a_thousand:.2f}")
    with connect(store.snapshot()) as connection:
        for name in (*schema.PROJECTED, "happenings"):
            ((rows,),) = connection.sql(f"SELECT count(*) FROM {name}").fetchall()
            print(f"{rows:,} {name}")


if __name__ == "__main__":
    main()

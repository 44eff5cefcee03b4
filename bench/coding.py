"""What taking in N documents costs, stage by stage: documents per CPU-second, memory, size of the store.

    python -m bench.coding --documents 250 [--stories stories.jsonl] [--store DIR]

The documents are the stories (else the bundled examples) and, where there are too few, others put together from their
paragraphs. They are written to a file and taken in by `dragoman ingest` with one process, in this one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from bench.speed import documents, peak_megabytes
from bench.variations import write_documents
from dragoman.cli.progress import Progress
from dragoman.coder import code_documents
from dragoman.corpus import runs
from dragoman.corpus.ingest import Ingest
from dragoman.store.opening import Store


def size(store: Store) -> int:
    """Return the bytes of the files that a store's tables are made of."""
    return sum(Path(file).stat().st_size for files in store.snapshot().values() for file in files)


def main() -> None:
    """Write the documents, take them in, print what each stage took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=250)
    parser.add_argument("--stories", help="a file that `dragoman code` reads; else the bundled examples")
    parser.add_argument("--store", type=Path, help="keep the store in this new folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        stories = documents(args.stories, args.documents)
        write_documents(stories, args.documents, file)
        list(code_documents(stories[:1]))  # loads the models, which is not counted
        store = Store.create(args.store or Path(folder) / "store")
        started = time.process_time()
        # A run's stages are timed by the clock on the wall; here by that of the processor.
        with mock.patch.object(runs, "time", SimpleNamespace(monotonic=time.process_time)), Progress(None) as progress:
            run = Ingest(store, progress).run([str(file)])
        whole = time.process_time() - started
        seconds = {name: run.seconds[name] for name in ("reading", "storing", "folding")}
        seconds = {"coding": whole - sum(seconds.values()), **seconds, "all": whole}
        count, characters = run.counts["stored"], file.stat().st_size
        print(f"{count:,} documents of {characters / count:,.0f} bytes, {run.counts['events'] / count:.1f} events each")
        print(f"{'':<10}{'CPU seconds':>12}{'documents a CPU second':>25}")
        for name, taken in seconds.items():
            print(f"{name:<10}{taken:>12,.1f}{count / taken:>25,.2f}")
        megabytes = size(store) / count / 1e3
        print(
            f"{peak_megabytes():,.0f} MB of memory at the most; the store has {megabytes:.2f} MB a thousand documents"
        )


if __name__ == "__main__":
    main()

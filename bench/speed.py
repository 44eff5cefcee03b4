"""Time and memory of whole records against a bare run of the parser over the same texts.

    python -m bench.speed stories.jsonl [--limit 100]
    python -m bench.speed stories.jsonl --lengths

Both run by turns on the same documents, one core's worth of work at a time; the ratio is what to compare, not the
seconds.
Without a file the bundled examples are measured, ten times over. ``--lengths`` measures single documents of 1 to
200,000 characters instead, put together from the same texts: the time for a character must not grow with the length.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dragoman.coder import code_documents
from dragoman.parsing import model
from dragoman.reading import Failure, read
from dragoman.reading import document as read_text
from dragoman.record import Document

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def documents(path: str | None, limit: int) -> list[Document]:
    """Return up to `limit` coded-language documents of a file, or the examples ten times over."""
    inputs = [path] if path else sorted(str(p) for p in EXAMPLES.iterdir() if p.suffix != ".md")
    found = [d for d in read(inputs) if not isinstance(d, Failure) and d.problem is None]
    return (found if path else found * 10)[:limit]


def peak_megabytes() -> float:
    """Return the peak resident memory of this process in MB (ru_maxrss is in KiB on Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_child(work: Callable[[Any], Any], turn: Any) -> tuple[float, float]:
    """Run some work in a forked process; return its CPU seconds and peak memory in MB, which are its own."""
    child = os.fork()
    if not child:
        work(turn)
        os._exit(0)
    _, _, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


TURN = 100  # documents
LENGTHS = (1, 100, 1_000, 5_000, 20_000, 50_000, 100_000, 200_000)


def by_length(stories: list[Document]) -> None:
    """Print what documents of different lengths cost; the last column is the cost of a thousand characters."""
    text = "\n\n".join(d.text for d in stories)
    while len(text) < max(LENGTHS):
        text += "\n\n" + text
    list(code_documents([read_text(text[:5_000])]))
    print(f"{'characters':>10}{'CPU seconds':>13}{'ms a 1,000 characters':>24}{'peak MB':>10}")
    for length in LENGTHS:
        times = max(1, 20_000 // length) if length > 1 else 20
        documents = [read_text(text[n : n + length], id=str(n)) for n in range(min(times, 20))]
        started = time.process_time()
        for document in documents:
            list(code_documents([document]))
        taken = (time.process_time() - started) / len(documents)
        print(f"{length:>10,}{taken:>13.3f}{taken / length * 1e6:>24.1f}{peak_megabytes():>10.0f}")


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="?", help="a file that `dragoman code` reads; else the bundled examples")
    parser.add_argument("--limit", type=int, default=200, help="documents at most")
    parser.add_argument("--lengths", action="store_true", help="measure cost against the length of a document")
    args = parser.parse_args()
    stories = documents(args.stories, args.limit)
    if args.lengths:
        by_length(stories)
        return
    texts = [d.text for d in stories]
    words = sum(len(t.split()) for t in texts)

    nlp = model.load()
    list(nlp.pipe(texts[:5]))
    list(code_documents(stories[:5]))
    whole = bare = bare_memory = 0.0
    events = 0
    for start in range(0, len(stories), TURN):  # by turns: other work on the machine slows both alike
        started = time.process_time()
        events += sum(len(record.events) for record in code_documents(stories[start : start + TURN]))
        whole += time.process_time() - started
        seconds, memory = in_child(lambda turn: list(nlp.pipe(turn)), texts[start : start + TURN])
        bare, bare_memory = bare + seconds, max(bare_memory, memory)

    print(f"{len(stories)} documents, {words:,} words, {events:,} events")
    print(f"{'':<22}{'CPU seconds':>12}{'words per CPU-second':>22}{'peak MB':>10}")
    print(f"{'bare parser':<22}{bare:>12.2f}{words / bare:>22,.0f}{bare_memory:>10.0f}")
    print(f"{'whole record':<22}{whole:>12.2f}{words / whole:>22,.0f}{peak_megabytes():>10.0f}")
    print(f"{'ratio':<22}{whole / bare:>12.2f}")


if __name__ == "__main__":
    main()

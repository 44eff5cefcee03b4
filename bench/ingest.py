"""Kill an ingest at random moments, take it up again, and compare its store with an undisturbed one row for row.

    python -m bench.ingest INPUT… [--kills 10] [--jobs 2] [--seed 1]

Prints documents per CPU-second of `ingest` and of `code` over the same inputs, and the size of the store, too. Exit
status 1 where a row differs.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.coding import size
from dragoman.store.checking import verify
from dragoman.store.opening import Store
from tests.store.reading import contents


def dragoman(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """Start a command."""
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def timed(*arguments: str | Path) -> tuple[float, float]:
    """Run a command to its end; return its wall-clock and CPU seconds, with those of its processes."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    dragoman(*arguments).wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, cpu


def killed(command: tuple[str | Path, ...], kills: int, longest: float) -> None:
    """Run a command and kill it with SIGKILL at random moments, then let it end."""
    for number in range(kills):
        process = dragoman(*command)
        moment = random.uniform(0.5, longest)
        time.sleep(moment)
        ended = process.poll() is not None
        process.kill()
        process.wait()
        print(f"  kill {number + 1} after {moment:.1f} s{' (it had ended)' if ended else ''}", flush=True)
    dragoman(*command).wait()


def main() -> None:
    """Run, kill, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        _, code_cpu = timed("code", *args.inputs, "-o", Path(folder) / "records.jsonl")
        wall, cpu = timed("ingest", *args.inputs, "--store", whole, "--jobs", "1")
        undisturbed = Store(whole)
        documents = len(undisturbed.known_ids())
        print(f"{documents} documents; code {documents / code_cpu:.2f} a CPU-second, ingest {documents / cpu:.2f}")
        print(f"{size(undisturbed) / documents * 1000 / 1e6:.1f} MB a thousand documents", flush=True)
        killed(
            ("ingest", *args.inputs, "--store", broken, "--jobs", str(args.jobs)),
            args.kills,
            max(8.0, 2 * wall / args.kills),
        )
        disturbed = Store(broken)
        runs = [state for rows in disturbed.rows("runs", ["state"]) for state in rows.column(0).to_pylist()]
        print(f"{runs.count('running')} runs begun, {runs.count('done')} ended")
        one, other = contents(undisturbed), contents(disturbed)
        for name, rows in one.items():
            print(f"  {name}: {len(rows)} rows, {'equal' if rows == other[name] else 'DIFFERENT'}")
            unlike = [pair for pair in zip(rows, other[name], strict=False) if pair[0] != pair[1]]
            print("\n".join(f"    {pair}" for pair in unlike[:3]), end="\n" if unlike else "")
        left = [finding.what for finding in verify(disturbed)]
        print("\n".join(left) or "nothing left over")
    sys.exit(one != other)


if __name__ == "__main__":
    main()

"""The same documents taken in by the processes of this machine and by Ray: CPU seconds, memory, and the same rows.

    python -m bench.engines [--stories stories.jsonl] [--documents 100] [--jobs 2]

CPU seconds are those of all processes that the command starts, Ray's own among them, as Linux counts them in /proc.
Exit status 1 where a row differs.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.speed import documents
from bench.variations import write_documents
from dragoman.store.opening import Store
from tests.store.reading import contents

ENGINES = ("pool", "ray")
_PAUSE = 0.2  # seconds between two looks at the processes
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Usage:
    """Of a process (the first) and all that it started: CPU seconds and the peak of memory in MB, by process."""

    seconds: dict[int, float]
    megabytes: dict[int, float]

    def look(self) -> None:
        """Note what the living processes have used so far."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                status = (folder / "status").read_text()
            except OSError:
                continue  # ended meanwhile
            pid, parent = int(folder.name), int(stat[1])
            # What was once seen to belong still does when its parent has ended.
            if pid in self.seconds or parent in self.seconds:
                self.seconds[pid] = (int(stat[11]) + int(stat[12])) / _TICKS
                peak = status.partition("VmHWM:")[2].split()
                self.megabytes[pid] = max(self.megabytes.get(pid, 0), int(peak[0]) / 1024 if peak else 0)


def watched(command: list[str]) -> Usage:
    """Run a command to its end and return what it used."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    usage = Usage({process.pid: 0.0}, {process.pid: 0.0})
    while process.poll() is None:
        usage.look()
        time.sleep(_PAUSE)
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with status {process.returncode}")
    return usage


def main() -> None:
    """Take the documents in by each engine and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--stories", help="a file that `dragoman code` reads; else the bundled examples")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "documents.jsonl"
        write_documents(documents(args.stories, args.documents), args.documents, file)
        columns = "{:<6}{:>12,.1f}{:>25,.2f}{:>11}{:>11,.0f}{:>12,.0f}"
        heads = ("", "CPU seconds", "documents a CPU second", "processes", "parent MB", "largest MB")
        print("{:<6}{:>12}{:>25}{:>11}{:>11}{:>12}".format(*heads))
        found = []
        for engine in ENGINES:
            options = ["--store", str(Path(folder) / engine), "--engine", engine, "--jobs", str(args.jobs)]
            usage = watched([sys.executable, "-m", "dragoman", "ingest", str(file), *options])
            seconds, (parent, *others) = sum(usage.seconds.values()), usage.megabytes.values()
            figures = seconds, args.documents / seconds, len(usage.seconds), parent, max(others, default=0.0)
            print(columns.format(engine, *figures), flush=True)
            found.append(contents(Store(Path(folder) / engine)))
    for name, rows in found[0].items():
        print(f"  {name}: {len(rows)} rows, {'equal' if rows == found[1][name] else 'DIFFERENT'}")
    sys.exit(found[0] != found[1])


if __name__ == "__main__":
    main()

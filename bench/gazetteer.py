"""How fast the gazetteer is at any size: ``python -m bench.gazetteer [ALIASES]`` (a million without a number).

Makes names out of syllables, builds and saves their index, loads it in a fresh process, and looks for names in text.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dragoman.actors import index
from dragoman.actors.entries import Entry

_SYLLABLES = (
    "ka lo mi ra ten vor sha bel dru gan hol jin kesh lun mor nad pel qui ros sul tar um vik wen yar zo".split()
)
_TEXT = "The ministry said on Monday that {} had met envoys of {} near the border, and that nobody was hurt. "

_LOADING = """
import sys, time
from pathlib import Path
from dragoman.actors import index
started = time.perf_counter()
names = index.load(Path(sys.argv[1]))
names.lookup(sys.argv[2])
print(time.perf_counter() - started)
"""


def invented(number: int) -> Iterator[tuple[str, Entry]]:
    """Yield so many invented names of two or three words, each with a row, always the same ones."""
    chance = random.Random(1)

    def word() -> str:
        return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()

    for _ in range(number):
        name = " ".join(word() for _ in range(chance.randint(2, 3)))
        yield name, Entry(name, "KEN", "GOV", "person", "minister", "2001-01-01", "2005-01-01", "invented")


def main(number: int = 1_000_000) -> None:
    """Print the time to build, load and find, and the memory and disk that it takes."""
    rows = list(invented(number))
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "names"
        started = time.perf_counter()
        index.save(rows, kept)
        built = time.perf_counter() - started
        size = sum(path.stat().st_size for path in kept.iterdir())
        loading = [sys.executable, "-c", _LOADING, str(kept), rows[number // 2][0]]
        loaded = min(
            float(subprocess.run(loading, capture_output=True, text=True, check=True).stdout) for _ in range(3)
        )
        names = index.load(kept)
        text = "".join(_TEXT.format(rows[n][0], rows[-n - 1][0]) for n in range(0, number // 2, max(1, number // 2000)))
        started = time.perf_counter()
        found = sum(1 for _ in names.find(text))
        spent = time.perf_counter() - started
    words = len(text.split())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{number:,} names: built and saved in {built:.1f} s, {size / 1e6:.0f} MB on disk, peak {peak:.0f} MB to build"
    )
    print(f"loaded, with the first look-up, in {loaded * 1000:.1f} ms")
    print(f"{words / spent:,.0f} words a second searched; {found} of {2 * text.count('said')} names found")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

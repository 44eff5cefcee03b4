"""Checks training texts: marks, types, modes, repeated texts. ``python training/check.py FILE…``"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from markup import MarkupError, read_line

TYPES = Path(__file__).parent.parent / "src" / "dragoman" / "ontology" / "types.csv"


def known() -> set[tuple[str, str]]:
    """Return the types with their modes, and ``none``."""
    with TYPES.open(encoding="utf-8") as handle:
        return {(row["type"], row["mode"]) for row in csv.DictReader(handle)} | {("none", "")}


def main(paths: list[str]) -> int:
    """Print each line that is wrong, then the counts; return 1 where any is."""
    allowed, wrong, seen, counts = known(), 0, set(), Counter()
    for path in paths:
        about: dict[str, str] = {}
        for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            try:
                text = read_line(line.strip(), about)
                for p in text.predicates:
                    if (p.type, p.mode) not in allowed:
                        raise MarkupError(f"unknown type or mode: {p.type} {p.mode}")
                    counts[p.type] += 1
                if text.text in seen:
                    raise MarkupError("the text stands twice")
                seen.add(text.text)
            except MarkupError as error:
                wrong += 1
                print(f"{path}:{number}: {error}")
    print(f"{len(seen)} texts, {wrong} wrong;", dict(counts.most_common()))
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Which events an export holds: what happened, once; the rest only where it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.record import Event, Record
from dragoman.store.exports.happenings import Happenings

READINGS = ("negation", "future", "hypothetical")
INCLUDE = (*READINGS, "copies", "reports")
"""What can be asked for beside what happened: events read so, copied documents, further reports of a happening."""


class Selection:
    """Chooses documents and events; ``left_out`` counts those set aside by reason."""

    def __init__(self, include: Iterable[str] = (), happenings: Happenings | None = None) -> None:
        self.include = frozenset(include)
        if unknown := self.include - set(INCLUDE):
            raise ValueError(f"cannot include {', '.join(sorted(unknown))}; what can be is {', '.join(INCLUDE)}")
        self.happenings = happenings or Happenings()
        self.left_out: Counter[str] = Counter()
        self._seen: set[str] = set()

    def choose(self, records: Iterable[Record]) -> Iterator[tuple[Record, list[Event]]]:
        """Yield each record with the events that count, in the order of their words."""
        for record in records:
            document = record.document
            if "copies" not in self.include and (document.copy_of or document.id in self.happenings.copies):
                self.left_out["copies"] += 1
                continue
            events = sorted(record.events, key=lambda event: (event.trigger, event.id))
            yield record, [event for event in events if self._counts(event)]

    def _counts(self, event: Event) -> bool:
        for reading in READINGS:
            if reading in event.auxiliary and reading not in self.include:
                self.left_out[reading] += 1
                return False
        happening = self.happenings.of(event)
        if "reports" not in self.include and happening in self._seen:
            self.left_out["reports"] += 1
            return False
        self._seen.add(happening)
        return True

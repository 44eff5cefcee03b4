"""The manifest of a run: what was taken in, by which versions, with what outcome and in what time."""

from __future__ import annotations

import json
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TypeVar

from dragoman.coder import coder_identity
from dragoman.record import Record
from dragoman.store.appending import now
from dragoman.store.opening import Store

Thing = TypeVar("Thing")


class Run:
    """One run, written into `runs` when it starts (state: running) and again when it ends.

    ``counts`` are of documents read, known (in the store already), coded, stored, failed and failed before, and of the
    events, statements, commitments and actors stored; ``seconds`` are wall-clock by stage, and the whole.
    """

    def __init__(self, store: Store, inputs: list[str], options: dict[str, Any]) -> None:
        self.id = f"{now()}-{uuid.uuid4().hex[:8]}"
        self.counts: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._store = store
        coder = coder_identity()
        self._row = {
            "id": self.id,
            "started": _time(),
            "inputs": json.dumps(inputs, ensure_ascii=False),
            "options": json.dumps(options, ensure_ascii=False),
            "dragoman": coder.version,
            "codebook": coder.codebook,
            "model": coder.model,
        }
        self._began = time.monotonic()

    def __enter__(self) -> Run:
        self._store.add("runs", [{**self._row, "state": "running"}])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        state = "done" if kind is None else "failed" if issubclass(kind, Exception) else "interrupted"
        self.seconds["whole"] = time.monotonic() - self._began
        rounded = {stage: round(seconds, 3) for stage, seconds in self.seconds.items()}
        outcome = {"counts": json.dumps(self.counts), "seconds": json.dumps(rounded)}
        try:
            self._store.add("runs", [{**self._row, "state": state, "finished": _time(), **outcome}])
        except Exception:
            if error is None:  # else that error says more than that its end could not be noted either
                raise

    def count(self, name: str, number: int = 1) -> None:
        """Count documents of a kind."""
        self.counts[name] += number

    def count_record(self, record: Record) -> None:
        """Count what was stored."""
        self.counts["stored"] += 1
        for kind in ("events", "statements", "commitments", "actors"):
            self.counts[kind] += len(getattr(record, kind))

    @contextmanager
    def timing(self, stage: str) -> Iterator[None]:
        """Add the time that the block takes to a stage."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] += time.monotonic() - began

    def timed(self, stage: str, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield things, adding to a stage the time that it takes to get them."""
        source = iter(things)
        while True:
            with self.timing(stage):
                try:
                    thing = next(source)
                except StopIteration:
                    return
            yield thing


def _time() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

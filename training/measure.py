"""Measures whole records on the marked texts that no training sees: ``python -m training.measure [FOLDER…]``.

An event is right if it stands at a marked act of its type: their triggers touch, or, where the coder took another word
of the clause for the trigger, it is the one event of that type left in the sentence. Prints what the events, their
parties and their readings are worth, by type, how well confidence is calibrated, and the false events in texts that
tell no act.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.coder import code_documents
from dragoman.reading import document
from dragoman.record import Event, Record
from training.examples import sentences
from training.markup import Predicate, Span, Text, read_file

TEST = Path(__file__).parent / "test"
FLOORS = Path(__file__).parent / "floors.json"
DATE = "2024-06-12"
BINS = 10


@dataclass
class Tally:
    """Right, wrong and missed of one kind."""

    right: int = 0
    coded: int = 0
    marked: int = 0

    @property
    def precision(self) -> float:
        """Share of what was coded that is right."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was coded."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.coded + self.marked) if self.coded + self.marked else 0.0


@dataclass(frozen=True)
class Sure:
    """How sure the coder is of an event, whether it is right, and what else its confidence hangs on."""

    confidence: float
    right: bool
    both: bool  # parties named
    listed: bool  # in the table of predicates


@dataclass
class Measured:
    """What records of marked texts are worth."""

    types: dict[str, Tally] = field(default_factory=dict)
    at_trigger: list[bool] = field(default_factory=list)  # whether the type is right where an act was found at all
    modes: list[bool] = field(default_factory=list)
    auxiliaries: list[bool] = field(default_factory=list)
    actors: Tally = field(default_factory=Tally)
    recipients: Tally = field(default_factory=Tally)
    sure: list[Sure] = field(default_factory=list)
    quiet_sentences: int = 0  # of texts that tell no act
    quiet_events: list[str] = field(default_factory=list)  # what was coded there all the same

    @property
    def events(self) -> Tally:
        """All types together."""
        all_ = self.types.values()
        return Tally(sum(t.right for t in all_), sum(t.coded for t in all_), sum(t.marked for t in all_))

    def of_type(self, name: str) -> Tally:
        """Return the tally of a type, made when first asked for."""
        return self.types.setdefault(name, Tally())

    @property
    def calibration_error(self) -> float:
        """Expected calibration error (Naeini et al. 2015) over ten bins of equal width."""
        error = 0.0
        for n in range(BINS):
            inside = [s for s in self.sure if min(int(s.confidence * BINS), BINS - 1) == n]
            error += abs(sum(s.confidence for s in inside) - sum(s.right for s in inside))
        return error / len(self.sure) if self.sure else 0.0

    def figures(self) -> dict[str, float]:
        """Return the figures that floors are set for, each better the higher it is."""
        return {
            "event precision": self.events.precision,
            "event recall": self.events.recall,
            "type at the trigger": _share(self.at_trigger),
            "mode": _share(self.modes),
            "auxiliary readings all right": _share(self.auxiliaries),
            "actor F1": self.actors.f1,
            "recipient F1": self.recipients.f1,
            "calibration": 1 - self.calibration_error,
            "quiet sentences without an event": 1 - len(self.quiet_events) / max(1, self.quiet_sentences),
        }


def _share(right: Sequence[bool]) -> float:
    return sum(right) / len(right) if right else 0.0


def read(folders: Iterable[Path]) -> list[Text]:
    """Return the marked texts of some folders."""
    return [text for folder in folders for path in sorted(folder.glob("*.txt")) for text in read_file(path)]


def measure(texts: list[Text]) -> Measured:
    """Return what the records of some marked texts are worth."""
    documents = [document(text.text, id=f"{text.source}-{n}", date=DATE) for n, text in enumerate(texts)]
    measured = Measured()
    for text, record in zip(texts, code_documents(documents), strict=True):
        acts = [p for p in text.predicates if p.type != "none"]
        if not acts:
            measured.quiet_sentences += max(1, sum(1 for _ in sentences(text)))
            measured.quiet_events += [f"{e.type} {text.text[slice(*e.trigger)]!r}: {text.text}" for e in record.events]
        _compare(acts, record, measured)
    return measured


def _compare(acts: list[Predicate], record: Record, measured: Measured) -> None:
    for act in acts:
        measured.of_type(act.type).marked += 1
    matched = dict(_matched(acts, record.events))
    for event in record.events:
        act = matched.get(event.id)
        is_right = act is not None and act.type == event.type
        measured.of_type(event.type).coded += 1
        measured.of_type(event.type).right += is_right
        both = bool(event.actor and event.recipient) or len(event.actor) > 1
        measured.sure.append(Sure(event.confidence, is_right, both, event.why[0].startswith("table")))
        if act is None:
            continue
        measured.at_trigger.append(is_right)
        if not is_right:
            continue
        measured.modes.append((event.mode or "") == act.mode)
        measured.auxiliaries.append(set(event.auxiliary) == set(act.auxiliary))
        _count(measured.actors, event.actor_spans, act.actors)
        _count(measured.recipients, event.recipient_spans, act.recipients)


def _matched(acts: list[Predicate], events: list[Event]) -> Iterator[tuple[str, Predicate]]:
    left = list(acts)
    waiting = []
    for event in events:
        act = next((a for a in left if _touch(a.span, event.trigger)), None)
        if act is None:
            waiting.append(event)
        else:
            left.remove(act)
            yield event.id, act
    for event in waiting:
        act = next((a for a in left if a.type == event.type and _touch(a.span, event.sentence)), None)
        if act is not None:
            left.remove(act)
            yield event.id, act


def _count(tally: Tally, coded: list[Span], marked: list[Span]) -> None:
    tally.coded += len(coded)
    tally.marked += len(marked)
    tally.right += min(sum(any(_touch(c, m) for m in marked) for c in coded), len(marked))


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _print(measured: Measured) -> None:
    print(f"{'type':<12}{'marked':>8}{'coded':>8}{'precision':>11}{'recall':>8}{'F1':>7}")
    for name, t in [*sorted(measured.types.items()), ("all", measured.events)]:
        print(f"{name:<12}{t.marked:>8}{t.coded:>8}{t.precision:>11.2f}{t.recall:>8.2f}{t.f1:>7.2f}")
    for name, value in measured.figures().items():
        print(f"{name:<34}{value:.3f}")
    print(f"{len(measured.quiet_events)} events in {measured.quiet_sentences} sentences of texts that tell no act")
    for line in measured.quiet_events:
        print(f"  {line}")
    bins: Counter[int] = Counter(min(int(s.confidence * BINS), BINS - 1) for s in measured.sure)
    for n in sorted(bins):
        right = [s.right for s in measured.sure if min(int(s.confidence * BINS), BINS - 1) == n]
        print(f"confidence {n / BINS:.1f}-{(n + 1) / BINS:.1f}: {bins[n]:4} events, right {_share(right):.2f}")


def main() -> None:
    """Measure and print; with ``--floors`` write the figures, a little lowered, as what tests ask for: never less."""
    folders = [Path(name) for name in sys.argv[1:] if not name.startswith("--")] or [TEST]
    measured = measure(read(folders))
    _print(measured)
    if "--floors" in sys.argv:
        before = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
        figures = measured.figures().items()
        floors = {name: max(before.get(name, 0.0), round(value - 0.01, 3)) for name, value in figures}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What changed between two sets of records: ids added, changed and deleted."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Literal

from dragoman.record import Record
from dragoman.store.exports.json_lines import dump

Change = Literal["added", "changed", "deleted"]
COLUMNS = ("change", "kind", "id", "document_id", "fields", "before", "after")
KINDS = {"events": "event", "statements": "statement", "commitments": "commitment"}
_ACTORS = ("actor", "recipient", "speaker", "addressee", "by", "to")
"""Fields with keys of the table of actors; keys say nothing outside their record, names and codes do."""


@dataclass(frozen=True)
class Difference:
    """One part that was added, changed or deleted; ``before`` and ``after`` hold the fields that differ."""

    change: Change
    kind: str
    id: str
    document_id: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> list[str]:
        """The names of the fields that differ; empty for what was added or deleted."""
        return sorted({*self.before, *self.after}) if self.change == "changed" else []


def compare(old: Iterable[Record], new: Iterable[Record]) -> Iterator[Difference]:
    """Yield the differences between two sets of records, both ordered by document id, each id once."""
    left, right = iter(old), iter(new)
    one, other = next(left, None), next(right, None)
    while one or other:
        if other is None or (one and one.document.id < other.document.id):
            assert one is not None
            yield from _whole(one, "deleted")
            one = next(left, None)
        elif one is None or other.document.id < one.document.id:
            yield from _whole(other, "added")
            other = next(right, None)
        else:
            yield from _between(one, other)
            one, other = next(left, None), next(right, None)


def write(differences: Iterable[Difference], stream: IO[str], format: str) -> Counter[str]:
    """Write differences as ``csv`` or ``jsonl``; return how many there are of each change."""
    counts: Counter[str] = Counter()
    table = csv.writer(stream, lineterminator="\n")
    if format == "csv":
        table.writerow(COLUMNS)
    for d in differences:
        counts[d.change] += 1
        if format == "csv":
            sides = [dump(side) if side else "" for side in (d.before, d.after)]
            table.writerow([d.change, d.kind, d.id, d.document_id, "; ".join(d.fields), *sides])
        else:
            values = (d.change, d.kind, d.id, d.document_id, d.fields, d.before or None, d.after or None)
            stream.write(dump(dict(zip(COLUMNS, values, strict=True))) + "\n")
    return counts


def _whole(record: Record, change: Change) -> Iterator[Difference]:
    for (kind, id), _ in _parts(record).items():
        yield Difference(change, kind, id, record.document.id)


def _between(old: Record, new: Record) -> Iterator[Difference]:
    before, after = _parts(old), _parts(new)
    document = new.document.id
    for key in dict.fromkeys([*before, *after]):
        if key not in after:
            yield Difference("deleted", *key, document)
        elif key not in before:
            yield Difference("added", *key, document)
        elif before[key] != after[key]:
            one, other = before[key], after[key]
            differing = [name for name in {**one, **other} if one.get(name) != other.get(name)]
            yield Difference(
                "changed",
                *key,
                document,
                {name: one.get(name) for name in differing},
                {name: other.get(name) for name in differing},
            )


def _parts(record: Record) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the parts of a record by kind and id, with actors by name, in the order of their words."""
    data = record.to_dict()
    names = {a["key"]: f"{a['name']} [{', '.join(a['codes'])}]" for a in data["actors"]}
    document = {name: value for name, value in data["document"].items() if name != "coder"}
    found = {("document", record.document.id): document}
    for many, kind in KINDS.items():
        for part in data[many]:
            for name in _ACTORS:
                if name in part:
                    part[name] = [names.get(key, key) for key in part[name]]
            found[kind, part["id"]] = part
    return found

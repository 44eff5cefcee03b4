"""The markup of the training texts, and how it is read.

One text a line, of one sentence or more. ``{fired|ASSAULT firearms}`` marks the words that tell an act, with its type,
its mode and its auxiliary readings (``+future``, ``+hypothetical``, ``+negation``, ``+historical``); ``{drew|none}`` a
predicate that is no act between political parties. ``[Kenyan police|a1]`` is the actor of the text's first predicate,
``[students|r1,a2]`` the recipient of the first and the actor of the second; ``<on Friday|1>`` the words that date the
first. Marks do not nest. A line that begins with ``#`` describes the lines after it: ``# region=Africa
construction=passive``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}|\[([^\[\]|]+)\|([^\[\]|]+)\]|<([^<>|]+)\|([^<>|]+)>")
AUXILIARIES = ("historical", "future", "hypothetical", "negation")

Span = tuple[int, int]


class MarkupError(ValueError):
    """A line that cannot be read; the message names what is wrong with it."""


@dataclass
class Predicate:
    """One marked predicate: where it stands, what it is, and its parties. ``type`` is ``none`` where it is no act."""

    span: Span
    type: str
    mode: str = ""
    auxiliary: tuple[str, ...] = ()
    actors: list[Span] = field(default_factory=list)
    recipients: list[Span] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    grammar: tuple[list[Span], list[Span]] | None = None  # actor and recipient as the coder's grammar finds them


@dataclass
class Text:
    """One training text without its marks."""

    text: str
    predicates: list[Predicate]
    about: dict[str, str]
    source: str


def read_line(line: str, about: dict[str, str] | None = None, source: str = "") -> Text:
    """Return the text of one marked line. Raises `MarkupError` where a mark cannot be read."""
    plain, at = "", 0
    predicates: list[Predicate] = []
    parties: list[tuple[Span, str, str]] = []
    for match in MARK.finditer(line):
        plain += line[at : match.start()]
        words = match[1] or match[3] or match[5]
        span = (len(plain), len(plain) + len(words))
        plain, at = plain + words, match.end()
        if match[1]:
            predicates.append(_predicate(match[2], span))
        else:
            parties.append((span, match[4] or match[6], "party" if match[3] else "date"))
    plain += line[at:]
    if re.search(r"[\[\]{}<>|]", plain):
        raise MarkupError("a mark that is not closed, nested, or without its '|'")
    if not predicates:
        raise MarkupError("no predicate is marked")
    for span, labels, kind in parties:
        for label in labels.split(","):
            _attach(label.strip(), span, kind, predicates)
    return Text(plain, predicates, dict(about or {}), source)


def _predicate(label: str, span: Span) -> Predicate:
    words = label.split()
    auxiliary = tuple(w[1:] for w in words if w.startswith("+"))
    named = [w for w in words if not w.startswith("+")]
    if len(named) not in (1, 2) or any(a not in AUXILIARIES for a in auxiliary):
        raise MarkupError(f"unknown label '{label}'")
    return Predicate(span, named[0], named[1] if len(named) == 2 else "", auxiliary)


def _attach(label: str, span: Span, kind: str, predicates: list[Predicate]) -> None:
    match = re.fullmatch(r"([ar]?)(\d+)", label)
    number = int(match[2]) if match else 0
    if not match or not 1 <= number <= len(predicates) or (kind == "date") == bool(match[1]):
        raise MarkupError(f"'{label}' names no predicate of this line")
    owner = predicates[number - 1]
    {"a": owner.actors, "r": owner.recipients, "": owner.dates}[match[1]].append(span)


def read_file(path: Path) -> Iterator[Text]:
    """Yield the texts of a file. Raises `MarkupError` with the file and line of what cannot be read."""
    about: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            about |= dict(part.split("=", 1) for part in line[1:].split() if "=" in part)
        elif line.strip():
            try:
                yield read_line(line.strip(), about, f"{path.name}:{number}")
            except MarkupError as error:
                raise MarkupError(f"{path.name}:{number}: {error}") from None

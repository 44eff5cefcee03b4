"""One attribution as a rule found it, before the statements of a document are brought together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.record import Span

Token = Any


@dataclass
class Candidate:
    """A cue with its content and source. ``cue`` and ``content`` are spans of the text, ``source`` tokens' heads."""

    cue: Span | None
    content: list[Span]
    sources: list[Token]
    source_spans: list[Span]
    addressees: list[Token] = field(default_factory=list)
    negated: bool = False
    why: str = ""
    confidence: float = 0.7
    sentence: int = 0

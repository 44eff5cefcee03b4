"""The words that attribute: verbs, nouns and adjectives with the frames in which they do, read from tables."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.ontology import rows
from dragoman.parsing.grammar import children

Token = Any
TABLES = "dragoman.statements.tables"


@dataclass(frozen=True)
class VerbCue:
    """A verb of communication, thought or stance.

    ``frames``: clause (that …), question (whether …), quote, inf (promised to …), objinf (urged X to …), told (told X
    to …), gerund (suggested leaving), np (condemned X), comp (called X a fraud) and addressed (the object is who is
    spoken to: told X …). Prepositions: those whose object is the content (``prepositions``: warned of X), is asked
    to do it (``prepinf``: called on X to …), or goes with the object (``npprep``: accused X of Y).
    """

    communication: bool
    frames: frozenset[str]
    prepositions: frozenset[str]
    prepinf: frozenset[str]
    npprep: frozenset[str]
    negates: bool


@functools.cache
def verbs() -> Mapping[tuple[str, str], VerbCue]:
    """Return the verb cues by (lemma, particle)."""
    merged: dict[tuple[str, str], VerbCue] = {}
    for row in rows(TABLES, "cue_verbs.csv"):
        key = (row["lemma"], row["particle"])
        frames = set(row["frames"].split())
        kinds = frames & {"prep", "prepinf", "npprep"}
        cue = VerbCue(
            row["class"] == "communication",
            frozenset(frames - kinds),
            frozenset([row["preposition"]] if "prep" in kinds else []),
            frozenset([row["preposition"]] if "prepinf" in kinds else []),
            frozenset([row["preposition"]] if "npprep" in kinds else []),
            bool(row["negates"]),
        )
        old = merged.get(key)
        merged[key] = _merge(old, cue) if old else cue
    return merged


def _merge(a: VerbCue, b: VerbCue) -> VerbCue:
    return VerbCue(
        a.communication or b.communication,
        a.frames | b.frames,
        a.prepositions | b.prepositions,
        a.prepinf | b.prepinf,
        a.npprep | b.npprep,
        a.negates or b.negates,
    )


def cue_of(verb: Token) -> VerbCue | None:
    """Return the cue that a verb is, with its particle where it has one ("point out")."""
    table, lemma = verbs(), verb.lemma_.lower()
    for particle in children(verb, "prt", "acomp", "advmod", "ccomp"):
        found = table.get((lemma, particle.lower_))
        if found:
            return found
    return table.get((lemma, ""))


@dataclass(frozen=True)
class NominalCue:
    """A noun or adjective that attributes: with a clause, an infinitive, or an object of one of ``prepositions``."""

    frames: frozenset[str]
    prepositions: frozenset[str]


def _nominals(name: str) -> Mapping[str, NominalCue]:
    found: dict[str, tuple[set[str], set[str]]] = {}
    for row in rows(TABLES, name):
        frames, prepositions = found.setdefault(row["lemma"], (set(), set()))
        if row["frame"] == "prep":
            prepositions.add(row["preposition"])
        else:
            frames.add(row["frame"])
    return {lemma: NominalCue(frozenset(f), frozenset(p)) for lemma, (f, p) in found.items()}


@functools.cache
def nouns() -> Mapping[str, NominalCue]:
    """Return the noun cues by lemma."""
    return _nominals("cue_nouns.csv")


@functools.cache
def adjectives() -> Mapping[str, NominalCue]:
    """Return the adjective cues by lemma."""
    return _nominals("cue_adjectives.csv")

"""The words that commit somebody, read from tables."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from dragoman.ontology import rows
from dragoman.record import CommitmentKind

TABLES = "dragoman.commitments.tables"


@functools.cache
def cues() -> Mapping[tuple[str, str], tuple[CommitmentKind, frozenset[str]]]:
    """Return kind and frames of each cue by (lemma, part of speech)."""
    return {
        (row["lemma"], row["pos"]): (row["kind"], frozenset(row["frames"].split()))  # type: ignore[misc]
        for row in rows(TABLES, "cues.csv")
    }


@functools.cache
def words(role: str) -> frozenset[str]:
    """Return the words of a role: obligation, condition, harm, permission, contrast."""
    return frozenset(row["word"] for row in rows(TABLES, "cues_of_speech.csv") if row["role"] == role)

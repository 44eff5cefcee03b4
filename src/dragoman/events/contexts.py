"""PLOVER contexts: what an event is about, by the cue words of its paragraph."""

from __future__ import annotations

import functools
import re

from dragoman.events.lexicon import TABLES
from dragoman.ontology import rows


@functools.cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    words: dict[str, list[str]] = {}
    for row in rows(TABLES, "contexts.csv"):
        words.setdefault(row["context"], []).append(
            re.escape(row["cue"]).replace(r"\*", r"\w*").replace(r"\ ", r"[\s-]")
        )
    return [(context, re.compile(rf"\b(?:{'|'.join(cues)})\b", re.IGNORECASE)) for context, cues in words.items()]


# A narrower context stands in for the general one.
_NARROWER = {"crime": {"corruption", "illegal_drugs", "trafficking"}}


@functools.lru_cache(maxsize=4096)
def find_contexts(paragraph: str) -> tuple[str, ...]:
    """Return the contexts whose cue words stand in a paragraph, in the codebook's order."""
    found = [context for context, pattern in _patterns() if pattern.search(paragraph)]
    return tuple(c for c in found if not _NARROWER.get(c, set()) & set(found))

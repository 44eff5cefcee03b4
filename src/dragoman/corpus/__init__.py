"""Many documents together: copies folded into one, reports of one story found, one happening counted once.

    >>> from dragoman.corpus import find_copies, merge
    >>> stories = find_copies(documents)
    >>> happenings, reports = merge(events, stories)

These are pure functions over Arrow tables. `ingest` takes documents into a store, `folding` applies the two to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.corpus.copies import find_copies
    from dragoman.corpus.happenings import merge

__all__ = ["find_copies", "merge"]


def __getattr__(name: str) -> Any:
    homes = {"find_copies": "dragoman.corpus.copies", "merge": "dragoman.corpus.happenings"}
    if name not in homes:
        raise AttributeError(f"module 'dragoman.corpus' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(homes[name]), name)

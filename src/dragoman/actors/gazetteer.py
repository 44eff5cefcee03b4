"""The gazetteer at hand: the index over all tables, built once for each state of them and kept in the user's cache."""

from __future__ import annotations

import functools
import shutil
from pathlib import Path

from dragoman.actors import index, sources
from dragoman.actors.index import Index

_KEPT = 4  # caches of older tables that may stay


@functools.cache
def gazetteer() -> Index:
    """Return the index over the package's tables and the user's own.

    The first call after a change of the tables builds it and keeps it on disk; where the cache cannot be written, it is
    built in memory. Raises `ValueError` with the remedy where a user's table has a mistake.
    """
    return _cached(cache_folder() / f"names-{index.FORMAT}-{sources.fingerprint()}")


def cache_folder() -> Path:
    """Return where indexes are kept."""
    import platformdirs

    return platformdirs.user_cache_path("dragoman") / "gazetteer"


@functools.cache
def cities() -> Index:
    """Return the index of cities and first-level regions: rows of kind ``city``, the largest of a name first."""
    return index.build(sources.places())


def _cached(folder: Path) -> Index:
    try:
        return index.load(folder)
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
    own = sources.overlay_files()
    if own:
        from dragoman.actors.checking import refuse_mistakes

        refuse_mistakes(own)
    try:
        index.save([*sources.shipped(), *sources.overlay(own)], folder)
        _forget(folder)
        return index.load(folder)
    except OSError:
        return index.build([*sources.shipped(), *sources.overlay(own)])


def _forget(newest: Path) -> None:
    """Remove all but the last few caches."""
    others = sorted((p for p in newest.parent.glob("names-*") if p != newest), key=lambda p: -p.stat().st_mtime)
    for old in others[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

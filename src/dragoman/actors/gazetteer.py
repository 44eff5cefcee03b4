"""The gazetteer at hand: the index over all tables, built once for each state of them and kept in the user's cache."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Iterator
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
    return kept(cache_folder() / f"names-{index.FORMAT}-{sources.fingerprint()}", _all_names)


def _all_names() -> Iterator[sources.Alias]:
    own = sources.overlay_files()
    if own:
        from dragoman.actors.checking import refuse_mistakes

        refuse_mistakes(own)
    yield from sources.shipped()
    yield from sources.overlay(own)


def cache_folder() -> Path:
    """Return where indexes are kept."""
    import platformdirs

    return platformdirs.user_cache_path("dragoman") / "gazetteer"


@functools.cache
def cities() -> Index:
    """Return the index of cities and first-level regions: rows of kind ``city``, the largest of a name first."""
    return index.build(sources.places())


def kept(folder: Path, names: Callable[[], Iterable[sources.Alias]]) -> Index:
    """Return the index kept in a folder; where there is none, it is built of the names and kept.

    The folder's name is ``kind-form-fingerprint``: older ones of the kind are cleared away.
    """
    try:
        return index.load(folder)
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        index.save(names(), folder)
        _forget(folder)
        return index.load(folder)
    except OSError:
        return index.build(names())


def _forget(newest: Path) -> None:
    """Remove all but the last few caches."""
    others = sorted(
        (p for p in newest.parent.glob(f"{newest.name.split('-')[0]}-*") if p != newest),
        key=lambda p: -p.stat().st_mtime,
    )
    for old in others[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)

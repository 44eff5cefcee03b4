"""Dragoman reads news and writes the record: who did what to whom, who said what, and what was promised.

    >>> import dragoman
    >>> record = dragoman.code("…text…", date="2021-10-20")
    >>> record.events, record.statements, record.commitments
    >>> dragoman.open("store/").events(actor="RUS", since="2021-10-01").df()

Importing the package loads no model; the first call does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.coder import code, code_many
    from dragoman.record import Record
    from dragoman.store.corpus import Corpus, open
    from dragoman.version import __version__

__all__ = ["Corpus", "Record", "__version__", "code", "code_many", "open"]

_HOMES = {
    "Corpus": "dragoman.store.corpus",
    "open": "dragoman.store.corpus",
    "Record": "dragoman.record",
    "code": "dragoman.coder",
    "code_many": "dragoman.coder",
    "__version__": "dragoman.version",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

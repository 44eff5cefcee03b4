"""What goes wrong with a store, in words that name the remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StoreError(Exception):
    """A store that cannot be opened, read or written; the message says which part and what to do."""


@contextmanager
def reading(part: Path, root: Path) -> Iterator[None]:
    """Turn what a damaged or missing file raises into a `StoreError` that names it and the repair."""
    from deltalake.exceptions import DeltaError

    try:
        yield
    except (OSError, ValueError, DeltaError) as err:  # ArrowInvalid is a ValueError
        raise StoreError(
            f"{part} cannot be read ({_brief(err)}); run: dragoman verify --repair --store {root}"
        ) from err


@contextmanager
def writing(table: str, root: Path) -> Iterator[None]:
    """Turn what a full disk or a read-only folder raises into a `StoreError`; a lost race (to retry) stays as it is."""
    from deltalake.exceptions import CommitFailedError, DeltaError

    try:
        yield
    except CommitFailedError:
        raise
    except (OSError, DeltaError) as err:
        raise StoreError(
            f"cannot write the table {table} of {root} ({_brief(err)}); see to space and permissions, then run the "
            "same command again: nothing is half written, and what is stored is not coded again"
        ) from err


def _brief(err: BaseException) -> str:
    text = getattr(err, "strerror", None) or " ".join(str(err).split())
    return text if len(text) <= 300 else f"{text[:300]} …"

"""Every input that a command takes: files, folders, standard input, addresses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date as Day
from pathlib import Path

from dragoman.reading.contents import address, documents, is_passed_over, kind_of
from dragoman.reading.run import Content, Run, Web
from dragoman.reading.tables import Failure, Fields, Item
from dragoman.reading.text import Unreadable, without_surrogates

__all__ = ["Failure", "Fields", "Web", "read"]


def read(
    inputs: Iterable[str | Path],
    fields: Fields | None = None,
    *,
    allow_private: bool = False,
    today: Day | None = None,
    web: Web | None = None,
    repeats: bool = False,
) -> Iterator[Item]:
    """Yield the documents of the inputs in order, and a `Failure` for each input or row that cannot be read.

    An input is a file, a folder (read in the order of its names, hidden files left out), ``-`` (standard input) or an
    http(s) address. What it holds is told by its name, else by its content; gzip and zstd are unpacked; archives,
    feeds, sitemaps and lists of addresses are followed. ``today`` is the last day on which anything can have been
    published; ``web`` says how addresses are fetched, in place of ``allow_private``.

    Ids are unique in what comes out: of documents with one id the first counts, each further one is a `Failure`.
    Without an id the text's hash is the id, so a text that comes twice counts once. With ``repeats`` all come out.
    """
    run = Run(fields or Fields(), today or Day.today(), web or Web(allow_private=allow_private))
    seen: set[str] = set()
    for given in inputs:
        for item in _input(str(given), run):
            if isinstance(item, Failure):
                yield Failure(without_surrogates(item.source), without_surrogates(item.reason))
            elif repeats:
                yield item
            elif item.id in seen:
                yield Failure(item.source or item.id, _came_before(item.id, item.sha256))
            else:
                seen.add(item.id)
                yield item


def _came_before(id: str, sha256: str) -> str:
    if sha256.startswith(id):
        return f"the same text came before (id {id}); left out: give ids of their own to count it twice"
    return f"the id {id!r} came before; left out: ids must be unique"


def _input(given: str, run: Run) -> Iterator[Item]:
    try:
        if given == "-":
            yield from documents(Content(sys.stdin.buffer, given), run)
        elif given.lower().startswith(("http://", "https://")):
            yield from address(given, run)
        elif Path(given).is_dir():
            yield from _folder(Path(given), run)
        else:
            path = Path(given)
            with path.open("rb") as opened:
                yield from documents(Content(opened, given, kind_of(path.name), on_disk=True), run)
    except Unreadable as err:
        yield Failure(given, str(err))
    except FileNotFoundError:
        yield Failure(given, "no such file or folder; check the path")
    except (OSError, ValueError) as err:
        yield Failure(
            given, f"cannot be read ({getattr(err, 'strerror', None) or err}); check the path and its permissions"
        )


def _folder(folder: Path, run: Run) -> Iterator[Item]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not is_passed_over(path.relative_to(folder)):
            yield from _input(str(path), run)

"""What holds for one reading of inputs: columns, the last possible day, manners on the web."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Day
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from dragoman.reading.tables import Fields

if TYPE_CHECKING:
    from dragoman.reading.crawling.fetcher import Fetcher

MAX_DEPTH = 3
"""How deep lists, feeds and archives may hold one another: an index of sitemaps, its sitemaps, their pages."""


@dataclass(frozen=True)
class Web:
    """How addresses are fetched.

    ``delay`` is the least time in seconds between two requests to one host, ``contact`` what servers are told of whom
    to write to, ``cache`` the folder that keeps what servers give marks for (default: the user's cache folder), and
    ``feed_text`` makes a feed's own texts count instead of the pages that it links to.
    """

    allow_private: bool = False
    delay: float = 1.0
    contact: str | None = None
    cache: Path | None = None
    feed_text: bool = False


@dataclass
class Run:
    """One reading of inputs."""

    fields: Fields
    today: Day
    web: Web
    visited: set[str] = field(default_factory=set)

    @cached_property
    def fetcher(self) -> Fetcher:
        """Return what fetches; it remembers hosts as long as the run lasts."""
        from dragoman.reading.crawling.fetcher import Fetcher

        return Fetcher(self.web)

    def is_new(self, url: str) -> bool:
        """Whether an address that a list names comes for the first time; from then on it does not."""
        bare = url.split("#")[0]
        new = bare not in self.visited
        self.visited.add(bare)
        return new


@dataclass(frozen=True)
class Content:
    """Bytes that hold documents: what their source is called, and what is known of their kind.

    ``kind`` is the ending of the name (".jsonl"), ``depth`` the number of lists and archives around them; ``on_disk``:
    the source is the path of a file that holds nothing else.
    """

    stream: BinaryIO
    source: str
    kind: str = ""
    charset: str | None = None
    on_disk: bool = False
    depth: int = 0

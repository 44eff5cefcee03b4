"""What servers gave marks for (ETag, Last-Modified), kept in files, so that they need not send it again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from dragoman.reading.web import Page

MAX_FILES = 5_000
"""The most pages that are kept; of more, those not asked for longest go first."""

_FORM = 1  # of the files; others are passed over


@dataclass(frozen=True)
class Known:
    """A page as it was, and the headers that ask whether it still is."""

    page: Page
    marks: dict[str, str]


class Cache:
    """Pages in a folder, each in a file of its own: a line of JSON and the bytes. A damaged file counts as none."""

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder
        self._pruned = False

    def get(self, url: str) -> Known | None:
        """Return what is known of an address."""
        path = self._path(url)
        try:
            head, _, body = path.read_bytes().partition(b"\n")
            known = json.loads(head)
            if known["form"] != _FORM or known["asked"] != url or known["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            os.utime(path)
            return Known(Page(body, known["url"], known["content_type"], known["charset"]), dict(known["marks"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, page: Page, headers: Message) -> None:
        """Keep a page where the server gave marks and allows it. A folder that cannot be written costs nothing else."""
        marks = {
            asking: headers[given]
            for given, asking in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
            if given in headers
        }
        if not marks or "no-store" in headers.get("cache-control", "").lower():
            return
        head = {
            "form": _FORM, "asked": url, "url": page.url, "content_type": page.content_type, "charset": page.charset,
            "marks": marks, "sha256": hashlib.sha256(page.body).hexdigest(),
        }  # fmt: skip
        path = self._path(url)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as written:
                written.write(json.dumps(head).encode() + b"\n" + page.body)
            os.replace(written.name, path)
            self._prune(path.parent)

    def _path(self, url: str) -> Path:
        if self._given is None:
            from platformdirs import user_cache_path

            self._given = user_cache_path("dragoman") / "pages"
        return self._given / hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()

    def _prune(self, folder: Path) -> None:
        if self._pruned:
            return
        self._pruned = True
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
        for path in files[: max(0, len(files) - MAX_FILES)]:
            path.unlink(missing_ok=True)

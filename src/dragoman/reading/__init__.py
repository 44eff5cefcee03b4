"""Reading: files, folders, archives, feeds and addresses become documents; what fails is named, the rest goes on."""

from __future__ import annotations

from dragoman.reading.document import document
from dragoman.reading.files import Failure, Fields, Web, read
from dragoman.reading.furniture import find_furniture

__all__ = ["Failure", "Fields", "Web", "document", "find_furniture", "html_document", "read"]


def __getattr__(name: str) -> object:
    if name == "html_document":  # loads the page extractor, which plain text never needs
        from dragoman.reading.html import html_document

        return html_document
    raise AttributeError(f"module 'dragoman.reading' has no attribute {name!r}")

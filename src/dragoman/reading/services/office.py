"""Office files and saved pages: an export of Nexis or Factiva gives its articles, any other file is one document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from typing import IO

from dragoman.reading.document import document
from dragoman.reading.services import factiva, nexis
from dragoman.reading.services.lines import Line, docx_lines, page_lines, rtf_lines
from dragoman.reading.tables import Item
from dragoman.reading.text import Unreadable


def docx_documents(file: IO[bytes], source: str, today: Day) -> Iterator[Item]:
    """Yield the documents of a DOCX file. Raises `Unreadable` for one that is damaged or holds no text."""
    yield from _documents(docx_lines(file), source, today)


def rtf_documents(data: bytes, source: str, today: Day) -> Iterator[Item]:
    """Yield the documents of an RTF file. Raises `Unreadable` for one that is damaged or holds no text."""
    found, whole = rtf_lines(data)
    yield from _documents(found, source, today, whole)


def page_documents(page: str, source: str, today: Day) -> Iterator[Item]:
    """Yield the documents of a page that Nexis or Factiva exported. Raises `Unreadable` where it holds no text."""
    yield from _documents(page_lines(page), source, today)


def _documents(lines: list[Line], source: str, today: Day, whole: bool = True) -> Iterator[Item]:
    filled = [line for line in lines if line.text.strip("| ")]
    if not filled:
        raise Unreadable("holds no text; give the text of an article")
    if factiva.is_export(filled):
        yield from factiva.articles(filled, source, today)
    elif nexis.is_export(filled):
        yield from nexis.articles(filled, source, today)
    elif not whole:
        raise Unreadable("breaks off before its end; save or copy it again")
    else:
        yield document("\n".join(line.text for line in filled), source=source, today=today)

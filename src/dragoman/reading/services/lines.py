"""The lines of office files and saved pages: one a paragraph; of a table one a row, with ``|`` between its cells."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from dragoman.reading.text import Unreadable, normalise, without_surrogates

_BLOCKS = frozenset(
    "address article blockquote br center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()
)
_SILENT = frozenset("head script style noscript template".split())
_SPACE = re.compile(r"[ \t\r\f\v\xa0]+")


@dataclass(frozen=True)
class Line:
    """A paragraph, its spaces single, and the address that it links to, where it does."""

    text: str
    link: str | None = None


def docx_lines(file: IO[bytes]) -> list[Line]:
    """Return the lines of a DOCX file. Raises `Unreadable` for a damaged one."""
    from docx import Document as open_docx
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    damaged = (OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError)
    try:
        lines = []
        for block in open_docx(file).iter_inner_content():
            if isinstance(block, Table):
                lines += [_joined(cell.text for cell in row.cells) for row in block.rows]
            else:
                links = [link.address for link in block.hyperlinks if link.address]
                lines += [Line(_single(part), next(iter(links), None)) for part in block.text.split("\n")]
        return lines
    except (*damaged, AttributeError, TypeError, IndexError, NotImplementedError, RuntimeError) as err:
        # Where a part of the file is missing the library stumbles in many ways; to the user it is one.
        raise Unreadable(f"damaged Word document ({err}); open it in a word processor and save it again") from err


def rtf_lines(data: bytes) -> tuple[list[Line], bool]:
    """Return the lines of an RTF file and whether it is whole. Raises `Unreadable` for a damaged one."""
    from striprtf.striprtf import rtf_to_text

    try:
        written = data.decode("utf-8")
    except UnicodeDecodeError:
        written = data.decode("cp1252", errors="replace")
    try:
        # The library would write each address behind its link; it takes links for such by this word.
        text = rtf_to_text(written.replace("HYPERLINK", "LINK"), errors="replace")
    except (ValueError, LookupError, TypeError, OverflowError) as err:
        raise Unreadable(f"damaged RTF document ({err}); open it in a word processor and save it again") from err
    text = normalise(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    whole = data.rstrip(b"\x00 \t\r\n").endswith(b"}")
    return [Line(_single(line)) for line in text.split("\n")], whole


def page_lines(page: str) -> list[Line]:
    """Return the lines of a saved page. Raises `Unreadable` where nothing is in it."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as err:
        raise Unreadable(f"no page can be made out ({err}); save it again") from err
    return [Line(_single(line)) for line in "".join(_pieces(root, etree)).split("\n")]


def _pieces(root: Any, etree: Any) -> Iterator[str]:
    """The text of a page, with a line end around each block and a bar after each cell."""
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text, tag = "", ""
        else:
            tag = element.tag
            silent += (tag in _SILENT) * (1 if event == "start" else -1)
            text = (element.text or "") if event == "start" else ""
        if tag in _BLOCKS:
            yield "\n"
        if tag in ("td", "th") and event == "end":
            yield "|"
        if not silent:
            yield text.replace("\n", " ")
        if event != "start" and not silent and element is not root:
            yield (element.tail or "").replace("\n", " ")


def _joined(cells: Any) -> Line:
    return Line("|".join(_single(cell) for cell in cells))


def _single(text: str) -> str:
    return _SPACE.sub(" ", without_surrogates(text)).strip()

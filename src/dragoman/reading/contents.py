"""What bytes hold, by their name or content, and the documents in it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path, PurePath, PurePosixPath
from urllib.parse import urlsplit

from dragoman.reading.document import document
from dragoman.reading.run import MAX_DEPTH, Content, Run
from dragoman.reading.tables import Item, csv_rows, is_json_line, json_rows, parquet_rows, row_documents
from dragoman.reading.text import Unreadable, buffered, check_not_xml, decode, is_html, lines, peek, read_all, unpacked

_WARC = ".warc"
_JSON = (".jsonl", ".ndjson", ".json")
_CSV = {".csv": None, ".tsv": "\t", ".tab": "\t"}
_HTML = (".html", ".htm", ".xhtml")
_PACKED = (".gz", ".zst")
_PARQUET_MARK = b"PAR1"
_ZIP_MARK = b"PK\x03\x04"
_RTF_MARK = b"{\\rtf"
_WARC_MARK = b"WARC/"
_TAR_MARK = slice(257, 262), b"ustar"
_CONTENT_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/json": ".json",
    "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
}
_PASSED_OVER = (".md", ".css", ".js")  # in folders: what stands beside documents and is none
_XML_ROOT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<[!?][^>]*>\s*)*<(?:\w+:)?(\w+)[\s>/]", re.DOTALL)
_FEEDS = ("rss", "feed", "RDF")
_SITEMAPS = ("urlset", "sitemapindex")


def kind_of(name: str) -> str:
    """Return the ending of a file's name that tells what it holds: ".jsonl" of "stories.jsonl.gz"."""
    path = PurePosixPath(name.lower())
    return PurePosixPath(path.stem).suffix if path.suffix in _PACKED else path.suffix


def is_passed_over(path: PurePath) -> bool:
    """Whether a file in a folder or archive is no document: hidden, or a thing that goes with pages."""
    return path.suffix.lower() in _PASSED_OVER or any(part.startswith((".", "__MACOSX")) for part in path.parts)


def address(url: str, run: Run, depth: int = 0) -> Iterator[Item]:
    """Yield the documents at an address. Raises `Unreadable` where nothing can be fetched."""
    page = run.fetcher.fetch(url, found=depth > 0)
    kind = _CONTENT_TYPES.get(page.content_type or "") or kind_of(PurePosixPath(urlsplit(page.url).path).name)
    yield from documents(Content(io.BytesIO(page.body), page.url, kind, page.charset, depth=depth), run)


def documents(content: Content, run: Run) -> Iterator[Item]:
    """Yield the documents of a stream of bytes and what failed. Raises `Unreadable` where it holds nothing readable."""
    if content.kind == _WARC:
        # Not unpacked here: damage in the first of many packed records would hide the others.
        yield from _warc(buffered(content.stream), content, run)
        return
    opened = unpacked(content.stream)
    start = peek(opened)
    if not start:
        raise Unreadable("empty; give a text, a page or rows")
    if start.startswith(_PARQUET_MARK):
        whole = content.on_disk and opened is content.stream
        data = Path(content.source) if whole else read_all(opened)
        rows = parquet_rows(data, content.source, run.fields)
        yield from row_documents(rows, content.source, run.fields, run.today)
    elif start.startswith((_WARC_MARK, _ZIP_MARK)) or start[_TAR_MARK[0]] == _TAR_MARK[1]:
        yield from _archive(start, opened, content, run)
    elif start.startswith(_RTF_MARK):
        from dragoman.reading.services.office import rtf_documents

        yield from rtf_documents(read_all(opened), content.source, run.today)
    elif content.kind in _JSON:
        rows = json_rows(lines(opened, content.charset), content.source)
        yield from row_documents(rows, content.source, run.fields, run.today)
    elif content.kind in _CSV:
        rows = csv_rows(lines(opened, content.charset), content.source, run.fields, _CSV[content.kind])
        yield from row_documents(rows, content.source, run.fields, run.today)
    elif start.lstrip()[:1] == b"{":
        yield from _braced(opened, content, run)
    else:
        yield from _listed(start, opened, content, run)


def _archive(start: bytes, opened: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    if start.startswith(_WARC_MARK):
        yield from _warc(_from_start(opened, content), content, run)
        return
    from dragoman.reading import archives

    if content.depth >= MAX_DEPTH:
        raise Unreadable(f"more than {MAX_DEPTH} archives in one another; unpack it")
    if start.startswith(_ZIP_MARK):
        yield from archives.zip_documents(opened, content, run)
    else:
        yield from archives.tar_documents(opened, content, run)


def _warc(stream: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    from dragoman.reading.warc import warc_documents

    yield from warc_documents(stream, content.source, run.today)


def _from_start(opened: io.BufferedReader, content: Content) -> io.BufferedReader:
    """The packed bytes, which show where each record begins, where they can be had once more; else the unpacked."""
    if opened is content.stream or not content.stream.seekable():
        return opened
    content.stream.seek(0)
    return buffered(content.stream)


def _listed(start: bytes, opened: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    """A feed or another list of addresses, each followed; else a text or page."""
    root = _XML_ROOT.match(start.decode("utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore"))
    named = root[1] if root else None
    if named in _FEEDS:
        from dragoman.reading.crawling.feeds import feed_links as links
    elif named in _SITEMAPS:
        from dragoman.reading.crawling.sitemaps import sitemap_links as links
    else:
        text = decode(read_all(opened), content.charset)
        if content.kind in ("", ".txt", ".urls", ".lst") and _is_address_list(text):
            from dragoman.reading.crawling.follow import follow, listed_links

            yield from follow(listed_links(text), content, run)
        else:
            yield from _text(text, content, run)
        return
    from dragoman.reading.crawling.follow import follow

    yield from follow(links(opened, content), content, run)


def _is_address_list(text: str) -> bool:
    """Whether each line that is not blank or a remark ("# …") is an http(s) address."""
    filled = [line.strip() for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    return bool(filled) and all(re.fullmatch(r"https?://\S+", line, re.IGNORECASE) for line in filled)


def _braced(opened: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    """What opens with a brace and has no telling name: JSON Lines, read line by line, or something else."""
    first = opened.readline(1 << 24)
    if is_json_line(first.decode("utf-8", errors="replace")):
        rest = chain([decode(first)], lines(opened, content.charset))
        yield from row_documents(json_rows(rest, content.source), content.source, run.fields, run.today)
    else:
        yield from _text(decode(first + read_all(opened), content.charset), content, run)


def _text(text: str, content: Content, run: Run) -> Iterator[Item]:
    """A text, a page, an export of pages, or a JSON value whose name does not say so."""
    if not text.strip():
        raise Unreadable("empty; give a text, a page or rows")
    if content.kind in _HTML or is_html(text):
        yield from _page(text, content, run)
    elif text.lstrip()[0] in "[{" and _is_json(text):
        rows = json_rows(text.splitlines(keepends=True), content.source)
        yield from row_documents(rows, content.source, run.fields, run.today)
    else:
        check_not_xml(text)
        yield document(text, source=content.source, today=run.today)


def _page(text: str, content: Content, run: Run) -> Iterator[Item]:
    from dragoman.reading.html import html_document
    from dragoman.reading.services import is_service_page

    if is_service_page(text):
        from dragoman.reading.services.office import page_documents

        yield from page_documents(text, content.source, run.today)
    else:
        yield html_document(text, source=content.source, fetched=run.today)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False

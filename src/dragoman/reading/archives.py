"""ZIP and tar archives of inputs, and what is a ZIP archive inside: office documents."""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, BinaryIO, cast

from dragoman.reading.run import Content, Run
from dragoman.reading.tables import Failure, Item
from dragoman.reading.text import Unreadable, read_all

MAX_SWELLING = 100
"""How many times its size an archive may unpack to; text packs to a third or a tenth."""

ALLOWANCE = 100_000_000
"""The bytes that any archive may unpack to, however small it is."""

_OFFICE = {  # a file that tells what a ZIP archive is: the remedy
    "xl/workbook.xml": "a spreadsheet; save it as CSV",
    "ppt/presentation.xml": "slides; give the text of an article",
    "content.xml": "an OpenDocument file; save it as DOCX or text",
}
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError)


def zip_documents(opened: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    """Yield the documents of a DOCX file or of each file in a ZIP archive.

    Raises `Unreadable` for an archive that is damaged as a whole, or that swells beyond `MAX_SWELLING`.
    """
    packed = opened if opened.seekable() else io.BytesIO(read_all(opened))
    size = packed.seek(0, io.SEEK_END)
    packed.seek(0)
    try:
        archive = zipfile.ZipFile(packed)
        members = archive.infolist()
    except _DAMAGED as err:
        raise Unreadable(f"damaged ZIP archive or office document ({err}); download or copy it again") from err
    with archive:
        unpacked_size = sum(member.file_size for member in members)
        if unpacked_size > MAX_SWELLING * size + ALLOWANCE:
            raise Unreadable(f"would unpack to {unpacked_size // 1_000_000:,} MB; unpack it yourself if you trust it")
        names = {member.filename for member in members}
        for name, remedy in _OFFICE.items():
            if name in names:
                raise Unreadable(f"looks like {remedy}")
        if "word/document.xml" in names:
            from dragoman.reading.services.office import docx_documents

            packed.seek(0)
            yield from docx_documents(packed, content.source, run.today)
            return
        for member in members:
            if not member.is_dir():
                yield from _zip_member(archive, member, content, run)


def _zip_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, content: Content, run: Run) -> Iterator[Item]:
    if member.flag_bits & 1:
        yield Failure(f"{content.source}/{member.filename}", "locked with a password; unpack the archive yourself")
        return
    try:
        with archive.open(member) as stream:
            yield from _member(stream, member.filename, content, run)
    except _DAMAGED as err:
        yield Failure(f"{content.source}/{member.filename}", f"damaged ({err}); download or copy the archive again")


def tar_documents(opened: io.BufferedReader, content: Content, run: Run) -> Iterator[Item]:
    """Yield the documents of each file in a tar archive, as it is read. Raises `Unreadable` for a damaged archive."""
    try:
        with tarfile.open(fileobj=opened, mode="r|") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isfile() else None
                if stream is not None:
                    yield from _member(cast(BinaryIO, _Forward(stream)), member.name, content, run)
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError) as err:
        raise Unreadable(f"damaged tar archive ({err}); download or copy it again") from err


class _Forward(io.RawIOBase):
    """A member of an archive that can be read only once, from its beginning."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _member(stream: Any, name: str, content: Content, run: Run) -> Iterator[Item]:
    from dragoman.reading.contents import documents, is_passed_over, kind_of

    source = f"{content.source}/{name}"
    if is_passed_over(PurePosixPath(name)):
        return
    try:
        yield from documents(Content(stream, source, kind_of(name), depth=content.depth + 1), run)
    except Unreadable as err:
        yield Failure(source, str(err))

"""Texts kept on disk and read back one at a time, so that a corpus need not fit into memory."""

from __future__ import annotations

import tempfile
from array import array
from types import TracebackType

_IN_MEMORY = 64 << 20  # bytes: up to so many no file is made


class Texts:
    """Numbered texts in a temporary file (in ``TMPDIR``), which is gone in the end; eight bytes each in memory.

    >>> with Texts() as texts:
    ...     texts.add("A text")
    ...     texts[0]
    'A text'
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, prefix="dragoman-")  # noqa: SIM115 - closed below
        self._starts = array("q", [0])

    def __enter__(self) -> Texts:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._file.close()

    def add(self, text: str) -> None:
        """Append a text; its number is how many there were before. To be done before any is read.

        Raises `OSError` where the disk is full.
        """
        try:
            self._starts.append(self._starts[-1] + self._file.write(text.encode("utf-8", "surrogatepass")))
        except OSError as err:
            remedy = f"in the temporary folder {tempfile.gettempdir()}; name a larger one in TMPDIR"
            raise OSError(err.errno, f"{err.strerror} {remedy}") from err

    def __getitem__(self, number: int) -> str:
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

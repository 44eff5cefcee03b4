"""Files that appear only when they are whole: a run that breaks off leaves none behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import typer


@contextmanager
def whole(output: Path) -> Iterator[IO[bytes]]:
    """Give a stream of bytes that becomes the file when all is written. Status 2 where it cannot be written at all."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    except OSError as err:
        raise typer.BadParameter(f"cannot write {output}: {err.strerror}; give another place", param_hint="-o") from err
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

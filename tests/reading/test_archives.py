"""ZIP and tar archives of inputs."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, archives, read
from dragoman.record import Document
from tests.reading.samples import ARTICLE, STORY, TODAY, page

MEMBERS = {
    "a.txt": STORY.encode(),
    "pages/b.html": page(ARTICLE).encode(),
    "rows.jsonl.gz": gzip.compress((json.dumps({"id": "r", "text": STORY + "Rows."}) + "\n").encode()),
    "README.md": b"# What this is",
    "__MACOSX/a.txt": b"\x00\x05",
    ".hidden": b"x",
    "picture.png": b"\x89PNG\r\n\x1a\n\x00",
}


def zipped(members: dict[str, bytes] = MEMBERS) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(mode: str = "w", members: dict[str, bytes] = MEMBERS) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


def run(path: Path, data: bytes) -> list[Document | Failure]:
    path.write_bytes(data)
    return list(read([path], today=TODAY))


def zstd(data: bytes) -> bytes:
    file = io.BytesIO()
    writer = ZstdWriter(file)
    writer.write(data)
    writer.finish()
    writer.flush()
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("all.zip", zipped()),
        ("all.tar", tarred()),
        ("all.tar.gz", tarred("w:gz")),
        ("all.tgz", tarred("w:gz")),
        ("all", zipped()),
        ("all.tar.zst", zstd(tarred())),
    ],
)
def test_each_file_of_an_archive_is_read_as_if_it_lay_in_a_folder(name: str, data: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    items = run(path, data)
    assert [str(item.source).removeprefix(f"{path}/") for item in items] == [
        "a.txt",
        "pages/b.html",
        "rows.jsonl.gz:1",
        "picture.png",
    ]
    assert [isinstance(item, Failure) for item in items] == [False, False, False, True]


@pytest.mark.parametrize("name", ["story.txt.zst", "story"])
def test_zstd_is_unpacked_whatever_its_name(name: str, tmp_path: Path) -> None:
    (found,) = run(tmp_path / name, zstd(STORY.encode()))
    assert isinstance(found, Document) and found.text == STORY


def test_rows_packed_as_zstd_come_one_by_one_and_damage_is_named(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": n, "text": f"{n} {STORY}"}) + "\n" for n in range(3))
    assert len(run(tmp_path / "rows.jsonl.zst", zstd(rows.encode()))) == 3
    (failure,) = run(tmp_path / "torn.jsonl.zst", zstd(rows.encode())[:-30])
    assert isinstance(failure, Failure) and "damaged zstd file" in failure.reason


def test_archives_in_archives_are_read_to_a_limit(tmp_path: Path) -> None:
    data = zipped({"a.txt": STORY.encode()})
    for _ in range(2):
        data = zipped({"in.zip": data})
    (found,) = run(tmp_path / "two.zip", data)
    assert isinstance(found, Document) and str(found.source).endswith("two.zip/in.zip/in.zip/a.txt")
    for _ in range(3):
        data = zipped({"in.zip": data})
    (failure,) = run(tmp_path / "five.zip", data)
    assert isinstance(failure, Failure) and "archives in one another; unpack it" in failure.reason


def test_an_archive_that_swells_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "ALLOWANCE", 1_000_000)
    (failure,) = run(tmp_path / "bomb.zip", zipped({f"{n}.txt": bytes(600_000) for n in range(5)}))
    assert isinstance(failure, Failure) and "would unpack to 3 MB" in failure.reason


def test_office_files_that_hold_no_article_are_named_with_the_remedy(tmp_path: Path) -> None:
    for inside, words in (("xl/workbook.xml", "save it as CSV"), ("content.xml", "save it as DOCX")):
        (failure,) = run(tmp_path / "file", zipped({inside: b"<x/>"}))
        assert isinstance(failure, Failure) and words in failure.reason


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    (failure,) = run(tmp_path / "locked.zip", bytes(data))
    assert isinstance(failure, Failure) and "password" in failure.reason


SAMPLES = {
    "a.zip": zipped({"a.txt": STORY.encode(), "b.txt": STORY.encode() + b"B"}),
    "a.tar": tarred("w", {"a.txt": STORY.encode(), "b.txt": STORY.encode() + b"B"}),
    "a.tar.gz": tarred("w:gz", {"a.txt": STORY.encode()}),
    "a.txt.zst": zstd(STORY.encode()),
}


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0), st.integers(1, 255), st.integers(0), st.booleans())
def test_no_damage_raises(name: str, at: int, mask: int, end: int, cut: bool) -> None:
    import tempfile

    data = bytearray(SAMPLES[name])
    data[at % len(data)] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data[: end % len(data)] if cut else data)
        items = list(read([path], today=TODAY))
    assert items and all(isinstance(item, Document | Failure) for item in items)

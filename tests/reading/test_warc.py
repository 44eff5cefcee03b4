"""WARC archives: which records become documents, and what damage costs."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from fastwarc.stream_io import GzipWriter, ZstdWriter, zstd_train_dictionary_from_samples
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, read
from dragoman.record import Document
from tests.reading.samples import ARTICLE, TODAY, page

PAGES = [page(ARTICLE.replace("a third", f"{n} shares")).encode() for n in range(2, 8)]


def record(
    url: str,
    body: bytes,
    *,
    kind: WarcRecordType = WarcRecordType.response,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8",
    crawled: str = "2021-10-20T00:00:00Z",
) -> WarcRecord:
    made = WarcRecord()
    made.init_headers(kind)
    made.headers["WARC-Record-ID"] = f"<urn:sample:{url}>"
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = crawled
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body)
    return made


def archive(*records: WarcRecord, packing: str = "", digests: bool = True) -> bytes:
    file = io.BytesIO()
    dictionary = zstd_train_dictionary_from_samples(PAGES * 20, 2000)
    writers: dict[str, Callable[[], object]] = {
        "": lambda: file,
        "gz": lambda: GzipWriter(file),
        "zst": lambda: ZstdWriter(file),
        "dictionary": lambda: ZstdWriter(file, dictionary=dictionary, compress_dictionary_frame=True),
    }
    writer = writers[packing]()
    for one in records:
        one.write(writer, checksum_data=digests)  # type: ignore[arg-type]
        if packing:
            writer.finish()  # type: ignore[attr-defined]
    writer.flush()  # type: ignore[attr-defined]
    return file.getvalue()


def news(packing: str = "", digests: bool = True) -> bytes:
    records = [record(f"https://sample.example/{n}", body) for n, body in enumerate(PAGES)]
    return archive(*records, packing=packing, digests=digests)


def run(path: Path, data: bytes) -> list[Document | Failure]:
    path.write_bytes(data)
    return list(read([path], today=TODAY))


def sources(items: list[Document | Failure]) -> list[str | None]:
    return [item.source for item in items if isinstance(item, Document)]


ALL = [f"https://sample.example/{n}" for n in range(6)]
NAMES = {"": "news.warc", "gz": "news.warc.gz", "zst": "news.warc.zst", "dictionary": "other.warc.zst"}


@pytest.mark.parametrize(("packing", "name"), NAMES.items())
def test_each_page_is_a_document_with_its_address(packing: str, name: str, tmp_path: Path) -> None:
    items = run(tmp_path / name, news(packing))
    assert sources(items) == ALL and len(items) == 6
    assert "border town" in items[0].text  # type: ignore[union-attr]


@pytest.mark.parametrize("packing", NAMES)
def test_an_archive_is_known_by_its_content(packing: str, tmp_path: Path) -> None:
    assert sources(run(tmp_path / "download", news(packing))) == ALL


def test_only_pages_that_were_got_are_read(tmp_path: Path) -> None:
    html = PAGES[0]
    data = archive(
        record("https://sample.example/info", b"", kind=WarcRecordType.warcinfo),
        record("https://sample.example/ask", html, kind=WarcRecordType.request),
        record("https://sample.example/same", html, kind=WarcRecordType.revisit),
        record("https://sample.example/none", html, status="404 Not Found"),
        record("https://sample.example/moved", html, status="301 Moved"),
        record("https://sample.example/picture", b"\x89PNG", headers="Content-Type: image/png"),
        record("https://sample.example/untyped", html, headers="Server: x"),
        record("https://sample.example/page", html, headers="Content-Type: TEXT/HTML;charset=UTF-8"),
    )
    assert sources(run(tmp_path / "a.warc", data)) == ["https://sample.example/page"]


def test_packed_and_chunked_pages_are_unpacked(tmp_path: Path) -> None:
    packed = gzip.compress(PAGES[0])
    chunked = f"{len(packed):x}\r\n".encode() + packed + b"\r\n0\r\n\r\n"
    headers = "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"
    (found,) = run(tmp_path / "a.warc", archive(record("https://sample.example/", chunked, headers=headers)))
    assert isinstance(found, Document) and "border town" in found.text


def test_the_character_set_of_the_header_is_used(tmp_path: Path) -> None:
    body = page(ARTICLE.replace("town", "Łódź")).replace("<meta charset='utf-8'>", "")
    data = body.translate({8220: 34, 8221: 34}).encode("iso-8859-2")
    headers = "Content-Type: text/html; charset=iso-8859-2"
    (found,) = run(tmp_path / "a.warc", archive(record("https://sample.example/", data, headers=headers)))
    assert isinstance(found, Document) and "Łódź" in found.text


def test_the_crawl_is_never_the_day_of_publication_but_bounds_it(tmp_path: Path) -> None:
    dated = '<meta property="article:published_time" content="{}">'
    data = archive(
        record("https://sample.example/undated", PAGES[0]),
        record("https://sample.example/before", page(ARTICLE + "<p>One.</p>", dated.format("2021-10-18")).encode()),
        record("https://sample.example/after", page(ARTICLE + "<p>Two.</p>", dated.format("2021-11-30")).encode()),
    )
    assert [item.published for item in run(tmp_path / "a.warc", data)] == [None, "2021-10-18", None]  # type: ignore[union-attr]


@pytest.mark.parametrize(("packing", "name"), NAMES.items())
def test_damage_costs_one_record_and_is_named_with_its_place(packing: str, name: str, tmp_path: Path) -> None:
    data = bytearray(news(packing))
    starts = [one.stream_pos for one in ArchiveIterator(io.BytesIO(data))]
    for position in range(starts[3] + 150, starts[3] + 153):
        data[position] ^= 0xFF
    items = run(tmp_path / name, bytes(data))
    assert sources(items) == [*ALL[:3], *ALL[4:]]
    (failure,) = (item for item in items if isinstance(item, Failure))
    assert failure.source == str(tmp_path / name)
    assert "byte" in failure.reason and "download the archive again" in failure.reason


@pytest.mark.parametrize(("packing", "name"), NAMES.items())
def test_an_archive_that_breaks_off_gives_what_came_before(packing: str, name: str, tmp_path: Path) -> None:
    for missing in (60, 200):
        items = run(tmp_path / name, news(packing)[:-missing])
        assert sources(items) == ALL[:5], missing
        assert isinstance(items[-1], Failure), missing
    heads = news(packing)
    start = heads.rfind({"": b"WARC/1.", "gz": b"\x1f\x8b\x08"}.get(packing, b"\x28\xb5\x2f\xfd"))
    items = run(tmp_path / name, heads[: start + 40])
    assert sources(items) == ALL[:5]
    assert isinstance(items[-1], Failure)


def test_a_page_that_is_not_what_its_digest_says_is_named(tmp_path: Path) -> None:
    data = news().replace(b"2 shares", b"9 shares")
    items = run(tmp_path / "a.warc", data)
    assert isinstance(items[0], Failure) and "digest" in items[0].reason and ALL[0] in items[0].reason
    assert sources(items) == ALL[1:]
    assert sources(run(tmp_path / "b.warc", news(digests=False).replace(b"2 shares", b"9 shares"))) == ALL


def test_a_huge_record_is_passed_over(tmp_path: Path) -> None:
    film = record("https://sample.example/film", bytes(21_000_000), headers="Content-Type: video/mp4")
    huge = record("https://sample.example/huge", b"<p>word" * 3_000_001)
    items = run(tmp_path / "a.warc", archive(film, huge, record(ALL[0], PAGES[0])))
    assert isinstance(items[0], Failure) and "larger than 20 MB" in items[0].reason
    assert sources(items) == [ALL[0]]


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    other = "Content-Type: text/plain"
    path.write_bytes(
        archive(
            *(record(f"https://sample.example/{n}", bytes(200_000), headers=other) for n in range(150)), packing="gz"
        )
    )
    tracemalloc.start()
    assert list(read([path], today=TODAY)) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


SAMPLES = {name: news(packing) for packing, name in NAMES.items()}


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0), st.integers(1, 255), st.integers(0), st.booleans())
def test_no_damage_raises(name: str, at: int, mask: int, end: int, cut: bool) -> None:
    import tempfile

    data = bytearray(SAMPLES[name])
    data[at % len(data)] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data[: end % len(data)] if cut else data)
        assert all(isinstance(item, Document | Failure) for item in read([path], today=TODAY))

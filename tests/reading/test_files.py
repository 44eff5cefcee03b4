"""Every input that a user may hand over, and what is said of one that cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, Fields, document, read
from dragoman.record import Document

STORY = "The harbour board voted on Tuesday to close two berths, and the fishermen said they would go to court over it."
PARAGRAPHS = "".join(f"<p>{STORY} The vote was number {n} of the day.</p>" for n in range(6))
PAGE = f"""<html lang="en"><head><title>Berths to close</title>
<meta property="og:site_name" content="Example Gazette">
<meta property="article:published_time" content="2019-03-14"></head><body><nav>Home News Sport</nav>
<article><h1>Berths to close</h1>{PARAGRAPHS}</article>
<footer>Contact us</footer></body></html>"""


def documents(*inputs: object, **options: object) -> list[Document]:
    items = list(read([str(i) for i in inputs], **options))  # type: ignore[arg-type]
    assert all(isinstance(i, Document) for i in items), items
    return [i for i in items if isinstance(i, Document)]


def failures(*inputs: object, **options: object) -> list[Failure]:
    return [i for i in read([str(i) for i in inputs], **options) if isinstance(i, Failure)]  # type: ignore[arg-type]


def put(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("name", ["page.html", "page.htm", "page"])
def test_a_page_gives_its_article_title_outlet_and_day(name: str, tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / name, PAGE))
    assert (found.title, found.outlet, found.published) == ("Berths to close", "Example Gazette", "2019-03-14")
    assert "harbour board" in found.text
    assert "Contact us" not in found.text


def test_compressed_files_are_unpacked(tmp_path: Path) -> None:
    (page,) = documents(put(tmp_path / "page.html.gz", gzip.compress(PAGE.encode())))
    (text,) = documents(put(tmp_path / "story.txt.gz", gzip.compress(STORY.encode())))
    assert page.title == "Berths to close"
    assert text.text == STORY


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("s.jsonl", '{"id": 7, "text": "%s", "date": "2019-03-14", "title": "T"}\n'),
        ("s.json", '[{"id": 7, "text": "%s", "date": "2019-03-14", "title": "T"}]'),
        ("s.csv", 'id,text,date,title\n7,"%s",2019-03-14,T\n'),
        ("s2.csv", 'id;text;date;title\n7;"%s";2019-03-14;T\n'),
        ("s.tsv", "id\ttext\tdate\ttitle\n7\t%s\t2019-03-14\tT\n"),
    ],
)
def test_rows_give_documents(name: str, data: str, tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / name, data % STORY))
    assert (found.id, found.text, found.published, found.title) == ("7", STORY, "2019-03-14", "T")


def test_parquet_gives_documents_and_a_torn_file_a_failure(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "s.parquet"
    pq.write_table(pa.table({"id": ["a", "b"], "text": [STORY, STORY + " Twice."]}), path)
    assert [d.id for d in documents(path)] == ["a", "b"]
    torn = put(tmp_path / "torn.parquet", path.read_bytes()[:200])
    assert "not a whole Parquet file" in failures(torn)[0].reason


def test_named_columns_are_used_and_a_missing_one_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "s.csv", f'key,words\n1,"{STORY}"\n')
    assert documents(path, fields=Fields(text="words", id="key"))[0].id == "1"
    assert "key, words; name it with --text-field" in failures(path)[0].reason


def test_a_folder_is_read_in_the_order_of_names_and_what_is_no_text_is_named(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", STORY + " B.")
    put(tmp_path / "a.txt", STORY + " A.")
    put(tmp_path / "c.png", b"\x89PNG\r\n\x1a\n\x00\x00")
    items = list(read([tmp_path]))
    assert [Path(i.source or "").name for i in items] == ["a.txt", "b.txt", "c.png"]
    assert isinstance(items[2], Failure)


def test_standard_input_may_be_text_page_or_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, text in ((STORY, STORY), (PAGE, None), (json.dumps({"id": 1, "text": STORY}), STORY)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
        (found,) = documents("-")
        assert found.text == text if text else "harbour board" in found.text


def test_an_id_that_came_before_is_named(tmp_path: Path) -> None:
    path = put(tmp_path / "s.jsonl", f'{{"id": 1, "text": "{STORY}"}}\n' * 2)
    assert "came before" in failures(path)[0].reason


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "binary"),
        ("zeros.bin", b"abc\x00def" * 100, "binary"),
        ("torn.html.gz", gzip.compress(PAGE.encode())[:-20], "damaged gzip"),
        ("rows.jsonl", b"{broken", "not JSON"),
        ("list.jsonl", b"[1, 2]\n", "not an object"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_remedy(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    found = failures(put(tmp_path / name, data))
    assert found
    assert words in found[0].reason


def test_a_broken_line_in_the_middle_costs_that_line_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "s.jsonl", f'{{"id": 1, "text": "{STORY}"}}\n{{"id": 2\n{{"id": 3, "text": "{STORY}"}}\n')
    items = list(read([path]))
    assert [getattr(i, "id", None) for i in items] == ["1", None, "3"]
    assert isinstance(items[1], Failure)
    assert items[1].source == f"{path}:2"


def test_invalid_utf_8_is_read_as_the_windows_charset(tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / "s.txt", STORY.replace("court", "caf\u00e9").encode("cp1252")))
    assert "caf\u00e9" in found.text


@pytest.mark.timeout(60)
def test_five_megabytes_on_one_line_are_read(tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / "s.txt", (STORY + " ") * 46_000))
    assert len(found.text) > 5_000_000


@pytest.mark.timeout(60)
def test_a_page_nested_a_hundred_thousand_deep_is_a_page_without_article(tmp_path: Path) -> None:
    (found,) = documents(put(tmp_path / "deep.html", "<html><body>" + "<div>" * 100_000 + STORY + "</div>" * 100_000))
    assert found.problem is not None
    assert "no article" in found.problem.reason


@given(st.text(max_size=200))
def test_a_text_is_kept_but_for_its_line_ends(text: str) -> None:
    kept = document(text).text
    assert kept == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

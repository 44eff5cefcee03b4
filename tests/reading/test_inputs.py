"""Files, folders, standard input."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.reading import Failure, read
from dragoman.record import Document
from tests.reading.samples import ARTICLE, STORY, TODAY, page


def run(*inputs: str | Path) -> list[Document | Failure]:
    return list(read(inputs, today=TODAY))


def one(path: str | Path) -> Document:
    (item,) = run(path)
    assert isinstance(item, Document), item
    return item


def reason(path: str | Path) -> str:
    (item,) = run(path)
    assert isinstance(item, Failure), item
    assert item.source == str(path)
    return item.reason


def test_importing_the_room_loads_nothing_heavy() -> None:
    heavy = "trafilatura", "pyarrow", "dateparser", "py3langid", "spacy", "lxml"
    code = f"import sys, dragoman.reading; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", ["story.txt", "story", "story.text", "STORY.TXT"])
def test_text_is_kept_and_its_path_is_the_source(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode())
    found = one(path)
    assert (found.text, found.source) == (STORY, str(path))


@pytest.mark.parametrize("name", ["talks.html", "talks.htm", "talks.xhtml", "talks", "talks.txt"])
def test_pages_are_known_by_name_or_content(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(page(ARTICLE), encoding="utf-8")
    assert one(path).text.startswith("Examplia and Sampleland resume talks\nThe foreign ministers")


@pytest.mark.parametrize(
    "name", ["story.txt.gz", "talks.html.gz", "rows.jsonl.gz", "rows.csv.gz", "packed", "wrong.txt"]
)
def test_gzip_is_unpacked_whatever_its_name(tmp_path: Path, name: str) -> None:
    content = {".html": page(ARTICLE), ".jsonl": json.dumps({"text": STORY}) + "\n", ".csv": 'text\n"' + STORY + '"\n'}
    path = tmp_path / name
    path.write_bytes(gzip.compress(content.get(Path(path.stem).suffix, STORY).encode()))
    assert "border" in one(path).text


def test_a_folder_is_read_in_order_and_through_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.txt", "c.jsonl", ".git/x.txt", ".hidden", "README.md", "page_files/site.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({"text": f"{name} {STORY}"}) if name == "c.jsonl" else f"{name} {STORY}")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    items = run(tmp_path)
    sources = [str(Path(str(item.source)).relative_to(tmp_path)) for item in items]
    assert sources == ["a/y.txt", "a/z.txt", "b.txt", "c.jsonl:1", "picture.png"]
    assert [isinstance(item, Failure) for item in items] == [False, False, False, False, True]


def test_one_failing_input_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    missing, binary = tmp_path / "missing.txt", tmp_path / "binary.txt"
    binary.write_bytes(b"\x00" * 100)
    items = run(missing, binary, tmp_path / "good.txt")
    assert [isinstance(item, Failure) for item in items] == [True, True, False]


def test_failures_name_the_remedy(tmp_path: Path) -> None:
    assert reason(tmp_path / "missing.txt") == "no such file or folder; check the path"
    path = tmp_path / "file"
    for content, words in (
        (b"", "empty; give"),
        (b" \n\t ", "empty; give"),
        (b"\xff\xd8\xff\xe0", "looks like a binary file (a picture)"),
        (gzip.compress(STORY.encode() * 50)[:-20], "damaged gzip file"),
        (gzip.compress(b""), "empty; give"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "names no article; give another feed"),
        (b"<?xml version='1.0'?><tree><leaf/></tree>", "looks like XML (<tree>)"),
    ):
        path.write_bytes(content)
        assert words in reason(path)
    assert "cannot be read" in reason("n" * 5000)
    assert "check the path" in reason("a\x00b")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert "check the path and its permissions" in reason(path)


def test_rows_before_the_damage_of_an_archive_are_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    rows = "".join(json.dumps({"id": n, "text": os.urandom(300).hex()}) + "\n" for n in range(200))
    path.write_bytes(gzip.compress(rows.encode())[:-2000])
    items = run(path)
    assert len(items) > 50
    assert isinstance(items[-1], Failure) and "damaged gzip file" in items[-1].reason


def test_a_file_name_that_is_no_text_is_no_crash(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(str(tmp_path)) + b"/caf\xe9.txt")
    try:
        Path(path).write_text(STORY)
    except OSError:
        pytest.skip("the file system takes no such name")
    assert str(one(path).source).endswith("caf\ufffd.txt")


@pytest.mark.parametrize(
    "content",
    [
        STORY,
        page(ARTICLE),
        json.dumps({"text": STORY}) + "\n",
        json.dumps([{"text": STORY}], indent=1),
        json.dumps({"text": STORY}, indent=1),
    ],
)
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode()), encoding="utf-8"))
    found = one("-")
    assert "reopen" in found.text and "{" not in found.text
    assert str(found.source).startswith("-")


def test_rows_of_standard_input_come_as_they_are_read() -> None:
    code = "import sys, dragoman.reading as r\nfor d in r.read(['-']): print(d.id, flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin and child.stdout
        for name in ("a", "b"):
            child.stdin.write(json.dumps({"id": name, "text": STORY * 50}) + "\n")
            child.stdin.flush()
        child.stdin.close()
        assert child.stdout.read() == "a\nb\n"


@pytest.mark.parametrize("text", ["[Updated] Talks resumed.", "{Talks} resumed.", "[1] Talks resumed.", "{\\i Talks"])
def test_text_that_opens_with_a_bracket_is_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story"
    path.write_text(text)
    assert one(path).text == text


def test_one_line_of_megabytes_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("the talks resumed " * 300_000)
    before = time.process_time()
    assert len(one(path).text) == 5_400_000
    assert time.process_time() - before < 5


def test_the_day_of_publication_is_never_later_than_today(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"Talks resume in Midriver\n1 July 2026\n{STORY}")
    assert one(path).published is None
    path.write_text(f"Talks resume in Midriver\n30 June 2026\n{STORY}")
    assert one(path).published == "2026-06-30"

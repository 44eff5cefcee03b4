"""Exports of Nexis and Factiva, and office files that are none."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, read
from dragoman.record import Document
from tests.reading.samples import STORY, TODAY
from tests.reading.services.exports import (
    FIRST,
    LINES,
    NEXIS,
    SECOND,
    docx,
    escaped,
    factiva_html,
    factiva_rtf,
    linked,
    rtf,
)

ITEM = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:63VN-SAMP-LE01-0001&context=1"
NEXIS_PAGE = "<html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
NEXIS_FILES = {
    "export.docx": docx(LINES),
    "export.rtf": rtf([escaped(line) for line in LINES]),
    "export.html": NEXIS_PAGE.encode(),
}
FACTIVA_FILES = {
    "coded.html": factiva_html().encode(),
    "coded.rtf": factiva_rtf(),
    "plain.html": factiva_html(coded=False).encode(),
    "plain.rtf": factiva_rtf(coded=False),
}


def run(path: Path, data: bytes) -> list[Document | Failure]:
    path.write_bytes(data)
    return list(read([path], today=TODAY))


def articles(path: Path, data: bytes) -> list[Document]:
    items = run(path, data)
    assert all(isinstance(item, Document) for item in items), items
    return [item for item in items if isinstance(item, Document)]


def known(found: Document) -> tuple[str | None, ...]:
    return found.title, found.outlet, found.author, found.published


EXPECTED = ("Talks go on, minister says", "Ann Example and Bo Model", "2021-10-20")


@pytest.mark.parametrize("name", NEXIS_FILES)
def test_each_article_of_nexis_is_a_document_with_its_fields(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    first, second = articles(path, NEXIS_FILES[name])
    title, author, day = EXPECTED
    assert known(first) == (title, "Sample Gazette (London)", author, day)
    assert first.text == "\n".join([f"MIDTOWN — {FIRST[0]}", *FIRST[1:]])
    assert known(second) == ("Bank raises rate", "Daily Example", None, "2021-11-02")
    assert second.text == "\n".join(SECOND)
    assert [first.source, second.source] == [f"{path}:1", f"{path}:2"]


def test_the_number_of_an_article_in_nexis_is_its_id(tmp_path: Path) -> None:
    first, second = articles(tmp_path / "a.docx", docx(LINES, {NEXIS[0][0]: ITEM}))
    assert first.id == "63VN-SAMP-LE01-0001"
    assert second.id == second.sha256[:16]


def test_links_in_rtf_leave_no_trace_in_the_text(tmp_path: Path) -> None:
    lines = [linked(line, ITEM) if line in (NEXIS[0][0], FIRST[1]) else escaped(line) for line in LINES]
    assert [one.text for one in articles(tmp_path / "a.rtf", rtf(lines))] == [
        one.text for one in articles(tmp_path / "b.rtf", NEXIS_FILES["export.rtf"])
    ]


def test_a_nexis_article_without_a_date_or_text_is_no_guess(tmp_path: Path) -> None:
    undated = [line for line in LINES if line != "October 20, 2021 Wednesday"]
    first, _ = articles(tmp_path / "a.docx", docx(undated))
    assert known(first)[:2] == ("Talks go on, minister says", "Sample Gazette (London)") and first.published is None
    bare = [line for line in LINES if line not in SECOND]
    assert "no text under 'Body'" in failure(run(tmp_path / "b.docx", docx(bare))[1]).reason
    listed = [*LINES, "Third title", "Daily Example", "End of Document"]
    assert "no 'Body' part (Third title)" in failure(run(tmp_path / "c.docx", docx(listed))[2]).reason


def failure(item: Document | Failure) -> Failure:
    assert isinstance(item, Failure), item
    return item


@pytest.mark.parametrize("name", FACTIVA_FILES)
def test_each_article_of_factiva_is_a_document_with_its_fields(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    first, second = articles(path, FACTIVA_FILES[name])
    title, author, day = EXPECTED
    assert known(first) == (title, "Sample Gazette", author, day)
    assert first.text == "\n".join(FIRST)
    assert known(second) == ("Bank raises rate", "Daily Example", None, "2021-11-02")
    assert second.text == "\n".join(SECOND)
    assert [first.id, second.id] == ["SAMGAZ0020211020ehak00001", "DAIEX00020211102ehb200002"]
    assert [first.source, second.source] == [f"{path}:1", f"{path}:2"]


@pytest.mark.parametrize("name", ["export.rtf", "coded.rtf", "plain.rtf"])
def test_an_export_that_breaks_off_gives_what_came_before(name: str, tmp_path: Path) -> None:
    data = (NEXIS_FILES | FACTIVA_FILES)[name]
    items = run(tmp_path / name, data[: data.index(b"was ready to do more")])
    assert isinstance(items[0], Document) and items[0].text.endswith(FIRST[2])
    assert "breaks off before" in failure(items[1]).reason and len(items) == 2


def test_any_other_office_file_is_one_document(tmp_path: Path) -> None:
    lines = [line for line in STORY.split("\n") if line]
    (word,) = articles(tmp_path / "a.docx", docx(lines))
    (rich,) = articles(tmp_path / "a.rtf", rtf([escaped(line) for line in [*lines, "Wide: \U0001f30d"]]))
    assert word.text == "\n".join(lines) and word.title == lines[0]
    assert rich.text == "\n".join([*lines, "Wide: \U0001f30d"])


def test_what_is_broken_is_named_with_the_remedy(tmp_path: Path) -> None:
    word, rich = docx(["A line."]), rtf(["A line of text."])
    for name, data, words in (
        ("torn.docx", word[: len(word) // 2], "damaged ZIP archive or office document"),
        ("torn.rtf", rich[:-20], "breaks off before its end; save or copy it again"),
        ("empty.docx", docx([]), "holds no text"),
        ("empty.rtf", rtf([]), "holds no text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "save it as DOCX or text"),
    ):
        assert words in failure(*run(tmp_path / name, data)).reason


def test_a_word_file_without_its_parts_is_named(tmp_path: Path) -> None:
    import io
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert "damaged Word document" in failure(*run(tmp_path / "a.docx", file.getvalue())).reason


def test_ids_do_not_depend_on_the_form_of_the_export(tmp_path: Path) -> None:
    for files in (NEXIS_FILES, FACTIVA_FILES):
        found = {tuple(one.id for one in articles(tmp_path / name, data)) for name, data in files.items()}
        assert len(found) == 1


def test_text_in_a_style_or_comment_of_a_page_is_none_of_its_lines() -> None:
    from dragoman.reading.services.lines import page_lines

    page = "<p>One<!-- not <p>this</p> --> and<script>var x</script> two<style>p</style></p>tail<br>more"
    assert [line.text for line in page_lines(page) if line.text] == ["One and two", "tail", "more"]


SAMPLES = NEXIS_FILES | FACTIVA_FILES


@given(st.sampled_from(sorted(SAMPLES)), st.integers(0), st.integers(1, 255), st.integers(0), st.booleans())
def test_no_damage_raises(name: str, at: int, mask: int, end: int, cut: bool) -> None:
    data = bytearray(SAMPLES[name])
    data[at % len(data)] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        items = run(Path(folder) / name, bytes(data[: end % len(data)] if cut else data))
    assert items and all(isinstance(item, Document | Failure) for item in items)

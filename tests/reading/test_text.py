"""Bytes into text."""

from __future__ import annotations

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import text as reading_text
from dragoman.reading.text import Unreadable, check_not_xml, decode, is_html, lines, normalise, read_all, unpacked


@given(st.text())
def test_text_survives_utf8_but_for_line_ends(text: str) -> None:
    kept = normalise(text)
    assert ("\r" not in kept and not kept.startswith("\ufeff")) or text.startswith("\ufeff\ufeff")
    assert len(kept) == len(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    kept.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda t: t[0] != "\ufeff"))
def test_decoding_undoes_encoding(text: str) -> None:
    if not text.encode().startswith((b"%PDF-", b"{\\rtf", b"WARC/")):
        assert decode(text.encode("utf-8")) == text
        assert decode(text.encode("utf-8-sig")) == text


def test_line_ends_become_newlines_and_nothing_else_changes() -> None:
    assert decode(b"one\r\ntwo\rthree\n\n  four\t ") == "one\ntwo\nthree\n\n  four\t "


def test_byte_order_marks_are_dropped() -> None:
    assert decode(b"\xef\xbb\xbfTalks") == "Talks"
    assert decode("Talks".encode("utf-16")) == "Talks"


def test_curly_quotes_in_windows_1252_are_read() -> None:
    assert (
        decode(b"\x93We agreed,\x94 the minister\x92s spokesman said.") == "“We agreed,” the minister’s spokesman said."
    )


def test_what_calls_itself_latin_1_is_read_as_windows_1252() -> None:
    assert decode(b"\x93Yes\x94", "iso-8859-1") == "“Yes”"
    assert decode(b"<meta charset='iso-8859-1'>\x93Yes\x94").endswith("“Yes”")


def test_a_declared_character_set_is_used() -> None:
    assert "Łódź" in decode('<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"))
    assert decode("Łódź".encode("iso-8859-2"), "iso-8859-2") == "Łódź"


@pytest.mark.parametrize("charset", ["hex", "rot13", "punycode", "undefined", "no-such-charset", "zlib"])
def test_a_character_set_that_is_none_does_no_harm(charset: str) -> None:
    assert decode(b"caf\xe9", charset) == "café"


def test_one_broken_byte_does_not_turn_utf8_into_something_else() -> None:
    data = "“Talks” will go on – in Genève".encode() + b"\xe2\x80"
    assert decode(data) == "“Talks” will go on – in Genève\ufffd"


def test_undeclared_cyrillic_is_told_from_western_text() -> None:
    text = "Министр иностранных дел заявил во вторник, что переговоры с соседней страной продолжатся в понедельник."
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02", b"%PDF-1.7\n", b"PK\x03\x04rest", b"{\\rtf1 text", bytes(range(1, 32)) * 4, b"WARC/1.0\r\n"],
)
def test_binary_files_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"looks like a binary file.*; "):
        decode(data)


def test_gzip_is_unpacked() -> None:
    assert read_all(unpacked(io.BytesIO(gzip.compress(b"Talks")))) == b"Talks"
    assert read_all(unpacked(io.BytesIO(b"Talks"))) == b"Talks"
    assert read_all(unpacked(io.BytesIO(b""))) == b""


@pytest.mark.parametrize("keep", [3, 12, 200, -3])
def test_a_truncated_or_damaged_archive_is_named(keep: int) -> None:
    data = gzip.compress(bytes(range(256)) * 40)[:keep]
    with pytest.raises(Unreadable, match="damaged gzip file"):
        read_all(unpacked(io.BytesIO(data)))


def test_an_archive_that_swells_is_not_unpacked_whole() -> None:
    bomb = gzip.compress(b" " * 3_000_000)
    with pytest.raises(Unreadable, match="larger than 1 MB; split it"):
        read_all(unpacked(io.BytesIO(bomb)), limit=1_000_000)


def test_lines_are_read_one_by_one_with_any_line_end() -> None:
    stream = unpacked(io.BytesIO("\ufeffone\r\ntwo\rthree\n\nfour\u2028five".encode()))
    assert list(lines(stream)) == ["one\n", "two\n", "three\n", "\n", "four\u2028five"]


def test_a_line_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_text, "MAX_BYTES", 1_000_000)
    with pytest.raises(Unreadable, match="a line of more than 1 MB"):
        list(lines(unpacked(io.BytesIO(b"x" * 1_000_002))))


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html></html>",
        "\n <html lang='en'>",
        "<?xml version='1.0'?>\n<!-- saved --><!DOCTYPE html>",
        "<p>Talks resumed.</p>",
        "saved from the web <html><head>",
    ],
)
def test_pages_are_known_by_their_content(text: str) -> None:
    assert is_html(text)


@pytest.mark.parametrize("text", ["Talks resumed.", "<3 percent of voters", "The <b>bold</b> claim", "", "<tweet>"])
def test_plain_text_is_no_page(text: str) -> None:
    assert not is_html(text)


@pytest.mark.parametrize("text", ["<?xml version='1.0'?><rss version='2.0'>", "<?xml version='1.0'?>\n<nitf>"])
def test_feeds_and_other_xml_are_refused_by_name(text: str) -> None:
    with pytest.raises(Unreadable, match=r"looks like XML \(<(?:rss|nitf)>\)"):
        check_not_xml(text)

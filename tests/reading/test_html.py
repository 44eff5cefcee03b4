"""Web pages."""

from __future__ import annotations

import gzip
import json
import socket
import time
from datetime import date

import pytest

from dragoman.reading import html_document
from dragoman.reading.text import Unreadable
from dragoman.record import text_hash
from tests.reading.samples import ARTICLE, FRENCH, PARAGRAPHS, TODAY, page

META = (
    "<title>Examplia and Sampleland resume talks | Daily Sample</title>"
    "<meta property='og:site_name' content='Daily Sample'>"
    "<meta name='author' content='Ann Example'>"
    "<meta property='article:published_time' content='2019-03-14T10:00:00Z'>"
    "<link rel='canonical' href='https://sample.example/talks'>"
)


def test_a_page_gives_the_article_and_what_it_says_of_itself() -> None:
    found = html_document(page(ARTICLE, META), fetched=TODAY)
    assert all(paragraph in found.text.split("\n") for paragraph in PARAGRAPHS)
    assert "Home" not in found.text and "All rights" not in found.text
    assert found.title == "Examplia and Sampleland resume talks"
    assert (found.outlet, found.author, found.published) == ("Daily Sample", "Ann Example", "2019-03-14")
    assert found.source == "https://sample.example/talks"
    assert found.language == "en" and found.problem is None
    assert found.sha256 == text_hash(found.text) and found.id == found.sha256[:16]


def test_what_is_given_counts_before_what_the_page_says() -> None:
    found = html_document(
        page(ARTICLE, META), id="x", date="2019-03-13", title="T", source="p.html", outlet="O", author="B"
    )
    assert (found.id, found.published, found.title, found.source) == ("x", "2019-03-13", "T", "p.html")
    assert (found.outlet, found.author) == ("O", "B")


def test_bytes_are_decoded_as_the_page_or_the_server_declares() -> None:
    body = ARTICLE.replace("border town", "town of Łódź")
    declared = page(body).replace("utf-8", "iso-8859-2").replace("“", '"').replace("”", '"')
    assert "Łódź" in html_document(declared.encode("iso-8859-2")).text
    plain = declared.replace("<meta charset='iso-8859-2'>", "").encode("iso-8859-2")
    assert "Łódź" in html_document(plain, charset="iso-8859-2").text
    assert "Łódź" in html_document(gzip.compress(page(body).encode())).text


def test_a_date_after_the_day_of_fetching_is_unknown() -> None:
    assert html_document(page(ARTICLE, META), fetched=date(2019, 3, 13)).published is None


def test_a_bare_month_gives_no_day() -> None:
    head = META.replace("2019-03-14T10:00:00Z", "2019-03")
    assert html_document(page(ARTICLE, head), fetched=TODAY).published is None
    head = META.replace("2019-03-14T10:00:00Z", "2019-03-01")
    assert html_document(page(ARTICLE, head), fetched=TODAY).published == "2019-03-01"


def test_a_page_without_a_date_gives_none_though_numbers_stand_on_it() -> None:
    body = ARTICLE + "<p>The crossing was last open on 3 May 2018, when the two sides held a fair there for a week.</p>"
    assert html_document(page(body), fetched=TODAY).published is None


def test_a_date_line_of_the_article_counts_where_the_page_declares_none() -> None:
    body = ARTICLE.replace("</h1>", "</h1><p>Published: 14 March 2019, 10:05 GMT</p>")
    assert html_document(page(body), fetched=TODAY).published == "2019-03-14"


def test_the_data_that_a_page_holds_for_machines_are_read() -> None:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Crossing to reopen",
        "datePublished": "2019-03-14T10:00:00+01:00",
        "author": {"@type": "Person", "name": "Bo Model"},
        "publisher": {"@type": "Organization", "name": "Midriver Herald"},
    }
    found = html_document(
        page(ARTICLE, f"<script type='application/ld+json'>{json.dumps(data)}</script>"), fetched=TODAY
    )
    assert (found.title, found.author, found.outlet) == ("Crossing to reopen", "Bo Model", "Midriver Herald")
    assert found.published == "2019-03-14"


def test_a_piece_of_markup_is_read_as_an_article() -> None:
    found = html_document("".join(f"<p>{text}</p>" for text in PARAGRAPHS))
    assert found.text.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "markup", ["<html></html>", page(""), page("<script>var a = 1;</script>"), "<html><body>" + "<" * 900]
)
def test_a_page_without_an_article_says_so(markup: str) -> None:
    found = html_document(markup)
    if not found.text:
        assert found.problem is not None and found.problem.stage == "reading"
        assert "no article text found on the page" in found.problem.reason
    assert len(found.text) <= len(markup)


def test_empty_pages_have_ids_of_their_own() -> None:
    assert html_document(page("<i></i>")).id != html_document(page("<b></b>")).id


def test_a_page_in_another_language_is_a_problem() -> None:
    found = html_document(page("".join(f"<p>{FRENCH}</p>" for _ in range(3))))
    assert found.language == "fr"
    assert found.problem is not None and "French (fr)" in found.problem.reason


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable, match="looks like a binary file"):
        html_document(b"\x00\x01<html>")


HOSTILE = {
    "nested divs": page("<div>" * 100_000 + ARTICLE + "</div>" * 100_000),
    "nested inline marks": page("<b><i><span>" * 40_000 + ARTICLE),
    "links left open": page("<a href=x>" * 90_000 + ARTICLE),
    "lists in lists": page("<ul><li>" * 40_000 + ARTICLE),
    "tables in tables": page("<table><tr><td>" * 30_000 + ARTICLE),
    "one long line": page("<p>" + "word " * 1_000_000 + "</p>"),
    "too many paragraphs": page("<p>one two three four</p>" * 300_000),
    "angle brackets": page("<" * 1_000_000),
    "attributes": f"<html><body {'a=b ' * 200_000}>{ARTICLE}",
    "comment left open": page("<!--" + "-" * 1_000_000 + ARTICLE),
    "nested data": page(ARTICLE, "<script type='application/ld+json'>" + "[" * 100_000 + "</script>"),
    "no characters": page(ARTICLE.replace("met", "m\x00\x01\x0bet")),
    "surrogates": page(ARTICLE.replace("met", "\ud800")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_neither_crash_nor_hang(name: str) -> None:
    before = time.process_time()
    found = html_document(HOSTILE[name])
    assert time.process_time() - before < 20
    assert found.text or found.problem


def test_reading_a_page_stays_off_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    found = html_document(page(ARTICLE, META), source="https://sample.example/talks")
    assert found.text and found.source == "https://sample.example/talks"


@pytest.mark.parametrize(
    ("site", "outlet"),
    [
        ("Copyright 2019", "sample.example"),
        ("https://www.sample.example", "www.sample.example"),
        ("Daily Sample", "Daily Sample"),
    ],
)
def test_an_outlet_is_a_name_or_a_host(site: str, outlet: str) -> None:
    head = META.replace("content='Daily Sample'", f"content='{site}'")
    assert html_document(page(ARTICLE, head)).outlet == outlet

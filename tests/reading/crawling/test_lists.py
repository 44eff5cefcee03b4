"""Sitemaps and lists of addresses."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, read
from dragoman.reading.crawling import sitemaps
from dragoman.record import Document
from tests.reading.crawling.site import XML, Site, article
from tests.reading.crawling.test_feeds import document, failure, run
from tests.reading.samples import STORY

NEWS = (
    "<news:news><news:publication><news:name>Sample Gazette</news:name><news:language>en</news:language>"
    "</news:publication><news:publication_date>2021-10-20T06:00:00+02:00</news:publication_date>"
    "<news:title>Talks resume</news:title></news:news>"
)


def sitemap(*urls: str, more: str = "", kind: str = "urlset", entry: str = "url") -> str:
    spaces = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    listed = "".join(f"<{entry}><loc> {url} </loc>{more}</{entry}>" for url in urls)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- made daily --><{kind} {spaces}>{listed}</{kind}>'


def index(*urls: str) -> str:
    return sitemap(*urls, kind="sitemapindex", entry="sitemap")


def test_each_address_of_a_sitemap_gives_its_page_and_a_change_is_no_publication(site: Site) -> None:
    links = [site.put(f"/{n}", article(n)) for n in range(3)]
    found = run(site.put("/sitemap.xml", sitemap(*links, more="<lastmod>2021-10-20</lastmod>"), **XML))
    assert [document(one).source for one in found] == links
    assert [document(one).published for one in found] == [None] * 3


def test_a_news_sitemap_fills_in_what_a_page_leaves_open(site: Site) -> None:
    link = site.put(
        "/a", b"<html><body><article>" + article(1).split(b"<h1>")[1].split(b"</h1>")[1] + b"</body></html>"
    )
    found = document(*run(site.put("/news.xml", sitemap(link, more=NEWS), **XML)))
    assert found.published == "2021-10-20" and found.title == "Talks resume"


def test_an_index_of_packed_sitemaps_is_followed(site: Site) -> None:
    links = [site.put(f"/{n}", article(n)) for n in range(2)]
    packed = [
        site.put(f"/map{n}.xml.gz", gzip.compress(sitemap(link).encode()), Content_Type="application/x-gzip")
        for n, link in enumerate(links)
    ]
    assert [document(one).source for one in run(site.put("/sitemap.xml", index(*packed), **XML))] == links


def test_sitemaps_that_name_each_other_come_to_an_end(site: Site) -> None:
    site.put("/a.xml", index(site.url + "/b.xml"), **XML)
    site.put("/b.xml", index(site.url + "/a.xml", site.url + "/b.xml"), **XML)
    run(site.url + "/a.xml")
    assert site.paths.count("/a.xml") <= 2 and site.paths.count("/b.xml") == 1


def test_sitemaps_that_name_ever_new_ones_come_to_an_end(site: Site) -> None:
    for n in range(10):
        site.put(f"/{n}.xml", index(f"{site.url}/{n + 1}.xml"), **XML)
    (found,) = run(site.url + "/0.xml")
    assert "lists in one another" in failure(found).reason
    assert len(site.paths) < 7


def test_a_damaged_sitemap_gives_the_addresses_before_the_damage(site: Site) -> None:
    links = [site.put(f"/{n}", article(n)) for n in range(3)]
    found = run(site.put("/sitemap.xml", sitemap(*links)[:-40], **XML))
    assert [document(one).source for one in found[:2]] == links[:2]
    assert "damaged sitemap" in failure(found[-1]).reason


def test_a_packed_sitemap_that_swells_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1_000_000)
    path = tmp_path / "sitemap.xml.gz"
    start = sitemap().split("</urlset>")[0].encode()
    path.write_bytes(gzip.compress(start + b"<!-- -->" * 200_000, 1))
    assert "larger than 1 MB" in failure(*run(path)).reason


def test_lists_of_addresses_are_known_by_their_content(site: Site, tmp_path: Path) -> None:
    links = [site.put(f"/{n}", article(n)) for n in range(2)]
    for name in ("list.urls", "list.txt", "list"):
        path = tmp_path / name
        path.write_text(f"# of today\n\n{links[0]}\r\n  {links[1]}\n")
        assert [document(one).source for one in run(path)] == links


def test_a_text_with_an_address_in_it_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY + "http://sample.example/\n")
    (found,) = read([path])
    assert isinstance(found, Document) and found.text.startswith(STORY)


def test_a_list_may_name_feeds_and_its_failures_go_with_their_address(site: Site, tmp_path: Path) -> None:
    link = site.put("/a", article(1))
    feed = site.put("/feed", f"<rss><channel><item><title>Talks</title><link>{link}</link></item></channel></rss>")
    path = tmp_path / "list.txt"
    path.write_text(f"{site.url}/missing\n{feed}\nhttp://[::1\n")
    found = run(path)
    assert failure(found[0]).source == f"{site.url}/missing"
    assert document(found[1]).source == link
    assert failure(found[2]).source == "http://[::1" and "no address" in failure(found[2]).reason


MAP = sitemap("ftp://sample.example/a", "mailto:desk@sample.example", more=NEWS)


@given(st.integers(0), st.integers(1, 255), st.integers(0), st.booleans())
def test_no_damage_raises(at: int, mask: int, end: int, cut: bool) -> None:
    import tempfile

    data = bytearray(MAP.encode())
    data[at % len(data)] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sitemap.xml"
        path.write_bytes(data[: end % len(data)] if cut else data)
        found = run(path)
    assert found and all(isinstance(one, Document | Failure) for one in found)

"""Feeds: their entries' pages, or the text that they give themselves."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import Failure, Web, read
from dragoman.record import Document
from tests.reading.crawling.site import XML, Site, article
from tests.reading.samples import PARAGRAPHS, TODAY

LONG = "".join(f"<p>{text} It was the {n}th time.</p>" for n in range(4) for text in PARAGRAPHS)
WEB = Web(allow_private=True, delay=0)


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Sample Gazette</title>'
        f"<link>http://sample.example/</link>{''.join(items)}</channel></rss>"
    )


def item(title: str, link: str = "", date: str = "", more: str = "") -> str:
    given = f"<title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>" if link else f"<title>{title}</title>"
    return f"<item>{given}{more}</item>"


def run(*inputs: object, web: Web = WEB) -> list[Document | Failure]:
    return list(read([str(i) for i in inputs], today=TODAY, web=web))


def failure(found: Document | Failure) -> Failure:
    assert isinstance(found, Failure)
    return found


def document(found: Document | Failure) -> Document:
    assert isinstance(found, Document), found
    return found


def test_each_entry_of_a_feed_gives_its_page(site: Site) -> None:
    date = "Wed, 20 Oct 2021 23:30:00 -0500"
    items = [item(f"Talks {n}", site.put(f"/{n}", article(n)), date) for n in range(3)]
    found = [document(one) for one in run(site.put("/feed", rss(*items), **{"Content-Type": "application/rss+xml"}))]
    assert [one.source for one in found] == [f"{site.url}/{n}" for n in range(3)]
    assert {(one.published, one.outlet) for one in found} == {("2021-10-20", "Sample Gazette")}
    assert all("shares of their income" in one.text for one in found)


def test_what_a_page_says_of_itself_goes_before_what_the_feed_says(site: Site) -> None:
    head = '<meta property="article:published_time" content="2021-10-18"><meta property="og:site_name" content="Paper">'
    link = site.put("/a", article(1, head))
    (found,) = run(site.put("/feed", rss(item("Another title", link, "Wed, 20 Oct 2021 10:00:00 GMT"))))
    found = document(found)
    assert (found.published, found.outlet, found.title) == (
        "2021-10-18",
        "Paper",
        "Examplia and Sampleland resume talks",
    )


def test_a_feed_file_is_followed_too_and_robots_txt_obeyed(site: Site, tmp_path: Path) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /shut\n")
    open_, shut = site.put("/open", article(1)), site.put("/shut", article(2))
    path = tmp_path / "feed.xml"
    path.write_text(rss(item("One", open_), item("Two", shut)))
    found = run(path)
    assert document(found[0]).source == open_
    assert failure(found[1]).source == shut and "robots.txt" in failure(found[1]).reason
    assert "/shut" not in site.paths


def test_a_long_text_in_the_entry_counts_and_nothing_is_fetched(site: Site) -> None:
    whole = f"<content:encoded><![CDATA[{LONG}]]></content:encoded><dc:creator>Ann Example</dc:creator>"
    feed = site.put("/feed", rss(item("Talks", site.url + "/a", "20 Oct 2021 10:00 GMT", whole)))
    found = document(*run(feed))
    assert (found.title, found.outlet, found.author) == ("Talks", "Sample Gazette", "Ann Example")
    assert (found.published, found.source) == ("2021-10-20", site.url + "/a")
    assert found.text.split("\n")[0] == f"{PARAGRAPHS[0]} It was the 0th time."
    assert site.paths == ["/feed"]


def test_a_text_that_is_cut_off_is_no_article(site: Site) -> None:
    cut = f"<description><![CDATA[{LONG} Read more]]></description>"
    found = document(*run(site.put("/feed", rss(item("Talks", site.put("/a", article(1)), more=cut)))))
    assert "It was the" not in found.text and site.paths == ["/feed", "/robots.txt", "/a"]


def test_on_request_a_feeds_own_texts_are_taken_and_no_page_fetched(site: Site) -> None:
    short = f"<description><![CDATA[<p>{PARAGRAPHS[0]}</p>]]></description>"
    feed = site.put("/feed", rss(item("Talks", site.url + "/a", more=short), item("Empty", site.url + "/b")))
    found = run(feed, web=Web(allow_private=True, delay=0, feed_text=True))
    assert document(found[0]).text == PARAGRAPHS[0]
    assert failure(found[1]).source == site.url + "/b" and "leave out --feed-text" in failure(found[1]).reason
    assert site.paths == ["/feed"]


def test_atom_is_read_and_a_change_is_no_publication(site: Site) -> None:
    entry = "<entry><title>Talks {0}</title><link href='{1}'/><{2}>2021-10-20T10:00:00Z</{2}></entry>"
    one = entry.format(1, site.put("/1", article(1)), "published")
    two = entry.format(2, site.put("/2", article(2)), "updated")
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Sample Gazette</title>{one}{two}</feed>"
    assert [document(found).published for found in run(site.put("/feed", feed))] == ["2021-10-20", None]


def test_one_article_in_two_feeds_is_fetched_once(site: Site) -> None:
    link = site.put("/a", article(1))
    feeds = [site.put(f"/feed{n}", rss(item("Talks", f"{link}#from-{n}"))) for n in range(2)]
    assert len(run(*feeds)) == 1
    assert site.paths.count("/a") == 1


def test_what_fails_in_a_feed_is_named_and_the_rest_goes_on(site: Site) -> None:
    links = [site.url + "/missing", "http://169.254.0.1.invalid/", "ftp://sample.example/a", site.put("/a", article(1))]
    found = run(site.put("/feed", rss(*(item(f"Talks {n}", link) for n, link in enumerate(links)))))
    reasons = [one.reason for one in found if isinstance(one, Failure)]
    assert "404" in reasons[0] and "not known" in reasons[1] and "neither a text nor an address" in reasons[2]
    assert document(found[3]).source == links[3]


def test_links_and_redirects_into_private_networks_are_refused(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(rss(item("Inside", site.put("/a", article(1))), item("Inside", "http://[::1]/")))
    found = run(path, web=Web(delay=0))
    assert all("private or loopback address" in failure(one).reason for one in found) and len(found) == 2
    assert site.asked == []


def test_a_damaged_feed_gives_its_entries_and_says_so(site: Site) -> None:
    feed = rss(item("Talks", site.put("/a", article(1)))).replace("</channel></rss>", "<item><title>Cut o")
    found = run(site.put("/feed", feed))
    assert document(found[0]).source == site.url + "/a"
    assert "damaged feed" in failure(found[-1]).reason


def test_a_feed_without_entries_is_named(site: Site) -> None:
    assert "names no article" in failure(*run(site.put("/feed", rss()))).reason


def test_entities_in_a_feed_reach_neither_files_nor_memory(site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Hidden words")
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    kinds = f'<!ENTITY e0 "lol">{nested}<!ENTITY file SYSTEM "{secret.as_uri()}">'
    feed = rss(item("&file;", more="<description>&file; &e11;</description>")).replace(
        "?>", f"?><!DOCTYPE rss [{kinds}]>", 1
    )
    found = run(site.put("/feed", feed), web=Web(allow_private=True, feed_text=True))
    assert "Hidden words" not in repr(found) and len(repr(found)) < 10_000


FEED = rss(item("Talks", more=f"<description><![CDATA[{LONG}]]></description>"), item("None"))


@given(st.integers(0), st.integers(1, 255), st.integers(0), st.booleans())
def test_no_damage_raises(at: int, mask: int, end: int, cut: bool) -> None:
    import tempfile

    data = bytearray(FEED.encode())
    data[at % len(data)] ^= mask
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.xml"
        path.write_bytes(data[: end % len(data)] if cut else data)
        found = run(path, web=Web(feed_text=True))
    assert found and all(isinstance(one, Document | Failure) for one in found)


def test_a_feed_in_another_character_set_is_read(site: Site) -> None:
    text = rss(
        item("Zürich", more=f"<description>{'Grüße '}{LONG.replace('<p>', ' ').replace('</p>', ' ')}</description>")
    )
    data = text.replace("utf-8", "iso-8859-1").replace("“", '"').replace("”", '"').encode("iso-8859-1")
    (found,) = run(site.put("/feed", data, **XML))
    assert document(found).title == "Zürich" and document(found).text.startswith("Grüße ")

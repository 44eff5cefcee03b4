"""Manners on the web: robots.txt, pauses, waiting when asked to, and not asking for what has not changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dragoman.reading.crawling.fetcher import Fetcher
from dragoman.reading.run import Web
from dragoman.reading.text import Unreadable
from dragoman.version import __version__
from tests.reading.crawling.site import Site


@dataclass
class Clock:
    """Time that passes only where somebody sleeps."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


def fetcher(clock: Clock | None = None, **web: object) -> Fetcher:
    clock = clock or Clock()
    manners = Web(allow_private=True, **web)  # type: ignore[arg-type]
    return Fetcher(manners, clock=clock.now, sleep=clock.sleep, now=lambda: 1_600_000_000.0)


def test_a_page_that_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    site.put("/private/a", b"x")
    site.put("/open", b"y")
    fetching = fetcher()
    with pytest.raises(Unreadable, match=r"robots\.txt asks programs not to fetch it; save the page"):
        fetching.fetch(site.url + "/private/a", found=True)
    assert fetching.fetch(site.url + "/open", found=True).body == b"y"
    assert site.paths == ["/robots.txt", "/open"]


def test_rules_for_dragoman_go_before_those_for_all(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: dragoman\nDisallow: /\n")
    site.put("/a", b"x")
    with pytest.raises(Unreadable, match=r"robots\.txt"):
        fetcher().fetch(site.url + "/a", found=True)


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/news/1?print=1", False),
        ("/news/1", True),
        ("/a/b/draft", False),
        ("/files/report.pdf", False),
        ("/files/report.pdf?page=2", True),
        ("/archive/2020", False),
        ("/archive/open/1", True),
    ],
)
def test_wildcards_and_the_longest_rule_decide(site: Site, path: str, allowed: bool) -> None:
    rules = ["User-agent: *", "Disallow: /*?print=", "Disallow: /*/draft", "Disallow: /*.pdf$"]
    rules += ["Disallow: /archive/", "Allow: /archive/open/", "Crawl-delay: soon"]
    site.put("/robots.txt", "\n".join(rules))
    site.put(path, b"x")
    if allowed:
        assert fetcher().fetch(site.url + path, found=True).body == b"x"
    else:
        with pytest.raises(Unreadable, match=r"robots\.txt"):
            fetcher().fetch(site.url + path, found=True)


def test_an_address_that_the_user_names_is_fetched_without_robots_txt(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    site.put("/a", b"x")
    assert fetcher().fetch(site.url + "/a", found=False).body == b"x"
    assert site.paths == ["/a"]


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (410, True), (401, False), (403, False), (500, False), (429, False)]
)
def test_what_a_missing_robots_txt_means(site: Site, status: int, allowed: bool) -> None:
    site.put("/robots.txt", status=status)
    site.put("/a", b"x")
    if allowed:
        assert fetcher().fetch(site.url + "/a", found=True).body == b"x"
    else:
        with pytest.raises(Unreadable, match=r"robots\.txt"):
            fetcher().fetch(site.url + "/a", found=True)
        assert site.paths == ["/robots.txt"]


def test_a_redirect_is_asked_of_robots_txt_too(site: Site) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    site.put("/hop", status=302, Location="/private/a")
    with pytest.raises(Unreadable, match=r"robots\.txt"):
        fetcher().fetch(site.url + "/hop", found=True)
    assert site.paths == ["/robots.txt", "/hop"]


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    clock = Clock()
    for path in ("/a", "/b"):
        site.put(path, b"x")
    fetching = fetcher(clock, delay=2.0)
    fetching.fetch(site.url + "/a", found=True)  # after robots.txt
    fetching.fetch(site.url + "/b", found=True)
    other = site.url.replace("127.0.0.1", "localhost")
    fetching.fetch(other + "/a", found=False)
    assert clock.slept == [2.0, 2.0]


def test_a_longer_pause_is_kept_where_the_site_asks_for_it(site: Site) -> None:
    clock = Clock()
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    site.put("/a", b"x")
    fetcher(clock).fetch(site.url + "/a", found=True)
    assert clock.slept == [7.0]


@pytest.mark.parametrize(
    ("value", "seconds"), [("9", 9.0), ("Sun, 13 Sep 2020 12:27:00 GMT", 20.0), ("Sun, 13 Sep 2020 12:00:00 GMT", 0.0)]
)
def test_a_busy_server_is_asked_again_after_the_time_it_names(site: Site, value: str, seconds: float) -> None:
    clock = Clock()
    site.put("/a", status=503, Retry_After=value)
    site.put("/a", b"x")
    assert fetcher(clock, delay=0).fetch(site.url + "/a", found=False).body == b"x"
    assert clock.slept == [seconds]


def test_a_server_that_stays_busy_is_left_alone(site: Site) -> None:
    clock = Clock()
    site.put("/a", status=429, Retry_After="5")
    site.put("/b", b"x")
    fetching = fetcher(clock, delay=0)
    with pytest.raises(Unreadable, match=r"429 and asks to wait 5 seconds; try again later"):
        fetching.fetch(site.url + "/a", found=False)
    assert site.paths == ["/a"] * 3
    with pytest.raises(Unreadable, match="asks to wait 5 seconds more"):
        fetching.fetch(site.url + "/b", found=False)
    clock.time += 6
    assert fetching.fetch(site.url + "/b", found=False).body == b"x"


@pytest.mark.parametrize("value", ["3600", "soon", "nan", "inf", ""])
def test_a_server_that_asks_to_wait_for_long_is_not_waited_for(site: Site, value: str) -> None:
    clock = Clock()
    site.put("/a", status=503, Retry_After=value)
    with pytest.raises(Unreadable, match="try again later"):
        fetcher(clock).fetch(site.url + "/a", found=False)
    assert clock.slept == [] and site.paths == ["/a"]


@pytest.mark.parametrize("status", [400, 404, 500, 502])
def test_an_error_is_named_and_not_asked_for_again(site: Site, status: int) -> None:
    site.put("/a", status=status)
    with pytest.raises(Unreadable, match=f"the server answered {status}"):
        fetcher().fetch(site.url + "/a", found=False)
    assert site.paths == ["/a"]


def test_what_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    site.put("/a", "Zürich".encode("latin-1"), ETag='"one"', Content_Type="text/html; charset=latin-1")
    first = fetcher(cache=tmp_path).fetch(site.url + "/a", found=False)
    second = fetcher(cache=tmp_path).fetch(site.url + "/a", found=False)
    assert first == second
    assert site.asked[1][1]["if-none-match"] == '"one"'
    site.answers["/a"] = []
    site.put("/a", b"new", ETag='"two"')
    assert fetcher(cache=tmp_path).fetch(site.url + "/a", found=False).body == b"new"


def test_the_day_of_the_last_change_is_told_to_the_server(site: Site, tmp_path: Path) -> None:
    site.put("/a", b"x", Last_Modified="Wed, 20 Oct 2021 10:00:00 GMT")
    for _ in range(2):
        fetcher(cache=tmp_path).fetch(site.url + "/a", found=False)
    assert site.asked[1][1]["if-modified-since"] == "Wed, 20 Oct 2021 10:00:00 GMT"


def test_nothing_is_kept_of_pages_without_marks_or_that_forbid_it(site: Site, tmp_path: Path) -> None:
    site.put("/a", b"x")
    site.put("/b", b"x", ETag='"b"', Cache_Control="no-store")
    for path in ("/a", "/b"):
        fetcher(cache=tmp_path).fetch(site.url + path, found=False)
    assert list(tmp_path.iterdir()) == []


def test_the_usual_place_of_what_is_kept_is_the_users_cache(site: Site, own_cache: Path) -> None:
    site.put("/a", b"x", ETag='"a"')
    fetcher().fetch(site.url + "/a", found=False)
    assert len(list((own_cache / "dragoman" / "pages").iterdir())) == 1


def test_a_damaged_or_forbidden_cache_costs_nothing_but_time(site: Site, tmp_path: Path) -> None:
    site.put("/a", b"page", ETag='"a"')
    fetcher(cache=tmp_path).fetch(site.url + "/a", found=False)
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", b"{}", b"\xff\n", whole[:-1], whole.replace(b"page", b"pane"), b"[1]\nx"):
        kept.write_bytes(damaged)
        assert fetcher(cache=tmp_path).fetch(site.url + "/a", found=False).body == b"page"
        assert "if-none-match" not in site.asked[-1][1]
    (tmp_path / "file").write_text("")
    assert fetcher(cache=tmp_path / "file").fetch(site.url + "/a", found=False).body == b"page"


def test_servers_are_told_who_asks(site: Site) -> None:
    site.put("/a", b"x")
    fetcher(contact="desk@sample.example").fetch(site.url + "/a", found=True)
    agents = {headers["user-agent"] for _, headers in site.asked}
    assert agents == {
        f"dragoman/{__version__} (reads news for research; obeys robots.txt) contact: desk@sample.example"
    }


def test_a_contact_that_would_break_the_request_is_named(site: Site) -> None:
    with pytest.raises(Unreadable, match="could not be fetched"):
        fetcher(contact="a\r\nHost: b").fetch(site.url + "/a", found=False)


def test_private_addresses_are_refused(site: Site) -> None:
    site.put("/a", b"x")
    with pytest.raises(Unreadable, match="private or loopback address; allow it with --allow-private"):
        Fetcher(Web()).fetch(site.url + "/a", found=True)
    assert site.asked == []


def test_an_endless_page_is_cut_off(site: Site) -> None:
    site.put("/endless")
    with pytest.raises(Unreadable, match="larger than 10 MB"):
        fetcher().fetch(site.url + "/endless", found=False)

"""Fetching many pages with good manners: robots.txt, a pause for each host, marks that say what has not changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from protego import Protego

from dragoman.reading import web
from dragoman.reading.crawling.cache import Cache
from dragoman.reading.run import Web
from dragoman.reading.text import Unreadable

MAX_WAIT = 120.0
"""The most seconds that are waited because a server asks for it (Retry-After, Crawl-delay)."""

_AGENT = "dragoman"
_TRIES = 3
_BUSY = (429, 503)
_FORBIDDEN = (401, 403)
_ROBOTS_BYTES = 500_000  # that must be read at least: https://www.rfc-editor.org/rfc/rfc9309#section-2.5


class Fetcher:
    """Fetches pages of many hosts and remembers of each what it allows and when it was last asked."""

    def __init__(
        self,
        manners: Web,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._manners, self._clock, self._sleep, self._now = manners, clock, sleep, now
        self._cache = Cache(manners.cache)
        self._robots: dict[str, Protego | Unreadable] = {}
        self._asked: dict[str, float] = {}  # host: when it was last asked
        self._closed: dict[str, float] = {}  # host: until when it wants no requests

    def fetch(self, url: str, *, found: bool) -> web.Page:
        """Return a page. Raises `Unreadable` with the reason and the remedy.

        ``found``: the address stands in a feed or list, so robots.txt decides; an address that the user names himself
        is fetched as his browser would.
        """
        known = self._cache.get(url)
        for left in range(_TRIES - 1, -1, -1):
            answer = self._request(url, known.marks if known else {}, by_robots=found)
            if answer.status == 304 and known is not None:
                return known.page
            if answer.status not in _BUSY:
                break
            self._give_way(answer, last=not left)
        page = web.page(answer)
        self._cache.put(url, page, answer.headers)
        return page

    def _request(self, url: str, headers: dict[str, str], *, by_robots: bool) -> web.Answer:
        last: str | None = None

        def before(asked: str) -> None:
            nonlocal last
            delay = self._allowed(asked) if by_robots else 0.0
            if _host(asked) != last:  # a redirect within a site is part of the request
                self._wait(asked, delay)
            last = _host(asked)

        agent = f"{web.USER_AGENT} contact: {self._manners.contact}" if self._manners.contact else web.USER_AGENT
        headers = headers | {"User-Agent": agent}
        return web.request(url, allow_private=self._manners.allow_private, headers=headers, before=before)

    def _allowed(self, url: str) -> float:
        """The pause in seconds that a host wants. Raises `Unreadable` where robots.txt forbids an address."""
        robots = self._rules(url)
        if isinstance(robots, Unreadable):
            raise robots
        if not robots.can_fetch(url, _AGENT):
            raise Unreadable("the site's robots.txt asks programs not to fetch it; save the page and give the file")
        return robots.crawl_delay(_AGENT) or 0.0

    def _wait(self, url: str, delay: float) -> None:
        """Wait until a host may be asked again. Raises `Unreadable` where it wants to be left alone for longer."""
        host = _host(url)
        closed = self._closed.get(host, 0.0) - self._clock()
        if closed > 0:
            raise Unreadable(f"the server asks to wait {closed:.0f} seconds more; try again later")
        pause = max(self._manners.delay, min(delay, MAX_WAIT))
        asked = self._asked.get(host)
        if asked is not None and (left := asked + pause - self._clock()) > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def _rules(self, url: str) -> Protego | Unreadable:
        """What the robots.txt of a host allows; where it cannot be had, nothing (RFC 9309, section 2.3.1)."""
        host = _host(url)
        if host not in self._robots:
            try:
                self._robots[host] = self._read_rules(f"{host}/robots.txt")
            except Unreadable as err:
                self._robots[host] = Unreadable(f"the site's robots.txt cannot be read ({err})")
        return self._robots[host]

    def _read_rules(self, url: str) -> Protego:
        answer = self._request(url, {}, by_robots=False)
        if answer.status >= 500 or answer.status in _BUSY:
            raise Unreadable(f"the server answered {answer.status}; try again later")
        text = answer.body[:_ROBOTS_BYTES].decode("utf-8-sig", errors="replace")
        return Protego.parse("User-agent: *\nDisallow: /" if answer.status in _FORBIDDEN else text)

    def _give_way(self, answer: web.Answer, last: bool) -> None:
        """Wait as long as a busy server asks. Raises `Unreadable` where that is too long, or unknown."""
        wait = _retry_after(answer.headers.get("retry-after"), self._now())
        if wait is not None and wait <= MAX_WAIT and not last:
            self._sleep(wait)
            return
        self._closed[_host(answer.url)] = self._clock() + (wait or MAX_WAIT)
        shown = f"asks to wait {wait:.0f} seconds" if wait else "is too busy"
        raise Unreadable(f"the server answered {answer.status} and {shown}; try again later")


def _host(url: str) -> str:
    """The scheme, name and port of an address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # no address; asking for it says so
    return f"{parts.scheme}://{parts.netloc}".lower()


def _retry_after(value: str | None, now: float) -> float | None:
    """The seconds that a Retry-After header asks for: a number of them, or a date."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None

"""The site and the clock that these tests share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reading.crawling.site import Site, running


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found

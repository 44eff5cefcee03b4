"""Author and outlet from a byline that stands on a line of its own."""

from __future__ import annotations

import re

_NAME = r"[A-Z][\w’'.-]+(?:\s(?:[A-Z][\w’'.-]*|de|van|von|der|bin|al|el|da|di)){1,3}"
_BYLINE = re.compile(
    rf"^\s*(?:By|BY|by)[:\s]+(?P<names>{_NAME}(?:(?:,\s|\sand\s|\s&\s){_NAME})*)"
    r"(?:\s*[,|–—-]\s*(?P<outlet>[A-Z][\w .&’'-]{2,40}))?(?:\s+in\s+[A-Z][\w ,]+)?\s*$"
)
_AGENCIES = ("Reuters", "AFP", "Associated Press", "AP", "Agence France-Presse", "Xinhua")
_OUTLET = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Gazette|Ledger|Courier|Press|Wire|Journal|Guardian|Chronicle|Mail|Star|Radio|TV)$"
)
_EDGE_LINES = 8


def find_byline(text: str) -> tuple[str | None, str | None]:
    """Return (author, outlet) from the first lines of a text; ``None`` where no byline stands there."""
    for line in [line for line in text.split("\n") if line.strip()][:_EDGE_LINES]:
        if len(line) > 120:
            continue
        match = _BYLINE.match(line)
        if match:
            outlet = (match.group("outlet") or "").strip() or None
            names = match.group("names")
            last = names.split(", ")[-1]
            if outlet is None and ", " in names and (last in _AGENCIES or _OUTLET.search(last)):
                return names.rsplit(", ", 1)[0], last
            return names, outlet
    return None, None

"""News agencies and outlets known by name, for credits in plain text."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from dragoman.ontology import rows

_PRESS = re.compile(
    r"\b(?:Times|Post|News|Herald|Tribune|Journal|Gazette|Press|Agency|Daily|Standard|Observer|Monitor|Today|Chronicle"
    r"|TV|Radio|Magazine|Review|Mail|Telegraph|Independent|Globe|Star|Sun|Express|Network|Broadcasting|Wire|Ledger"
    r"|Bulletin|Inquirer|Examiner|Courier|Register|Sentinel|Dispatch|Argus|Echo|Mirror|Nation|Weekly|Online|Media)$"
)


_AROUND = re.compile(r"^the\s+|\s+(?:staff|correspondents?|reporters?)$", re.IGNORECASE)


@functools.cache
def _known() -> Mapping[str, str]:
    return {row["name"].casefold(): row["outlet"] for row in rows("dragoman.reading.data", "outlets.csv")}


def known_outlet(name: str) -> str | None:
    """Return the full name of an outlet that the table knows ("AP", "the Associated Press"), or ``None``."""
    return _known().get(
        re.sub(r"^the\s+|\s+(?:staff|correspondents?|reporters?)$", "", name.strip(" ()"), flags=re.I).casefold()
    )


def outlet_name(name: str) -> str | None:
    """Return the outlet that a part of a byline names: one that the table knows, or "… Times", "… Herald"."""
    return known_outlet(name) or (name.strip() if _PRESS.search(name.strip()) and len(name.split()) <= 5 else None)


def dateline_outlet(name: str) -> str | None:
    """Return the outlet in the parentheses of a dateline, where custom puts nothing else: "PARIS (Sample Wire) -"."""
    words = name.split()
    is_name = len(words) <= 4 and all(word[0].isupper() for word in words) and not any(c.isdigit() for c in name)
    return known_outlet(name) or (name.strip() if is_name and not name.endswith("day") else None)

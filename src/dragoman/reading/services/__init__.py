"""What the news services Nexis and Factiva export: files with many articles, each with its fields."""

from __future__ import annotations

import re

_FACTIVA = re.compile(r"""class=["']?article\s+\w\wArticle\b""")


def is_service_page(text: str) -> bool:
    """Whether a web page is an export of many articles rather than one article's page."""
    return bool(_FACTIVA.search(text)) or ("End of Document" in text and "Load-Date:" in text)

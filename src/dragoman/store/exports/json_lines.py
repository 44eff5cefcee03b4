"""JSON that any reader takes: UTF-8, no lone surrogates, no control characters."""

from __future__ import annotations

import json
from typing import Any

from dragoman.store.exports.text import whole

_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Line ends that JSON allows inside a string and that readers of JSON lines nevertheless break at."""


def dump(value: Any) -> str:
    """Return a value as one line of JSON."""
    text = json.dumps(_whole(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_LINE_ENDS)


def known(**fields: Any) -> dict[str, Any]:
    """Return the fields that are known: neither ``None`` nor empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _whole(value: Any) -> Any:
    # Tabs and line breaks are kept: JSON escapes them, and offsets must not move.
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(item) for item in value]
    return value

"""How many: numbers in words and figures, with their hedges, as lowest, best and highest reading.

The conventions are told in docs/record.md; what vague words stand for is a table, `quantities.csv`.
"""

from __future__ import annotations

import functools
import re

from dragoman.events.lexicon import TABLES
from dragoman.ontology import rows
from dragoman.record import Quantity, Span

Bounds = tuple[int, int, int]  # low, best, high

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: n for n, w in enumerate(_UNITS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)} | {"a": 1, "an": 1}
_SCALES = {
    "dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "lakh": 10**5, "million": 10**6, "crore": 10**7,
    "billion": 10**9, "trillion": 10**12, "k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
FIGURE = r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?"
_SMALL = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
)
_SCALE = r"(?:dozen|hundred|thousand|million|billion)"


@functools.cache
def vague() -> dict[str, Bounds]:
    """Return what words of vague number stand for: lowest, best and highest number."""
    return {r["words"]: (int(r["low"]), int(r["best"]), int(r["high"])) for r in rows(TABLES, "quantities.csv")}


@functools.cache
def pattern() -> re.Pattern[str]:
    """Return what a number looks like, with the words that hedge it."""
    loose = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(vague(), key=len, reverse=True))
    scaled = rf"(?:{FIGURE}|{_SMALL}|an?|(?:a\s+few|a\s+couple\s+of|several))(?:\s+|-){_SCALE}(?:\s+{_SCALE})?"
    one = rf"half\s+a\s+dozen|{scaled}(?:\s+(?:and\s+)?{_SMALL}(?:\s+{_SCALE})?)*|(?:{loose})|{FIGURE}|{_SMALL}"
    hedge = (
        r"(?P<hedge>at\s+least|no\s+fewer\s+than|no\s+less\s+than|upwards\s+of|in\s+excess\s+of|more\s+than|over|as\s+many\s+as|up\s+to|at\s+most"
        r"|nearly|almost|close\s+to|about|around|some|roughly|approximately|an\s+estimated|fewer\s+than|less\s+than|under)\s+"
    )
    return re.compile(
        rf"(?<![\w$€£¥.,/:-])(?:between\s+(?P<low>{one})\s+and\s+(?P<high>{one})"
        rf"|(?:{hedge})?(?P<one>{one})(?:\s*(?:\bto\b|-|–|\bor\b)\s*(?P<to>{one}))?)"
        r"(?P<more>\s+or\s+more\b|-plus\b|\+)?(?P<so>\s+or\s+so\b)?(?![\w%])",
        re.IGNORECASE,
    )


def value(words: str) -> Bounds:
    """Return the lowest, best and highest number that some words stand for."""
    words = re.sub(r"\s+", " ", words.lower().strip())
    if words in vague():
        return vague()[words]
    if words == "half a dozen":
        return (6, 6, 6)
    for loose in ("a few", "a couple of", "several"):
        if words.startswith(loose + " "):
            _, scale, _ = value("a " + words.removeprefix(loose + " "))
            low, best, high = vague()[loose.removesuffix(" of")]
            return (low * scale, best * scale, high * scale)
    number = round(_sum(re.split(r"[\s-]", words)))
    return (number, number, number)


def _sum(parts: list[str]) -> float:
    """ "two hundred and five thousand": hundreds multiply what stands before them, thousands close a group."""
    total = group = 0.0
    for part in parts:
        if part == "and" or not part:
            continue
        scale = _SCALES.get(part)
        if scale is None:
            group += _VALUES[part] if part in _VALUES else float(part.replace(",", ""))
        elif scale < 1000:
            group = (group or 1) * scale
        else:
            total += (group or 1) * scale
            group = 0.0
    return total + group


def quantity(match: re.Match[str], offset: int = 0) -> Quantity:
    """Return the bounds that a match of `pattern` states; a hedge opens one of them."""
    span: Span = (match.start() + offset, match.end() + offset)
    first, last = match.group("low") or match.group("one"), match.group("high") or match.group("to")
    low, best, high = value(first)
    if last:
        end = value(last)
        if end[2] >= low:  # of a range the lower end is the best reading, as with "at least"
            return Quantity(low=low, best=best, high=end[2], span=span)
        return Quantity(low=low, best=best, high=high, span=span)
    hedge = re.sub(r"\s+", " ", (match.group("hedge") or "").lower())
    if match.group("more") or hedge in _AT_LEAST:
        return Quantity(low=low, best=best, high=None, span=span)
    if hedge in _AT_MOST:
        return Quantity(low=None, best=best, high=high, span=span)
    if hedge in _BELOW:
        return Quantity(low=None, best=None, high=max(0, high - 1), span=span)
    if hedge in _NEARLY:
        return Quantity(low=None, best=best, high=high, span=span)
    if hedge or match.group("so"):
        exact = low == high
        return Quantity(low=None if exact else low, best=best, high=None if exact else high, span=span)
    return Quantity(low=low, best=best, high=high, span=span)


_AT_LEAST = {"at least", "no fewer than", "no less than", "upwards of", "in excess of", "more than", "over"}
_AT_MOST = {"as many as", "up to", "at most"}
_BELOW = {"fewer than", "less than", "under"}
_NEARLY = {"nearly", "almost", "close to"}


def total(parts: list[Quantity]) -> Quantity:
    """Return the sum of several numbers; a bound that one of them leaves open stays open."""
    if len(parts) == 1:
        return parts[0]
    spans = [p.span for p in parts if p.span]
    return Quantity(
        low=_added([p.low for p in parts]),
        best=_added([p.best for p in parts]),
        high=_added([p.high for p in parts]),
        span=(min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None,
    )


def _added(numbers: list[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if len(known) == len(numbers) else None

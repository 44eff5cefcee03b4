"""Sums of money with their currency, from `currencies.csv`."""

from __future__ import annotations

import functools
import re
from typing import Any

from dragoman.events.lexicon import TABLES
from dragoman.events.numbers import FIGURE, value
from dragoman.ontology import rows
from dragoman.parsing import Parse, Sentence
from dragoman.record import Money, Span

Token = Any

_SCALES = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "million": 10**6, "m": 10**6, "mn": 10**6,
    "crore": 10**7, "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
}  # fmt: skip
_SCALE = r"hundred|thousand|lakh|million|crore|billion|trillion"
_SMALL = r"a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|half\s+a"
_AMBIGUOUS = {"won", "real", "som", "lev", "rand", "dong"}  # need a scale before them to be money


@functools.cache
def _signs() -> dict[str, str]:
    return {row["sign"]: row["currency"] for row in rows(TABLES, "currencies.csv")}


@functools.cache
def _pattern() -> re.Pattern[str]:
    signs = sorted((s for s in _signs() if not s[0].islower()), key=len, reverse=True)
    units = sorted((s for s in _signs() if s[0].islower()), key=len, reverse=True)
    sign, unit = "|".join(map(re.escape, signs)), "|".join(map(re.escape, units))
    before = rf"(?<![\w$])(?P<sign>{sign})\s?(?P<a>{FIGURE})(?:[\s-]?(?P<as>{_SCALE}|mn|m|bn|b|tn|k)(?=[\W]|$))?"
    after = (
        rf"(?<![\w.,])(?P<b>{FIGURE}|{_SMALL})?(?:[\s-]?(?P<bs>(?:{_SCALE})s?|(?<=\d)(?:m|bn)))?"
        rf"(?:\s+of)?[\s-]+(?P<unit>(?i:{unit}))s?(?=[\W]|$)"
    )
    return re.compile(rf"{before}|{after}")


def find_money(text: str, span: Span) -> list[Money]:
    """Return the sums of money in a stretch of text, in text order; a currency that is not sure is ``None``."""
    return [one for match in _pattern().finditer(text, *span) if (one := _read(match))]


def _read(match: re.Match[str]) -> Money | None:
    if match.group("sign"):
        figure, scale, currency = match.group("a"), match.group("as"), _signs()[match.group("sign")]
    else:
        figure, scale, unit = match.group("b"), match.group("bs"), match.group("unit").lower()
        if (unit in _AMBIGUOUS and not scale) or not (figure or scale):
            return None
        if scale and scale.endswith("s"):
            return None  # "millions of dollars" is no sum
        if unit == "pound" and match.string.startswith(" of ", match.end()):
            return None  # a weight
        currency = _signs()[unit]
    amount = _amount(figure or "a") * (_SCALES[scale.lower()] if scale else 1)
    return Money(amount=round(amount, 2), currency=currency or None, span=match.span())


def _amount(figure: str) -> float:
    if figure[0].isdigit():
        return float(figure.replace(",", ""))
    return 0.5 if figure.startswith("half") else float(value(figure)[1])


def money_of(parse: Parse, predicate: Token, sentence: Sentence) -> Money | None:
    """Return the sum that an act's own clause names: the first in what the predicate governs."""
    found = find_money(parse.text, sentence.span)
    if not found:
        return None
    carrier = predicate.head if predicate.pos_ == "NOUN" and predicate.dep_ in {"dobj", "attr"} else predicate
    low, high = parse.span(sorted(carrier.subtree, key=lambda t: t.i))
    return next((one for one in found if one.span and low <= one.span[0] < high), None)

"""How many: killed, injured, arrested, taking part, and sums of money, from words and figures."""

from __future__ import annotations

import re

from dragoman.record import Money, Quantity, Span

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: n for n, w in enumerate(_UNITS)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "bn": 10**9,
}
# Words of vague number, as (low, high): "dozens" are at least two dozen and less than a hundred.
_VAGUE: dict[str, tuple[int, int | None]] = {
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 1999),
    "tens of thousands": (20_000, 199_999),
    "hundreds of thousands": (200_000, 1_999_999),
    "thousands": (2_000, 19_999),
    "millions": (2_000_000, None),
    "a dozen": (12, 12),
    "several": (3, 9),
    "a couple": (2, 2),
    "a few": (3, 6),
}
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_WORDS = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
_WORD_NUMBER = rf"(?:{_WORDS})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?(?:\s(?:hundred|thousand|million|billion))?"
_VAGUE_WORDS = "|".join(sorted(_VAGUE, key=len, reverse=True))
_ONE = (
    rf"(?:{_FIGURE})(?:\s(?:hundred|thousand|million|billion))?|{_WORD_NUMBER}|{_VAGUE_WORDS}|a\s(?:hundred|thousand)"
)
_HEDGE = (
    r"(?P<hedge>at least|more than|over|as many as|up to|nearly|almost|about|around|some|roughly|fewer than|less than"
    r"|no fewer than)\s+"
)
NUMBER = re.compile(
    rf"\b(?:between\s+(?P<low>{_ONE})\s+and\s+(?P<high>{_ONE})|(?:{_HEDGE})?(?P<one>{_ONE})(?:\s*(?:to|-|–|or)\s*(?P<to>{_ONE}))?)\b",
    re.IGNORECASE,
)
_KILLED = r"(?:kill(?:ed|ing|s)?|dead|died|deaths?|fatalit(?:y|ies)|bodies|slain|massacred|executed|shot dead)"
_INJURED = r"(?:injur(?:ed|ing|ies|y)|wound(?:ed|ing|s)?|hurt)"
_ARRESTED = r"(?:arrest(?:ed|ing|s)?|detain(?:ed|ing)?|detentions?|rounded up|taken into custody)"
_TAKING_PART = (
    r"(?:protest\w*|demonstrat\w+|march\w*|rall(?:y|ied|ying)|gathered|turned out|took to the streets|strik\w+|riot\w*)"
)
_GAP = r"(?:[^.;,]{0,60}?)"
_AFTER = r"(?:\s+(?:[\w’'-]+\s+){0,6}?)"
_MONEY = re.compile(
    rf"(?:(?P<sign>US\$|A\$|C\$|\$|€|£|¥)\s?(?P<a>{_FIGURE})(?:\s?(?P<as>million|billion|trillion|m|bn|thousand))?"
    rf"|(?P<b>{_FIGURE})\s(?:(?P<bs>million|billion|trillion|thousand)\s)?(?P<unit>(?:US\s|American\s)?dollars|euros?|pounds|yen|yuan|roubles|rubles|rupees|francs|shillings))\b",
    re.IGNORECASE,
)
_CURRENCIES = {"us$": "USD", "$": "USD", "a$": "AUD", "c$": "CAD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_UNIT_CURRENCIES = {
    "dollars": "USD",
    "euro": "EUR",
    "euros": "EUR",
    "yen": "JPY",
    "yuan": "CNY",
    "roubles": "RUB",
    "rubles": "RUB",
}


def value(words: str) -> tuple[int, int | None]:
    """Return the lowest and highest number that some words stand for; a highest of ``None`` is open."""
    words = re.sub(r"\s+", " ", words.lower().strip())
    if words in _VAGUE:
        return _VAGUE[words]
    scale = 1
    parts = re.split(r"[\s-]", words)
    if parts[-1] in _SCALES:
        scale = _SCALES[parts.pop()]
    total = 0.0
    for part in parts:
        total += 1 if part == "a" else _VALUES[part] if part in _VALUES else float(part.replace(",", ""))
    number = round(total * scale)
    return number, number


def quantity(match: re.Match[str], offset: int = 0) -> Quantity:
    """Return the bounds that a match of `NUMBER` states; a hedge opens one of them."""
    span: Span = (match.start() + offset, match.end() + offset)
    if match.group("low"):
        return Quantity(low=value(match.group("low"))[0], best=None, high=value(match.group("high"))[1], span=span)
    low, high = value(match.group("one"))
    if match.group("to"):
        return Quantity(low=low, best=None, high=value(match.group("to"))[1], span=span)
    hedge = (match.group("hedge") or "").lower()
    exact = low == high
    if hedge in ("at least", "more than", "over", "no fewer than"):
        return Quantity(low=low, best=low if exact else None, high=None, span=span)
    if hedge in ("up to", "as many as", "fewer than", "less than"):
        return Quantity(low=None, best=low if exact else None, high=high, span=span)
    if hedge:
        return Quantity(
            low=None if exact else low, best=low if exact else None, high=None if exact else high, span=span
        )
    return Quantity(low=low, best=low if exact else None, high=high, span=span)


def count(text: str, span: Span, what: str) -> Quantity | None:
    """Return how many were killed, injured, arrested or took part, as a sentence says it, else ``None``."""
    words = {"killed": _KILLED, "injured": _INJURED, "arrested": _ARRESTED, "participants": _TAKING_PART}[what]
    sentence = text[slice(*span)]
    for match in NUMBER.finditer(sentence):
        if _is_other(sentence, match):
            continue
        before, after = sentence[: match.start()], sentence[match.end() :]
        follows = re.match(rf"{_AFTER}(?:(?:were|was|have been|had been|are|being)\s+)?{words}\b", after, re.IGNORECASE)
        leads = re.search(rf"\b{words}(?:\s+(?:of|by|for|as|at))?\s*$", before, re.IGNORECASE)
        if follows or (leads and what != "participants"):
            return quantity(match, span[0])
    return None


def _is_other(sentence: str, match: re.Match[str]) -> bool:
    """Years, ages, sums, percentages and days are no counts of people."""
    after = sentence[match.end() : match.end() + 14].lower()
    before = sentence[max(0, match.start() - 3) : match.start()]
    if re.match(
        r"\s*(?:%|per\s?cent|percent|years?|months?|days?|hours?|km|kilomet|miles?|-year|dollars|euros)", after
    ):
        return True
    if before.endswith(("$", "€", "£")):
        return True
    one = match.group("one") or ""
    return bool(re.fullmatch(r"(?:1[5-9]|20)\d\d", one)) or "." in one


def money(text: str, span: Span) -> Money | None:
    """Return the first sum of money of a sentence."""
    match = _MONEY.search(text, *span)
    if not match:
        return None
    figure, scale = match.group("a") or match.group("b"), match.group("as") or match.group("bs")
    amount = float(figure.replace(",", "")) * (_SCALES[scale.lower()] if scale else 1)
    sign, unit = match.group("sign"), match.group("unit")
    currency = _CURRENCIES.get(sign.lower()) if sign else _UNIT_CURRENCIES.get(unit.lower().split()[-1])
    return Money(amount=amount, currency=currency, span=match.span())

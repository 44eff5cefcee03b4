"""Which language a text is in, and whether it can be coded.

Method: a text with enough of the small words that only English has is English; else py3langid's estimate counts where
it is sure. English full of foreign names looks like many languages to such an estimate, so one that is not sure does
not speak against English.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from dragoman.ontology import rows

CODED = frozenset({"en"})
NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content

_SAMPLE = 20_000  # characters that are looked at
_SHORT = 40  # letters: a headline, of which the estimate is a guess
_SURE = 0.5  # probability from which an estimate speaks against English
_ENGLISH_POSSIBLE = 0.1  # probability of English above which it does not
_ENGLISH_WORDS = re.compile(
    r"\b(?:the|and|that|with|from|were|have|which|this|would|they|their|said|been|after|who|not)\b", re.IGNORECASE
)
_ENGLISH_RATE = 0.07  # of such words among all; running English has 0.10 to 0.18
_WORD = re.compile(r"[^\W\d_]+")
_VARIETIES = frozenset({"en", "pcm"})  # headlines without articles look like Nigerian Pidgin to the estimate


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@functools.cache
def _names() -> Mapping[str, str]:
    return {row["code"]: row["name"] for row in rows("dragoman.reading.data", "languages.csv")}


def identify(text: str) -> str | None:
    """Return the ISO 639 code of a text's language; ``zxx``: it is no language; ``None``: it has no letters."""
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    latin = sum(c < "ɐ" for c in letters) / len(letters)
    if latin < 0.5:
        return _ranked(sample)[0][0]
    if len(_ENGLISH_WORDS.findall(sample)) >= _ENGLISH_RATE * len(_WORD.findall(sample)):
        return "en"
    if len(letters) < _SHORT and all(c.isascii() for c in letters):
        return "en"
    ranked = _ranked(sample)
    best, probability = ranked[0]
    english = sum(p for code, p in ranked if code in _VARIETIES)
    return best if best not in _VARIETIES and probability >= _SURE and english < _ENGLISH_POSSIBLE else "en"


def _ranked(sample: str) -> list[tuple[str, float]]:
    ranked: list[tuple[str, float]] = _identifier().rank(sample)
    return ranked


def language_problem(code: str | None) -> str | None:
    """Return why a text in a language cannot be coded, or ``None`` where it can."""
    if code in CODED:
        return None
    if code is None:
        return "the text holds no words; give the text of an article"
    if code == NO_LANGUAGE:
        return "the text seems to be in no language (code, numbers, a list); give the text of an article"
    name = _names().get(code, "another language")
    return f"the text seems to be in {name} ({code}); Dragoman codes English (en) so far: translate it first"

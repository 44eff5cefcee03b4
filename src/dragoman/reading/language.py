"""Which language a text is in, and whether it can be coded."""

from __future__ import annotations

import functools
import re
from typing import Any

CODED = {"en": "English"}
_NAMES = {
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
_SHORT = 60  # letters under which the identifier is a guess
_ENGLISH = re.compile(
    r"\b(?:the|and|of|to|in|is|was|were|said|that|has|have|on|for|with|by|from|at|an?)\b", re.IGNORECASE
)


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def identify(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language; ``None`` where the text has no letters."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    if not letters:
        return None
    latin = sum(c < "ɐ" for c in letters) / len(letters)
    words = re.findall(r"[^\W\d_]+", text[:20_000])
    english = len(_ENGLISH.findall(text[:20_000])) / max(1, len(words))
    if latin > 0.8 and english >= 0.12:
        return "en"
    if latin > 0.95 and len(letters) < _SHORT:
        return "en"
    code, _ = _identifier().classify(text[:20_000])
    return str(code)


def language_problem(code: str | None) -> str | None:
    """Return why a text in a language cannot be coded, or ``None`` where it can."""
    if code is None:
        return "the text holds no words; give the text of an article"
    if code in CODED:
        return None
    name = _NAMES.get(code, "another language")
    return f"the text seems to be in {name} ({code}); Dragoman codes English (en) so far: translate it first"

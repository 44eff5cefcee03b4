"""Furniture in plain text: what a page carried beside the article, found again after its markup was stripped.

Three looks, the surest first: lines and stretches whose wording gives them away (a table of patterns), everything after
a line that opens the page's foot, and headlines of other stories inserted between paragraphs. A line is left alone in
doubt: a paragraph marked as furniture loses facts.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from dragoman.ontology import rows
from dragoman.record import Furniture, FurnitureKind, Span

_LINE = re.compile(r"[^\n]+")
_LONGEST_LINE = 700  # characters: the patterns of whole lines are not tried on longer ones
_FOOT = 0.3  # a foot opens at the earliest after so much of the text
_END = re.compile(r"[.!?…:;,]['\"”’»)\]]*\s*$")
_WORD = re.compile(r"[^\W_]+")
_SMALL = set(
    "a an the and or but of in on at to for from by with as is are was were be it its his her their this that what "
    "who how why when after before over into not no new more about than against amid says said will has have "
    "had".split()
)
_HEADING_WORDS = 7
_SHORT_WORDS = 5  # up to so many a heading need not share a word with the article
_QUOTED_HEADING = re.compile(r"[‘'“\"][^‘’“”\"]{3,50}[’'”\"]")
_SENTENCE_CASE_WORDS = 9  # a heading written like a sentence may be longer than one in title case
_HEADLINE_WORDS = range(5, 26)
_BAIT = re.compile(
    r"^(?:what (?:to know|we know|is|are|you need)|who (?:is|are|was)|why |how |here['’]s|here (?:is|are)|watch\b"
    r"|inside\b"
    r"|everything |\d+ (?:things|ways|reasons|facts|times|photos)|meet the|the best |this is )",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Line:
    span: Span
    text: str
    paragraph: bool  # a full sentence or more


@functools.cache
def _patterns(scope: str) -> tuple[tuple[FurnitureKind, re.Pattern[str]], ...]:
    cased = scope == "inline"
    table = rows("dragoman.reading.data", "furniture.csv")
    return tuple(
        (row["kind"], re.compile(row["pattern"], 0 if cased else re.IGNORECASE))  # type: ignore[misc]
        for row in table
        if row["scope"] == scope
    )


def find_furniture(text: str, title: str | None = None) -> tuple[list[Furniture], list[Span]]:
    """Return (furniture, headings) of a plain text; spans index it as given, sorted and never overlapping."""
    lines = [_line(m) for m in _LINE.finditer(text) if any(c.isalnum() or c == "©" for c in m.group())]
    kinds: dict[int, FurnitureKind] = {}
    for number, line in enumerate(lines):
        kind = _kind_of_line(line)
        if kind:
            kinds[number] = kind
    _mark_foot(lines, kinds, len(text))
    headings = _between_paragraphs(lines, kinds, title)
    found = [Furniture(span=lines[number].span, kind=kind) for number, kind in kinds.items()]
    for number, line in enumerate(lines):
        if number not in kinds:
            found += _inline(text, line)
    return _sorted(found), [lines[number].span for number in headings]


def _line(match: re.Match[str]) -> _Line:
    raw = match.group()
    start = match.start() + len(raw) - len(raw.lstrip())
    text = raw.strip()
    is_paragraph = len(text) > 60 and bool(_END.search(text)) and len(text.split()) > 9
    return _Line((start, start + len(text)), text, is_paragraph)


def _kind_of_line(line: _Line) -> FurnitureKind | None:
    if len(line.text) > _LONGEST_LINE:
        return None
    for kind, pattern in _patterns("line"):
        if pattern.fullmatch(line.text) and not (
            line.paragraph and kind in ("newsletter", "read-more", "byline") and _is_prose(line.text)
        ):
            return kind
    return None


def _is_prose(text: str) -> bool:
    """Whether a line reads like a paragraph of a story: long, with a full stop, and not addressed to the reader."""
    return len(text.split()) > 25 and not re.search(r"\b(?:you|your|our|us)\b", text, re.IGNORECASE)


def _tail_kind(line: _Line) -> FurnitureKind | None:
    words = line.text.rstrip(":»> ")
    return next((kind for kind, pattern in _patterns("tail") if pattern.fullmatch(words)), None)


def _mark_foot(lines: list[_Line], kinds: dict[int, FurnitureKind], length: int) -> None:
    """From a line such as "Related Posts" on everything is furniture, unless several paragraphs still follow."""
    for number, line in enumerate(lines):
        if line.span[0] < _FOOT * length or len(line.text) > 80:
            continue
        kind = _tail_kind(line)
        if kind is None:
            continue
        kinds[number] = kind
        rest = range(number + 1, len(lines))
        if sum(lines[n].paragraph for n in rest) <= 2 or kind == "comment-form":
            for n in rest:
                kind = _tail_kind(lines[n]) or kind
                kinds.setdefault(n, "teaser" if lines[n].paragraph and kind == "related" else kind)
            return


def _between_paragraphs(lines: list[_Line], kinds: dict[int, FurnitureKind], title: str | None) -> list[int]:
    """Judge the short lines between paragraphs: section headings of the article, or headlines of other stories."""
    headings: list[int] = []
    body = [n for n in range(len(lines)) if n not in kinds]
    whole = _content_words(" ".join(lines[n].text for n in body if lines[n].paragraph))
    for place, number in enumerate(body):
        line = lines[number]
        quoted = bool(_QUOTED_HEADING.fullmatch(line.text))
        if line.paragraph or place in (0, len(body) - 1) or _END.search(line.text):
            continue
        if _is_speech(line.text) and not quoted:
            continue
        before, after = lines[body[place - 1]], lines[body[place + 1]]
        if not (after.paragraph or lines[number - 1].paragraph) or (place == 1 and not before.paragraph):
            continue
        count = len(line.text.split())
        longest = _HEADING_WORDS if _is_title_case(line.text) else _SENTENCE_CASE_WORDS
        related = count > _SHORT_WORDS and _is_foreign(line.text, whole) and not _names(line.text) & whole
        if count <= longest and not _BAIT.match(line.text) and not related:
            headings.append(number)
        elif count in _HEADLINE_WORDS:
            if _is_foreign(line.text, whole) or _BAIT.match(line.text) or _is_title_case(line.text):
                kinds[number] = "related"
            else:
                headings.append(number)
    return headings


def _names(line: str) -> set[str]:
    """The words of a line that stand in capitals and do not open it."""
    return {w.lower() for w in _WORD.findall(line)[1:] if w[0].isupper()}


def _is_speech(text: str) -> bool:
    """A turn of an interview, a line of verse, a quotation left open: no headline."""
    return text[:1] in "“\"‘'«-–—•*" or bool(re.match(r"[A-Z][A-Z .'-]{2,30}:", text))


def _content_words(text: str) -> set[str]:
    return {w.lower() for w in _WORD.findall(text)} - _SMALL


def _is_foreign(line: str, article: set[str]) -> bool:
    """Whether most content words of a line stand nowhere in the article."""
    mine = _content_words(line)
    return bool(mine) and len(mine - article) * 2 > len(mine)


def _is_title_case(line: str) -> bool:
    content = [w for w in line.split() if len(w) > 3]
    return len(content) >= 4 and sum(w[:1].isupper() for w in content) >= 0.8 * len(content)


def _inline(text: str, line: _Line) -> list[Furniture]:
    """Stretches of furniture inside a line that goes on with the article."""
    found: list[Furniture] = []
    for kind, pattern in _patterns("inline"):
        for match in pattern.finditer(text, *line.span):
            span = match.span()
            if span[0] < span[1] and not any(f.span[0] < span[1] and span[0] < f.span[1] for f in found):
                found.append(Furniture(span=span, kind=kind))
    return found


def _sorted(found: list[Furniture]) -> list[Furniture]:
    kept: list[Furniture] = []
    for piece in sorted(found, key=lambda f: f.span):
        if not kept or piece.span[0] >= kept[-1].span[1]:
            kept.append(piece)
    return kept

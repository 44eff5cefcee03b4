"""Author and outlet from the credits of a plain text: bylines, agencies, datelines. None rather than a doubtful one."""

from __future__ import annotations

import re

from dragoman.reading.dates import is_date_line, without_dates
from dragoman.reading.given_names import given_names
from dragoman.reading.outlets import dateline_outlet, known_outlet, outlet_name

_TOP, _BOTTOM = 8, 4  # lines from the top and the bottom in which credits stand
_LINE = 140  # characters of a credit at most
_PARTICLES = frozenset("de van von der den bin ibn al el da di du la le wa ter ten dos".split())
_ARTICLES = ("al-", "el-", "d’", "d'")  # grown together with the name that they open
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december the our a an its this that new my your his her their popular all".split()
)
_ROLE = re.compile(
    r"\b(?:correspondents?|reporters?|editors?|writers?|columnists?|analysts?|producers?|staff|bureau"
    r"|bureau chief|agencies|contributors?|journalists?|team|desk)$",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\b(?:photo(?:graph|s)?|pictures?|images?|video|illustration|graphic|getty)\b", re.IGNORECASE)
_BY = re.compile(r"(?:(?:words|text|story|report|reported|written|analysis|opinion)\s+)?by[:\s]\s*(.+)", re.IGNORECASE)
_REPORTING = re.compile(r"\(?(?:additional )?reporting by\s+(.+?)(?:;.*|\)?\.?\)?)", re.IGNORECASE)
_SOURCE = re.compile(r"source:\s*(.+?)\.?", re.IGNORECASE)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][\w.'’-]*){0,6}(?:,? \d{1,2})?(?:,? (?:19|20)\d\d)?,?"
    r" \((?P<outlet>[^()]{2,30})\)\s*[-–—:]"
)


def find_byline(text: str) -> tuple[str | None, str | None]:
    """Return (author, outlet) from the credits of a text; several authors come as "A, B and C"."""
    filled = [line.strip() for line in text.split("\n") if line.strip()]
    author = outlet = None
    for number, line in enumerate(filled[:_TOP]):
        if author and outlet:
            break
        dateline = _DATELINE.match(line)
        if dateline:
            outlet = outlet or dateline_outlet(dateline["outlet"])
        elif len(line) <= _LINE:
            after = filled[number + 1] if number + 1 < len(filled) else ""
            found = _credit(without_dates(line), located=number > 0 and is_date_line(after))
            author, outlet = author or found[0], outlet or found[1]
    for line in filled[-_BOTTOM:]:
        names = _REPORTING.fullmatch(line) if len(line) <= 2 * _LINE else None
        author = author or (_joined(_authors(names[1])) if names else None)
    return author, outlet


def clean_authors(author: str) -> str:
    """Return the authors of a page ("A; B") without the offices, outlets and titles that are listed among them."""
    parts = [_name_and_outlet(part)[0] for part in re.split(r"\s*[;,]\s*", author) if part]
    names = [part for part in parts if _is_name(part) and not _ROLE.search(part) and not outlet_name(part)]
    return _joined(names) or author


def is_credit(line: str) -> bool:
    """Whether a line names only who wrote or published a text."""
    return len(line) <= _LINE and _credit(without_dates(line), located=False) != (None, None)


def _credit(line: str, located: bool) -> tuple[str | None, str | None]:
    """Author and outlet of one line; ``located``: "Ann Example in Paris" may be a byline, as a date line follows."""
    parts = [part.strip() for part in line.split(" | ")]
    by = _BY.fullmatch(parts[0])
    if by:
        return _split(", ".join([by[1], *parts[1:]]))
    source = _SOURCE.fullmatch(line)
    if source or known_outlet(line):
        return None, known_outlet(source[1] if source else line)
    if "/" in line or _PICTURE.search(line):
        return None, None  # the credit of a photograph
    author, outlet = _split(", ".join(parts))
    if author and outlet and known_outlet(outlet):
        return author, outlet
    return (_joined(_authors(line)), None) if located and _is_located_name(line) else (None, None)


def _is_located_name(line: str) -> bool:
    """Whether a line is like "Ann Example in Paris"; the given name tells it from a headline, "Bomb Blast in Paris"."""
    return " in " in line and line.split()[0].casefold() in given_names()


def _split(names: str) -> tuple[str | None, str | None]:
    """Authors and outlet of "Ann Example and Bo Model, Political Editors, Daily Press"."""
    authors: list[str] = []
    outlet = None
    for part in re.split(r"\s*[,|;/•·]\s*|\s+[–—-]\s+", names.strip(" .")):
        part, after = _name_and_outlet(part)
        outlet = outlet or after
        named = outlet_name(part) if authors else known_outlet(part)
        if named:
            outlet = outlet or named
        elif _ROLE.search(part) or (authors and not re.search(r"\band\b|&|\bin\b", part) and len(part.split()) < 2):
            continue  # an office, or the place that stands after a name
        else:
            found = _authors(part)
            if found is None:
                return _joined(authors), outlet
            authors += found
    return _joined(authors), outlet


def _name_and_outlet(part: str) -> tuple[str, str | None]:
    """ "Ann Example BBC News" as name and outlet."""
    words = part.split()
    for cut in range(2, len(words)):
        outlet = known_outlet(" ".join(words[cut:]))
        if outlet and _is_name(" ".join(words[:cut])):
            return " ".join(words[:cut]), outlet
    return part, None


def _joined(authors: list[str] | None) -> str | None:
    if not authors:
        return None
    return f"{', '.join(authors[:-1])} and {authors[-1]}" if authors[1:] else authors[0]


def _authors(part: str) -> list[str] | None:
    """The names in "Ann Example in Paris and Bo Model"; ``None`` unless all are names of people."""
    names = []
    for piece in re.split(r"\s*,\s+and\s+|\s+(?:and|&)\s+|\s*,\s*", part.strip(" ."), flags=re.IGNORECASE):
        name = re.split(r"\s+(?:in|at|for)\s+", piece)[0]
        if not _is_name(name):
            return None
        names.append(name)
    return names


def _is_name(name: str) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or not words[0][0].isupper() or words[-1].lower() in _PARTICLES:
        return False
    return all(
        (word[0].isupper() or word.lower() in _PARTICLES or word.startswith(_ARTICLES))
        and re.fullmatch(r"[^\W\d_][\w.'’-]*", word)
        and word.lower() not in _NOT_NAMES
        for word in words
    )

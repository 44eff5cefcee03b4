"""The day of publication, from a row, a page or a line of the text; none rather than a doubtful one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from dragoman.reading.outlets import known_outlet

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"((?:19|20)\d\d)"
_FORMS = (  # pattern and the order of its groups; those with slashes only where a number above 12 settles the order
    (re.compile(rf"(?<![\d/-]){_YEAR}([-/.])(\d{{1,2}})\2(\d{{1,2}})(?![\d/-])"), "y-md"),
    (re.compile(rf"(?<!\d){_YEAR}(\d\d)(\d\d)(?=T?\d{{6}}(?!\d)|T\d{{4}}(?!\d)|(?![\d.]))"), "ymd"),
    (
        re.compile(
            rf"(?<![\d-])(\d{{1,2}})(?:st|nd|rd|th)?[\s/-]+(?:of\s+)?{_MONTH},?[\s/-]+{_YEAR}(?!\d)", re.IGNORECASE
        ),
        "dmy",
    ),
    (re.compile(rf"\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|\s+){_YEAR}(?!\d)", re.IGNORECASE), "mdy"),
    (re.compile(rf"(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\2{_YEAR}(?![\d/-])"), "?-?y"),
)

_LINE = 120  # characters: a line of its own, not a paragraph
_TOP, _BOTTOM = 8, 3  # lines from the top and the bottom of a text in which its date may stand
_CLOCK = re.compile(
    r"T?\b\d{1,2}(?:[:.]\d\d){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{4}(?=\s*(?:GMT|UTC|hrs|hours))",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z]{1,3}[SD]?T|local time|hrs|hours)\b|\bZ\b|[+-]\d\d:?\d\d\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:(?:first |originally |article |date |last )?(?:published|posted|updated|modified|edited|issued|released)"
    r"(?: (?:on|at|by))?|last (?:update|modified)|(?:date|time)(?= ?:))",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updated?|modified|edited", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:on|at)\b|\b\d+ min(?:ute)?s?(?: read)?\b|\b\d+ \w+ ago\b|\W+", re.IGNORECASE)
_PLACE_IN_CAPITALS = re.compile(r"[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*)?,?")
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}, ){1,2}")
_OCCASION = re.compile(r"\b(?:\w*day|eve|elections?|attacks?|summit|deadline|war|photo|file)\b", re.IGNORECASE)
_PARAGRAPH = 60  # characters from which a line is a paragraph
_AFTER_DATELINE = re.compile(r"\.?\s*(?:\(?[A-Z][\w /.-]{1,30}\)?)?\s*(?:[–—-]|:)")
_JOINING = frozenset("in for and of the by".split())
_OPENING = 120  # characters in which the dateline of a paragraph stands


def parse_date(value: object) -> date | None:
    """Return the first day that a value gives for certain, ``None`` where there is none.

    Year first ("2019-03-14", "20190314T1005"), month by name ("14 March 2019", "Mar. 14, 2019"), or three numbers of
    which one can only be the day ("14/03/2019"). "03/04/2019" may be March or April: ``None``. So is a number of
    seconds, which may be anything.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _dates_in(str(value)[:_LINE]) if value else []
    return found[0][1] if found else None


def published(value: object, today: date) -> str | None:
    """Return a day of publication as ISO date; one later than today is wrong, so it is unknown."""
    found = parse_date(value)
    return found.isoformat() if found and found <= today else None


def date_in_text(text: str, today: date) -> str | None:
    """Return the day of publication that a line near the top or the bottom of a text gives, as ISO date.

    Such a line holds a full date and nothing but what goes with it: time, weekday, "Published", a byline, an agency; or
    it opens with a dateline in capitals and a full date. Where a text gives several, the first "Published" counts, then
    one without a label, then "Updated".
    """
    filled = [line.strip() for line in text.split("\n") if line.strip()]
    # At the foot a bare day is as likely that of a coming event.
    foot = [line for line in filled[max(_TOP, len(filled) - _BOTTOM) :] if len(line) <= _LINE and _is_stamped(line)]
    found = [given for line in filled[:_TOP] + foot for given in _dates_of_line(line) if given[1] <= today]
    found += [(1, day) for day in _days_after_places(filled) if day <= today]
    return min(found, key=lambda given: given[0])[1].isoformat() if found else None


def gives_day(text: str, day: date) -> bool:
    """Whether a text gives a day in full somewhere."""
    return any(_day(match.groups(), order) == day for pattern, order in _FORMS for match in pattern.finditer(text))


def is_date_line(line: str) -> bool:
    """Whether a line gives a day of publication and says nothing else."""
    return bool(_dates_of_line(line.strip())) and not _opens_with_dateline(line.strip())


def without_dates(line: str) -> str:
    """Return a line without its dates, times, weekdays and labels ("Updated"), and the marks that set them apart."""
    if not any(c.isdigit() for c in line):
        return line.strip()
    for span, _ in reversed(_dates_in(line)):
        line = line[: span[0]] + " | " + line[span[1] :]
    for pattern in (_CLOCK, _ZONE, _WEEKDAY, _LABEL):
        line = pattern.sub(" | ", line)
    return re.sub(r"^[\s|,:;•·/–—-]+|[\s|,:;•·/(–—-]+$", "", re.sub(r"(?:\s*\|[\s,:;•·–—-]*)+", " | ", line))


def _dates_in(text: str) -> list[tuple[tuple[int, int], date]]:
    found: list[tuple[tuple[int, int], date]] = []
    for pattern, order in _FORMS:
        for match in pattern.finditer(text):
            day = _day(match.groups(), order)
            if day and not any(s < match.end() and match.start() < e for (s, e), _ in found):
                found.append((match.span(), day))
    return sorted(found)


def _day(parts: tuple[str, ...], order: str) -> date | None:
    given = _settled(*parts) if "?" in order else dict(zip(order, parts, strict=True))
    if given is None:
        return None
    month = given["m"]
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()[:3]) + 1
    try:
        return date(int(given["y"]), number, int(given["d"]))
    except ValueError:
        return None


def _settled(first: str, _: str, second: str, year: str) -> dict[str, str] | None:
    if int(first) > 12 or first == second:
        return {"d": first, "m": second, "y": year}
    return {"d": second, "m": first, "y": year} if int(second) > 12 else None


def _dates_of_line(line: str) -> list[tuple[int, date]]:
    """The (rank, day) of each publication date in a line; rank 0: published, 1: unlabelled, 2: updated."""
    if not any(c.isdigit() for c in line):
        return []
    if _opens_with_dateline(line):
        return [(1, day) for _, day in _dates_in(line[:_OPENING])[:1]]
    if len(line) > _LINE:
        return []
    dates = _dates_in(line)
    if not dates or not _goes_with_a_date(line):
        return []
    ranked, end = [], 0
    for (start, stop), day in dates:
        labels = _LABEL.findall(line[end:start])
        ranked.append((1 if not labels else 2 if _CHANGED.search(labels[-1]) else 0, day))
        end = stop
    return ranked


def _days_after_places(filled: list[str]) -> Iterator[date]:
    """The day of a line like "Riga, 12 October 2023" between the headline and the first paragraph."""
    for line, after in pairwise(filled[1:_TOP]):
        dates = _dates_in(line) if len(line) <= _LINE and len(after) > _PARAGRAPH else []
        if len(dates) == 1 and dates[0][0][1] == len(line.rstrip(".")):
            place = line[: dates[0][0][0]]
            if _PLACE.fullmatch(place) and not _OCCASION.search(place):
                yield dates[0][1]


def _goes_with_a_date(line: str) -> bool:
    rest = without_dates(line)
    parts = [part.strip(" ,;:()[]–—-") for part in rest.split(" | ")]
    said = [part for part in parts if _FILLER.sub("", part) and not known_outlet(part)]
    if not said or all(_PLACE_IN_CAPITALS.fullmatch(part) for part in said):
        return True
    if rest.endswith((".", "?", "!")) or len(rest.split()) > 12:
        return False
    if re.match(r"by:?\s+[A-Z]", said[0], re.IGNORECASE):
        return True
    words = [word for part in said for word in part.split()]
    return _is_stamped(line) and len(words) <= 7 and all(word[0].isupper() or word in _JOINING for word in words)


def _is_stamped(line: str) -> bool:
    """Whether a line has a label ("Published") or a time of day beside its date."""
    for span, _ in reversed(_dates_in(line)):
        line = line[: span[0]] + " " + line[span[1] :]
    return bool(_LABEL.search(line) or _CLOCK.search(line))


def _opens_with_dateline(line: str) -> bool:
    """Whether a paragraph opens like "NAIROBI, Kenya, March 14, 2019 (Agency) -"."""
    head = line[:_OPENING]
    place = _PLACE_IN_CAPITALS.match(head)
    dates = _dates_in(head)
    if not place or not dates:
        return False
    (start, stop), _ = dates[0]
    between = head[place.end() : start]
    return not between.strip(" ,()–—-/") and bool(
        re.match(r"\.?\s*(?:\(?[A-Z][\w /.-]{1,30}\)?)?\s*(?:[–—-]|:)", head[stop:])
    )

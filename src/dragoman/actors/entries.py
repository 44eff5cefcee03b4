"""A row of the gazetteer: a name that stands for somebody during some time, and which of several rows is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import msgspec

COUNTRY_KINDS = {"name", "official", "variant", "abbreviation", "former", "territory", "region", "capital"}
PEOPLE_KINDS = {"demonym", "adjective"}
# Bodies whose names a nationality before them moves to another state: "the Saudi National Guard".
STATE_BODIES = {"armed forces", "police", "parliament", "court", "government body", "intelligence service"}

# Letters that Unicode does not take apart into a Latin one and a mark.
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"})
WORD = re.compile(r"[^\W_]+")


class Entry(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One row: a name that stands for somebody during an interval of ISO dates (empty: open).

    ``code`` is ISO3 or an international code, empty for groups that are only their members; ``sector`` may be empty.
    ``layer`` is 0 for the tables that ship with the package and higher for a user's own, which win.
    """

    name: str
    code: str
    sector: str
    kind: str
    role: str = ""
    start: str = ""
    end: str = ""
    note: str = ""
    wikidata: str = ""
    layer: int = 0

    def valid(self, day: str | None) -> bool:
        """Whether the row holds on an ISO day; without a day, whether it still holds."""
        if day is None:
            return not self.end
        return (not self.start or first_day(self.start) <= day) and (not self.end or day <= last_day(self.end))


def first_day(date: str) -> str:
    """Return the first day of an ISO year, month or day."""
    return date + "-01" * ((10 - len(date)) // 3)


def last_day(date: str) -> str:
    """Return the last day of an ISO year, month or day (of every month the 31st: for comparison only)."""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


def words(text: str) -> list[str]:
    """Return the words of a name as the index holds them: without case, accents and punctuation."""
    return [fold(w) for w in WORD.findall(text)]


def fold(word: str) -> str:
    """Return a word without case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# Who is meant where no date tells: the office that a person is best known for.
_RANK = (
    "president prime minister",
    "president",
    "prime minister",
    "supreme leader",
    "king",
    "queen",
    "emir",
    "sultan",
    "chancellor",
    "leader",
    "vice president",
    "foreign minister",
    "secretary of state",
    "defence minister",
)


def choose(entries: Iterable[Entry], day: str | None) -> tuple[Entry | None, str]:
    """Return the row that a name stands for on a day, and the reason; none where rows contradict each other."""
    rows = list(entries)
    if not rows:
        return None, ""
    holding = [e for e in rows if e.valid(day)]
    top = max((e.layer for e in holding), default=0)
    holding = [e for e in holding if e.layer == top]
    preferred = [e for e in holding if e.note.startswith("prefer")]
    if preferred:
        return preferred[0], "preferred meaning of the name"
    if holding:
        return _one_of(holding, day)
    people = [e for e in rows if e.kind == "person"]
    if people:
        return _outside_office(people, day)
    return max(rows, key=lambda e: e.end or "9"), "latest row of the table"


def _one_of(holding: list[Entry], day: str | None) -> tuple[Entry | None, str]:
    names = {(e.name, e.code) for e in holding}
    if any("ambiguous" in e.note for e in holding) and len(names) > 1:
        return None, f"ambiguous: {', '.join(sorted(e.code or e.name for e in holding))}"
    best = min(holding, key=rank)
    reason = f"{best.role} on {day}" if best.kind == "person" and day else ""
    return best, reason or f"table: {best.name}"


def rank(entry: Entry) -> int:
    """Return how well known an office makes its holder: 0 is the best known."""
    return next((n for n, role in enumerate(_RANK) if entry.role.startswith(role)), len(_RANK))


def _outside_office(people: list[Entry], day: str | None) -> tuple[Entry, str]:
    """A person whose terms do not hold the day: a former official after them, nothing certain before them."""
    if day is None:
        best = min(people, key=lambda e: (rank(e), e.start))
        return best, f"no date: best known as {best.role}"
    past = [e for e in people if e.end and last_day(e.end) < day]
    if past:
        last = max(past, key=lambda e: e.end)
        sector = "ELI" if last.sector == "GOV" else last.sector
        return msgspec.structs.replace(last, sector=sector, role=f"former {last.role}"), f"{last.role} until {last.end}"
    first = min(people, key=lambda e: e.start)
    return msgspec.structs.replace(first, sector="", role=""), f"not yet {first.role} on {day}"

"""Whether two acts are one happening, and what speaks for it, in words.

Each look (date, parties, place, numbers, mode) either forbids that two acts are one, or gives points and says why.
Reports of one story may differ in what a coder easily takes otherwise (whose forces, a revised toll, the day); acts of
different stories are merged only where they agree on the day and on both parties or on the town and a party. A document
tells a deed twice where day, doer and numbers agree ("shelled the town, killing nine"); its words are left as they are.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from dragoman.corpus.acts import VERBAL, Act
from dragoman.ontology import rows

NEAR = 25.0  # kilometres
LONG = 7  # days: an interval longer than this dates nothing
LATE = 2  # days that a report of the same story may be published after the day
DOCUMENT_POINTS, STORY_POINTS, WORDS_POINTS, DEEDS_POINTS, UNDATED_POINTS = 1.5, 1.0, 3.0, 3.5, 4.5
FORMAL = ("SANCTION", "AID", "COOPERATE", "RETREAT")
_UNKNOWN = "---"
_SIDES = {
    **dict.fromkeys(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"), "state"),
    **dict.fromkeys(("REB", "PRM", "UAF", "CRM"), "armed"),
    **dict.fromkeys(("UNK", ""), ""),
}


@dataclass
class Evidence:
    """Points for two acts being one, what they are for, and whether something forbids it."""

    story: bool  # reports of the same story
    document: bool = False  # one document has a report of both
    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    same_parties: float = 0.0
    same_day: bool = False
    same_town: bool = False
    same_number: bool = False

    def give(self, points: float, reason: str) -> bool:
        """Add points for a reason; always true."""
        self.points += points
        self.reasons.append(reason)
        return True

    def enough(self, a: Act, b: Act) -> bool:
        """Tell whether it suffices to merge the two."""
        if self.document:
            return self.points >= DOCUMENT_POINTS
        if self.story:
            return self.points >= STORY_POINTS
        if a.quad in VERBAL or _between_states(a):
            return self.same_day and self.same_parties >= 2 and self.points >= WORDS_POINTS
        if not self.same_day:
            return self.same_town and self.same_number and self.points >= UNDATED_POINTS
        return (self.same_town or self.same_number) and self.same_parties >= 1 and self.points >= DEEDS_POINTS


def compare(a: Act, b: Act) -> Evidence | None:
    """Return the evidence that two acts of the same type and reading are one happening, `None` where they are not."""
    document = bool(a.documents & b.documents)
    if document and (a.quad in VERBAL or a.reading != "happened"):
        return None  # two calls on one state in an article are two, where `same_as` does not link them
    story = document or a.story == b.story
    evidence = Evidence(story, document)
    if story:
        evidence.reasons.append("told again in the same document" if document else "same story")
    looks: tuple[Callable[[Act, Act, Evidence], bool], ...] = (_mode, _date, _place, _parties, _numbers)
    if all(look(a, b, evidence) for look in looks) and evidence.enough(a, b):
        return evidence
    return None


def _between_states(act: Act) -> bool:
    """Whether it is a step that one state takes towards another once a day: it expels, gives, lets go."""
    return act.type in FORMAL and not {code[:3] for code in act.actors} & {code[:3] for code in act.recipients}


@functools.cache
def mode_families() -> dict[tuple[str, str], str]:
    """Return the family of each mode by (type, mode); an empty one goes with every mode of its type."""
    return {(r["type"], r["mode"]): r["family"] for r in rows("dragoman.corpus", "tables/mode_families.csv")}


def _mode(a: Act, b: Act, evidence: Evidence) -> bool:
    if a.mode is None or b.mode is None:
        return True
    if a.mode == b.mode:
        return evidence.give(0.5, f"both {a.mode}")
    one, two = mode_families().get((a.type, a.mode), a.mode), mode_families().get((b.type, b.mode), b.mode)
    return one == two or not one or not two


def _date(a: Act, b: Act, evidence: Evidence) -> bool:
    if a.first_day is None or b.first_day is None or a.last_day is None or b.last_day is None:
        return evidence.story
    gap = max(a.first_day, b.first_day) - min(a.last_day, b.last_day)
    if gap > 0:
        # What is dated only by its publication may have been the day before.
        late = b if a.last_day < b.first_day else a
        return evidence.story and not late.dated and gap <= LATE and evidence.give(0.5, f"reported {gap} day(s) later")
    if max(a.last_day - a.first_day, b.last_day - b.first_day) >= LONG:
        return evidence.give(0.0, "within the same time")
    evidence.same_day = True
    return evidence.give(*((2.0, "same day") if a.dated and b.dated else (1.0, "same day by publication")))


def _place(a: Act, b: Act, evidence: Evidence) -> bool:
    sure = a.placed and b.placed  # a dateline speaks for one place, never against another
    if a.country and b.country and a.country != b.country:
        return not sure
    if a.city is None or b.city is None:
        return True
    if a.city != b.city and not _near(a, b):
        return not sure
    evidence.same_town = True
    return evidence.give(1.5 if sure else 1.0, f"in {a.city}" if a.city == b.city else f"{a.city} is near {b.city}")


def _near(a: Act, b: Act) -> bool:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return False
    north = (a.lat - b.lat) * 111.2
    east = (a.lon - b.lon) * 111.2 * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(north, east) <= NEAR


def _parties(a: Act, b: Act, evidence: Evidence) -> bool:
    if evidence.document and a.actors and b.actors and not a.actors & b.actors:
        return False
    return _side(a.actors, b.actors, "by", evidence) and _side(a.recipients, b.recipients, "to", evidence)


def _side(a: frozenset[str], b: frozenset[str], word: str, evidence: Evidence) -> bool:
    if not a or not b:
        return True
    if shared := sorted(code for code in a & b if not code.startswith(_UNKNOWN)):
        points = min(2.0, float(len(shared))) if word == "by" else 1.0
        evidence.same_parties += points
        return evidence.give(points, f"{word} {', '.join(shared)}")
    if any(_compatible(one, two) for one in a for two in b):
        return evidence.give(0.5, f"{word} {', '.join(sorted(a))} or {', '.join(sorted(b))}")
    # The same story may call a state's party by another of its bodies, but not by another state.
    return evidence.story and bool({c[:3] for c in a} & {c[:3] for c in b})


def _compatible(one: str, two: str) -> bool:
    country, other = one[:3], two[:3]
    if country != other and _UNKNOWN not in (country, other):
        return False
    side, opposite = (_SIDES.get(code[4:], "people") for code in (one, two))
    return side == opposite or not side or not opposite


def _numbers(a: Act, b: Act, evidence: Evidence) -> bool:
    for name in a.numbers.keys() & b.numbers.keys():
        (low, high), (low_b, high_b) = a.numbers[name], b.numbers[name]
        if max(low, low_b) <= min(high, high_b):
            evidence.same_number |= min(high, high_b) > 2
            evidence.give(1.0 if min(high, high_b) > 2 else 0.5, f"{name} {low_b}")
        elif evidence.document or not evidence.story or not _revised(high, low_b, high_b, low):
            return False
    return True


def _revised(high: int, low_b: int, high_b: int, low: int) -> bool:
    """Whether one number may be the other revised: at most twice as many, or three more."""
    less, more = (high, low_b) if high < low_b else (high_b, low)
    return more <= 2 * less or more - less <= 3

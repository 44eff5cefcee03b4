"""How likely a coded event is right: the judge's probability, put on the scale of what was right on texts kept apart.

Platt scaling (Platt 1999) with two more readings of the same frame: whether both parties are named, and whether the
table of predicates has the word. ``model/calibration.json`` is written by ``training.calibrate``.
"""

from __future__ import annotations

import functools
import json
import math
from dataclasses import dataclass
from importlib import resources

FILE = "calibration.json"
_EDGE = 0.01  # nothing is surer than this from 0 or 1


@dataclass(frozen=True)
class Scale:
    """Weights of a logistic curve. The plain scale leaves probabilities as they are."""

    intercept: float = 0.0
    slope: float = 1.0
    both: float = 0.0
    listed: float = 0.0

    def of(self, probability: float, *, both: bool, listed: bool) -> float:
        """Return how likely an event is right whose act the judge gives some probability."""
        kept = min(max(probability, _EDGE), 1 - _EDGE)
        odds = self.intercept + self.slope * math.log(kept / (1 - kept)) + self.both * both + self.listed * listed
        return min(max(1 / (1 + math.exp(-odds)), _EDGE), 1 - _EDGE)


@functools.cache
def scale() -> Scale:
    """Return the scale that ships with the judge's weights."""
    text = (resources.files("dragoman.events") / "model" / FILE).read_text(encoding="utf-8")
    return Scale(**json.loads(text))

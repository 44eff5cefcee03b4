"""Fits the scale of confidence on every second marked text that no training sees: ``python -m training.calibrate``.

Writes ``calibration.json`` beside the judge's weights and prints the expected calibration error on the other texts, by
the plain scale and by the new one.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.events import confidence
from dragoman.events.confidence import Scale
from training.measure import TEST, Measured, measure, read

TARGET = Path(__file__).parent.parent / "src" / "dragoman" / "events" / "model" / confidence.FILE
RIDGE = 1.0  # keeps the few weights small


def fitted(events: Measured) -> Scale:
    """Return the logistic curve that best says which of some events are right (Newton's method)."""
    odds = [np.log(p / (1 - p)) for p in (min(max(s.confidence, 0.01), 0.99) for s in events.sure)]
    x = np.array([[1.0, o, s.both, s.listed] for o, s in zip(odds, events.sure, strict=True)])
    y = np.array([float(s.right) for s in events.sure])
    prior = np.array([0.0, 1.0, 0.0, 0.0])
    weights: NDArray[np.float64] = prior.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - RIDGE * (weights - prior)
        curvature = (x.T * (p * (1 - p))) @ x + RIDGE * np.eye(4)
        weights = weights + np.linalg.solve(curvature, gradient)
    return Scale(*(round(float(w), 3) for w in weights))


def main() -> None:
    """Fit, write and report."""
    texts = read([TEST])
    setattr(confidence, "scale", Scale)  # the plain one  # noqa: B010
    learned, plain = measure(texts[::2]), measure(texts[1::2])
    found = fitted(learned)
    TARGET.write_text(json.dumps(asdict(found), indent=1) + "\n", encoding="utf-8")
    setattr(confidence, "scale", lambda: found)  # noqa: B010
    scaled = measure(texts[1::2])
    print(f"{found} from {len(learned.sure)} events")
    print(f"expected calibration error on {len(plain.sure)} others: {plain.calibration_error:.3f} before, "
          f"{scaled.calibration_error:.3f} now")  # fmt: skip


if __name__ == "__main__":
    main()

"""Events: who did what to whom, when, where and how many."""

from dragoman.events.assembly import find_events
from dragoman.events.classification import classify

__all__ = ["classify", "find_events"]

"""Actors: who stands at each noun phrase of a document, with country and sector."""

from __future__ import annotations

from dragoman.actors.resolution import resolve
from dragoman.actors.resolver import resolve_actors
from dragoman.actors.table import ActorTable

__all__ = ["ActorTable", "resolve", "resolve_actors"]

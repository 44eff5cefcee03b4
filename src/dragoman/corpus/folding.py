"""What is told more than once: copies become stories, reports of one happening are joined."""

from __future__ import annotations

from dragoman.store.opening import Store


def fold(store: Store) -> None:
    """placeholder"""

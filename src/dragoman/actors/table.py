"""The actors of one document, and who stands at which noun phrase."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.actors.roles import role_of
from dragoman.record import Actor, Span

Token = Any


class ActorTable:
    """Who is who in one document: `Actor` rows by key, and the keys that each noun phrase's head token stands for.

    `at` is how the later rooms ask "who is this?". It answers for the noun phrase of one head alone; coordinated heads
    are asked one by one (`dragoman.parsing.grammar.conjuncts`).
    """

    def __init__(self) -> None:
        self._actors: dict[str, Actor] = {}
        self._heads: dict[int, tuple[str, ...]] = {}
        self._reasons: dict[int, str] = {}

    @property
    def actors(self) -> list[Actor]:
        """All actors in the order of their keys."""
        return list(self._actors.values())

    def __getitem__(self, key: str) -> Actor:
        return self._actors[key]

    def __contains__(self, key: str) -> bool:
        return key in self._actors

    def add(self, name: str, codes: Iterable[str] = (), **fields: Any) -> Actor:
        """Add an actor under the next free key (``a1``, ``a2`` …) and return it."""
        actor = Actor(key=f"a{len(self._actors) + 1}", name=name, codes=list(codes), **fields)
        self._actors[actor.key] = actor
        return actor

    def mention(self, head: Token, keys: Iterable[str], span: Span, *, by_the_way: bool = False) -> None:
        """Note that the noun phrase of ``head``, standing at ``span``, names the actors ``keys``.

        A state that is named ``by_the_way``, as the place of something or inside another name, can be asked for at its
        head, but is no mention of an actor.
        """
        self._heads[head.i] = tuple(keys)
        for key in () if by_the_way else self._heads[head.i]:
            mentions = self._actors[key].mentions
            if span not in mentions:
                mentions.append(span)

    def decline(self, head: Token, reason: str) -> None:
        """Note why a pronoun or noun phrase was not resolved."""
        self._reasons[head.i] = reason

    def at(self, head: Token) -> tuple[str, ...]:
        """Return the keys of who the noun phrase of this head token is; empty where nobody is known there."""
        return self._heads.get(head.i, ())

    def why_not(self, head: Token) -> str | None:
        """Return why the noun phrase of this head was not resolved, where a reason is known."""
        return self._reasons.get(head.i)

    def codes(self, keys: Iterable[str]) -> list[str]:
        """Return the codes of several actors together, each once, in order."""
        found: dict[str, None] = {}
        for key in keys:
            found.update(dict.fromkeys(self._actors[key].codes))
        return list(found)

    def countries(self, keys: Iterable[str]) -> set[str]:
        """Return the country parts of the codes of several actors; ``---`` (unknown) is left out."""
        return {code.split()[0] for code in self.codes(keys)} - {"---"}

    def is_place(self, key: str) -> bool:
        """Whether an actor is named as a place: "a village" stands for those who live there."""
        role = role_of(self._actors[key].role or "")
        return role is not None and role.kind == "place"

    def codable(self, keys: Iterable[str]) -> bool:
        """Whether any of the actors has a code."""
        return bool(self.codes(keys))

"""Role nouns: what a common noun says of the sector of whom it names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.actors.entries import words
from dragoman.actors.sources import TABLES
from dragoman.ontology import INTERNATIONAL, rows

Token = Any

# Rows of these kinds say how phrases are read; all other kinds are nouns that name somebody.
_RULES = {"partitive", "modifier", "generic"}


@dataclass(frozen=True)
class Role:
    """A role noun or phrase.

    Kinds: ``person``, ``collective``, ``thing``, ``place`` (its inhabitants), and ``head``, whose sector is that of the
    body served ("spokesman").
    """

    phrase: str
    sector: str
    kind: str

    @property
    def international(self) -> str:
        """The international code that the role stands for by itself ("aid agency" → NGO), or an empty string."""
        return self.sector if self.sector.split(" ")[0] in INTERNATIONAL else ""


@functools.cache
def _index() -> dict[tuple[str, ...], Role]:
    return {
        tuple(words(row["phrase"])): Role(row["phrase"], row["sector"], row["kind"])
        for row in rows(TABLES, "roles.csv")
        if row["kind"] not in _RULES
    }


@functools.cache
def _rule(kind: str) -> dict[str, str]:
    """The words of a rule, and the sector that each gives."""
    return {
        row["phrase"].strip("+ ").removesuffix(" of"): row["sector"]
        for row in rows(TABLES, "roles.csv")
        if row["kind"] == kind
    }


@functools.cache
def _longest() -> int:
    return max(map(len, _index()))


@functools.cache
def _last_words() -> frozenset[str]:
    return frozenset(key[-1] for key in _index())


def is_partitive(head: Token) -> bool:
    """Whether a noun only measures another: "thousands of miners", "a group of tourists"."""
    return head.lower_ in _rule("partitive") or head.lemma_.lower() in _rule("partitive")


def find_role(phrase: Sequence[Token], head: Token) -> tuple[Role, list[Token]] | None:
    """Return the longest role phrase of a noun phrase that ends with its head, and the tokens that make it.

    Tokens are compared by lemma and by form, so that "gunmen" and "ministers" are found, and hyphens count as blanks. A
    noun that says nothing by itself is typed by the adjective before it ("military personnel").
    """
    before = [t for t in phrase if t.i <= head.i and not t.is_punct]
    found = _listed(before)
    if found is None or (len(found[1]) == 1 and not found[0].sector):
        return _typed(before, head) or found
    return found


def _listed(before: list[Token]) -> tuple[Role, list[Token]] | None:
    if before and not _ends_a_role(before[-1].lemma_, before[-1].lower_):
        return None
    for size in range(min(_longest() + 2, len(before)), 0, -1):
        tokens = before[-size:]
        for form in _both_forms(tokens):
            role = _index().get(form)
            if role:
                return role, tokens
    return None


@functools.lru_cache(maxsize=50_000)
def _ends_a_role(lemma: str, form: str) -> bool:
    """Whether some role ends with a word: most nouns end none."""
    return any(found[-1] in _last_words() for found in (words(lemma.lower()), words(form)) if found)


def _typed(before: list[Token], head: Token) -> tuple[Role, list[Token]] | None:
    if head.lower_ not in _rule("generic") and head.lemma_.lower() not in _rule("generic"):
        return None
    for token in reversed(before[:-1]):
        sector = _rule("modifier").get(token.lower_)
        if sector and token.dep_ in {"amod", "compound", "nmod"}:
            return Role(f"{token.lower_} {head.lower_}", sector, "collective"), [token, head]
    return None


def _both_forms(tokens: Sequence[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a phrase, its last by lemma and by form."""
    *first, last = tokens
    before = " ".join(t.lower_ for t in first)
    return tuple(words(f"{before} {last.lemma_.lower()}")), tuple(words(f"{before} {last.lower_}"))


def role_of(text: str) -> Role | None:
    """Return the role that a phrase as such names, or none."""
    key = tuple(words(text))
    return _index().get(key) or _index().get((*key[:-1], re.sub(r"s$", "", key[-1]))) if key else None

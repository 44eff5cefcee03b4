"""Role nouns: what a common noun says of the sector of whom it names."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.actors.gazetteer import TABLES, words
from dragoman.ontology import INTERNATIONAL, rows


@dataclass(frozen=True)
class Role:
    """A role noun or phrase; of the kind ``head`` the sector is that of the body served."""

    phrase: str
    sector: str
    kind: str

    @property
    def international(self) -> str:
        """The international code that the role stands for by itself ("aid agency" → NGO), or an empty string."""
        return self.sector if self.sector in INTERNATIONAL else ""


@functools.cache
def _index() -> dict[tuple[str, ...], Role]:
    return {
        tuple(words(row["phrase"])): Role(row["phrase"], row["sector"], row["kind"])
        for row in rows(TABLES, "roles.csv")
    }


@functools.cache
def _longest() -> int:
    return max(map(len, _index()))


def find_role(phrase: Sequence[Any], head: Any) -> tuple[Role, list[Any]] | None:
    """Return the longest role phrase of a noun phrase that ends with its head, and the tokens that make it.

    Tokens are compared by lemma and by form, so that "gunmen" and "ministers" are found, and hyphens count as blanks.
    """
    before = [t for t in phrase if t.i <= head.i and not t.is_punct]
    for size in range(min(_longest() + 2, len(before)), 0, -1):
        tokens = before[-size:]
        for form in (_forms(tokens, lemma_last=True), _forms(tokens, lemma_last=False)):
            role = _index().get(form)
            if role:
                return role, tokens
    return None


def _forms(tokens: Sequence[Any], *, lemma_last: bool) -> tuple[str, ...]:
    *first, last = tokens
    text = " ".join([t.lower_ for t in first] + [last.lemma_.lower() if lemma_last else last.lower_])
    return tuple(words(text))


def role_of(text: str) -> Role | None:
    """Return the role that a phrase as such names, or none."""
    key = tuple(words(text))
    return _index().get(key) or _index().get((*key[:-1], re.sub(r"s$", "", key[-1]))) if key else None

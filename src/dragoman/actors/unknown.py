"""Names that no table has: a title before the name, or the words of the name itself, may tell what it is."""

from __future__ import annotations

import functools
import re
from typing import Any

from dragoman.actors.roles import Role, find_role
from dragoman.actors.sources import TABLES
from dragoman.ontology import rows

Token = Any

_PARTICLES = {"-", "al", "el", "bin", "ibn", "de", "van", "von", "da", "of", "the", "and", "for", "dos", "di", "del"}
_ONLY_INSIDE = {"of", "the", "and", "for"}  # joins two words of a name, never begins one


@functools.cache
def _body_words() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b(?:{row['word']})\b"), row["sector"]) for row in rows(TABLES, "body_words.csv")]


def typed_by_words(name: str) -> tuple[str, str] | None:
    """Return the sector that a word of a body's name tells, and the word; the last such word of the name counts."""
    found = [
        (m.start(), -n, m.group(), sector) for n, (p, sector) in enumerate(_body_words()) for m in p.finditer(name)
    ]
    if not found:
        return None
    before_of = [f for f in found if " of " not in name[: f[0]] and " for " not in name[: f[0]]] or found
    _, _, word, sector = max(before_of, key=lambda f: (f[0] + len(f[2]), f[1]))
    return sector, word


def proper_name(head: Token, phrase: list[Token]) -> list[Token]:
    """Return the run of proper nouns that ends with the head."""
    run = [head]
    for token in reversed([t for t in phrase if t.i < head.i]):
        if (token.pos_ != "PROPN" and token.lower_ not in _PARTICLES) or token.i != run[-1].i - 1:
            break
        run.append(token)
    while len(run) > 1 and run[-1].lower_ in _ONLY_INSIDE:
        run.pop()
    return run[::-1]


def title_before(phrase: list[Token]) -> tuple[Role, list[Token]] | None:
    """Return the longest role phrase before the last word of a name ("Deputy Interior Minister Ana Example")."""
    best: tuple[Role, list[Token]] | None = None
    for end in range(len(phrase) - 1):
        found = find_role(phrase[: end + 1], phrase[end])
        if found and found[0].kind != "place" and (best is None or len(found[1]) >= len(best[1])):
            best = found
    return best

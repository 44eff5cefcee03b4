"""The predicate table: which verb, noun or adjective is which act, in which grammar."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.actors import ActorTable
from dragoman.events.frames import Frame
from dragoman.ontology import rows
from dragoman.parsing.grammar import children, is_negated

Token = Any
TABLES = "dragoman.events.tables"


@dataclass(frozen=True)
class Row:
    """One row: a predicate and the conditions under which it is an act of a type and mode.

    ``recipient`` lists slots in the order in which a recipient is looked for. ``weight`` is how likely such a use in
    news reports a real act of that type.
    """

    lemma: str
    pos: str
    needs: tuple[str, ...]
    type: str
    mode: str | None
    recipient: tuple[str, ...]
    weight: float

    def __str__(self) -> str:
        needs = " ".join(_shortened(need) for need in self.needs)
        return f"{self.lemma}{f' [{needs}]' if needs else ''} → {self.type}{f' {self.mode}' if self.mode else ''}"


def _shortened(need: str) -> str:
    """A condition with at most three of its alternatives: enough to find the row again."""
    words = need.split("|")
    return "|".join(words[:3]) + ("|…" if len(words) > 3 else "")


@functools.cache
def lexicon() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """Return the rows by (last word of the lemma, part of speech), the most specific first."""
    table: dict[tuple[str, str], list[Row]] = {}
    for row in rows(TABLES, "predicates.csv"):
        entry = Row(
            row["lemma"],
            row["pos"],
            tuple(row["needs"].split()),
            row["type"],
            row["mode"] or None,
            tuple(row["recipient"].split()),
            float(row["weight"] or 0.5),
        )
        table.setdefault((entry.lemma.split()[-1], entry.pos), []).append(entry)
    return {key: tuple(sorted(found, key=_specificity, reverse=True)) for key, found in table.items()}


def _specificity(row: Row) -> tuple[int, int, float]:
    """Rows with more, and with narrower, conditions first; then the likelier."""
    narrow = sum(":" in need for need in row.needs)
    return (len(row.lemma.split()) + len(row.needs) + narrow, narrow, row.weight)


def is_listed(token: Token, kind: str) -> bool:
    """Whether the table has rows for a word as a predicate of a part of speech."""
    return (token.lemma_.lower(), kind) in lexicon()


def match(frame: Frame, actors: ActorTable) -> Row | None:
    """Return the most specific row whose conditions a frame meets."""
    for row in lexicon().get((frame.predicate.lemma_.lower(), frame.kind), ()):
        if _has_words(frame.predicate, row.lemma) and all(_holds(need, frame, actors) for need in row.needs):
            return row
    return None


def _has_words(predicate: Token, lemma: str) -> bool:
    """Whether the words before the last of a compound entry ("air strike") stand before the predicate."""
    before = lemma.split()[:-1]
    at = predicate.i - len(before)
    if not before:
        return True
    found = predicate.doc[max(at, 0) : predicate.i]
    return [t.lemma_.lower() for t in found] == before or [t.lower_ for t in found] == before


def _holds(need: str, frame: Frame, actors: ActorTable) -> bool:
    name, _, rest = need.partition(":")
    return _CONDITIONS[name](frame, rest, actors)


def _lemmas(tokens: list[Token]) -> set[str]:
    found = set()
    for token in tokens:
        found.add(token.lemma_.lower())
        found.add(token.lower_)
    return found


def _alternatives(rest: str) -> set[str]:
    return {word.replace("_", " ") for word in rest.split("|")}


def _object_heads(frame: Frame) -> list[Token]:
    own = children(frame.predicate, "dobj", "attr")
    return frame.slot("obj") or own


def _obj(frame: Frame, rest: str, actors: ActorTable) -> bool:
    heads = [*_object_heads(frame), *children(frame.predicate, "dobj", "nsubjpass")]
    return bool(heads) if not rest else bool(_lemmas(heads) & _alternatives(rest))


def _prep(frame: Frame, rest: str, actors: ActorTable) -> bool:
    wanted = _alternatives(rest)
    if any(name.startswith("prep:") and name[5:] in wanted for name in frame.slots):
        return True
    tokens = [frame.predicate, *children(frame.predicate, "dobj", "nsubjpass")]
    return any(c.lower_ in wanted for t in tokens for c in t.children if c.dep_ in {"prep", "prt", "dative"})


def _pobj(frame: Frame, rest: str, actors: ActorTable) -> bool:
    preposition, _, lemmas = rest.partition(":")
    heads = [t for one in preposition.split("|") for t in frame.slot(f"prep:{one}")]
    return bool(_lemmas(heads) & _alternatives(lemmas)) if lemmas else bool(heads)


def _complement(kind: str) -> Callable[[Frame, str, ActorTable], bool]:
    def holds(frame: Frame, rest: str, actors: ActorTable) -> bool:
        found = frame.complements[kind]
        return bool(found) if not rest else bool(_lemmas(found) & _alternatives(rest))

    return holds


def _subj(frame: Frame, rest: str, actors: ActorTable) -> bool:
    return bool(frame.actors) if not rest else bool(_lemmas(frame.actors) & _alternatives(rest))


def _sectors(heads: list[Token], actors: ActorTable) -> set[str]:
    return {part for head in heads for code in actors.codes(actors.at(head)) for part in code.split()[1:]}


def _subjsector(frame: Frame, rest: str, actors: ActorTable) -> bool:
    return bool(_sectors(frame.actors, actors) & _alternatives(rest))


def _objsector(frame: Frame, rest: str, actors: ActorTable) -> bool:
    return bool(_sectors(frame.slot("obj"), actors) & _alternatives(rest))


def _objactor(frame: Frame, rest: str, actors: ActorTable) -> bool:
    return any(actors.codable(actors.at(head)) for head in frame.slot("obj"))


def _plural(frame: Frame, rest: str, actors: ActorTable) -> bool:
    return len(frame.actors) > 1 or any(t.tag_ in {"NNS", "NNPS"} or t.lower_ in {"they", "we"} for t in frame.actors)


def _mod(frame: Frame, rest: str, actors: ActorTable) -> bool:
    heads = [frame.predicate, *_object_heads(frame)]
    return bool(_lemmas([c for h in heads for c in children(h, "amod", "compound", "nmod")]) & _alternatives(rest))


_OBLIGATION = {"must", "should"}  # "said that X must leave" asks X to leave
_CONDITIONS: Mapping[str, Callable[[Frame, str, ActorTable], bool]] = {
    "prt": lambda frame, rest, actors: bool(frame.particles & _alternatives(rest)),
    "prep": _prep,
    "pobj": _pobj,
    "obj": _obj,
    "noobj": lambda frame, rest, actors: not _object_heads(frame),
    "iobj": lambda frame, rest, actors: bool(frame.slot("iobj")),
    "xcomp": _complement("xcomp"),
    "ccomp": _complement("ccomp"),
    "passive": lambda frame, rest, actors: frame.passive,
    "subj": _subj,
    "subjsector": _subjsector,
    "objsector": _objsector,
    "objactor": _objactor,
    "cmust": lambda frame, rest, actors: any(
        c.lower_ in _OBLIGATION for verb in frame.complements["ccomp"] for c in children(verb, "aux")
    ),
    "neg": lambda frame, rest, actors: is_negated(frame.predicate),
    "reflexive": lambda frame, rest, actors: any(t.lower_.endswith(("self", "selves")) for t in frame.slot("obj")),
    "plural": _plural,
    "state": lambda frame, rest, actors: (
        bool(frame.slot("state")) and frame.predicate.head.lower_ in _alternatives(rest)
    ),
    "gov": lambda frame, rest, actors: frame.predicate.head.lemma_.lower() in _alternatives(rest),
    "mod": _mod,
}
CONDITIONS = frozenset(_CONDITIONS)

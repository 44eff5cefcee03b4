"""Grammar over spaCy's dependency labels: who stands in which slot of a predicate.

The labels are those of the English pipelines (ClearNLP style: nsubj, dobj, pobj, agent, xcomp, ccomp, relcl, acl …).
A slot that the sentence leaves empty is looked for where English hides it: in the governing clause (control and
raising), in the first of coordinated verbs, in the noun that a relative clause or participle modifies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Token = Any

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass"}
OBJECTS = {"dobj", "obj"}
RELATIVES = {"who", "which", "that", "whom", "whose"}
# The subject of the infinitive is the subject of these verbs even where they have an object.
SUBJECT_CONTROL = {"promise", "vow", "pledge", "threaten", "swear", "guarantee"}
# After these an infinitive with an object of its own tells what the subject wants: "called X to congratulate him".
_TO_A_PURPOSE = {"call", "phone", "telephone", "ring", "visit", "meet", "contact", "email", "text"}
# After these a gerund is done by the object ("accused X of killing"), after others by the subject ("by killing").
_OF_OBJECT = {"of", "for", "from", "into", "with"}
_NOT_IN_PHRASE = {"relcl", "acl", "appos", "conj", "cc", "punct", "advcl", "parataxis", "ccomp", "preconj"}


def children(token: Token, *labels: str) -> list[Token]:
    """Return the children of a token that have one of the labels, in text order."""
    return [c for c in token.children if c.dep_ in labels]


def conjuncts(token: Token) -> list[Token]:
    """Return a token and what is coordinated with it after it ("A, B and C" from A)."""
    found, at = [token], token
    while True:
        following = children(at, "conj")
        if not following:
            return found
        found += [f for f in following if f not in found]
        at = following[-1]


def first_conjunct(token: Token) -> Token:
    """Return the first of the coordinated tokens that a token belongs to."""
    while token.dep_ == "conj":
        token = token.head
    return token


def noun_phrase(head: Token, *, with_prepositions: bool = True) -> list[Token]:
    """Return the tokens of the noun phrase of a head, without relative clauses, appositions and coordinated phrases."""
    kept = [head]
    for child in head.children:
        if child.dep_ in _NOT_IN_PHRASE or (child.dep_ == "prep" and not with_prepositions):
            continue
        kept += _subtree(child)
    kept.sort(key=lambda t: t.i)
    low = high = kept.index(head)
    while low and kept[low - 1].i == kept[low].i - 1:
        low -= 1
    while high + 1 < len(kept) and kept[high + 1].i == kept[high].i + 1:
        high += 1
    return kept[low : high + 1]


def _subtree(token: Token) -> list[Token]:
    return list(token.subtree)


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: with an auxiliary, as a bare participle, or after "got"."""
    if children(verb, "nsubjpass", "auxpass", "csubjpass"):
        return True
    if verb.tag_ != "VBN" or children(verb, "aux", "dobj"):
        return bool(
            verb.dep_ == "conj" and verb.tag_ == "VBN" and not children(verb, "aux", "nsubj") and is_passive(verb.head)
        )
    if verb.dep_ == "conj" and not children(verb, "nsubj"):
        return is_passive(verb.head)
    return verb.dep_ in {"acl", "advcl", "amod"} or bool(children(verb, "agent"))


def agents(verb: Token) -> list[Token]:
    """Return the heads of the by-agents of a passive verb."""
    return [p for a in children(verb, "agent") for o in children(a, "pobj") for p in conjuncts(o)]


def is_negated(token: Token) -> bool:
    """Whether "not", "never", "no longer" and the like stand at a verb or its auxiliary."""
    return any(c.dep_ == "neg" or c.lower_ in {"never", "nor", "neither"} for c in token.children)


def antecedent(pronoun: Token) -> Token:
    """Return the noun that a relative pronoun goes back to, or the pronoun itself where it is none."""
    if pronoun.lower_ not in RELATIVES:
        return pronoun
    clause = pronoun
    while clause.dep_ != "relcl" and clause.head != clause:
        clause = clause.head
        if clause.dep_ == "ROOT":
            return pronoun
    return clause.head if clause.dep_ == "relcl" else pronoun


def subjects(verb: Token, _depth: int = 0) -> list[Token]:
    """Return the heads of a verb's grammatical subjects, coordinated ones apart, relative pronouns led back.

    Of a passive verb these are the sufferers (see `agents`). Empty where the clause leaves the subject open.
    """
    own = [t for s in children(verb, *SUBJECTS) for t in conjuncts(s)]
    if own:
        return [antecedent(t) for t in own if t.dep_ not in {"csubj", "csubjpass"}]
    if _depth > 6:
        return []
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, _depth + 1)
    if verb.dep_ in {"xcomp", "ccomp", "oprd"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} and not _is_finite(verb):
        return _controllers(verb, head, _depth)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":  # "for killing", "accused … of planning"
        return _of_governor(head, _depth)
    if verb.dep_ in {"advcl", "ROOT"} and head != verb and not _is_finite(verb):
        return subjects(head, _depth + 1) if head.pos_ in {"VERB", "AUX"} else []
    if verb.dep_ == "acl":
        return [head]
    if verb.dep_ == "relcl":
        return []
    return []


def _is_finite(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children) or (
        verb.tag_ in {"VBD", "VBZ", "VBP"}
    )


def _controllers(verb: Token, head: Token, depth: int) -> list[Token]:
    to_a_purpose = head.lemma_ in _TO_A_PURPOSE and children(verb, "dobj") and children(head, "dobj")
    of_subject = head.lemma_ in SUBJECT_CONTROL or to_a_purpose
    if head.pos_ in {"VERB", "AUX"} and not of_subject:
        if is_passive(head):  # "were ordered to leave"
            return subjects(head, depth + 1)
        held = [t for o in children(head, "dobj", "dative") for t in conjuncts(o)]
        if held:
            return held
        on = [
            t
            for p in children(head, "prep")
            if p.lower_ in {"on", "upon", "to"}
            for o in children(p, "pobj")
            for t in conjuncts(o)
        ]
        if on and head.lemma_ in {"call", "appeal", "prevail", "lean"}:
            return on
    if head.pos_ == "NOUN":  # "a call on X to leave", "its refusal to leave"
        return []
    if head.pos_ == "ADJ" and head.head.pos_ == "AUX":
        return subjects(head.head, depth + 1)
    return subjects(head, depth + 1)


def _of_governor(preposition: Token, depth: int) -> list[Token]:
    """Who does what stands after a preposition: the object of "accuse X of …", the subject in "in addition to …"."""
    governor = preposition.head
    while governor.pos_ in {"ADP", "SCONJ", "NOUN"} and governor.dep_ in {"prep", "pobj"} and governor.head != governor:
        governor = governor.head
    if governor.pos_ not in {"VERB", "AUX"}:
        return []
    held = [t for o in children(governor, "dobj") for t in conjuncts(o)]
    if governor.lemma_ == "join":  # "X joined Y in calling …": both call
        return subjects(governor, depth + 1) + held
    return (held if preposition.lower_ in _OF_OBJECT else []) or subjects(governor, depth + 1)


def objects(verb: Token) -> list[Token]:
    """Return the heads of a verb's direct objects; of a passive verb, its subjects."""
    if is_passive(verb):
        return [verb.head] if verb.dep_ in {"acl", "amod"} else subjects(verb)
    own = [antecedent(t) for o in children(verb, *OBJECTS) for t in conjuncts(o)]
    if own:
        return own
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_object(verb):
        return []
    return _gap(verb)


def _shares_object(verb: Token) -> bool:
    return bool(children(verb, "prep", "ccomp", "xcomp"))


def _gap(verb: Token) -> list[Token]:
    """The antecedent of a relative clause without a pronoun, where it is the verb's object ("the town they took")."""
    if verb.dep_ != "relcl" or children(verb, "ccomp", "xcomp", "prep"):
        return []
    has_subject_pronoun = any(s.lower_ in RELATIVES for s in children(verb, *SUBJECTS))
    return [] if has_subject_pronoun or not children(verb, *SUBJECTS) else [verb.head]


def indirect_objects(verb: Token) -> list[Token]:
    """Return the heads of a verb's indirect objects ("told reporters", "gave Kenya a loan")."""
    found = []
    for child in children(verb, "dative"):
        inner = children(child, "pobj") if child.pos_ == "ADP" else [child]
        found += [t for o in inner for t in conjuncts(o)]
    return found


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, head of its object) for each prepositional phrase of a token; coordinated objects each.

    Prepositions are lower-case; compound ones come as their last part that governs the noun ("because of" → "of"), and
    "to" of a dative as "to".
    """
    for child in token.children:
        if child.dep_ not in {"prep", "dative", "agent"} or child.pos_ == "PRON":
            continue
        for noun in children(child, "pobj"):
            for one in conjuncts(noun):
                yield child.lower_, antecedent(one)
        for inner in children(child, "prep"):
            for noun in children(inner, "pobj"):
                for one in conjuncts(noun):
                    yield inner.lower_, antecedent(one)
        for other in children(child, "conj"):
            for noun in children(other, "pobj"):
                for one in conjuncts(noun):
                    yield other.lower_, antecedent(one)


def possessors(noun: Token) -> list[Token]:
    """Return the heads of a noun's possessors ("Kenya's navy", "its navy")."""
    return [t for p in children(noun, "poss") for t in conjuncts(p)]


def clause(verb: Token) -> list[Token]:
    """Return the tokens of a clause in text order, punctuation at its edges dropped."""
    tokens = sorted(verb.subtree, key=lambda t: t.i)
    while tokens and tokens[0].is_punct:
        tokens.pop(0)
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    return tokens

"""How varied the training texts are: ``make training-report``.

Counts texts, sentences and predicates; distinct triggers and stems of each type; how much two texts of a type have in
common (share of three-word runs that stand in another text of the type); shares by region and length.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from training.examples import Example, read_texts, sentences, stem
from training.markup import Text

_WORD = re.compile(r"[a-z']+")


def trigrams(text: str) -> set[tuple[str, ...]]:
    """Return the runs of three words of a text."""
    words = _WORD.findall(text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def overlap(texts: list[str]) -> float:
    """Return the share of three-word runs that stand in more than one of some texts."""
    seen = Counter(run for text in texts for run in trigrams(text))
    return sum(n for n in seen.values() if n > 1) / max(1, sum(seen.values()))


def by_type(examples: list[Example]) -> dict[str, dict[str, float]]:
    """Return for each type: predicates, distinct triggers, distinct stems, and the overlap of its sentences."""
    triggers: dict[str, list[str]] = defaultdict(list)
    texts: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        for predicate in example.predicates:
            triggers[predicate.type].append(example.text[slice(*predicate.span)].lower())
        for type_ in {p.type for p in example.predicates}:
            texts[type_].append(example.text)
    return {
        type_: {
            "predicates": len(found),
            "triggers": len(set(found)),
            "stems": len({stem(words) for words in found}),
            "overlap": overlap(texts[type_]),
        }
        for type_, found in sorted(triggers.items())
    }


def regions(texts: list[Text]) -> dict[str, float]:
    """Return the share of texts by the region that their file states."""
    seen = Counter(text.about.get("region", "unstated") for text in texts)
    return {region: n / len(texts) for region, n in seen.most_common()}


def main() -> None:
    """Print the report."""
    texts = read_texts()
    examples = [e for text in texts for e in sentences(text)]
    several = [t for t in texts if sum(e.source == t.source for e in sentences(t)) > 1]
    without = [t for t in texts if all(p.type == "none" for p in t.predicates)]
    print(f"{len(texts):,} texts, {len(examples):,} sentences, {sum(len(e.predicates) for e in examples):,} predicates")
    print(f"{len(several):,} texts of two sentences or more; {len(without):,} that hold no act")
    lengths = sorted(len(e.text.split()) for e in examples)
    print(f"words a sentence: median {lengths[len(lengths) // 2]}, longest {lengths[-1]}")
    auxiliaries = Counter(a for e in examples for p in e.predicates for a in p.auxiliary)
    print("auxiliary readings:", ", ".join(f"{name} {n}" for name, n in auxiliaries.most_common()))
    print("regions:", ", ".join(f"{region} {share:.0%}" for region, share in regions(texts).items()))
    print(f"{'type':10} {'predicates':>10} {'triggers':>9} {'stems':>6} {'overlap':>8}")
    for type_, row in by_type(examples).items():
        print(f"{type_:10} {row['predicates']:10} {row['triggers']:9} {row['stems']:6} {row['overlap']:8.1%}")


if __name__ == "__main__":
    main()

"""Stories: reports of the same thing in other words, from other outlets.

One pass in the order of time, as in first-story detection: an article joins the story of the earlier article it shares
most rare words with, if it also is like that story's other articles and was published within a few days. Rare words
are weighed by how few of the corpus's articles have them. Cautious on purpose: a story that is found in two parts
costs little, two stories glued together cost the truth.
"""

from __future__ import annotations

import functools
import heapq
import math
import zlib
from collections import Counter, defaultdict, deque
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from dragoman.corpus.documents import Corpus
from dragoman.corpus.likeness import same_template
from dragoman.corpus.words import common_words, is_figure, names_of, words_of

LIKE = (0.25, 0.28, 0.36, 0.45)  # cosine asked for, by the days between two articles
TERMS = 40  # an article's most telling words
KEYS = 10  # of these, by which an earlier article is looked up
CROWD = 20  # articles that a word leads to at the most, the latest ones
OTHER_DAY = 0.3  # more asked for where the articles name no weekday in common
OTHER_FIRST = 0.1  # the same where they have one in common, but name another first
COMPANY = 4  # of a story's articles that a new one is compared with
_PRIOR = 2000  # articles: in a small corpus hardly any word would be rare
_CELLS = 1 << 22
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_TIMES = frozenset(_WEEKDAYS) | frozenset(
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True)
class _Article:
    rank: int
    day: int
    told: tuple[int, ...]  # the days of the weekdays it names, in order
    terms: dict[int, float]  # telling words, as cells, with weights of length one


def find_stories(corpus: Corpus, original: NDArray[np.int64], why: dict[int, str]) -> NDArray[np.int64]:
    """Return the first document of each document's story, by rank; say in `why` what joined a report to it.

    `original` is the original of each document: copies go with theirs. A document without a date joins no story.
    """
    story = original.copy()
    heads = np.flatnonzero(original == np.arange(len(original)))
    common = _frequencies(corpus, heads)
    window = _Window()
    for rank in heads.tolist():
        if corpus.apart(rank, rank) is None:
            break  # undated ones stand last
        day = int(corpus.days[rank])
        words = words_of(corpus.text(rank))
        terms = _terms(corpus.title(rank), words, common, len(heads))
        article = _Article(rank, day, _told_days(words, day), terms)
        window.forget(article.day - len(LIKE) + 1)
        found = window.story(article, story)
        if found is not None and not same_template(corpus, found[1], rank):
            story[rank], other, likeness = found
            why[rank] = f"same story as {corpus.ids[other]}: likeness {likeness:.2f} of rare words"
        window.add(article, int(story[rank]))
    return story[original]


def _told_days(words: list[str], published: int) -> tuple[int, ...]:
    """The last days up to publication of the names that an article has; the first most often is when it happened."""
    names = [word for word in map(str.lower, words) if word in _WEEKDAYS]
    # Day 1 of the calendar was a Monday.
    return tuple(dict.fromkeys(published - (published - 1 - _WEEKDAYS.index(name)) % 7 for name in names))


@functools.lru_cache(maxsize=1 << 16)
def _cell(term: str) -> int:
    return zlib.crc32(term.encode()) % _CELLS


@functools.cache
def _empty_words() -> frozenset[str]:
    return common_words() | _TIMES


def _telling(title: str, words: list[str]) -> Counter[str]:
    """The words of an article and its headline with their counts, without those that tell nothing."""
    empty = _empty_words()
    return Counter(w for w in map(str.lower, (*words_of(title), *words)) if len(w) > 2 and w not in empty)


def _frequencies(corpus: Corpus, heads: NDArray[np.int64]) -> NDArray[np.int32]:
    """In how many articles each word stands; words share a cell where their hashes meet, which is rare."""
    counts = np.zeros(_CELLS, dtype=np.int32)
    for rank in heads.tolist():
        counts[list({_cell(word) for word in _telling(corpus.title(rank), words_of(corpus.text(rank)))})] += 1
    return counts


def _terms(title: str, words: list[str], common: NDArray[np.int32], size: int) -> dict[int, float]:
    names = names_of(words)
    weights: dict[int, float] = {}
    for word, count in _telling(title, words).items():
        cell = _cell(word)
        rarity = math.log((size + _PRIOR) / (float(common[cell]) + 1))
        kind = 1.5 if word in names else 0.7 if is_figure(word) else 1.0
        weights[cell] = (1 + math.log(count)) * rarity * kind
    best = heapq.nlargest(TERMS, weights.items(), key=lambda item: (item[1], item[0]))
    length = math.sqrt(sum(weight * weight for _, weight in best)) or 1.0
    return {cell: weight / length for cell, weight in best}


class _Window:
    """The articles of the last few days, looked up by their most telling words."""

    def __init__(self) -> None:
        self.articles: deque[_Article] = deque()
        self.by_term: dict[int, deque[_Article]] = defaultdict(deque)
        self.stories: dict[int, list[_Article]] = {}

    def forget(self, day: int) -> None:
        """Drop the articles of before a day."""
        while self.articles and self.articles[0].day < day:
            old = self.articles.popleft()
            self.stories.pop(old.rank, None)
            for cell in old.terms:
                held = self.by_term[cell]
                held.popleft()  # the oldest of all is the oldest of each of its words
                if not held:
                    del self.by_term[cell]

    def add(self, article: _Article, story: int) -> None:
        """Hold an article as one of a story."""
        self.articles.append(article)
        for cell in article.terms:
            self.by_term[cell].append(article)
        if story == article.rank or story in self.stories:
            self.stories.setdefault(story, []).append(article)

    def story(self, article: _Article, story: NDArray[np.int64]) -> tuple[int, int, float] | None:
        """Return (story, its article most like this one, likeness), `None` where no story is like enough."""
        near: dict[int, _Article] = {}
        for cell in list(article.terms)[:KEYS]:
            near.update((other.rank, other) for other in islice(reversed(self.by_term.get(cell, ())), CROWD))
        best: tuple[float, int, int] | None = None
        for other in near.values():
            likeness = _cosine(article, other)
            if likeness >= _asked(article, other) and (best is None or likeness > best[0]):
                head = int(story[other.rank])
                if self._fits(article, head):
                    best = (likeness, head, other.rank)
        return (best[1], best[2], best[0]) if best else None

    def _fits(self, article: _Article, head: int) -> bool:
        """Whether an article is like a story as a whole, so that no chain of likenesses leads away from it.

        A story whose first article is older than the window takes no more.
        """
        company = self.stories.get(head, [])[:COMPANY]
        return bool(company) and sum(_cosine(article, o) for o in company) / len(company) >= 0.8 * LIKE[0]


def _asked(a: _Article, b: _Article) -> float:
    asked = LIKE[abs(a.day - b.day)]
    if not a.told or not b.told or a.told[0] == b.told[0]:
        return asked
    return asked + (OTHER_FIRST if set(a.told) & set(b.told) else OTHER_DAY)


def _cosine(a: _Article, b: _Article) -> float:
    return sum(weight * b.terms.get(cell, 0.0) for cell, weight in a.terms.items())

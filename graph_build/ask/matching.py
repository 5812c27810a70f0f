"""Which query of the catalogue a wording asks for: the nearest phrasing, weighted by rarity."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.ask.wording import features

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_build.query import Query

_WHOLE = 0.5
"""The weight of all wordings of a query together, beside that of the nearest one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query that a question may mean.

    `score` says how near it is, 0 to 1; `phrasing` is the wording that is nearest; `common` are
    the features that the question shares with any wording of the query.
    """

    query: Query
    score: float
    phrasing: str
    common: tuple[str, ...]


class Matcher:
    """Compares questions with the wordings of queries."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self._queries = list(queries)
        self._wordings = {query.name: _wordings(query) for query in self._queries}
        bags = [Counter(f for w in held.values() for f in w) for held in self._wordings.values()]
        self._bags = dict(zip(self._wordings, bags, strict=True))
        known = Counter(feature for bag in bags for feature in bag)
        self._weights = {f: math.log(1 + len(bags) / n) for f, n in known.items()}
        self._unknown = math.log(1 + len(bags))

    def rank(self, wording: str) -> list[Candidate]:
        """Return every query, the nearest first; slots in the wording are written `{place}`."""
        asked = features(wording)
        found = [self._candidate(query, asked) for query in self._queries]
        return sorted(found, key=lambda one: (-one.score, one.query.name))

    def _candidate(self, query: Query, asked: Mapping[str, int]) -> Candidate:
        held = self._wordings[query.name]
        phrasing = max(held, key=lambda one: (self._cosine(asked, held[one]), one))
        near = self._cosine(asked, held[phrasing])
        bag = self._bags[query.name]
        score = (near + _WHOLE * self._covered(asked, bag)) / (1 + _WHOLE)
        return Candidate(query, score, phrasing, tuple(sorted(asked.keys() & bag.keys())))

    def _cosine(self, one: Mapping[str, int], other: Mapping[str, int]) -> float:
        common = sum(self._weight(f) ** 2 for f in one.keys() & other.keys())
        return common / (self._length(one) * self._length(other) or 1)

    def _covered(self, asked: Mapping[str, int], bag: Mapping[str, int]) -> float:
        total = sum(self._weight(f) for f in asked)
        return sum(self._weight(f) for f in asked if f in bag) / (total or 1)

    def _length(self, one: Mapping[str, int]) -> float:
        return math.sqrt(sum(self._weight(f) ** 2 for f in one))

    def _weight(self, feature: str) -> float:
        return self._weights.get(feature, self._unknown)


def _wordings(query: Query) -> dict[str, Counter[str]]:
    texts = (*query.phrasings, query.summary["zh"], query.summary["en"])
    return {text: features(text) for text in texts if text}

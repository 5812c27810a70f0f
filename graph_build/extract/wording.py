"""What the words of a phrase and the verb that governs it say of its being a name, by running sums.

The sums are those of `candidates.inner_features` and `governor_features`. They run in whole
ten-thousandths, so that a phrase weighs the same wherever it stands in a text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from graph_build.extract.candidates import GOVERNED, UNGOVERNED, governing
from graph_build.extract.marks import marks
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

_PARTS = 10_000
_BEYOND = 0x10000
"""Stands for all characters beyond the basic plane, which are in no pair of the table."""


class _Pairs:
    """The weights of pairs of characters in a table of the characters that begin and end one."""

    def __init__(self, pairs: dict[str, int]) -> None:
        self._begins = _numbers(pair[0] for pair in pairs)
        self._ends = _numbers(pair[1] for pair in pairs)
        shape = self._begins.max() + 1, self._ends.max() + 1
        self._table = np.zeros(shape, dtype=np.int32)
        for pair, weight in pairs.items():
            self._table[self._begins[ord(pair[0])], self._ends[ord(pair[1])]] = weight

    def weights(self, text: str) -> NDArray[np.int32]:
        """Return the weight of every character with the one behind it."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        points = np.minimum(points, _BEYOND)
        found: NDArray[np.int32] = self._table[self._begins[points[:-1]], self._ends[points[1:]]]
        return found


def _numbers(characters: Iterable[str]) -> NDArray[np.intp]:
    """Return a number for each character by its code point, 0 for all others."""
    found = np.zeros(_BEYOND + 1, dtype=np.intp)
    for number, character in enumerate(sorted(set(characters)), 1):
        found[ord(character)] = number
    return found


class Wording:
    """The weights of pairs of characters, and of governors by how far before a phrase they are."""

    def __init__(self, weights: Weights) -> None:
        self._pairs = _Pairs({pair: round(w * _PARTS) for pair, w in weights.part("b").items()})
        self._ungoverned = weights.sum((UNGOVERNED,))
        # The last feature is the one that depends on the distance.
        self._distances = np.asarray(
            [
                [weights.sum(governing(kind, "", d)[-1:]) if kind else 0.0 for d in range(GOVERNED)]
                for kind in marks().governors
            ]
        )

    def inside(
        self, atoms: Atoms, rows: NDArray[np.intp]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return running sums by atom, up to its start and up to its end.

        A phrase weighs the sum up to the end of its last atom less that up to its start.
        """
        words = np.rint(marks().sum("word", rows[1:-1]) * _PARTS).astype(np.int64)
        word_sums = np.append(0, np.cumsum(words))
        first, last = atoms.stretch
        pairs = self._pairs.weights(atoms.text[first:last])
        pair_sums = np.append(0, np.cumsum(pairs, dtype=np.int64))
        starts = np.asarray(atoms.starts, dtype=np.intp) - first
        ends = np.asarray(atoms.ends, dtype=np.intp) - first
        begun = word_sums[:-1] + pair_sums[starts]
        return begun / _PARTS, (word_sums[1:] + pair_sums[ends - 1]) / _PARTS

    def governed(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what the governors of phrases weigh, by the first atom of a phrase."""
        held = marks()
        governs = held.number("governs", rows[1:-1])
        places = np.arange(len(governs))
        last = np.append(-1, np.maximum.accumulate(np.where(governs > 0, places, -1))[:-1])
        distance = places - 1 - last
        near = (last >= 0) & (distance < GOVERNED)
        sums = np.full(len(governs), float(self._ungoverned))
        at = last[near]
        sums[near] = (
            held.sum("governor", rows[at + 1]) + self._distances[governs[at], distance[near]]
        )
        return sums


@cache
def wording() -> Wording:
    """Return the wording under the weights of `ontology/lexicon/initiative_weights.csv`."""
    return Wording(Weights.load("initiative"))

"""What the words of a phrase and the verb that governs it say of its being a name, by running sums.

The sums are those of `candidates.inner_features` and `governor_features`. They run in whole
ten-thousandths, so that a phrase weighs the same wherever it stands in a text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from graph_build.extract.candidates import GOVERNED, UNGOVERNED, governing
from graph_build.extract.codepoints import Alphabet, points_of
from graph_build.extract.marks import marks
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

_PARTS = 10_000


class _Pairs:
    """The weights of pairs of characters in a table of the characters that begin and end one."""

    def __init__(self, pairs: dict[str, int]) -> None:
        self._begins = Alphabet(pair[0] for pair in pairs)
        self._ends = Alphabet(pair[1] for pair in pairs)
        self._table = np.zeros((self._begins.size, self._ends.size), dtype=np.int32)
        points = points_of("".join(pairs))
        where = self._begins.numbers(points[::2]), self._ends.numbers(points[1::2])
        self._table[where] = list(pairs.values())

    def weights(self, text: str) -> NDArray[np.int32]:
        """Return the weight of every character with the one behind it."""
        points = points_of(text)
        begins, ends = self._begins.numbers(points[:-1]), self._ends.numbers(points[1:])
        found: NDArray[np.int32] = self._table[begins, ends]
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

"""What both edges of a phrase say together of its being a name: many phrases weighed at once.

The sums are those of `candidates.Shape`, `opening_features` and `pattern_features`, added in the
order of those features, as far as they go.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.extract.candidates import AFTER
from graph_build.extract.marks import marks
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

_COUNTS, _KIND_COUNTS, _LENGTHS, _VERBS = 6, 4, 8, 2
_ENDS, _BEGINS = 4, 2
"""How many parts of speech a pattern holds from the end and from the beginning of a phrase."""


class Shapes:
    """The weights of shapes as tables by the numbers of `Marks`."""

    def __init__(self, weights: Weights) -> None:
        of, held = weights.of, marks()
        kinds, frames, self._flags = held.kinds, held.frames, held.flags

        def row(names: Iterable[str]) -> list[float]:
            return [of.get(name, 0.0) for name in names]

        def table(rows: Iterable[Iterable[str]]) -> NDArray[np.float64]:
            return np.asarray([row(names) for names in rows])

        def flat(names: Iterable[str]) -> NDArray[np.float64]:
            return np.asarray(row(names))

        self._counts = flat(f"n{n}" for n in range(_COUNTS + 1))
        self._lengths = flat(f"c{n}" for n in range(_LENGTHS + 1))
        self._kind_counts = table(
            [f"hc{kind} n{n}" for n in range(_KIND_COUNTS + 1)] for kind in kinds
        )
        self._kind_frames = table([f"hc{kind} pfr{frame}" for frame in frames] for kind in kinds)
        self._frame_afters = table(
            [f"pfr{frame} nf{flag}" for flag in (*AFTER, "o")] for frame in frames
        )
        self._verbs = flat(f"iv{n}" for n in range(_VERBS + 1))
        self._inner_conjunction, self._numeral, self._place = row(("ic", "m", "ns"))
        self._opens_with_place = flat(f"ff=ns hc{kind}" for kind in kinds)
        base = len(self._flags) + 2
        self._ends = _Patterns.of(weights.part("pat"), self._flags, _Window(-1, _ENDS, base))
        self._begins = _Patterns.of(weights.part("f2"), self._flags, _Window(1, _BEGINS, base))

    def sums(
        self,
        atoms: Atoms,
        rows: NDArray[np.intp],
        firsts: NDArray[np.intp],
        lasts: NDArray[np.intp],
    ) -> NDArray[np.float64]:
        """Return the sums of the phrases from atoms `firsts` to before `lasts`, without quotes."""
        held = marks()
        count = lasts - firsts
        starts, ends = np.asarray(atoms.starts), np.asarray(atoms.ends)
        length = np.minimum((ends[lasts - 1] - starts[firsts]) >> 1, _LENGTHS)
        kind = held.number("class", rows[lasts])
        frame = held.number("frame", rows[firsts])
        sums: NDArray[np.float64] = self._counts[np.minimum(count, _COUNTS)]
        sums = sums + self._lengths[length]
        sums += self._kind_counts[kind, np.minimum(count, _KIND_COUNTS)]
        sums += self._kind_frames[kind, frame]
        sums += self._frame_afters[frame, held.number("follows", rows[lasts + 1])]
        sums += np.where(count > 1, held.sum("opening", rows[firsts + 1]), 0.0)
        sums += self._patterns(held.number("flag", rows[1:-1]), firsts, lasts, kind)
        return sums

    def _patterns(
        self,
        flags: NDArray[np.intp],
        firsts: NDArray[np.intp],
        lasts: NDArray[np.intp],
        kind: NDArray[np.intp],
    ) -> NDArray[np.float64]:
        """Return the sums of the parts of speech."""
        inner = np.minimum(firsts + 1, lasts), np.maximum(lasts - 1, firsts + 1)

        def held(name: str, start: NDArray[np.intp], stop: NDArray[np.intp]) -> NDArray[np.intp]:
            total = np.append(0, np.cumsum(flags == self._flags[name]))
            found: NDArray[np.intp] = np.maximum(total[stop] - total[start], 0)
            return found

        sums: NDArray[np.float64] = self._verbs[np.minimum(held("v", *inner), _VERBS)]
        sums = sums + np.where(held("c", *inner) > 0, self._inner_conjunction, 0.0)
        sums += np.where(held("m", firsts, lasts) > 0, self._numeral, 0.0)
        sums += np.where(held("ns", firsts, lasts) > 0, self._place, 0.0)
        opens = flags[firsts] == self._flags["ns"]
        sums += np.where(opens, self._opens_with_place[kind], 0.0)
        plain = held("Q", firsts, lasts) + held("B", firsts, lasts) == 0
        sums += np.where(plain, self._ends.of_phrases(flags, lasts - 1, lasts - firsts), 0.0)
        sums += np.where(plain, self._begins.of_phrases(flags, firsts, lasts - firsts), 0.0)
        return sums


class _Window(NamedTuple):
    """How flags become one number: which way from an atom, how many at most, of how many sorts."""

    step: int
    most: int
    base: int

    def code(
        self, flags: NDArray[np.intp], at: NDArray[np.intp], count: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Return the numbers of phrases of `count` atoms that begin or end at an atom."""
        code = np.zeros_like(at)
        for number in range(self.most):
            place = np.clip(at + self.step * number, 0, len(flags) - 1)
            code = code * self.base + np.where(number < count, flags[place], 0)
        return code


class _Patterns(NamedTuple):
    """The weights of patterns of flags: sorted codes, of many only those with a weight."""

    codes: NDArray[np.intp]
    weights: NDArray[np.float64]
    window: _Window

    @classmethod
    def of(cls, patterns: dict[str, float], flags: dict[str, int], window: _Window) -> _Patterns:
        """Return the weights of patterns such as `n.v.n`."""
        found = {0: 0.0}
        for pattern, weight in patterns.items():
            numbers = [flags[flag] for flag in pattern.split(".")]
            at = 0 if window.step > 0 else len(numbers) - 1
            code = window.code(np.asarray(numbers), np.asarray([at]), np.asarray([len(numbers)]))
            found[int(code[0])] = weight
        codes = sorted(found)
        return cls(np.asarray(codes), np.asarray([found[code] for code in codes]), window)

    def of_phrases(
        self, flags: NDArray[np.intp], at: NDArray[np.intp], count: NDArray[np.intp]
    ) -> NDArray[np.float64]:
        """Return the weights of phrases, 0 for those without one."""
        codes = self.window.code(flags, at, count)
        place = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[place] == codes, self.weights[place], 0.0)


@cache
def shapes() -> Shapes:
    """Return the shapes under the weights of `ontology/lexicon/initiative_weights.csv`."""
    return Shapes(Weights.load("initiative"))

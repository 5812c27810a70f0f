"""The different atoms of texts, each weighed once as a part of a name of an initiative.

A mark is an atom's text with its part of speech. What the features of `candidates` say of a mark
alone is summed in the order of those features.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from graph_build.extract.candidates import (
    AFTER,
    QUOTED,
    ends_nominal,
    frame_of,
    governs,
    head_of,
    is_speech,
    may_end_nominal,
    stops,
)
from graph_build.extract.lexicon import column
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

_KEPT = 65_536
_ROOM = 1024
_PARTS = tuple("p pf pfr f ff n nf h hc l lf e1 e2 ffr w gov govw".split())
_SUMS = tuple("before first after last head kind opening word governor".split())
_NUMBERS = tuple("flag frame follows class stops quoted may_end may_stand_before governs".split())
_OUTSIDE = ("^", "$")
"""What stands before the first atom and behind the last one."""


class Marks:
    """What the marks of texts weigh, in columns; the marks of one text are rows of them.

    Sums: `before` a phrase, as its `first` or `last` atom, `after` it, by its `head` noun and that
    noun's `kind`, as an `opening` that may be no part of the name, as a `word` of the phrase and as
    the `governor` of phrases behind it. Numbers: those of `flags`, `frames`, `kinds` and `AFTER`,
    whether a mark `stops` a phrase, is `quoted`, `may_end` one (2: only before what
    `may_stand_before`), and which of `governors` it is. Too many marks are all forgotten.
    """

    def __init__(self, weights: Weights) -> None:
        self.bias = weights.bias
        self._weights_of = [weights.part(name).get for name in _PARTS]
        self._classes = column("heads", "head", "class")
        frames = dict.fromkeys(column("verbs", "verb", "frame").values())
        self.frames: dict[str | None, int] = {f: at for at, f in enumerate((None, *frames))}
        self.governors = {kind: at for at, kind in enumerate((None, "|", *frames))}
        kinds = dict.fromkeys((*self._classes.values(), "-", "Q"))
        self.kinds = {kind: at for at, kind in enumerate(kinds)}
        patterns = (*weights.part("pat"), *weights.part("f2"), "v.c.m.ns.Q.B")
        flags = sorted({flag for pattern in patterns for flag in pattern.split(".")})
        self.flags = {flag: at for at, flag in enumerate(flags, 1)}
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[tuple[str, str], int] = {}
        self.heads: list[str | None] = []
        self._sums = np.zeros((len(_SUMS), _ROOM))
        self._numbers = np.zeros((len(_NUMBERS), _ROOM), dtype=np.intp)
        self._add([(mark, mark) for mark in _OUTSIDE])

    def rows(self, atoms: Atoms) -> NDArray[np.intp]:
        """Return the rows of the atoms of a text, with the two outside it around them."""
        if len(self._rows) > _KEPT:
            self._forget()
        rows = self._rows
        found = list(map(rows.get, zip(atoms.texts, atoms.flags, strict=True)))
        if None in found:
            marks = list(zip(atoms.texts, atoms.flags, strict=True))
            self._add(list(set(marks).difference(rows)))
            found = [rows[mark] for mark in marks]
        return np.asarray([0, *found, 1])

    def sum(self, name: str, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return a sum of rows."""
        found: NDArray[np.float64] = self._sums[_SUMS.index(name)][rows]
        return found

    def number(self, name: str, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return a number of rows."""
        found: NDArray[np.intp] = self._numbers[_NUMBERS.index(name)][rows]
        return found

    def _add(self, marks: Sequence[tuple[str, str]]) -> None:
        first = len(self._rows)
        self._rows.update({mark: at for at, mark in enumerate(marks, first)})
        last = len(self._rows)
        while self._sums.shape[1] < last:
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)], axis=1)
            more = np.zeros_like(self._numbers)
            self._numbers = np.concatenate([self._numbers, more], axis=1)
        heads = [_head(text, flag) for text, flag in marks]
        self.heads += heads
        both = list(zip(marks, heads, strict=True))
        self._sums[:, first:last] = np.asarray([self._weighed(*one) for one in both]).T
        self._numbers[:, first:last] = np.asarray([self._numbered(*one) for one in both]).T

    def _weighed(self, mark: tuple[str, str], head: str | None) -> tuple[float, ...]:
        text, flag = mark
        inside = "Q" if flag in QUOTED else text
        beside = "|" if flag == "x" and text != "、" else text
        frame = str(_frame(text, flag))

        p, pf, pfr, f, ff, n, nf, h, hc, l_, lf, e1, e2, ffr, w, gov, govw = self._weights_of
        governor = governs(text, flag)
        return (
            p(beside, 0.0) + pf(flag, 0.0) + pfr(frame, 0.0),
            f(inside, 0.0) + ff(flag, 0.0),
            n(beside, 0.0) + nf(flag, 0.0),
            l_(inside, 0.0) + lf(flag, 0.0) + e1(inside[-1], 0.0) + e2(inside[-2:], 0.0),
            h(str(head), 0.0),
            hc(self._kind(head), 0.0),
            ffr(frame, 0.0) if flag[0] in "vad" else 0.0,
            w(inside, 0.0),
            gov(governor, 0.0) + govw(text, 0.0) if governor else 0.0,
        )

    def _numbered(self, mark: tuple[str, str], head: str | None) -> tuple[int, ...]:
        text, flag = mark
        return (
            self.flags.get(flag, len(self.flags) + 1),
            self.frames[_frame(text, flag)],
            AFTER.index(flag) if flag in AFTER else len(AFTER),
            self.kinds[self._kind(head)],
            stops(text, flag),
            flag in QUOTED,
            1 if head is not None else 2 * ends_nominal(flag),
            mark == ("$", "$") or may_end_nominal(text, flag),
            self.governors[governs(text, flag)],
        )

    def _kind(self, head: str | None) -> str:
        if head is None:
            return "-"
        return "Q" if head == "Q" else self._classes[head]


def _head(text: str, flag: str) -> str | None:
    """Return the head noun that a phrase has if it ends in an atom, "Q" for a quote."""
    if flag in QUOTED:
        return None if is_speech(text) else "Q"
    return None if stops(text, flag) or flag == "P" else head_of(text)


def _frame(text: str, flag: str) -> str | None:
    return frame_of(text) if flag[0] in "vnald" else None


@cache
def marks() -> Marks:
    """Return the marks under the weights of `ontology/lexicon/initiative_weights.csv`."""
    return Marks(Weights.load("initiative"))

"""What clauses say of being stated aims: all clauses of a text weighed at once.

The sums are those of the features of `goals.clauses`, added in their order.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.extract.candidates import frame_of
from graph_build.extract.codepoints import Alphabet, Strings, is_digit, points_of
from graph_build.extract.lexicon import column
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence, Span

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

_WORDS_OF = ("v=", "vf=", "frame=", "v2f=", "v2=", "last=", "lastf=")
_NONE, _SKIPPABLE, _NEAR = "none", 2, 3
_THIRD = 3
_HAN = "一二三四五六七八九十百千万亿"
_AT_START, _AT_END = (("s1=", 1), ("s2=", 2), ("s4=", 4)), (("e1=", 1), ("e3=", 3))


class Clauses(NamedTuple):
    """The clauses of a text that may be aims, in order, without what introduces them.

    `line` is the number of the sentence of each, `at` its place there and `left` how many follow;
    `marks` are the marks of what introduced it, in columns of their names or "".
    """

    starts: Ints
    ends: Ints
    line: Ints
    at: Ints
    left: Ints
    marks: Sequence[Sequence[str]]


class Aims:
    """The weights of clauses as tables."""

    def __init__(self, weights: Weights) -> None:
        self._bias = weights.bias
        self._of = weights.of
        self._values = {name: weights.beginning(name) for name in (*_WORDS_OF, "lead=", "kind=")}
        self._words = {w: of for w, of in weights.beginning("w=").items() if len(w) > 1}
        self._strings = {
            name: Strings(weights.beginning(name), length)
            for name, length in (*_AT_START, ("end=", 2), *_AT_END)
        }
        frames = ("", str(None), *dict.fromkeys(column("verbs", "verb", "frame").values()))
        self._frames = {frame: number for number, frame in enumerate(frames)}
        seen = ["-", *(f"{frame}{held}" for frame in frames for held in (0, 1))]
        self._before, self._behind = self._row("before=", seen), self._row("behind=", seen)
        self._with_before, self._with_behind = (
            np.asarray([self._row(f"here, {side}={here}", seen) for here in seen])
            for side in ("before", "behind")
        )
        self._han = Alphabet(_HAN)

    def scores(
        self,
        atoms: Atoms,
        sentences: Sequence[Sentence],
        skipped: frozenset[str],
        clauses: Clauses,
        names: Sequence[Span],
    ) -> Floats:
        """Return the log-odds of clauses; `skipped` are the flags that stand before a verb."""
        held = _Held.of(sentences, clauses, names)
        verbs = _Verbs.of(atoms, clauses, skipped)
        total = np.full(len(clauses.starts), self._bias)
        for added in (
            *self._verb(atoms, verbs),
            *self._introduced(clauses.marks),
            *self._placed(sentences, clauses, held),
            *self._figures(atoms, clauses),
            *self._neighbours(atoms, clauses, verbs, held),
        ):
            total += added
        return total + self._said(atoms, verbs)

    def _verb(self, atoms: Atoms, verbs: _Verbs) -> Iterator[Floats]:
        """Return the columns of the verb, the word behind it, and the last word."""
        texts, flags, has, more = atoms.texts, atoms.flags, verbs.has, verbs.has_next

        def of(name: str, values: Sequence[str], at: Ints, where: NDArray[np.bool_]) -> Floats:
            get = self._values[name].get
            return np.where(where, [get(values[i], 0.0) for i in at.tolist()], 0.0)

        none = self._values["v="].get(_NONE, 0.0)
        yield np.where(has, of("v=", texts, verbs.at, has), none)
        yield of("vf=", flags, verbs.at, has)
        frame = self._values["frame="].get
        yield np.where(has, [frame(str(frame_of(texts[i])), 0.0) for i in verbs.at.tolist()], 0.0)
        passed = np.clip(verbs.at - verbs.first, 0, _SKIPPABLE)
        yield np.where(has, self._upto("skipped=", _SKIPPABLE)[passed], 0.0)
        yield of("v2f=", flags, verbs.next, more)
        yield of("v2=", texts, verbs.next, more)
        yield of("last=", texts, verbs.last, has)
        yield of("lastf=", flags, verbs.last, has)

    def _row(self, name: str, values: Iterable[str]) -> Floats:
        return np.asarray([self._of.get(name + value, 0.0) for value in values])

    def _upto(self, name: str, most: int) -> Floats:
        """Return the weights of a feature by a number up to the greatest told apart."""
        return self._row(name, map(str, range(most + 1)))

    def _introduced(self, marks: Sequence[Sequence[str]]) -> Iterator[Floats]:
        named, lead = self._of.get, self._values["lead="].get
        for said, of in zip(marks, (named, named, lead, named, named), strict=True):
            yield np.asarray([of(mark, 0.0) if mark else 0.0 for mark in said])

    def _placed(
        self, sentences: Sequence[Sentence], clauses: Clauses, held: _Held
    ) -> Iterator[Floats]:
        """Return the columns of where a clause stands, of the names beside it, of its length."""
        kind = self._values["kind="].get
        kinds = np.asarray([kind(s.section.kind, 0.0) for s in sentences])
        yield kinds[clauses.line]
        yield self._upto("at=", _NEAR)[np.minimum(clauses.at, _NEAR)]
        yield self._upto("left=", _NEAR)[np.minimum(clauses.left, _NEAR)]
        yield self._upto("after=", 1)[held.behind]
        yield self._upto("name=", 1)[held.here]
        some = np.asarray([self._upto(f"any={any_} name=", 1) for any_ in (0, 1)])
        yield some[held.any, held.here]

    def _figures(self, atoms: Atoms, clauses: Clauses) -> Iterator[Floats]:
        """Return the columns of what the characters of clauses are."""
        first, last = atoms.stretch
        points = points_of(atoms.text[first:last])
        starts, ends = clauses.starts - first, clauses.ends - first
        yield self._upto("number=", 1)[self._holds_figure(points, starts, ends)]
        length = (ends - starts) // _THIRD
        yield self._upto("length=", int(length.max(initial=0)))[length]
        yield self._strings["end="].at(points, ends - 2)
        for name, _ in _AT_START:
            yield self._strings[name].at(points, starts)
        for name, count in _AT_END:
            yield self._strings[name].at(points, ends - count)

    def _holds_figure(self, points: NDArray[np.uint32], starts: Ints, ends: Ints) -> Ints:
        """Say whether clauses hold a digit, or two Chinese numerals side by side."""
        digits = np.append(0, np.cumsum(is_digit(points)))
        han = self._han.numbers(points) > 0
        pairs = np.append(0, np.cumsum(han[:-1] & han[1:]))
        found = (digits[ends] > digits[starts]) | (pairs[ends - 1] > pairs[starts])
        return found.astype(np.intp)

    def _neighbours(
        self, atoms: Atoms, clauses: Clauses, verbs: _Verbs, held: _Held
    ) -> Iterator[Floats]:
        """Return the columns of what the clauses before and behind are, alone and beside it.

        That is the frame of their verbs and whether they hold a name.
        """
        of_verb = [self._frames[str(frame_of(atoms.texts[i]))] for i in verbs.at.tolist()]
        # 0 is where there is no clause beside.
        here = 1 + 2 * np.where(verbs.has, of_verb, 0) + held.here
        same = clauses.line[1:] == clauses.line[:-1]
        before = np.append(0, np.where(same, here[:-1], 0))
        behind = np.append(np.where(same, here[1:], 0), 0)
        yield self._before[before]
        yield self._behind[behind]
        yield self._with_before[here, before]
        yield self._with_behind[here, behind]

    def _said(self, atoms: Atoms, verbs: _Verbs) -> Floats:
        """Return the sums of the words of clauses."""
        count = verbs.end - verbs.first
        owner = np.repeat(np.arange(len(count)), count)
        behind = np.cumsum(count)
        places = np.arange(len(owner)) + np.repeat(verbs.first - behind + count, count)
        texts, get = atoms.texts, self._words.get
        weights = [get(texts[i], 0.0) for i in places.tolist()]
        return np.bincount(owner, weights, len(count)).astype(np.float64)


class _Verbs(NamedTuple):
    """The atoms of clauses from `first` to before `end`; `at` is the verb of those that `has` one.

    `next` is the atom behind it, where `has_next`; `last` the last one. Atoms of clauses without
    are any.
    """

    first: Ints
    end: Ints
    at: Ints
    has: NDArray[np.bool_]
    next: Ints
    has_next: NDArray[np.bool_]
    last: Ints

    @classmethod
    def of(cls, atoms: Atoms, clauses: Clauses, skipped: frozenset[str]) -> _Verbs:
        first = np.searchsorted(np.asarray(atoms.starts), clauses.starts)
        end = np.maximum(first, np.searchsorted(np.asarray(atoms.ends), clauses.ends, "right"))
        count = len(atoms.flags)
        places = [count if f in skipped else i for i, f in enumerate(atoms.flags)]
        nearest = np.minimum.accumulate(np.append(places, count)[::-1])[::-1]
        found = nearest[first]
        has = found < end
        at = np.where(has, found, 0)
        more = has & (at + 1 < end)
        return cls(first, end, at, has, np.where(more, at + 1, 0), more, np.where(has, end - 1, 0))


class _Held(NamedTuple):
    """Whether clauses hold a name, stand behind one in their sentence, and it holds any: 0 or 1."""

    here: Ints
    behind: Ints
    any: Ints

    @classmethod
    def of(cls, sentences: Sequence[Sentence], clauses: Clauses, names: Sequence[Span]) -> _Held:
        starts = np.asarray([s.span.start for s in sentences], dtype=np.intp)
        stops = np.asarray([s.span.end for s in sentences], dtype=np.intp)
        name = np.asarray(names, dtype=np.intp).reshape(-1, 2)
        line = np.searchsorted(starts, name[:, 0], "right") - 1
        inside = (line >= 0) & (name[:, 0] < stops[line])
        name, line = name[inside], line[inside]
        low = np.maximum(
            np.searchsorted(clauses.ends, name[:, 0], "right"),
            np.searchsorted(clauses.line, line),
        )
        high = np.minimum(
            np.searchsorted(clauses.starts, name[:, 1]),
            np.searchsorted(clauses.line, line, "right"),
        )
        over = np.zeros(len(clauses.starts) + 1, dtype=np.intp)
        np.add.at(over, low[low < high], 1)
        np.add.at(over, high[low < high], -1)
        opens = np.full(len(sentences), np.iinfo(np.intp).max)
        np.minimum.at(opens, line, name[:, 0])
        first = opens[clauses.line]
        return cls(
            (np.cumsum(over)[:-1] > 0).astype(np.intp),
            (first < clauses.starts).astype(np.intp),
            (first < np.iinfo(np.intp).max).astype(np.intp),
        )


@cache
def aims() -> Aims:
    """Return the sums under the weights of `ontology/lexicon/goal_weights.csv`."""
    return Aims(Weights.load("goal"))

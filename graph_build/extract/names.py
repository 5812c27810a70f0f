"""Which noun phrases of a text name an initiative: a linear decision, no overlaps, best first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.extract.candidates import (
    MAX_ATOMS,
    MAX_CHARACTERS,
    Candidate,
    Shape,
    frame_of,
    head_of,
    opens_with_count,
    pattern_features,
    quote_features,
    quoted_attribute,
    right_edges,
    run_starts,
    term_features,
)
from graph_build.extract.lexicon import column
from graph_build.extract.weights import Weights
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

THRESHOLD = -1.5
# A pair can add at most about this much: edges below it need not be looked at further.
_PAIR_RANGE = 1.6
# What a quote at an edge holds can add this much more.
_QUOTE_RANGE = 1.5
_KEPT = 200_000
_LONGEST_TAIL = 5
_TAIL = frozenset("n vn b an l nz j s eng v".split())


class Scored(NamedTuple):
    """A candidate, its range and its log-odds of being a name."""

    score: float
    span: Span
    candidate: Candidate


def initiatives(atoms: Atoms, taken: Sequence[Span] = ()) -> list[Scored]:
    """Return the names of initiatives in a text, in order, disjoint, none over a taken range."""
    free = _Free(taken)
    best_first = sorted(_scored(atoms), key=lambda s: (-s.score, s.span))
    chosen = [s for s in best_first if free.take(s.span)]
    return sorted((_extended(atoms, s, free) for s in chosen), key=lambda s: s.span)


def _extended(atoms: Atoms, scored: Scored, free: _Free) -> Scored:
    """Return a quoted name with the head noun that follows it: “以外调外” + 涉外解纷工作法."""
    first, last, _ = scored.candidate
    # A quote that ends in a head noun of its own is whole: “龙山经验综合应用”重构指标体系.
    if atoms.flags[last - 1] != "Q" or head_of(atoms.texts[last - 1][1:-1]) is not None:
        return scored
    best = None
    for end in range(last, min(last + _LONGEST_TAIL, len(atoms.texts))):
        if atoms.flags[end] not in _TAIL or atoms.texts[end] in column("verbs", "verb", "frame"):
            break
        if head_of(_joined(atoms, end, last)) is not None:
            best = end + 1
    if best is None or not free.take(Span(atoms.ends[last - 1], atoms.ends[best - 1])):
        return scored
    head = head_of(_joined(atoms, best - 1, last))
    return Scored(scored.score, atoms.span(first, best), Candidate(first, best, head))


def _joined(atoms: Atoms, end: int, first: int) -> str:
    """Return an atom with the one before it: the dictionary splits 工作法 in two."""
    return "".join(atoms.texts[max(first, end - 1) : end + 1])


def _scored(atoms: Atoms) -> list[Scored]:
    """Return the candidates that reach the threshold; edges that cannot are sorted out at once."""
    edges = list(right_edges(atoms))
    if not edges:
        return []
    model = _model()
    marks = _Marks.of(atoms)
    lefts = model.lefts(marks)
    rights = model.rights(marks, edges)
    found = []
    for edge, first in _plausible(atoms, edges, lefts, rights):
        last, head = edges[edge]
        candidate = Candidate(first, last, head)
        frame = marks.frames[marks.ids[first - 1]] if first else None
        score = float(lefts[first] + rights[edge]) + model.pair(atoms, candidate, frame)
        score += model.quote(atoms, candidate, frame) + model.term(candidate, atoms)
        if score >= THRESHOLD and not opens_with_count(atoms, first, last):
            found.append(Scored(score, atoms.span(first, last), candidate))
    return found


def _plausible(
    atoms: Atoms,
    edges: list[tuple[int, str | None]],
    lefts: NDArray[np.float64],
    rights: NDArray[np.float64],
) -> Iterator[tuple[int, int]]:
    """Return (edge, first atom) of the phrases whose edges alone come near the threshold."""
    lasts = [last for last, _ in edges]
    begins = run_starts(atoms)
    behind = np.asarray(lasts)
    begin = np.asarray([begins[last - 1] for last in lasts])
    starts, ends = np.asarray(atoms.starts), np.asarray(atoms.ends)
    quoted = np.asarray([flag in {"Q", "B"} for flag in atoms.flags]) * _QUOTE_RANGE
    left_sums, right_sums = lefts + quoted, rights + quoted[behind - 1]
    for count in range(1, MAX_ATOMS + 1):
        first = behind - count
        held = np.flatnonzero(first >= begin)
        held = held[ends[behind[held] - 1] - starts[first[held]] <= MAX_CHARACTERS]
        near = left_sums[first[held]] + right_sums[held] >= THRESHOLD - _PAIR_RANGE
        for edge in held[near].tolist():
            yield edge, lasts[edge] - count
    for edge, run in enumerate(begin.tolist()):
        before = quoted_attribute(atoms, run)
        if before is not None and lasts[edge] - before <= MAX_ATOMS:
            yield edge, before


class _Marks(NamedTuple):
    """The different atoms of a text as the edges see them; `ids` says which stands where.

    Quotes are Q, punctuation but 、 is one mark beside an edge, verbs have their frames.
    """

    ids: NDArray[np.intp]
    texts: list[str]
    flags: list[str]
    beside: list[str]
    frames: list[str | None]

    @classmethod
    def of(cls, atoms: Atoms) -> _Marks:
        """Return the marks of the atoms of a text."""
        index: dict[tuple[str, str], int] = {}
        ids = [
            index.setdefault(both, len(index))
            for both in zip(atoms.texts, atoms.flags, strict=True)
        ]
        return cls(
            np.asarray(ids),
            ["Q" if flag in {"Q", "B"} else text for text, flag in index],
            [flag for _, flag in index],
            ["|" if flag == "x" and text != "、" else text for text, flag in index],
            [frame_of(text) if flag[0] in "vnald" else None for text, flag in index],
        )


class _Model:
    """The weights by the part of a phrase that they weigh; shapes recur, so their sums are kept.

    The sums are those of `candidates.features`, without a string for every feature. What is kept
    is dropped whole when it grows past a limit, so that memory stays bounded.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._of = {name: weights.part(name) for name in _PARTS}
        self._terms = column("terms", "term", "class")
        self._heads = column("heads", "head", "class")
        self._pairs: dict[tuple[object, ...], float] = {}

    def lefts(self, marks: _Marks) -> NDArray[np.float64]:
        """Return the sums of the left edges, by first atom."""
        before = (
            self._sums("p", marks.beside)
            + self._sums("pf", marks.flags)
            + self._sums("pfr", [str(f) for f in marks.frames])
        )
        outside = (("p", "^"), ("pf", "^"), ("pfr", "None"))
        sums = (self._sums("f", marks.texts) + self._sums("ff", marks.flags))[marks.ids]
        sums[1:] += before[marks.ids[:-1]]
        sums[0] += sum(self._of[part].get(value, 0.0) for part, value in outside)
        return sums

    def rights(self, marks: _Marks, edges: list[tuple[int, str | None]]) -> NDArray[np.float64]:
        """Return the sums of the right edges with the bias, in the order of the edges."""
        texts = marks.texts
        last = (
            self._sums("l", texts)
            + self._sums("lf", marks.flags)
            + self._sums("e1", [t[-1] for t in texts])
            + self._sums("e2", [t[-2:] for t in texts])
        )[marks.ids]
        after = self._sums("n", [*marks.beside, "$"]) + self._sums("nf", [*marks.flags, "$"])
        following = np.append(marks.ids, len(marks.texts))
        behind = np.asarray([end for end, _ in edges])
        heads = self._sums("h", [str(head) for _, head in edges])
        kinds = self._sums("hc", [self._kind(head) for _, head in edges])
        sums: NDArray[np.float64] = last[behind - 1] + after[following[behind]] + heads + kinds
        return sums + self._weights.bias

    def _sums(self, part: str, values: list[str]) -> NDArray[np.float64]:
        of = self._of[part]
        return np.asarray([of.get(value, 0.0) for value in values])

    def _kind(self, head: str | None) -> str:
        if head is None:
            return "-"
        return "Q" if head == "Q" else self._heads[head]

    def pair(self, atoms: Atoms, candidate: Candidate, frame: str | None) -> float:
        """Return the sum of what both edges say together, but for what a quote holds."""
        first, last, head = candidate
        kind = self._kind(head)
        after = atoms.flags[last] if last < len(atoms.flags) else "$"
        pairs = self._pairs
        length = min(atoms.ends[last - 1] - atoms.starts[first], 16) >> 1
        flags = tuple(atoms.flags[first:last])
        total = pairs.get((kind, frame, after, length, last - first))
        if total is None:
            shape = Shape(kind, frame, after, length * 2)
            total = self._weights.sum(shape.features(last - first))
            pairs[kind, frame, after, length, last - first] = total
        pattern = pairs.get((kind, flags))
        if pattern is None:
            if len(pairs) > _KEPT:
                pairs.clear()
            pattern = pairs[kind, flags] = self._weights.sum(pattern_features(kind, flags))
        if len(flags) > 1 and flags[0][0] in "vad":
            total += self._of["ffr"].get(str(frame_of(atoms.texts[first])), 0.0)
        return total + pattern

    def term(self, candidate: Candidate, atoms: Atoms) -> float:
        """Return the weight of what the table of field terms says of a phrase."""
        phrase = atoms.text[atoms.starts[candidate.first] : atoms.ends[candidate.last - 1]]
        return self._weights.sum(term_features(phrase)) if phrase in self._terms else 0.0

    def quote(self, atoms: Atoms, candidate: Candidate, frame: str | None) -> float:
        """Return the sum of what a quote in the phrase holds, 0 where there is none."""
        held = atoms.flags[candidate.first : candidate.last]
        if "Q" not in held and "B" not in held:
            return 0.0
        return self._weights.sum(quote_features(atoms, candidate, frame))


_PARTS = ("p", "pf", "pfr", "f", "ff", "n", "nf", "h", "hc", "l", "lf", "e1", "e2", "ffr")


@cache
def _model() -> _Model:
    return _Model(Weights.load("initiative"))


class _Free:
    """Ranges of a text that nothing has taken yet, kept per block of 64 characters."""

    def __init__(self, taken: Sequence[Span]) -> None:
        self._blocks: dict[int, list[Span]] = {}
        for span in taken:
            self._put(span)

    def _put(self, span: Span) -> None:
        for block in range(span.start >> 6, (span.end >> 6) + 1):
            self._blocks.setdefault(block, []).append(span)

    def take(self, span: Span) -> bool:
        """Take a range and say so, or say that some of it is taken."""
        for block in range(span.start >> 6, (span.end >> 6) + 1):
            for other in self._blocks.get(block, ()):
                if span.overlaps(other):
                    return False
        self._put(span)
        return True

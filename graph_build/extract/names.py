"""Which noun phrases of a text name an initiative: a linear decision, no overlaps, best first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from graph_build.extract.candidates import (
    MAX_ATOMS,
    MAX_CHARACTERS,
    Candidate,
    Left,
    Right,
    Shape,
    head_of,
    opening_features,
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

    from graph_build.extract.atoms import Atoms

_Left: TypeAlias = tuple[float, str | None]
_Right: TypeAlias = tuple[float, str, str]

THRESHOLD = -1.5
# A pair can add at most about this much: edges below it need not be looked at further.
_PAIR_RANGE = 1.6
# What a quote at an edge holds can add this much more.
_QUOTE_RANGE = 1.5
_KEPT = 200_000
_NO_LEFT = (-99.0, None)
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
    sums = _sums()
    edges = list(right_edges(atoms))
    if not edges:
        return []
    rights = [sums.right(atoms, last, head) for last, head in edges]
    begins = run_starts(atoms)
    # Nothing begins at a stop: its run starts behind it.
    lefts = [
        sums.left(atoms, first) if begin <= first else _NO_LEFT
        for first, begin in enumerate(begins)
    ]
    found = []
    for edge, first in _plausible(atoms, begins, [e[0] for e in edges], lefts, rights):
        last, head = edges[edge]
        score = (
            lefts[first][0]
            + rights[edge][0]
            + sums.pair(atoms, first, last, lefts[first][1], rights[edge])
        )
        candidate = Candidate(first, last, head)
        score += sums.quote(atoms, candidate, lefts[first][1])
        score += sums.term(atoms.text[atoms.starts[first] : atoms.ends[last - 1]])
        if score >= THRESHOLD and not opens_with_count(atoms, first, last):
            found.append(Scored(score, atoms.span(first, last), candidate))
    return found


def _plausible(
    atoms: Atoms, begins: list[int], lasts: list[int], lefts: list[_Left], rights: list[_Right]
) -> Iterator[tuple[int, int]]:
    """Return (edge, first atom) of the phrases whose edges alone come near the threshold."""
    behind = np.asarray(lasts)
    begin = np.asarray([begins[last - 1] for last in lasts])
    starts, ends = np.asarray(atoms.starts), np.asarray(atoms.ends)
    quoted = np.asarray([flag in {"Q", "B"} for flag in atoms.flags])
    left_sums = np.asarray([left[0] for left in lefts]) + _QUOTE_RANGE * quoted
    right_sums = np.asarray([right[0] for right in rights]) + _QUOTE_RANGE * quoted[behind - 1]
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


class _Sums:
    """The summed weights of edges and shapes; texts have few different ones, so they are kept.

    What is kept is dropped whole when it grows past a limit, so that memory stays bounded.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._terms = column("terms", "term", "class")
        self._lefts: dict[tuple[str, str, str, str], _Left] = {}
        self._rights: dict[tuple[str, str, str, str, str | None], _Right] = {}
        self._pairs: dict[tuple[object, ...], float] = {}

    def left(self, atoms: Atoms, first: int) -> _Left:
        """Return the sum of a left edge and the frame of the verb before it."""
        texts, flags = atoms.texts, atoms.flags
        key = (
            (texts[first - 1], flags[first - 1], texts[first], flags[first])
            if first
            else ("", "", texts[0], flags[0])
        )
        known = self._lefts.get(key)
        if known is None:
            if len(self._lefts) > _KEPT:
                self._lefts.clear()
            left = Left.of(atoms, first)
            known = self._lefts[key] = (self._weights.sum(left.features()), left.frame)
        return known

    def right(self, atoms: Atoms, last: int, head: str | None) -> _Right:
        """Return the sum of a right edge with the bias, the class of its head, what follows."""
        texts, flags = atoms.texts, atoms.flags
        after = (texts[last], flags[last]) if last < len(texts) else ("", "")
        key = (*after, texts[last - 1], flags[last - 1], head)
        known = self._rights.get(key)
        if known is None:
            if len(self._rights) > _KEPT:
                self._rights.clear()
            right = Right.of(atoms, last, head)
            total = self._weights.bias + self._weights.sum(right.features())
            known = self._rights[key] = (total, right.kind, right.after_flag)
        return known

    def pair(self, atoms: Atoms, first: int, last: int, frame: str | None, right: _Right) -> float:
        """Return the sum of what both edges say together, but for what a quote holds."""
        _, kind, after = right
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
            text = atoms.texts[first]
            opening = pairs.get((text,))
            if opening is None:
                opening = pairs[text,] = self._weights.sum(opening_features(text, flags[0]))
            total += opening
        return total + pattern

    def term(self, phrase: str) -> float:
        """Return the weight of what the table of field terms says of a phrase."""
        return self._weights.sum(term_features(phrase)) if phrase in self._terms else 0.0

    def quote(self, atoms: Atoms, candidate: Candidate, frame: str | None) -> float:
        """Return the sum of what a quote in the phrase holds, 0 where there is none."""
        held = atoms.flags[candidate.first : candidate.last]
        if "Q" not in held and "B" not in held:
            return 0.0
        return self._weights.sum(quote_features(atoms, candidate, frame))


@cache
def _sums() -> _Sums:
    return _Sums(Weights.load("initiative"))


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

"""Which noun phrases of a text name an initiative: a linear decision, no overlaps, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import (
    Candidate,
    candidates,
    left_features,
    pair_features,
    right_features,
)
from graph_build.extract.weights import Weights
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.atoms import Atoms

THRESHOLD = -1.5
# A pair can add at most about this much: edges below it need not be looked at further.
_PAIR_RANGE = 4.0


class Scored(NamedTuple):
    """A candidate, its range and its log-odds of being a name."""

    score: float
    span: Span
    candidate: Candidate


def initiatives(atoms: Atoms, taken: Sequence[Span] = ()) -> list[Scored]:
    """Return the names of initiatives in a text, in order, disjoint, none over a taken range."""
    chosen: list[Scored] = []
    free = _Free(taken)
    for scored in sorted(_scored(atoms), key=lambda s: (-s.score, s.span)):
        if free.take(scored.span):
            chosen.append(scored)
    return sorted(chosen, key=lambda s: s.span)


def _scored(atoms: Atoms) -> list[Scored]:
    weights = Weights.load("initiative")
    found = []
    lefts: dict[int, float] = {}
    right, right_last = 0.0, -1
    for candidate in candidates(atoms):
        first, last, _ = candidate
        if last != right_last:
            right, right_last = weights.sum(right_features(atoms, candidate)), last
        if first not in lefts:
            lefts[first] = weights.sum(left_features(atoms, first))
        edges = weights.bias + right + lefts[first]
        if edges < THRESHOLD - _PAIR_RANGE:
            continue
        score = edges + weights.sum(pair_features(atoms, candidate))
        if score >= THRESHOLD:
            found.append(Scored(score, atoms.span(first, last), candidate))
    return found


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

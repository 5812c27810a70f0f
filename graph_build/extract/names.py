"""Which noun phrases of a text name an initiative: a linear decision, no overlaps, best first."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.extract.candidates import (
    MAX_ATOMS,
    MAX_CHARACTERS,
    Candidate,
    Left,
    head_of,
    opens_with_count,
    quote_parts,
    quoted_attribute,
    term_features,
)
from graph_build.extract.lexicon import column
from graph_build.extract.marks import marks
from graph_build.extract.shapes import shapes
from graph_build.extract.weights import Weights
from graph_build.extract.wording import wording
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from graph_build.extract.atoms import Atoms

THRESHOLD = -1.1
# A pair can add at most about this much: edges below it need not be looked at further.
_PAIR_RANGE = 1.6
# What a quote at an edge holds can add this much more.
_QUOTE_RANGE = 1.5
_LONGEST_TAIL = 5
_ACTS = frozenset("v d ad p zg x".split())
_TAIL = frozenset("n vn b an l nz j s eng v".split())


class Scored(NamedTuple):
    """A candidate, its range and its log-odds of being a name."""

    score: float
    span: Span
    candidate: Candidate


def initiatives(
    atoms: Atoms,
    taken: Sequence[Span] = (),
    bodies: Sequence[Span] = (),
    inner: Sequence[Span] = (),
) -> list[Scored]:
    """Return the names of initiatives in a text, in order, disjoint, none over a taken range.

    A name may open with a body that does not act on the rest (联合国气候变化大会), and it may
    hold an inner range, a zone or a firm; else it overlaps none of these.
    """
    opening = [b for b in bodies if not _acts(atoms, b.end)]
    free = _Free([*taken, *bodies, *inner], frozenset(opening), frozenset(inner))
    best_first = sorted(_scored(atoms), key=lambda s: (-s.score, s.span))
    chosen = [s for s in best_first if free.take(s.span)]
    return sorted((_extended(atoms, s, free) for s in chosen), key=lambda s: s.span)


def _acts(atoms: Atoms, end: int) -> bool:
    """Say whether a predicate, or a word that belongs to one, follows a body."""
    index = atoms.starting(end)
    return index is None or atoms.flags[index] in _ACTS


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
    held = marks()
    rows = held.rows(atoms)
    lefts, rights = _edges(atoms, rows)
    firsts, lasts = _plausible(atoms, rows, lefts, rights)
    if not len(firsts):
        return []
    scores = lefts[firsts] + rights[lasts] + shapes().sums(atoms, rows, firsts, lasts)
    quotes = np.cumsum(held.number("quoted", rows))
    # Row n + 1 is atom n, so that this counts the quotes in atoms first … last - 1.
    quoted = quotes[lasts] > quotes[firsts]
    terms, reach = column("terms", "term", "class"), THRESHOLD - _term_range()
    text, starts, ends = atoms.text, atoms.starts, atoms.ends
    found = []
    near = np.flatnonzero(quoted | (scores >= reach))
    columns = (values[near].tolist() for values in (firsts, lasts, scores, quoted))
    for first, last, score, holds_quote in zip(*columns, strict=True):
        phrase = text[starts[first] : ends[last - 1]]
        if score < THRESHOLD and not holds_quote and phrase not in terms:
            continue
        candidate = Candidate(first, last, held.heads[rows[last]])
        added = _quote(atoms, candidate) if holds_quote else 0.0
        if phrase in terms:
            added += _weights().sum(term_features(phrase))
        total = score + added
        if total >= THRESHOLD and not opens_with_count(atoms, first, last):
            found.append(Scored(total, atoms.span(first, last), candidate))
    return found


def _plausible(
    atoms: Atoms,
    rows: NDArray[np.intp],
    lefts: NDArray[np.float64],
    rights: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return first atoms and ends of the phrases whose edges alone come near the threshold."""
    held = marks()
    may_end = held.number("may_end", rows[1:-1])
    before = held.number("may_stand_before", rows[2:])
    behind = np.flatnonzero((may_end == 1) | ((may_end == 2) & (before == 1))) + 1  # noqa: PLR2004
    stops = held.number("stops", rows[1:-1])
    places = np.arange(1, len(stops) + 1)
    begin = np.maximum.accumulate(np.where(stops == 1, places, 0))[behind - 1]
    starts, ends = np.asarray(atoms.starts), np.asarray(atoms.ends)
    quoted = held.number("quoted", rows[1:-1]) * _QUOTE_RANGE
    left_sums, right_sums = lefts + quoted, rights[behind] + quoted[behind - 1]
    firsts, lasts = [], []
    for count in range(1, MAX_ATOMS + 1):
        first = behind - count
        kept = np.flatnonzero(first >= begin)
        kept = kept[ends[behind[kept] - 1] - starts[first[kept]] <= MAX_CHARACTERS]
        kept = kept[left_sums[first[kept]] + right_sums[kept] >= THRESHOLD - _PAIR_RANGE]
        firsts.append(first[kept])
        lasts.append(behind[kept])
    also = [
        (quoted_attribute(atoms, run), last)
        for run, last in zip(begin.tolist(), behind.tolist(), strict=True)
    ]
    more = [(at, last) for at, last in also if at is not None and last - at <= MAX_ATOMS]
    pairs = np.asarray(more, dtype=np.intp).reshape(-1, 2)
    return np.concatenate([*firsts, pairs[:, 0]]), np.concatenate([*lasts, pairs[:, 1]])


def _edges(atoms: Atoms, rows: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the sums of left edges by first atom, and of right edges by the atom behind them.

    What stands between counts as a running sum: added at the right edge, taken off at the left.
    """
    held = marks()
    begun, ended = wording().inside(atoms, rows)
    lefts = held.sum("first", rows[1:-1]) + held.sum("before", rows[:-2])
    lefts += wording().governed(rows) - begun
    last = rows[1:-1]
    rights = held.sum("last", last) + held.sum("after", rows[2:])
    rights += held.sum("head", last) + held.sum("kind", last) + held.bias + ended
    return lefts, np.append(0.0, rights)


def _quote(atoms: Atoms, candidate: Candidate) -> float:
    """Return the sum of what a quote in a phrase holds."""
    first = candidate.first
    parts = quote_parts(atoms, candidate, Left.of(atoms, first).frame)
    return sum([w for make, of in parts for w in _weighed(make, *of)])


@lru_cache(maxsize=1 << 13)
def _weighed(make: Callable[..., tuple[str, ...]], *of: str | int | None) -> tuple[float, ...]:
    weights = _weights().of
    return tuple([weights[f] for f in make(*of) if f in weights])


def _weights() -> Weights:
    return Weights.load("initiative")


@cache
def _term_range() -> float:
    return max(0.0, *(_weights().sum([feature]) for feature in ("term=+", "term=-")))


class _Free:
    """Ranges of a text that nothing has taken yet, kept per block of 64 characters."""

    def __init__(
        self, taken: Sequence[Span], opening: frozenset[Span], inside: frozenset[Span]
    ) -> None:
        self._blocks: dict[int, list[Span]] = {}
        self._opening, self._inside = opening, inside
        for span in taken:
            self._put(span)

    def _put(self, span: Span) -> None:
        for block in range(span.start >> 6, (span.end >> 6) + 1):
            self._blocks.setdefault(block, []).append(span)

    def take(self, span: Span) -> bool:
        """Take a range and say so, or say that some of it is taken."""
        for block in range(span.start >> 6, (span.end >> 6) + 1):
            for other in self._blocks.get(block, ()):
                if span.overlaps(other) and not self._may_hold(span, other):
                    return False
        self._put(span)
        return True

    def _may_hold(self, span: Span, other: Span) -> bool:
        if other.end >= span.end or other.start < span.start:
            return False
        return other in self._inside or (other.start == span.start and other in self._opening)

"""A quotation as a page shows it: the whole sentence, the evidence in it, and both ends marked.

Plain data made before rendering. Offsets are code points of the source text, half-open.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_TERMINATORS = "。！？!?"
_CLOSERS = "”’」』）)】》"
_LONGEST_SIDE = 160
_LONGEST_CONTEXT = 80


class End(NamedTuple):
    """A stretch inside the evidence that one end of the claim is named by; `family` colours it."""

    begin: int
    end: int
    family: str
    thing: str = ""


class Piece(NamedTuple):
    """Consecutive characters that look the same."""

    text: str
    marked: bool
    end: End | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with its evidence, and a sentence of context on each side."""

    before: str
    pieces: tuple[Piece, ...]
    after: str
    begin: int
    end: int

    @property
    def lead(self) -> tuple[Piece, ...]:
        """The pieces of the sentence before the evidence; a closed quotation leaves them out."""
        return tuple(itertools.takewhile(lambda piece: not piece.marked, self.pieces))

    @property
    def rest(self) -> tuple[Piece, ...]:
        """The evidence and what follows it in the sentence."""
        return self.pieces[len(self.lead) :]


def passage(text: str, begin: int, end: int, ends: Iterable[End] = ()) -> Passage:
    """Return the passage around the evidence [begin, end).

    >>> text = "前一句。龙山经验发源于永康市。后一句。"
    >>> found = passage(text, 4, 14, [End(4, 8, "initiative"), End(11, 14, "place")])
    >>> [(piece.text, piece.end.family if piece.end else "") for piece in found.pieces]
    [('龙山经验', 'initiative'), ('发源于', ''), ('永康市', 'place'), ('。', '')]
    >>> found.before, found.after
    ('前一句。', '后一句。')

    Raises:
        ValueError: if the evidence is empty or leaves the text.
    """
    if not 0 <= begin < end <= len(text):
        raise ValueError(f"expected 0 <= begin < end <= {len(text)}, got [{begin}, {end})")
    first, last = _sentence_start(text, begin), _sentence_end(text, end)
    kept = without_overlaps(ends, begin, end)
    return Passage(
        _context_before(text, first),
        tuple(_pieces(text, first, last, begin, end, kept)),
        _context_after(text, last),
        begin,
        end,
    )


def without_overlaps(ends: Iterable[End], begin: int, end: int) -> list[End]:
    """Return the ends that lie in a stretch, the longer one where two share a character."""
    inside = [e for e in ends if begin <= e.begin < e.end <= end]
    kept: list[End] = []
    for candidate in sorted(inside, key=lambda e: (e.begin - e.end, e.begin, e.thing)):
        if all(candidate.end <= other.begin or other.end <= candidate.begin for other in kept):
            kept.append(candidate)
    return sorted(kept)


def _pieces(text: str, first: int, last: int, begin: int, end: int, ends: list[End]) -> list[Piece]:
    cuts = sorted({first, last, begin, end, *(e.begin for e in ends), *(e.end for e in ends)})
    found = []
    for left, right in itertools.pairwise(cuts):
        covering = next((e for e in ends if e.begin <= left and right <= e.end), None)
        found.append(Piece(text[left:right], begin <= left and right <= end, covering))
    return found


def _sentence_start(text: str, at: int) -> int:
    start = at
    while start > 0 and at - start < _LONGEST_SIDE and not _ends_before(text, start):
        start -= 1
    return _skip_blank(text, start, at)


def _ends_before(text: str, at: int) -> bool:
    """Say whether a sentence ends just before `at`; closing quotes belong to what they close."""
    if text[at - 1] in "\r\n":
        return True
    back = at - 1
    while back > 0 and text[back] in _CLOSERS:
        back -= 1
    return text[back] in _TERMINATORS and (at == len(text) or text[at] not in _CLOSERS)


def _skip_blank(text: str, start: int, at: int) -> int:
    while start < at and text[start].isspace():
        start += 1
    return start


def _sentence_end(text: str, at: int) -> int:
    stop = at
    while stop < len(text) and stop - at < _LONGEST_SIDE and text[stop] not in "\r\n":
        if _ends_before(text, stop) and stop > 0:
            break
        stop += 1
    return stop


def _context_before(text: str, first: int) -> str:
    if first == 0 or text[first - 1] in "\r\n":
        return ""
    start = _sentence_start(text, first - 1)
    cut = max(start, first - _LONGEST_CONTEXT)
    return ("…" if cut > start else "") + text[cut:first]


def _context_after(text: str, last: int) -> str:
    if last >= len(text) or text[last] in "\r\n":
        return ""
    stop = _sentence_end(text, last + 1)
    cut = min(stop, last + _LONGEST_CONTEXT)
    return text[last:cut] + ("…" if cut < stop else "")

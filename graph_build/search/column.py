"""Lines of text in which any stretch is found by two binary searches: a suffix array.

Chinese has no spaces, and a stretch of one or two characters is as good a query as a long one. All
beginnings of stretches are sorted by the characters that follow, so that those that begin with a
query stand side by side, whatever its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.search.arrays import smallest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_build.search.arrays import Array

_KEY_BITS = 63


class Found(NamedTuple):
    """Places where a query stands: the line of each, and how it lies in the line.

    `head` says that it begins the line, `tail` that it ends it, `starts` that it begins where a
    word does, `word` that it ends there too.
    """

    lines: Array
    head: Array
    tail: Array
    starts: Array
    word: Array


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Lines of text: one code for each character, 0 before the first line and after each.

    `suffixes` are the places of all characters in the order of the `depth` characters from there
    on, `owners` their lines; `words` is 1 where a word begins.
    """

    alphabet: Array
    text: Array
    suffixes: Array
    owners: Array
    words: Array
    depth: Array

    @classmethod
    def of(cls, lines: Sequence[str], words: Sequence[Sequence[int]] | None = None) -> Column:
        """Return a column of lines; `words` are the offsets at which the words of each begin.

        >>> column = Column.of(["龙山经验", "枫桥经验"], [[0, 2], [0, 2]])
        >>> found = column.find("经验")
        >>> sorted(found.lines.tolist()), found.word.tolist()
        ([0, 1], [True, True])
        """
        joined = "\0" + "".join(f"{line}\0" for line in lines)
        points = np.frombuffer(joined.encode("utf-32-le"), "<u4")
        alphabet, codes = np.unique(points, return_inverse=True)
        depth, order = _sorted(codes.astype(np.uint64), bits=len(alphabet).bit_length())
        suffixes = order[codes[order] > 0]
        ends = codes == 0
        return cls(
            alphabet.astype(np.uint32),
            smallest(codes),
            smallest(suffixes),
            smallest((np.cumsum(ends) - 1)[suffixes]),
            _begins(ends, words),
            np.array([depth], np.uint8),
        )

    @classmethod
    def read(cls, arrays: Mapping[str, Array], name: str) -> Column:
        """Return the column of that name among arrays."""
        return cls(*(arrays[f"{name}.{part}"] for part in _PARTS))

    def arrays(self, name: str) -> dict[str, Array]:
        """Return what `read` takes."""
        return {f"{name}.{part}": getattr(self, part) for part in _PARTS}

    def find(self, query: str) -> Found:
        """Return every place where a query stands, in no particular order."""
        first, last = self.range(query)
        at = self.suffixes[first:last].astype(np.int64)
        lines = self.owners[first:last]
        for depth in range(int(self.depth[0]), len(query)):
            kept = self.text[at + depth] == self._code(query[depth])
            at, lines = at[kept], lines[kept]
        after = at + len(query)
        tail = self.text[after] == 0
        starts = self.words[at] == 1
        word = starts & (tail | (self.words[after] == 1))
        return Found(lines, self.text[at - 1] == 0, tail, starts, word)

    def range(self, query: str) -> tuple[int, int]:
        """Return where the suffixes begin and end that begin with the first characters of a query.

        As many characters as suffixes are sorted by; the size of the range is what `find` costs.
        """
        codes = [self._code(character) for character in query[: int(self.depth[0])]]
        if not codes or 0 in codes:
            return 0, 0
        return self._bound(codes, after=False), self._bound(codes, after=True)

    def _bound(self, codes: list[int], *, after: bool) -> int:
        low, high = 0, len(self.suffixes)
        text, suffixes, length = self.text, self.suffixes, len(codes)
        while low < high:
            middle = (low + high) // 2
            at = int(suffixes[middle])
            here = text[at : at + length].tolist()
            if here < codes or (after and here == codes):
                low = middle + 1
            else:
                high = middle
        return low

    def _code(self, character: str) -> int:
        point = ord(character)
        at = int(np.searchsorted(self.alphabet, point))
        known = at < len(self.alphabet) and int(self.alphabet[at]) == point
        return at if known else 0


_PARTS = ("alphabet", "text", "suffixes", "owners", "words", "depth")


def _begins(ends: Array, words: Sequence[Sequence[int]] | None) -> Array:
    """Return 1 for each place where a word begins; `ends` are the places before and after lines."""
    begins = np.zeros(len(ends), np.uint8)
    if words:
        starts = np.flatnonzero(ends)[:-1] + 1
        counts = [len(offsets) for offsets in words]
        offsets = np.fromiter(chain.from_iterable(words), np.int64, sum(counts))
        begins[np.repeat(starts, counts) + offsets] = 1
    return begins


def _sorted(codes: Array, *, bits: int) -> tuple[int, Array]:
    """Return all places in the order of the characters from there on, and of how many of them.

    As many codes as fit into one number are sorted as one; then twice as many by their ranks.
    """
    packed = _KEY_BITS // bits
    key: Array = np.zeros(len(codes), np.uint64)
    for ahead in range(packed):
        key = (key << np.uint64(bits)) | _shifted(codes, ahead)
    different, ranks = np.unique(key, return_inverse=True)
    ranks = ranks.astype(np.uint64)
    key = ranks * np.uint64(len(different) + 1) + _shifted(ranks, packed)
    return 2 * packed, np.argsort(key, kind="stable")


def _shifted(values: Array, by: int) -> Array:
    """Return the values that stand some places later; nothing stands after the end."""
    by = min(by, len(values))
    return np.concatenate((values[by:], np.zeros(by, values.dtype)))

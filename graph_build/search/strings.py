"""Strings by number, and lists of numbers by number, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from graph_build.search.arrays import smallest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph_build.search.arrays import Array


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """Strings by number: their UTF-8 run together, and where each ends and the next begins.

    >>> made = Strings.of(["龙山", "", "经验"])
    >>> made[2], len(made)
    ('经验', 3)
    """

    bytes: Array
    offsets: Array

    @classmethod
    def of(cls, strings: Iterable[str]) -> Strings:
        """Return strings in their order."""
        encoded = [text.encode() for text in strings]
        offsets = np.concatenate(([0], np.cumsum([len(e) for e in encoded], dtype=np.int64)))
        return cls(np.frombuffer(b"".join(encoded), np.uint8), smallest(offsets))

    @classmethod
    def read(cls, arrays: Mapping[str, Array], name: str) -> Strings:
        """Return the strings of that name among arrays."""
        return cls(arrays[f"{name}.bytes"], arrays[f"{name}.offsets"])

    def arrays(self, name: str) -> dict[str, Array]:
        """Return what `read` takes."""
        return {f"{name}.bytes": self.bytes, f"{name}.offsets": self.offsets}

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> str:
        return self.bytes[self.offsets[number] : self.offsets[number + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """Lists of numbers by number, run together.

    >>> made = Lists.of([[3, 1], [], [2]])
    >>> made[0].tolist(), made.all(np.array([2, 0])).tolist()
    ([3, 1], [2, 3, 1])
    """

    values: Array
    offsets: Array

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> Lists:
        """Return lists in their order."""
        offsets = np.concatenate(([0], np.cumsum([len(one) for one in lists], dtype=np.int64)))
        values = np.fromiter(chain.from_iterable(lists), np.int64, int(offsets[-1]))
        return cls(smallest(values), smallest(offsets))

    @classmethod
    def read(cls, arrays: Mapping[str, Array], name: str) -> Lists:
        """Return the lists of that name among arrays."""
        return cls(arrays[f"{name}.values"], arrays[f"{name}.offsets"])

    def arrays(self, name: str) -> dict[str, Array]:
        """Return what `read` takes."""
        return {f"{name}.values": self.values, f"{name}.offsets": self.offsets}

    def __getitem__(self, number: int) -> Array:
        return self.values[self.offsets[number] : self.offsets[number + 1]]

    def all(self, numbers: Array) -> Array:
        """Return the members of several lists, one list after the other."""
        starts = self.offsets[numbers].astype(np.int64)
        lengths = self.offsets[numbers + 1].astype(np.int64) - starts
        ends = np.cumsum(lengths)
        skipped = np.repeat(starts - (ends - lengths), lengths)
        return self.values[skipped + np.arange(len(skipped))]

    def holding(self, value: int) -> Array:
        """Return the numbers of the lists that hold a value."""
        at = np.flatnonzero(self.values == value)
        return np.searchsorted(self.offsets, at, side="right") - 1

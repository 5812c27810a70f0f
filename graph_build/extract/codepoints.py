"""Characters of a text as numbers, so that what many strings weigh is looked up at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

_BEYOND = 0x10000
"""Stands for all characters beyond the basic plane, which no alphabet holds."""
_LAST_DIGIT = 0x1FFFF
"""No character behind it is a digit, and it is none."""


def points_of(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def is_digit(points: NDArray[np.uint32]) -> NDArray[np.bool_]:
    r"""Say which characters are digits, as `\d` has it."""
    found: NDArray[np.bool_] = _digits()[np.minimum(points, _LAST_DIGIT)]
    return found


@cache
def _digits() -> NDArray[np.bool_]:
    return np.asarray([chr(point).isdecimal() for point in range(_LAST_DIGIT + 1)])


class Alphabet:
    """Numbers from 1 for some characters, 0 for all others."""

    def __init__(self, characters: Iterable[str]) -> None:
        known = sorted(set(characters))
        self.size = len(known) + 1
        self._of = np.zeros(_BEYOND + 1, dtype=np.intp)
        self._of[[ord(character) for character in known]] = np.arange(1, self.size)

    def numbers(self, points: NDArray[np.uint32]) -> NDArray[np.intp]:
        """Return the numbers of code points."""
        found: NDArray[np.intp] = self._of[np.minimum(points, _BEYOND)]
        return found


class Strings:
    """The weights of strings of one length, each by one number made of those of its characters."""

    def __init__(self, weights: Mapping[str, float], length: int) -> None:
        self._length = length
        self._alphabet = Alphabet(character for string in weights for character in string)
        found = {0: 0.0}
        for string, weight in weights.items():
            found[int(self._codes(points_of(string), np.zeros(1, dtype=np.intp))[0])] = weight
        order = sorted(found)
        self._known = np.asarray(order)
        self._weights = np.asarray([found[code] for code in order])

    def at(self, points: NDArray[np.uint32], places: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the weights of the strings that start at places, 0 for those without one."""
        codes = self._codes(points, places)
        found = np.minimum(np.searchsorted(self._known, codes), len(self._known) - 1)
        return np.where(self._known[found] == codes, self._weights[found], 0.0)

    def _codes(self, points: NDArray[np.uint32], places: NDArray[np.intp]) -> NDArray[np.intp]:
        codes = np.zeros_like(places)
        for number in range(self._length):
            codes = codes * self._alphabet.size + self._alphabet.numbers(points[places + number])
        return codes

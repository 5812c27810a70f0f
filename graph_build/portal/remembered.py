"""A bounded memory for answers that never change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Values by key, the least recently used forgotten; many keys are found in one go.

    >>> asked = []
    >>> memory = Remembered(
    ...     lambda keys: asked.append(list(keys)) or {k: k * 2 for k in keys}, size=8
    ... )
    >>> memory.all([1, 2]), memory.all([2, 3]), asked
    ([2, 4], [4, 6], [[1, 2], [3]])
    """

    def __init__(self, find: Callable[[Iterable[K]], Mapping[K, V]], *, size: int) -> None:
        self._find = find
        self._size = size
        self._known: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def all(self, keys: Iterable[K]) -> list[V]:
        """Return the values of keys, in their order; those not known yet are found together."""
        wanted = list(keys)
        with self._lock:
            values = {key: self._known[key] for key in wanted if key in self._known}
        if missing := [key for key in dict.fromkeys(wanted) if key not in values]:
            values |= self._find(missing)
        with self._lock:
            for key in wanted:
                self._known[key] = values[key]
                self._known.move_to_end(key)
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return [values[key] for key in wanted]

    def one(self, key: K) -> V:
        """Return the value of a key."""
        return self.all([key])[0]

"""Where the work of a build is done: a pool of local processes behind the seam of `build`."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

T = TypeVar("T")
R = TypeVar("R")


_YOUNG_OBJECTS = 200_000


def relax_collector() -> None:
    """Let the cyclic garbage collector of this process look less often.

    Extraction makes many small objects and no cycles, so that a tenth of its time would go into
    looking for some.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


class Pool:
    """Works in `jobs` processes; results come in the order of the items, a few held at a time."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        # Not fork: a forked child would share the store's threads and locks.
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=get_context("spawn"), initializer=relax_collector
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)

    def map(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Return the results in the order of the items; at most four per process are in flight."""
        waiting = []
        for item in items:
            waiting.append(self._pool.submit(function, item))
            if len(waiting) >= self._jobs * 4:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()

"""Work of the web process that takes more than a moment: one piece at a time, in turns.

A piece holds the interpreter, so that two at once would be no faster; but pages between them are.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from graph_build.errors import Busy

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
R = TypeVar("R")

MOST_WAITING = 600


class Turns:
    """A thread that does pieces of work in the order in which they come; only so many may wait."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting = 0
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="turns")

    async def take(self, work: Callable[P, R], *args: P.args, **named: P.kwargs) -> R:
        """Return what a piece of work gives, when it is its turn; who leaves gives up the turn.

        Raises:
            Busy: if too many are waiting.
        """
        with self._lock:
            if self._waiting >= self._most:
                raise Busy("too many names are waiting to be looked up; try again in a moment")
            self._waiting += 1
        future = self._thread.submit(work, *args, **named)
        future.add_done_callback(self._done)
        return await asyncio.wrap_future(future)

    def close(self) -> None:
        """End the thread; what waits is given up."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _done(self, _future: object) -> None:
        with self._lock:
            self._waiting -= 1

"""Places in which queries run; who finds none waits in a short queue, in the order of asking."""

from __future__ import annotations

import asyncio
import threading
from collections import deque

from graph_build.errors import Busy


class Lane:
    """A number of places, and a queue of limited length and patience.

    Nothing here belongs to an event loop: whoever leaves a place may be in another thread than the
    one who waits for it.
    """

    def __init__(self, places: int, *, queue: int, patience: float) -> None:
        self._free = places
        self._queue = queue
        self._patience = patience
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._lock = threading.Lock()

    def take_now(self) -> bool:
        """Take a place if one is free, and say so."""
        with self._lock:
            if self._free <= 0:
                return False
            self._free -= 1
            return True

    async def take(self) -> None:
        """Take a place, waiting for one if need be.

        Raises:
            Busy: if the queue is full, or the wait too long.
        """
        with self._lock:
            if self._free > 0:
                self._free -= 1
                return
            if len(self._waiting) >= self._queue:
                raise Busy("too many queries are running; try again in a few seconds")
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._patience):
                await turn
        except BaseException as error:
            self._give_up(turn)
            if isinstance(error, TimeoutError):
                raise Busy("too many queries are running; try again in a few seconds") from error
            raise

    def leave(self) -> None:
        """Give the place to who waits longest, or back."""
        with self._lock:
            if self._waiting:
                turn = self._waiting.popleft()
                turn.get_loop().call_soon_threadsafe(self._grant, turn)
            else:
                self._free += 1

    def _grant(self, turn: asyncio.Future[None]) -> None:
        if turn.done():
            self.leave()
        else:
            turn.set_result(None)

    def _give_up(self, turn: asyncio.Future[None]) -> None:
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
        if turn.done() and not turn.cancelled():
            self.leave()
        else:
            turn.cancel()

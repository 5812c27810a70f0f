"""Evaluates queries in threads, a few at once, with limits on time and on the size of the answer.

A thread cannot be stopped: a query that outlives its time goes on in the background and keeps its
place until the engine ends it. So no more than a few can ever run, and the pages stay fast.
"""

from __future__ import annotations

import threading
import time
from io import RawIOBase
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

from graph_build.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import Buffer

    from graph_build.store import Store

MAXIMUM_ANSWER_BYTES = 10_000_000
TIMEOUT_SECONDS = 10.0
AT_ONCE = 2
_PATIENCE_SECONDS = 1.0
_POLL_SECONDS = 0.02

T = TypeVar("T")


class AnswerTooLarge(QueryError):
    """The answer has more bytes than the limit."""


class TooSlow(QueryError):
    """The query is not answered in time."""


class Busy(QueryError):
    """Too many queries are running."""


class _Sink(RawIOBase):
    """Collects bytes and refuses to go on past a size or a moment."""

    def __init__(self, *, limit: int, deadline: float) -> None:
        super().__init__()
        self.parts: list[bytes] = []
        self._left = limit
        self._deadline = deadline

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        piece = bytes(data)
        self._left -= len(piece)
        if self._left < 0:
            raise AnswerTooLarge("the answer is larger than the limit; add a LIMIT or ask for less")
        if time.monotonic() > self._deadline:
            raise TooSlow("the answer was not complete in time; add a LIMIT or ask for less")
        self.parts.append(piece)
        return len(piece)


class Evaluator:
    """Runs queries of readers beside the pages."""

    def __init__(
        self,
        *,
        timeout: float = TIMEOUT_SECONDS,
        limit: int = MAXIMUM_ANSWER_BYTES,
        at_once: int = AT_ONCE,
    ) -> None:
        self.timeout = timeout
        self.limit = limit
        self._places = threading.BoundedSemaphore(at_once)

    async def write(self, store: Store, sparql: str, media_type: str) -> bytes:
        """Return the answer of a query in a serialisation of the engine.

        Raises:
            QueryError: if the engine refuses it, or `AnswerTooLarge`, `TooSlow` or `Busy`.
        """
        sink = _Sink(limit=self.limit, deadline=time.monotonic() + self.timeout)
        await self.run(lambda: store.write(sparql, sink, media_type))  # type: ignore[arg-type]
        return b"".join(sink.parts)

    async def run(self, task: Callable[[], T]) -> T:
        """Return what a task returns that asks the store; it waits a moment for a free place.

        Raises:
            Busy: if there is no free place.
            TooSlow: if the task takes longer than the limit.
        """
        await self._place()
        try:
            with anyio.fail_after(self.timeout):
                return await anyio.to_thread.run_sync(
                    self._leaving, task, abandon_on_cancel=True, limiter=self._limiter()
                )
        except TimeoutError as error:
            raise TooSlow(f"no answer within {self.timeout:g} seconds; ask for less") from error

    async def _place(self) -> None:
        patience = time.monotonic() + _PATIENCE_SECONDS
        while not self._places.acquire(blocking=False):
            if time.monotonic() > patience:
                raise Busy("too many queries are running; try again in a few seconds")
            await anyio.sleep(_POLL_SECONDS)

    def _leaving(self, task: Callable[[], T]) -> T:
        try:
            return task()
        except QueryError as error:
            # The engine's answers may only be freed in the thread that made them, and the frames
            # of the error hold one: a new error leaves them here.
            failure = type(error)(*error.args)
        finally:
            self._places.release()
        raise failure

    def _limiter(self) -> anyio.CapacityLimiter:
        # Its own threads: abandoned queries must not take those that make the pages. A new limiter
        # each time, because an abandoned thread would hold its token; the places do the counting.
        return anyio.CapacityLimiter(1)

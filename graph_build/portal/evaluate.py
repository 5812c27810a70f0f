"""Has queries evaluated for a request: within its client's budget, and only while it waits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from graph_build.errors import Busy, QueryError
from graph_build.store.results import JSON, read_json

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.requests import Request

    from graph_build.portal.site import View
    from graph_build.service.asked import Asked
    from graph_build.service.budget import Budget
    from graph_build.service.spool import Answer
    from graph_build.store.rows import Rows

_UNWATCHED_SECONDS = 0.5


async def evaluated(view: View, asked: Asked) -> Answer:
    """Return the answer of a query that the guard has let through.

    Raises:
        QueryError: if it is refused, or `TooSlow`, `TooCostly`, `Busy` or `OverBudget`.
        ClientDisconnect: if the client has left; the query is ended.
    """
    budget: Budget | None = view.site.budget
    if budget is None:
        return await _while_awaited(view.request, view.evaluator.answer(asked))
    client = view.request.client
    account = budget.begin(client.host if client else "")
    begun, worked = time.monotonic(), True
    try:
        return await _while_awaited(view.request, view.evaluator.answer(asked))
    except Busy:
        worked = False
        raise
    finally:
        budget.end(account, time.monotonic() - begun if worked else 0)


async def rows_of(view: View, asked: Asked) -> tuple[Rows | bool, bool]:
    """Return the rows or the truth that a query gives, and whether rows are left out.

    Raises:
        QueryError: as `evaluated` does.
    """
    if asked.media_type != JSON:
        raise QueryError(f"rows are read from {JSON}, not from {asked.media_type}")
    answer = await evaluated(view, asked)
    return read_json(answer.whole()), answer.cut


async def _while_awaited(request: Request, work: Awaitable[Answer]) -> Answer:
    """Return what some work gives; give it up when the client leaves.

    Raises:
        ClientDisconnect: if it did.
    """
    watch = _Watch(request)
    # Most answers are there before it would pay to watch for who leaves.
    timer = asyncio.get_running_loop().call_later(_UNWATCHED_SECONDS, watch.begin)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.left:
            watch.forgive()
            raise ClientDisconnect from None
        raise
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    """Cancels the task that made it when the client of a request leaves."""

    def __init__(self, request: Request) -> None:
        self.left = False
        self._request = request
        self._task = asyncio.current_task()
        self._watching: asyncio.Task[None] | None = None

    def begin(self) -> None:
        self._watching = asyncio.ensure_future(self._wait())

    def forgive(self) -> None:
        if self._task is not None:
            self._task.uncancel()

    def end(self) -> None:
        if self._watching is not None:
            self._watching.cancel()

    async def _wait(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        if self._task is not None:
            self.left = True
            self._task.cancel()

"""Has queries evaluated for a request: within its client's budget, and only while it waits."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from graph_build.errors import Busy, QueryError
from graph_build.store.results import JSON, read_json

if TYPE_CHECKING:
    from collections.abc import Coroutine

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


async def _while_awaited(request: Request, work: Coroutine[None, None, Answer]) -> Answer:
    """Return what some work gives; give it up when the client leaves.

    Raises:
        ClientDisconnect: if it did.
    """
    task = asyncio.ensure_future(work)
    try:
        # Most answers are there before it would pay to watch for who leaves.
        await asyncio.wait([task], timeout=_UNWATCHED_SECONDS)
        if not task.done():
            leaving = asyncio.ensure_future(_left(request))
            await asyncio.wait([task, leaving], return_when=asyncio.FIRST_COMPLETED)
            leaving.cancel()
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait([task])


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass

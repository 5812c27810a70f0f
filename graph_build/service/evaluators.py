"""Who evaluates a query: workers on a snapshot of this machine, or a service elsewhere."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from graph_build.service.lanes import Lane
from graph_build.service.spool import Answer
from graph_build.service.writing import write
from graph_build.store.results import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.service.asked import Asked, Limits
    from graph_build.service.pool import Pool
    from graph_build.store.remote import RemoteStore

_LEAST_BYTES = 10_000_000


class Evaluator(Protocol):
    """Evaluates queries that the guard has let through."""

    async def answer(self, asked: Asked, /) -> Answer:
        """Return the answer of a query.

        Raises:
            QueryError: if it is refused, or `TooSlow`, `TooCostly` or `Busy`.
        """
        ...


@dataclass(frozen=True, slots=True)
class OnSnapshot:
    """Evaluates on one snapshot, so that every answer is of exactly one build."""

    pool: Pool
    snapshot: Path

    async def answer(self, asked: Asked, /) -> Answer:
        """Return the answer of a query.

        Raises:
            QueryError: if it is refused, or `TooSlow`, `TooCostly` or `Busy`.
        """
        return await self.pool.answer(self.snapshot, asked)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Has a service elsewhere evaluate; it isolates its queries from each other, not we.

    The time and the size of an answer are limited here as well, and so is how many run at once.
    """

    store: RemoteStore
    limits: Limits
    lane: Lane = field(repr=False)

    @classmethod
    def of(cls, store: RemoteStore, limits: Limits) -> Elsewhere:
        """Return what evaluates by a service."""
        queue, patience = limits.fast_queue, limits.patience_seconds
        return cls(store, limits, Lane(limits.fast_places, queue=queue, patience=patience))

    async def answer(self, asked: Asked, /) -> Answer:
        """Return the answer of a query.

        Raises:
            QueryError: if it is refused, or `TooSlow`, `TooCostly` or `Busy`.
            StoreUnreachable: if the service does not answer.
        """
        await self.lane.take()
        try:
            return await asyncio.to_thread(self._evaluate, asked)
        finally:
            self.lane.leave()

    def _evaluate(self, asked: Asked) -> Answer:
        begun, answer = time.monotonic(), Answer()
        found = self.store.evaluate(
            asked.sparql,
            graph=asked.media_type not in TABLES,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            # What the service sends may be longer than what is written of it.
            most_bytes=max(2 * asked.most_bytes, _LEAST_BYTES),
            seconds=self.limits.slow_seconds,
        )
        answer.cut = write(found, asked, answer)
        answer.seconds = time.monotonic() - begun
        return answer

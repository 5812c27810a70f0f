"""Who evaluates a query: workers on a snapshot of this machine, or a service elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.service.asked import Asked
    from graph_build.service.pool import Pool
    from graph_build.service.spool import Answer


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

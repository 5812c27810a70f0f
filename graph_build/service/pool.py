"""The pool of workers: two lanes, so that costly queries cannot crowd out cheap ones."""

from __future__ import annotations

import contextlib
import itertools
import threading
import time
import weakref
from collections import deque
from typing import TYPE_CHECKING

from graph_build.errors import RefusedQuery, TooSlow
from graph_build.service.asked import Asked, Limits
from graph_build.service.lanes import Lane
from graph_build.service.process import Worker
from graph_build.service.spool import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_LEAST_SECONDS = 0.1


class Pool:
    """Workers on snapshots; those of an old snapshot end when a new one is served.

    With `must_isolate`, queries are answered only where a worker cannot reach a network.
    """

    def __init__(self, limits: Limits | None = None, *, must_isolate: bool = False) -> None:
        self.limits = given = limits or Limits()
        self.must_isolate = must_isolate
        patience = given.patience_seconds
        self._fast = Lane(given.fast_places, queue=given.fast_queue, patience=patience)
        self._slow = Lane(given.slow_places, queue=given.slow_queue, patience=given.slow_seconds)
        self._idle: deque[Worker] = deque()
        self._working: set[Worker] = set()
        self._dying: list[Worker] = []
        self._served: Path | None = None
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, _end_all, self._idle, self._working, self._dying)
        """Ends every worker; it happens by itself when nobody holds the pool any more."""

    def serve(self, snapshot: Path, *, ready: bool = True) -> None:
        """Keep workers on a snapshot, one at once if `ready`; those of another end when idle."""
        with self._lock:
            self._served = snapshot
            for worker in [w for w in self._idle if w.snapshot != snapshot]:
                self._idle.remove(worker)
                self._end(worker)
            if ready:
                self._prepare(snapshot)

    async def isolates(self, snapshot: Path) -> bool:
        """Say whether a worker on a snapshot is kept off the network.

        Raises:
            GraphNotFound: if no worker can open the snapshot.
        """
        with self._lent(snapshot) as worker:
            return await worker.isolated()

    async def answer(self, snapshot: Path, asked: Asked) -> Answer:
        """Return the answer of a query on a snapshot; the guard has let the query through.

        Raises:
            QueryError: if the engine refuses it, or `TooSlow`, `TooCostly` or `Busy`.
            GraphNotFound: if no worker can open the snapshot.
        """
        answer = Answer()
        try:
            if not await self._quickly(snapshot, asked, answer):
                answer.clear()
                await self._patiently(snapshot, asked, answer)
        except BaseException:
            answer.clear()
            raise
        return answer

    async def _quickly(self, snapshot: Path, asked: Asked, answer: Answer) -> bool:
        """Evaluate in the fast lane; a query that is not done there may go on in the slow one."""
        await self._fast.take()
        lane = self._fast
        try:
            with self._lent(snapshot, answer) as worker:
                await self._ask(worker, asked, answer)
                if await self._within(worker, self.limits.fast_seconds):
                    return True
                if not self._slow.take_now():
                    return False
                self._fast.leave()
                lane = self._slow
                await self._finish(
                    worker, max(self.limits.slow_seconds - self.limits.fast_seconds, _LEAST_SECONDS)
                )
                return True
        finally:
            lane.leave()

    async def _patiently(self, snapshot: Path, asked: Asked, answer: Answer) -> None:
        """Evaluate in the slow lane from the start."""
        await self._slow.take()
        try:
            with self._lent(snapshot, answer) as worker:
                await self._ask(worker, asked, answer)
                await self._finish(worker, self.limits.slow_seconds)
        finally:
            self._slow.leave()

    async def _ask(self, worker: Worker, asked: Asked, answer: Answer) -> None:
        if not await worker.isolated() and self.must_isolate:
            raise RefusedQuery(
                "this machine cannot keep a query off the network, so SPARQL is closed to others"
            )
        await worker.ask(asked, answer)

    async def _within(self, worker: Worker, seconds: float) -> bool:
        """Wait for an answer; what other processes take of the time is given again, once.

        A process that lets others go first cannot take that back, and is replaced afterwards.
        """
        if await self._in_turns(worker, min(self.limits.urgent_seconds, seconds)):
            return True
        worker.less_urgent()
        return await self._in_turns(worker, seconds)

    async def _in_turns(self, worker: Worker, seconds: float) -> bool:
        before = worker.cpu_seconds()
        if await worker.go_on(seconds):
            return True
        enough = worker.cpu_seconds() - before > seconds / 2
        return not enough and await worker.go_on(seconds)

    async def _finish(self, worker: Worker, seconds: float) -> None:
        worker.less_urgent()
        if not await worker.go_on(seconds):
            raise TooSlow(f"no answer within {self.limits.slow_seconds:g} seconds; ask for less")

    @contextlib.contextmanager
    def _lent(self, snapshot: Path, answer: Answer | None = None) -> Iterator[Worker]:
        begun = time.monotonic()
        worker = self._take(snapshot)
        try:
            yield worker
        finally:
            self._give(worker)
            if answer is not None:
                answer.seconds += time.monotonic() - begun

    def _take(self, snapshot: Path) -> Worker:
        with self._lock:
            ready = next((w for w in reversed(self._idle) if w.snapshot == snapshot), None)
            if ready is None:
                ready = Worker(snapshot, self.limits)
            else:
                self._idle.remove(ready)
            self._working.add(ready)
            if snapshot == self._served:
                self._prepare(snapshot)
            return ready

    def _prepare(self, snapshot: Path) -> None:
        """Start spare workers, so that the next query need not wait for one to start."""
        while len(self._idle) < self.limits.spares:
            # To the left: it is still starting, and those that have run are taken first.
            self._idle.appendleft(Worker(snapshot, self.limits))

    def _give(self, worker: Worker) -> None:
        with self._lock:
            self._working.discard(worker)
            self._dying[:] = [one for one in self._dying if not one.gone()]
            enough = len(self._idle) >= self.limits.fast_places + self.limits.spares
            if worker.fresh and not enough and worker.snapshot == self._served:
                self._idle.append(worker)
            else:
                self._end(worker)

    def _end(self, worker: Worker) -> None:
        worker.kill()
        self._dying.append(worker)


def _end_all(*held: Iterable[Worker]) -> None:
    for worker in itertools.chain.from_iterable(list(one) for one in held):
        worker.kill()
        worker.collect()

"""The web process's hold on one worker: starts it, asks it, waits for a while, kills it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.errors import GraphNotFound, QueryError, TooCostly
from graph_build.service import frames
from graph_build.service.asked import Asked, End

if TYPE_CHECKING:
    from graph_build.service.asked import Limits
    from graph_build.service.spool import Answer

logger = logging.getLogger(__name__)

_PART_BYTES = 262_144
_SECONDS_TO_START = 20.0
_LESS_URGENT = 10
_SLACK_BYTES = 4_000_000
_HERE = str(Path(__file__).parents[2])
# Each arena of the allocator reserves address space, of which a worker has little.
# Nothing else of ours goes in: a password in the environment is none of a worker's business.
_ENVIRONMENT = {
    "PYTHONPATH": _HERE,
    "MALLOC_ARENA_MAX": "2",
    **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ},
}


class Worker:
    """A worker process on one snapshot; one query at a time."""

    def __init__(self, snapshot: Path, limits: Limits) -> None:
        self.snapshot = snapshot
        self.limits = limits
        self._asked = 0
        self._busy = False
        self._urgent = True
        self._isolated: bool | None = None
        self._cpu_before = 0.0
        self._frames = frames.Frames()
        self._socket, theirs = socket.socketpair()
        self._socket.settimeout(0)
        command = [
            sys.executable,
            *("-P", "-m", "graph_build.service.worker", str(snapshot)),
            *(str(limits.memory_bytes), str(limits.cpu_seconds_per_worker)),
        ]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=_ENVIRONMENT
            )

    async def ask(self, asked: Asked, answer: Answer) -> None:
        """Send a query; its answer goes where `answer` is.

        Raises:
            TooCostly: if the process has died.
        """
        await self.isolated()
        self._asked += 1
        self._busy = True
        self._answer, self._most_bytes = answer, asked.most_bytes
        self._cpu_before = _cpu_seconds(self._process.pid)
        message = frames.frame(frames.ASK, asked.encode())
        try:
            await asyncio.get_running_loop().sock_sendall(self._socket, message)
        except OSError as error:
            raise self._died() from error

    async def go_on(self, seconds: float) -> bool:
        """Take what the worker sends for so many seconds; return whether the answer is there.

        Raises:
            QueryError: if the engine refused the query.
            TooCostly: if the process died of it.
        """
        until = time.monotonic() + seconds
        while (message := self._frames.next()) is None or message[0] != frames.END:
            if message is not None:
                self._take(message[1])
            elif not await self._receive(until - time.monotonic()):
                return False
        self._busy = False
        end = End.decode(message[1])
        if end.refused is not None:
            raise QueryError(end.refused)
        self._answer.cut = end.cut
        return True

    def less_urgent(self) -> None:
        """Let other processes go first from now on; it cannot be taken back."""
        if self._urgent and hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, _LESS_URGENT)
        self._urgent = False

    def cpu_seconds(self) -> float:
        """Return how much processor time the query that runs has taken; too much if unknown."""
        return _cpu_seconds(self._process.pid) - self._cpu_before

    @property
    def fresh(self) -> bool:
        """Whether it can take another query: none runs, and it has not answered too many."""
        return self._urgent and not self._busy and self._asked < self.limits.queries_per_worker

    def kill(self) -> None:
        """End the process now, whatever it does; it is collected by `gone` or `collect`."""
        self._process.kill()
        self._socket.close()

    def gone(self) -> bool:
        """Say whether the process has ended, and collect it."""
        return self._process.poll() is not None

    def collect(self) -> None:
        """Wait until the process has ended."""
        self._process.wait()

    async def isolated(self) -> bool:
        """Wait until the process has started, and say whether it is kept off the network.

        Raises:
            GraphNotFound: if it does not start.
        """
        if self._isolated is None:
            await self._ready()
        return bool(self._isolated)

    async def _ready(self) -> None:
        until = time.monotonic() + _SECONDS_TO_START
        while (message := self._frames.next()) is None:
            if not await self._receive(until - time.monotonic()):
                raise GraphNotFound(f"no worker starts on {self.snapshot}; see the log")
        said = json.loads(message[1])
        self._isolated = bool(said["isolated"])
        for notice in said["notices"]:
            logger.warning("a worker is less confined than it could be: %s", notice)

    def _take(self, part: bytes) -> None:
        self._answer.write(part)
        if self._answer.size > self._most_bytes + _SLACK_BYTES:
            raise TooCostly("the answer grew beyond its limit; ask for less")

    async def _receive(self, seconds: float) -> bool:
        """Wait for bytes; return False when the time is over.

        Raises:
            TooCostly: if the process has died.
        """
        if not await _readable(self._socket, seconds):
            return False
        try:
            part = self._socket.recv(_PART_BYTES)
        except BlockingIOError:
            return True
        except OSError as error:
            raise self._died() from error
        if not part:
            raise self._died()
        self._frames.feed(part)
        return True

    def _died(self) -> QueryError | GraphNotFound:
        if self._isolated is None:
            return GraphNotFound(f"no worker starts on {self.snapshot}; see the log")
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = 0
        cause = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        logger.warning("a worker died of a query (%s)", cause)
        return TooCostly("the query needed more memory or time than one may have; ask for less")


def _cpu_seconds(pid: int) -> float:
    """Return the processor time of a process, by Linux's table; elsewhere the time of day."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except (OSError, ValueError):
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _readable(connection: socket.socket, seconds: float) -> bool:
    """Wait until there are bytes to read, or the time is over; nothing is read, so none is lost."""
    if seconds <= 0:
        return False
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[bool] = loop.create_future()

    def settle(result: bool) -> None:  # noqa: FBT001 - a callback
        if not ready.done():
            ready.set_result(result)

    loop.add_reader(connection, settle, True)  # noqa: FBT003 - its argument
    timer = loop.call_later(seconds, settle, False)  # noqa: FBT003 - as above
    try:
        return await ready
    finally:
        timer.cancel()
        loop.remove_reader(connection)

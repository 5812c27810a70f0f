"""A worker process: opens a snapshot, gives away what it could do harm with, answers queries.

It speaks over the socket that is its standard input and ends when that is closed.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

from graph_build.errors import QueryError
from graph_build.service import frames, sandbox
from graph_build.service.asked import Asked, End
from graph_build.service.mending import mended
from graph_build.service.writing import write
from graph_build.store.oxigraph import OxigraphStore

_PART_BYTES = 65_536


class _Out:
    """Sends what is written in messages of some size, so that small writes cost little."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= _PART_BYTES:
            self.send()
        return len(data)

    def send(self) -> None:
        if self._held:
            self._connection.sendall(frames.frame(frames.DATA, bytes(self._held)))
            self._held.clear()


def answer(store: OxigraphStore, asked: Asked, out: _Out) -> End:
    """Write the answer of a query and say how it ended."""
    try:
        found = store.evaluate(
            mended(asked.sparql),
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
            base=asked.base,
        )
        return End(cut=write(found, asked, out))
    except QueryError as error:
        return End(refused=str(error))


def main() -> None:
    """Serve one snapshot until the other side has gone."""
    path, memory_bytes, cpu_seconds = sys.argv[1:]
    connection = socket.socket(fileno=os.dup(0))
    # First: the engine starts threads, and a process with threads cannot leave.
    sandbox.leave_network()
    store = OxigraphStore.open(Path(path))
    notices = sandbox.confine(int(memory_bytes), int(cpu_seconds))
    ready = {"isolated": sandbox.isolated(), "notices": notices}
    connection.sendall(frames.frame(frames.READY, json.dumps(ready).encode()))
    while (message := frames.receive(connection)) is not None:
        out = _Out(connection)
        end = answer(store, Asked.decode(message), out)
        out.send()
        connection.sendall(frames.frame(frames.END, end.encode()))


if __name__ == "__main__":
    main()

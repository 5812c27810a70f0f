"""A portal as `fengtu serve` starts it: a process of its own, on a port of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"at (http://\S+)/ ")


class Served:
    """A running server: its address, and what the system says of its process."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.process = process
        self.url = url
        self.client = httpx.Client(base_url=url, timeout=60)

    def ask(self, sparql: str, accept: str = "application/json") -> httpx.Response:
        """Ask a query by POST."""
        headers = {"accept": accept, "content-type": "application/sparql-query"}
        body = sparql.encode("utf-8", "surrogatepass")
        return self.client.post("/sparql", content=body, headers=headers)

    def memory(self) -> int:
        """Return the bytes that the process itself holds, by Linux's table."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024  # type: ignore[index]


@contextlib.contextmanager
def served(graph: Path, *options: str) -> Iterator[Served]:
    """Start a server on a free port, and end it."""
    command = [sys.executable, "-m", "graph_build.cli", "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--graph", str(graph), *options],
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stderr
    try:
        said = process.stderr.readline()
        found = _ADDRESS.search(said)
        assert found, said
        server = Served(process, found[1])
        _wait(server)
        yield server
        server.client.close()
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _wait(server: Served) -> None:
    for _ in range(300):
        with contextlib.suppress(httpx.TransportError):
            server.client.get("/robots.txt")
            return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")

"""Puts load on the SPARQL service over HTTP: point queries, and benign ones beside hostile ones.

python benchmarks/service.py [GRAPH] [--seconds 20] [--runs 5] [--out benchmarks/service.md]

Requests are sent at fixed moments whether or not earlier ones are answered, and a time counts from
the moment at which a request was to be sent. The sender is a process of its own on the same
machine, so both share its cores. Without a GRAPH one is built of some texts of the folder.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from graph_build.build import build
from graph_build.query import Graph, find
from graph_build.read import find as texts
from tests.service.hostile import CONSUMING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONNECTIONS = 200
POINTS_A_SECOND = 1_000
BENIGN_A_SECOND = 50
HOSTILE_A_SECOND = 3
EVERY = 12
_ADDRESS = re.compile(r"at http://([\d.]+):(\d+)/ ")
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_BENIGN = (
    "SELECT ?p ?o {{ <{iri}> ?p ?o }}",
    "SELECT ?s ?p {{ ?s ?p <{iri}> }} LIMIT 50",
    "SELECT (COUNT(*) AS ?n) {{ ?s a ?c . ?s ?p <{iri}> }}",
    "ASK {{ <{iri}> a ?c }}",
)
_QUESTIONS = ("experiences-and-origins", "goal-supporters", "speakers", "honoured-places")


class Load(NamedTuple):
    """What came of one run: requests, answers by status, and milliseconds of those with 200."""

    sent: int
    statuses: dict[int, int]
    milliseconds: list[float]

    def centile(self, share: float) -> float:
        """Return the time within which a share of the answers came."""
        return sorted(self.milliseconds)[min(int(share * self.sent), len(self.milliseconds) - 1)]


class Connection(asyncio.Protocol):
    """One client: sends a request, waits for the answer, keeps the connection."""

    def __init__(self) -> None:
        self.held = b""
        self.answer: asyncio.Future[int] | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to send."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take a part of an answer."""
        self.held += data
        head, found, body = self.held.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if found else None
        if length and len(body) >= int(length[1]) and self.answer and not self.answer.done():
            self.held = b""
            self.answer.set_result(int(head[9:12]))

    def connection_lost(self, _error: Exception | None) -> None:
        """Count an answer that does not come as none."""
        if self.answer and not self.answer.done():
            self.answer.set_result(0)
        self.transport = None

    def ask(self, request: bytes) -> asyncio.Future[int]:
        """Send a request and return the status that will come."""
        assert self.transport
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.answer


async def put(host: str, port: int, requests: Sequence[bytes], rate: int) -> Load:
    """Send requests at a rate over connections that are opened before and again if they close."""
    loop = asyncio.get_running_loop()
    free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(min(CONNECTIONS, len(requests))):
        free.put_nowait((await loop.create_connection(Connection, host, port))[1])
    statuses: dict[int, int] = {}
    times: list[float] = []

    async def one(request: bytes, due: float) -> None:
        connection = await free.get()
        if connection.transport is None:
            connection = (await loop.create_connection(Connection, host, port))[1]
        status = await connection.ask(request)
        statuses[status] = statuses.get(status, 0) + 1
        if status == 200:
            times.append((loop.time() - due) * 1000)
        free.put_nowait(connection)

    begun = loop.time() + 0.2
    tasks = []
    for number, request in enumerate(requests):
        due = begun + number / rate
        if (wait := due - loop.time()) > 0:
            await asyncio.sleep(wait)
        tasks.append(asyncio.ensure_future(one(request, due)))
    await asyncio.gather(*tasks)
    return Load(len(requests), statuses, times)


def request(host: str, port: int, sparql: str) -> bytes:
    """Return a query as a GET request, or as a POST one if it is long."""
    head = f"Host: {host}:{port}\r\nAccept: application/sparql-results+json\r\n"
    if len(sparql) < 1_000:
        return f"GET /sparql?query={quote(sparql)} HTTP/1.1\r\n{head}\r\n".encode()
    head += f"Content-Type: application/sparql-query\r\nContent-Length: {len(sparql.encode())}\r\n"
    return f"POST /sparql HTTP/1.1\r\n{head}\r\n{sparql}".encode()


@contextlib.contextmanager
def served(graph: Path) -> Iterator[tuple[str, int]]:
    """Start `fengtu serve` and return where it answers."""
    command = [sys.executable, "-m", "graph_build.cli", "serve", "--port", "0"]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen([*command, "--graph", str(graph)], stderr=said) as server,
    ):
        while (found := _ADDRESS.search(_written(said))) is None:
            time.sleep(0.1)
        host, port = found[1], int(found[2])
        while True:
            with contextlib.suppress(OSError), socket.create_connection((host, port), 1):
                break
            time.sleep(0.1)
        try:
            yield host, port
        finally:
            server.kill()


def _written(file: IO[bytes]) -> str:
    # Without moving the place at which the server goes on writing.
    return os.pread(file.fileno(), 4_096, 0).decode()


def _hostile(host: str, port: int, number: int) -> asyncio.Task[Load]:
    chosen = random.Random(number)  # noqa: S311 - which query comes when is no secret
    queries = [chosen.choice(list(CONSUMING.values())) for _ in range(number)]
    requests = [request(host, port, query) for query in queries]
    return asyncio.ensure_future(put(host, port, requests, HOSTILE_A_SECOND))


async def points(host: str, port: int, things: list[str], seconds: int) -> Load:
    """Ask for one thing at a time, a thousand times a second."""
    asked = (things[n % len(things)] for n in range(POINTS_A_SECOND * seconds))
    requests = [request(host, port, _BENIGN[0].format(iri=iri)) for iri in asked]
    await put(host, port, requests[:500], 100)
    return await put(host, port, requests, POINTS_A_SECOND)


async def beside(host: str, port: int, things: list[str], seconds: int, *, attacked: bool) -> Load:
    """Ask benign queries, fifty a second, with or without hostile ones beside them."""
    queries = [
        find(_QUESTIONS[n % len(_QUESTIONS)]).text
        if n % 10 == 0
        else _BENIGN[n % len(_BENIGN)].format(iri=things[n % len(things)])
        for n in range(BENIGN_A_SECOND * seconds)
    ]
    requests = [request(host, port, query) for query in queries]
    await put(host, port, requests[:100], BENIGN_A_SECOND)
    storm = _hostile(host, port, HOSTILE_A_SECOND * seconds) if attacked else None
    load = await put(host, port, requests, BENIGN_A_SECOND)
    if storm:
        storm.cancel()
    return load


def measure(graph: Path, seconds: int) -> dict[str, Load]:
    """Return what came of each kind of load, each against a server of its own."""
    names = Graph.open(graph).store.select(find("internal/portal-names").text)
    things = sorted({row["thing"].value for row in names.dicts()})
    random.Random(7).shuffle(things)  # noqa: S311 - as above
    found = {}
    with served(graph) as (host, port):
        found["point queries"] = asyncio.run(points(host, port, things, seconds))
    for name, attacked in (("benign queries alone", False), ("beside hostile ones", True)):
        with served(graph) as (host, port):
            found[name] = asyncio.run(beside(host, port, things, seconds, attacked=attacked))
    return found


def row(name: str, load: Load) -> str:
    """Return a run as a line of the table."""
    good = load.statuses.get(200, 0)
    times = (load.centile(0.5), load.centile(0.95), load.centile(0.99), max(load.milliseconds))
    return (
        f"| {name} | {good:,} of {load.sent:,} | " + " | ".join(f"{t:,.1f}" for t in times) + " |"
    )


def report(graph: Path, runs: list[dict[str, Load]], loads: list[float], seconds: int) -> str:
    """Return the page: the best run of each kind, and the middle one."""
    opened = Graph.open(graph)
    triples = len(opened.store)  # type: ignore[arg-type]
    where = (
        f"{os.cpu_count()} cores, shared by the server, its workers and the sender of the "
        f"requests, and with other work (load average {min(loads):.1f} to {max(loads):.1f} before "
        f"the runs). Python {platform.python_version()}, {triples:,} triples, {seconds} seconds a "
        f"run, {len(runs)} runs: the ones with the best, the middle and the worst p95 are shown."
    )
    what = (
        f"Point queries: {POINTS_A_SECOND:,} a second over {CONNECTIONS} connections, each for "
        f"another thing. Benign: {BENIGN_A_SECOND} a second, one in ten a question of the "
        f"catalogue. Hostile: {HOSTILE_A_SECOND} a second of the {len(CONSUMING)} of the corpus "
        "that only a limit ends."
    )
    lines = [
        *("# Load on the SPARQL service", "", "<!-- written by benchmarks/service.py -->", ""),
        *(where, "", what, ""),
        "| load | answered | p50 ms | p95 ms | p99 ms | longest |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name in runs[0]:
        ranked = sorted((run[name] for run in runs), key=_rank)
        lines.append(row(f"{name}, best run", ranked[0]))
        lines.append(row(f"{name}, middle run", ranked[(len(ranked) - 1) // 2]))
        lines.append(row(f"{name}, worst run", ranked[-1]))
    return "\n".join(lines) + "\n"


def _rank(load: Load) -> tuple[int, float]:
    return load.sent - load.statuses.get(200, 0), load.centile(0.95)


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/corpus/official"))
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/service.md"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = given.graph or Path(folder) / "graph"
        if given.graph is None:
            build(list(texts([given.texts]))[::EVERY], graph)
        runs, loads = [], []
        for _ in range(given.runs):
            loads.append(os.getloadavg()[0])
            runs.append(measure(graph, given.seconds))
            print(f"load {loads[-1]:.1f}")
            for name, load in runs[-1].items():
                print(row(name, load), load.statuses, flush=True)
        page = report(graph, runs, loads, given.seconds)
    given.out.write_text(page, encoding="utf-8", newline="\n")
    print(page)


if __name__ == "__main__":
    main()

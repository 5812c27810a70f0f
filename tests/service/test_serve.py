"""`fengtu serve` goes on answering whatever it is asked."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from graph_build.build import build
from graph_build.query import current
from tests.service.hostile import CONSUMING, GROWING, REFUSED
from tests.service.serving import Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_GROWTH_BYTES = 50_000_000


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Served]:
    with served(sample, "--query-seconds", "0.5") as running:
        running.ask(COUNT)
        yield running


def _goes_on(server: Served, memory: int) -> None:
    answer = server.ask(COUNT)
    assert answer.status_code == 200
    assert int(answer.json()["results"]["bindings"][0]["n"]["value"]) > 1_000
    assert server.client.get("/").status_code == 200
    assert server.process.poll() is None
    assert server.memory() - memory < _GROWTH_BYTES


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_never_done_is_refused(server: Served, query: str) -> None:
    memory = server.memory()
    answer = server.ask(query)
    assert answer.status_code in {400, 403, 413}
    assert answer.headers["content-type"] == "application/problem+json"
    _goes_on(server, memory)


@pytest.mark.parametrize("query", CONSUMING.values(), ids=CONSUMING.keys())
def test_what_would_not_end_is_ended(server: Served, query: str) -> None:
    memory = server.memory()
    graph = query.startswith(("CONSTRUCT", "DESCRIBE"))
    answer = server.ask(query, "text/turtle" if graph else "application/json")
    cut = answer.status_code == 200 and answer.headers.get("x-truncated") == "true"
    assert cut or answer.status_code in {503, 504}, answer.status_code
    _goes_on(server, memory)


@pytest.mark.parametrize("query", GROWING.values(), ids=GROWING.keys())
def test_what_grows_is_answered_or_given_up(server: Served, query: str) -> None:
    memory = server.memory()
    answer = server.ask(query)
    assert answer.status_code in {200, 400, 503, 504}
    if answer.status_code == 200:
        json.loads(answer.content)
    _goes_on(server, memory)


@pytest.mark.parametrize("accept", ["text/html", "text/csv", "application/sparql-results+xml"])
def test_hostile_queries_in_other_formats(server: Served, accept: str) -> None:
    memory = server.memory()
    for query in ("product sorted", "everything twice as XML", "any path"):
        assert server.ask(CONSUMING[query], accept).status_code in {200, 503, 504}
    _goes_on(server, memory)


def test_all_at_once(server: Served) -> None:
    memory = server.memory()

    async def storm() -> list[int]:
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            asked = [*CONSUMING.values(), *REFUSED.values(), *GROWING.values()]
            answers = await asyncio.gather(
                *(
                    client.post("/sparql", data={"query": query})
                    for query in asked
                    if len(query) < 20_000
                )
            )
            return [answer.status_code for answer in answers]

    assert set(asyncio.run(storm())) <= {200, 400, 403, 413, 503, 504}
    _goes_on(server, memory)


def test_each_answer_is_of_one_build_while_builds_change(tmp_path: Path) -> None:
    """Five builds are published under load; no answer fails or mixes two of them."""
    texts = [tmp_path / f"{n}.txt" for n in range(2)]
    texts[0].write_text("金华市推广“龙山经验”。\n", encoding="utf-8")
    texts[1].write_text("金华市推广“龙山经验”。永康市设立调解中心。\n", encoding="utf-8")
    graph = tmp_path / "graph"
    sizes: dict[str, set[int]] = {}
    build(texts[:1], graph)

    async def load(server: Served, until: asyncio.Event) -> list[int]:
        statuses = []
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            while not until.is_set():
                answer = await client.post("/sparql", data={"query": COUNT})
                statuses.append(answer.status_code)
                if answer.status_code == 200:
                    said = int(answer.json()["results"]["bindings"][0]["n"]["value"])
                    sizes.setdefault(answer.headers["x-snapshot"], set()).add(said)
        return statuses

    async def swap(server: Served) -> list[int]:
        until = asyncio.Event()
        tasks = [asyncio.ensure_future(load(server, until)) for _ in range(4)]
        async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
            for number in range(5):
                await asyncio.to_thread(build, texts[: 1 + (number + 1) % 2], graph)
                wanted = current(graph).name
                while (await client.get("/sparql", params={"query": COUNT})).headers[
                    "x-snapshot"
                ] != wanted:
                    await asyncio.sleep(0.05)
        until.set()
        return [status for found in await asyncio.gather(*tasks) for status in found]

    with served(graph) as server:
        statuses = asyncio.run(swap(server))
        assert set(statuses) == {200}
    assert len(sizes) == 2
    assert all(len(found) == 1 for found in sizes.values())
    assert len({n for found in sizes.values() for n in found}) == 2


def test_a_public_server_answers_sparql(sample: Path) -> None:
    with served(sample, "--behind-proxy") as server:
        headers = {"host": "fengtu.example", "x-forwarded-for": "192.0.2.7"}
        answer = server.client.get("/sparql", params={"query": COUNT}, headers=headers)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"


def test_a_client_that_leaves_frees_the_place(sample: Path) -> None:
    with served(sample, "--query-seconds", "60") as server:
        for _ in range(2):
            with pytest.raises(httpx.TimeoutException):
                server.client.post(
                    "/sparql", data={"query": CONSUMING["product counted"]}, timeout=2
                )
        for _ in range(100):
            # Each answer collects what has been killed.
            assert server.ask(COUNT).status_code == 200
            if not _less_urgent(server):
                break
            time.sleep(0.1)
        assert not _less_urgent(server)


def test_a_server_that_is_told_to_end_ends_and_leaves_nobody_behind(sample: Path) -> None:
    with served(sample, "--query-seconds", "600") as server:
        endless = {"query": CONSUMING["product counted"]}
        with ThreadPoolExecutor(1) as thread:
            thread.submit(httpx.post, f"{server.url}/sparql", data=endless, timeout=60)
            while not _less_urgent(server):
                time.sleep(0.1)
            workers = _children(server)
            server.process.terminate()
            server.process.wait(60)
        assert workers
        for pid in workers:
            with pytest.raises(ProcessLookupError):
                os.kill(pid, 0)


def _children(server: Served) -> list[int]:
    command = ["ps", "-o", "pid=", "--ppid", str(server.process.pid)]
    listed = subprocess.run(command, check=False, capture_output=True, text=True)
    # The list holds the process that made it, too, which has ended by now.
    return [pid for pid in map(int, listed.stdout.split()) if Path(f"/proc/{pid}").exists()]


def _less_urgent(server: Served) -> list[str]:
    """Return the processes of the server that run at the priority of the slow lane."""
    listed = subprocess.run(
        ["ps", "-o", "pid=,ni=", "--ppid", str(server.process.pid)],
        check=False,
        capture_output=True,
        text=True,
    )
    return [line for line in listed.stdout.splitlines() if line.split()[1] == "10"]

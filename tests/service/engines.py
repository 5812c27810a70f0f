"""Real engines of others, started on a port of their own where they are installed."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_START_SECONDS = 60


class Engine(NamedTuple):
    """Where a service answers queries, where it takes graphs, and the graph that tests fill."""

    query: str
    store: str
    graph: str | None


def free_port() -> int:
    """Return a port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Engine]:
    """Start the server of Oxigraph, whose wheel brings it along."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip("needs the package oxigraph")
    url = f"http://127.0.0.1:{free_port()}"
    command = [found, "serve", "--location", str(folder), "--bind", url.removeprefix("http://")]
    with _running(command, f"{url}/query"):
        yield Engine(f"{url}/query", f"{url}/store", None)


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Engine]:
    """Start Virtuoso, an engine that goes its own way in many things."""
    found = shutil.which("virtuoso-t")
    if found is None:
        pytest.skip("needs virtuoso-t, which Debian has as virtuoso-opensource-7-bin")
    port, graph = free_port(), "urn:fengtu"
    names = {
        "Database": (
            "DatabaseFile",
            "ErrorLogFile",
            "LockFile",
            "TransactionFile",
            "xa_persistent_file",
        ),
        "TempDatabase": ("DatabaseFile", "TransactionFile"),
    }
    lines = []
    for section, files in names.items():
        lines += [f"[{section}]", *(f"{one} = {folder}/{section}.{one}" for one in files)]
    lines += ["[Parameters]", f"ServerPort = {free_port()}", "[HTTPServer]", f"ServerPort = {port}"]
    lines += [f"ServerRoot = {folder}", "[SPARQL]", "ResultSetMaxRows = 1000000"]
    (folder / "virtuoso.ini").write_text("\n".join(lines) + "\n", encoding="utf-8")
    url = f"http://127.0.0.1:{port}"
    command = [found, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, f"{url}/sparql"):
        yield Engine(
            f"{url}/sparql?default-graph-uri={graph}", f"{url}/sparql-graph-crud-auth", graph
        )


@contextlib.contextmanager
def _running(command: list[str], url: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(_START_SECONDS * 10):
            assert process.poll() is None, f"{command[0]} has ended"
            with contextlib.suppress(httpx.TransportError):
                httpx.get(url, params={"query": "ASK {}"})
                break
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait(30)

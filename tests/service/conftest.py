"""A snapshot to ask, and a server that counts who fetches from it."""

from __future__ import annotations

import http.server
import threading
from typing import TYPE_CHECKING

import pytest

from graph_build.query import current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def snapshot(sample: Path) -> Path:
    return current(sample) / "store"


class Canary:
    """A server of this machine that nobody has to reach."""

    def __init__(self) -> None:
        self.hits = 0
        canary = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                canary.hits += 1
                self.send_response(200)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the names are those of http.server

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()

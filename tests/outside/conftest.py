"""The clients run in an environment of their own, so they are no modules of this one."""

from __future__ import annotations

import os
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from graph_build.portal import application
from tests.outside.asking import HERE

if TYPE_CHECKING:
    from collections.abc import Iterator

collect_ignore = ["clients"]
PYTHON = HERE.parents[1] / ".venv-outside" / "bin" / "python"


@pytest.fixture(scope="session")
def python() -> Path:
    found = Path(os.environ.get("FENGTU_OUTSIDE", PYTHON))
    if not found.is_file():
        pytest.skip("needs the clients of others: just outside")
    return found


@pytest.fixture(scope="module")
def address(sample: Path, publication: Path) -> Iterator[str]:
    app = application(sample, publication=publication)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(20)

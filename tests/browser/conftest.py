"""A real browser before a real server; skipped where there is no Chromium, and never downloaded."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from graph_build.portal import application
from tests.portal.library import Library

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 20


@pytest.fixture(scope="session")
def explorer() -> Path:
    """Return the folder of the frontend, with the explorer built and its tools installed."""
    folder = Path(__file__).resolve().parents[2] / "frontend"
    for arguments in ([], ["install"]):
        command = [sys.executable, str(folder / "build.py"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def served(sample: Path) -> Iterator[str]:
    """Return the address of the portal over the packaged sample."""
    yield from serving(sample)


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the portal over the graph made by hand."""
    yield from serving(Library().fill().write(tmp_path_factory.mktemp("crafted")))


def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port while the caller needs it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = uvicorn.Config(application(folder), host="127.0.0.1", port=port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the server does not start"
        time.sleep(0.05)
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)


class Visit:
    """A page that remembers what went wrong: errors in the console, requests to elsewhere."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.wrong: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(message.text)

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.wrong.append(f"request to {request.url}")

    def open(self, path: str) -> Any:
        """Go to a path and return the page."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["desktop", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Return the size of a screen."""
    width, height = request.param
    return width, height


@pytest.fixture
def visit(browser: Any, served: str, size: tuple[int, int]) -> Iterator[Visit]:
    """Return a visit to the sample; it must end with nothing gone wrong."""
    yield from visiting(browser, served, size)


@pytest.fixture
def visit_crafted(browser: Any, crafted: str, size: tuple[int, int]) -> Iterator[Visit]:
    """Return a visit to the graph made by hand; it must end with nothing gone wrong."""
    yield from visiting(browser, crafted, size)


def visiting(browser: Any, address: str, size: tuple[int, int]) -> Iterator[Visit]:
    """Open a window of its own and close it again."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", reduced_motion="reduce"
    )
    made = Visit(context.new_page(), address)
    yield made
    context.close()
    assert made.wrong == []


def axe_of(explorer: Path) -> str:
    """Return the script of axe, which looks for what shuts people out."""
    path = explorer / "node_modules" / "axe-core" / "axe.min.js"
    return path.read_text(encoding="utf-8")


def serious(page: Any) -> list[str]:
    """Return the serious and critical findings of axe, which the page must have read."""
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{one['id']} {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]

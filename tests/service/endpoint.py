"""An endpoint of the real server over a store of any data, on a port of its own."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from typing import TYPE_CHECKING

import uvicorn

from graph_build.portal import application

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def published(folder: Path) -> Path:
    """Make a folder with one build, published, and return where its store is to be made."""
    build = folder / "builds" / "made"
    build.mkdir(parents=True)
    manifest = {"format": 1, "build": "made", "counts": {}, "documents": [], "files": {}}
    (build / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "CURRENT").write_text("made\n", encoding="utf-8")
    return build / "store"


@contextlib.contextmanager
def endpoint(folder: Path) -> Iterator[str]:
    """Serve a graph folder and return the address of its endpoint."""
    held = socket.create_server(("127.0.0.1", 0))
    app = application(folder)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, args=([held],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{held.getsockname()[1]}/sparql"
    finally:
        server.should_exit = True
        thread.join(20)
        app.state.site.pool.close()

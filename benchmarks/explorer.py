"""Measures the picture of the whole graph beside pyvis and Cytoscape.js, in one run, without WebGL.

python -m benchmarks.explorer --cytoscape FOLDER [--sizes 300 2000] [--out benchmarks/explorer.md]

FOLDER holds cytoscape.min.js, of the npm package. Chromium draws in software. *Stable* is from the
start of loading to the end of the last long task, after which a second passes without one; *CPU*
is that of the page and of the process that draws, until then and for each move of a drag. The heap
is what is left after collecting garbage.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import shutil
import statistics
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playwright.sync_api import sync_playwright

from benchmarks.pictures import invented, write_cytoscape, write_ours, write_pyvis
from graph_build.portal.site import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZES = (300, 2000, 10_000, 50_000)
MOVES = 60
STEP = 15
"""Pixels of a move; half of them go forth, farther than is painted around the window, half back."""
RUNS = 3
"""How often a graph is drawn; one of more than LARGE nodes once, as it takes minutes."""
LARGE = 20_000
DRAG_SECONDS = 20
"""A drag that takes longer ends; what is told is for each move all the same."""
QUIET_MS = 1000
PATIENCE_SECONDS = 240
_WINDOW = {"width": 1280, "height": 800}
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_PAGES = {
    "Fengtu": "ours.html#/network",
    "Fengtu, all lines": "ours.html#/network?hubs",
    "pyvis 0.3.2": "pyvis.html",
    "Cytoscape.js": "cytoscape.html",
}
_WATCH = """
  window.tasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.tasks.push(task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  const look = () => {
    if (window.drawn) window.shown = performance.now(); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
"""
_STABLE = "Math.max(window.shown ?? Infinity, ...window.tasks)"
_FRAME = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
_CANVAS = ".x-stage, #cy, #mynetwork"


class Measured(NamedTuple):
    """What one page took: milliseconds, and megabytes of heap."""

    stable: float
    load_cpu: float
    page_frame: float
    drawing_frame: float
    heap: float


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Watched:
    """A Chromium whose processes are asked for their CPU time."""

    def __init__(self, browser: Any) -> None:
        self._browser = browser
        self._session = browser.new_browser_cdp_session()

    def cpu(self) -> tuple[float, float]:
        """Return milliseconds of CPU so far: of pages, and of the process that draws."""
        told = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        return (
            1000 * sum(p["cpuTime"] for p in told if p["type"] == "renderer"),
            1000 * sum(p["cpuTime"] for p in told if p["type"] == "GPU"),
        )

    def measure(self, address: str) -> Measured:
        """Open a page and drag its picture; the page is closed again."""
        page = self._browser.new_page(viewport=_WINDOW)
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.add_init_script(_WATCH)
        before = self.cpu()
        page.goto(address, wait_until="commit")
        stable = _settled(page)
        loaded = self.cpu()
        frame = self._dragged(page)
        heap = _heap(page)
        page.close()
        load = sum(loaded) - sum(before)
        return Measured(stable, load, *frame, heap)

    def _dragged(self, page: Any) -> tuple[float, float]:
        box = page.locator(_CANVAS).first.bounding_box()
        # In a corner without dots, since a drag that begins on one moves only that one.
        x, y = box["x"] + 20, box["y"] + 30
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 9, y)
        page.evaluate(_FRAME)
        before, deadline = self.cpu(), time.monotonic() + DRAG_SECONDS
        for move in range(MOVES):
            page.mouse.move(x + 9 + STEP * min(move, MOVES - move), y + move % 7)
            page.evaluate(_FRAME)
            if time.monotonic() > deadline:
                break
        after = self.cpu()
        page.mouse.up()
        return (after[0] - before[0]) / (move + 1), (after[1] - before[1]) / (move + 1)


def _settled(page: Any) -> float:
    """Return when the picture was last worked on, once a second has passed without a long task."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        last, now = page.evaluate(f"[{_STABLE}, performance.now()]")
        if last is not None and now - last > QUIET_MS:
            return float(last)
        page.wait_for_timeout(200)
    raise TimeoutError(page.url)


def _heap(page: Any) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def measured(size: int, cytoscape: Path, runs: int) -> dict[str, Measured]:
    """Return what each program took for an invented graph; the medians of some runs."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        graph = invented(size)
        for write in (write_ours, write_pyvis, write_cytoscape):
            write(graph, folder)
        for file in ("dist/explorer.js", "dist/explorer.css", "fengtu.css"):
            shutil.copy(STATIC / file, folder)
        shutil.copy(cytoscape / "cytoscape.min.js", folder)
        found: dict[str, list[Measured]] = {name: [] for name in _PAGES}
        with serving(folder) as address:
            for name, path in [one for one in _PAGES.items() for _ in range(runs)]:
                # A browser of its own, so that no page pays for another one.
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=_FLAGS
                )
                found[name].append(Watched(browser).measure(f"{address}/{path}"))
                browser.close()
                print(size, name, *(f"{value:.1f}" for value in found[name][-1]), flush=True)
    return {
        name: Measured(*(statistics.median(column) for column in zip(*rows, strict=True)))
        for name, rows in found.items()
    }


def report(results: dict[int, dict[str, Measured]], runs: int) -> str:
    """Return the results as Markdown."""
    head = (
        "Invented graphs, two edges for each node, positions given; Chromium draws in software.",
        "One run of each, in a browser of its own."
        if runs == 1
        else f"Medians of {runs}, each in a browser of its own; above {LARGE:,} nodes one run.",
        f"A drag of {MOVES * STEP // 2} pixels forth and back, on which Fengtu paints anew once.",
        "The machine had other work: CPU says more than the time.",
    )
    columns = (
        *("nodes", "program", "stable after ms", "CPU ms until then"),
        *("CPU ms per panned frame: page + drawing", "heap MB"),
    )
    lines = [
        *("# The whole graph in a browser", "", "<!-- written by benchmarks/explorer.py -->", ""),
        *(" ".join(head), "", f"| {' | '.join(columns)} |", "|--:|---|--:|--:|--:|--:|"),
    ]
    for size, rows in results.items():
        lines += [
            f"| {size:,} | {name} | {row.stable:,.0f} | {row.load_cpu:,.0f} | "
            f"{row.page_frame:.1f} + {row.drawing_frame:.1f} | {row.heap:.0f} |"
            for name, row in rows.items()
        ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cytoscape", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    results = {
        size: measured(size, given.cytoscape, 1 if size > LARGE else given.runs)
        for size in given.sizes
    }
    text = report(results, given.runs)
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

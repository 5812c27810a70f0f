"""What tests of several rooms share beside the sample graph: invented graphs, texts elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, settings

from graph_build.export.publication import About, publish
from graph_build.query import Graph

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# The first example of a property pays for loading the dictionary of words, so there is no deadline.
settings.register_profile(
    "tests",
    deadline=None,
    max_examples=60,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `shared` beside the repository, or skip where there is none."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the texts in ../shared, which are not part of the repository")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a Chromium, never downloaded; skip where there is none.

    It ends with its module: as long as it lives, no other event loop can run in this process.
    """
    api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.is_file():
        pytest.skip(f"needs a browser at {CHROMIUM}")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def publication(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample as a publication; tests only read it."""
    folder = tmp_path_factory.mktemp("publication") / "out"
    publish(Graph.open(sample), folder, About.default())
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden answers anew")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the N-Quads of an invented graph with at least one answer to every question."""
    store = pyoxigraph.Store()
    store.load(
        path=Path(__file__).parent / "query" / "small.trig", format=pyoxigraph.RdfFormat.TRIG
    )
    file = tmp_path_factory.mktemp("small") / "small.nq"
    store.dump(file, pyoxigraph.RdfFormat.N_QUADS)
    return file


@pytest.fixture(scope="session")
def oracle(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the N-Quads of what people marked in the texts beside the repository."""
    texts = sorted((shared / "gold").glob("*/*.gold.json"))
    command = [sys.executable, str(shared / "eval" / "gold_to_rdf.py"), *map(str, texts)]
    made = subprocess.run(command, check=True, capture_output=True)
    file = tmp_path_factory.mktemp("oracle") / "oracle.nq"
    file.write_bytes(made.stdout)
    return file

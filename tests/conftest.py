"""What tests of several rooms share: the sample graph, and the texts beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from graph_build import resources
from graph_build.build import build

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
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph built from the packaged sample; tests only read it."""
    folder = tmp_path_factory.mktemp("sample") / "graph"
    build([resources.sample()], folder)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder `shared` beside the repository, or skip where there is none."""
    folder = Path(__file__).resolve().parents[1].parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the texts in ../shared, which are not part of the repository")
    return folder

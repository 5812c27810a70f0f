"""Doctests of the Python interface run on a graph of the sample corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import graph_build
from graph_build import resources
from graph_build.build import build

if TYPE_CHECKING:
    from pathlib import Path


_WITH_A_GRAPH = ("graph_build.api.", "graph_build.open")


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a graph built from the packaged sample; tests only read it."""
    folder = tmp_path_factory.mktemp("sample") / "graph"
    build([resources.sample()], folder)
    return folder


@pytest.fixture(autouse=True)
def _graph_of_doctests(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    if request.node.name.startswith(_WITH_A_GRAPH):
        folder = request.getfixturevalue("sample")
        doctest_namespace.update(
            graph_build=graph_build, folder=folder, graph=graph_build.open(folder)
        )

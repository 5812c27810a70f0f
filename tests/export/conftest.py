"""The sample and an invented graph, and what they are in each format, written once."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from graph_build.export import export
from graph_build.query import Graph
from graph_build.store import OxigraphStore

Written = Callable[[str], bytes]


def write(graph: Graph, form: str) -> bytes:
    out = io.BytesIO()
    export(graph, form, out)
    return out.getvalue()


@pytest.fixture(scope="session")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


@pytest.fixture(scope="session")
def invented(small: Path) -> Graph:
    store = OxigraphStore.memory()
    store.load([small])
    return Graph(small.parent, {}, store)


@pytest.fixture(scope="session")
def written(graph: Graph) -> Written:
    return cache(lambda form: write(graph, form))


@pytest.fixture(scope="session")
def written_small(invented: Graph) -> Written:
    return cache(lambda form: write(invented, form))

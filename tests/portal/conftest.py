"""The portal over the packaged sample, and over a graph made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_build.portal import application
from tests.portal.client import Client
from tests.portal.library import Library

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def client(sample: Path) -> Client:
    return Client(application(sample))


@pytest.fixture(scope="session")
def crafted(tmp_path_factory: pytest.TempPathFactory) -> Client:
    return Client(application(Library().fill().write(tmp_path_factory.mktemp("crafted"))))


@pytest.fixture(scope="session")
def public(sample: Path) -> Client:
    return Client(application(sample, public=True), base_url="http://fengtu.example")

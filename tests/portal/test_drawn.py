"""What the explorer draws is made when a graph is built, and served as it is."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_build import resources
from graph_build.build import build
from graph_build.portal import application
from graph_build.portal.drawn import FILE, write_drawn
from graph_build.query import current
from tests.portal.client import Client

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return a graph whose picture was made with it."""
    build(sorted(resources.sample().glob("*.txt"))[:2], tmp_path / "graph", derive=write_drawn)
    return tmp_path / "graph"


def graph_of(folder: Path, query: str = "") -> Any:
    return Client(application(folder)).get(f"/api/graph{query}", "application/json")


def test_a_build_with_its_picture_has_the_id_of_one_without(built: Path, tmp_path: Path) -> None:
    texts = sorted(resources.sample().glob("*.txt"))[:2]

    assert build(texts, tmp_path / "plain").build == current(built).name
    assert graph_of(built).json() == graph_of(tmp_path / "plain").json()


def test_the_picture_is_read_and_not_made_again(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_build.portal.drawn.viewer", lambda _: {})
    answer = graph_of(built)

    assert answer.json()["build"] == current(built).name
    assert len(answer.json()["nodes"]["x"]) == len(answer.json()["nodes"]["id"]) > 10


@pytest.mark.parametrize("damage", ["cut", "other", "none", "old"])
def test_a_graph_with_a_bad_picture_is_drawn_all_the_same(built: Path, damage: str) -> None:
    made = graph_of(built).json()
    file = current(built) / FILE
    if damage == "none":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:-100])
    else:
        told = made | ({"build": "another"} if damage == "other" else {"format": 1})
        file.write_bytes(gzip.compress(json.dumps(told, separators=(",", ":")).encode()))

    assert graph_of(built).json() == made


def test_the_address_that_names_the_build_is_kept_for_ever(built: Path) -> None:
    name = current(built).name

    assert "immutable" in graph_of(built, f"?v={name}").headers["cache-control"]
    for query in ("", "?v=other"):
        assert graph_of(built, query).headers["cache-control"] == "no-cache"
    assert f'data-graph="/api/graph?v={name}"' in Client(application(built)).get("/explore").text

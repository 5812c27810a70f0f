"""An index is a file of the build; without one a graph is searched all the same."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from graph_build.errors import GraphNotFound, InputError
from graph_build.query import Graph
from graph_build.search import FILE, Index, arrays, index_of
from graph_build.search.contents import PREDICATES
from graph_build.store.memory import MemoryStore
from graph_build.store.nquads import read
from graph_build.store.scanning import Said, scan
from tests.portal.library import Library
from tests.search.made import index, thing

if TYPE_CHECKING:
    from graph_build.search.arrays import Array


def test_arrays_come_back_and_equal_ones_make_equal_files(tmp_path: Path) -> None:
    made: dict[str, Array] = {
        "b": np.array([1, 2, 3], np.uint16),
        "a": np.array([], np.uint32),
        "c": np.frombuffer("龙".encode(), np.uint8),
    }
    for name in ("one", "two"):
        arrays.save(tmp_path / name, made, version=1)
    loaded = arrays.load(tmp_path / "one", version=1)
    assert {key: value.tolist() for key, value in loaded.items()} == {
        key: value.tolist() for key, value in made.items()
    }
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("size", [0, 5, 30, 200, -64])
def test_a_damaged_index_is_said(tmp_path: Path, size: int) -> None:
    index(thing("i-1", "龙山经验")).save(tmp_path / FILE)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:size])
    with pytest.raises(GraphNotFound, match="build the graph again"):
        Index.open(tmp_path / FILE)


def test_an_index_of_another_version_is_said(tmp_path: Path) -> None:
    arrays.save(tmp_path / FILE, {}, version=999)
    with pytest.raises(GraphNotFound, match="no search index of version 1"):
        Index.open(tmp_path / FILE)


def test_a_build_has_its_index(sample: Path, caplog: pytest.LogCaptureFixture) -> None:
    made = index_of(Graph.open(sample))
    assert len(made) > 100
    assert caplog.records == []


def test_a_graph_built_without_an_index_is_searched_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    graph = Graph.open(Library().fill().write(tmp_path))
    with caplog.at_level(logging.WARNING):
        made = index_of(graph)
    (record,) = caplog.records
    assert "build the graph again" in record.getMessage()
    assert [hit.name for hit in made.hits(made.find("qfjy"), "qfjy", limit=5)] == ["青枫经验"]


def test_the_index_of_a_service_is_that_of_the_files(tmp_path: Path) -> None:
    graph = Graph.open(Library().fill().write(tmp_path / "graph"))
    index_of(graph).save(tmp_path / "files")
    service = MemoryStore()
    service.load(graph.shards())
    index_of(Graph(graph.folder, {}, service)).save(tmp_path / "service")
    assert (tmp_path / "service").read_bytes() == (tmp_path / "files").read_bytes()


def test_a_service_without_texts_is_searched_by_names(tmp_path: Path) -> None:
    graph = Graph.open(Library().fill().write(tmp_path / "graph"))
    service = MemoryStore()
    service.load(graph.shards())
    made = index_of(Graph(tmp_path, {}, service))
    assert made.find("青枫").named > 0
    assert made.places("青枫", limit=1) == []


def test_a_scan_takes_the_lines_that_a_reader_does(sample: Path) -> None:
    files = list(Graph.open(sample).shards())
    wanted = [
        Said(s.value, p.value, o.value, o.language or "")
        for file in files
        for (s, p, o), _ in read(file)
        if p.value in PREDICATES
    ]
    assert list(scan(files, PREDICATES)) == wanted


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (r'"一\"二\\三\n"@zh', '一"二\\三\n'),
        (r'"\u9F99\U00020BB7"', "龙𠮷"),
        ('"2024"^^<http://www.w3.org/2001/XMLSchema#gYear>', "2024"),
    ],
)
def test_escapes_are_read(tmp_path: Path, written: str, value: str) -> None:
    (tmp_path / "a.nq").write_text(f"<s> <p> {written} <g> .\n", encoding="utf-8")
    assert [said.object for said in scan([tmp_path / "a.nq"], {"p"})] == [value]


@pytest.mark.parametrize("line", ["<s> <p> oops <g> .\n", "oops\n"])
def test_a_malformed_line_is_said(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.nq").write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.nq: no N-Quads"):
        list(scan([tmp_path / "a.nq"], {"p"}))

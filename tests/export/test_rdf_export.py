"""RDF exports hold exactly the triples of the graph, and are the same bytes every time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph_build.errors import OutputError, UnknownName
from graph_build.export import FORMATS, export
from graph_build.query import Graph
from tests.export.conftest import write

Written = Callable[[str], bytes]

RDF = {"trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


def _quads(graph: Graph) -> set[str]:
    return {
        str(q) for path in graph.shards() for q in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    }


def _triple(quad: ox.Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object}"


def test_nquads_are_the_files_of_the_build(graph: Graph, written: Written) -> None:
    assert written("nquads") == b"".join(path.read_bytes() for path in graph.shards())


def test_trig_holds_the_same_quads(graph: Graph, written: Written) -> None:
    assert {str(q) for q in ox.parse(written("trig"), ox.RdfFormat.TRIG)} == _quads(graph)


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_formats_without_graphs_hold_every_triple_once(
    graph: Graph, written: Written, form: str
) -> None:
    found = [_triple(q) for q in ox.parse(written(form), RDF[form])]
    expected = {
        _triple(q)
        for path in graph.shards()
        for q in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    }
    assert len(found) == len(expected)
    assert set(found) == expected


@pytest.mark.parametrize(("form", "name"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same(graph: Graph, written: Written, form: str, name: str) -> None:
    made = rdflib.Graph().parse(data=written(form), format=name)
    ((count,),) = graph.store.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert count is not None
    assert len(made) == int(count.value)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_same_graph_gives_the_same_bytes(graph: Graph, written: Written, form: str) -> None:
    assert write(graph, form) == written(form)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_export_has_a_blank_node_or_a_byte_order_mark(written: Written, form: str) -> None:
    content = written(form)
    assert not content.startswith(b"\xef\xbb\xbf")
    content.decode("utf-8")
    media_type = FORMATS[form].media_type
    if "turtle" in media_type or "trig" in media_type or "triples" in media_type:
        assert not re.search(rb"(?m)(?:^|[ ,;])_:", content)


def test_turtle_is_made_to_be_read(written: Written) -> None:
    content = written("turtle").decode("utf-8")
    assert "@prefix ft: <https://w3id.org/fengtu/ont#> ." in content
    assert "<place/330700> a ft:Place ;\n" in content


def test_the_scorer_reads_the_nquads(graph: Graph, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    export(graph, "nquads", file)
    gold = shared / "gold" / "seed" / "jinhua_interview.gold.json"
    command = [sys.executable, str(shared / "eval" / "score.py"), str(file), str(gold)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "entity strict" in done.stdout


def test_a_file_appears_complete_or_not_at_all(
    graph: Graph, written: Written, tmp_path: Path
) -> None:
    file = tmp_path / "graph.ttl"
    export(graph, "turtle", file)
    assert file.read_bytes() == written("turtle")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_failed_export_leaves_the_old_file_and_no_part(tmp_path: Path, sample: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("old", encoding="utf-8")
    broken = Graph(tmp_path / "gone", {}, Graph.open(sample).store)
    (tmp_path / "gone" / "shards").mkdir(parents=True)
    (tmp_path / "gone" / "shards" / "x.nq").mkdir()
    with pytest.raises(OutputError, match="cannot be written"):
        export(broken, "nquads", file)
    assert file.read_text(encoding="utf-8") == "old"
    assert not list(tmp_path.glob("*.part"))


def test_a_folder_that_does_not_exist_is_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        export(graph, "turtle", tmp_path / "none" / "graph.ttl")


def test_an_unknown_format_is_refused_with_the_known_ones(graph: Graph) -> None:
    with pytest.raises(UnknownName, match="no format is named 'excel'; there are: nquads, trig"):
        export(graph, "excel", io.BytesIO())


def test_suffixes_and_media_types_are_unambiguous() -> None:
    assert len({one.suffix for one in FORMATS.values()}) == len(FORMATS)
    assert len({one.media_type for one in FORMATS.values()}) == len(FORMATS)


def test_asking_which_formats_there_are_imports_no_drawing_library() -> None:
    code = (
        "import sys, graph_build.export; print({'networkx', 'pyvis', 'IPython'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"

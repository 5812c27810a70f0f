"""A built graph is opened through its pointer; a missing or foreign one is refused with advice."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from graph_build.errors import GraphNotFound, ParameterError, QueryError, UnknownName
from graph_build.query import Graph

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


def test_a_question_is_answered_by_name(graph: Graph) -> None:
    rows = list(graph.query("experiences-and-origins").dicts())
    assert "龙山经验" in {row["name"].value.strip("“”") for row in rows}


def test_a_thing_may_be_given_by_its_name(graph: Graph) -> None:
    by_name = list(graph.query("experiences-and-origins", place="金华市"))
    assert by_name == list(graph.query("experiences-and-origins", place="place:330700"))
    assert by_name


def test_an_unknown_name_is_refused(graph: Graph) -> None:
    with pytest.raises(ParameterError, match="nothing in the graph is named '不存在市'"):
        graph.query("experiences-and-origins", place="不存在市")


def test_a_name_of_several_things_is_refused_with_the_choices(graph: Graph) -> None:
    with pytest.raises(
        ParameterError, match=r"3 things are named '江南街道'; give one of: .*place/330702005"
    ):
        graph.query("experiences-and-origins", place="江南街道")


def test_a_query_of_ones_own_works_by_path(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "my.rq"
    path.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o } ORDER BY ?n", encoding="utf-8")
    ((count,),) = graph.query(path)
    assert count is not None
    assert int(count.value) > 1000


def test_a_malformed_query_is_refused(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "my.rq"
    path.write_text("SELECT WHERE", encoding="utf-8")
    with pytest.raises(QueryError, match="the query is refused"):
        graph.query(path)


def test_spans_quote_the_text_of_their_document(graph: Graph) -> None:
    spans = list(graph.query("internal/spans").dicts())
    assert spans
    for span in spans:
        text = graph.text(span["document"].value)
        begin, end = int(span["begin"].value), int(span["end"].value)
        assert text[begin:end] == span["quote"].value


def test_the_text_of_a_document_is_found_by_id_too(graph: Graph) -> None:
    document = graph.manifest["documents"][0]["id"]
    assert graph.text(document) == graph.text(f"https://w3id.org/fengtu/doc/{document}")


@pytest.mark.parametrize("document", ["ffffffffffffffff", "../../manifest", "x", ""])
def test_an_unknown_document_is_refused(graph: Graph, document: str) -> None:
    with pytest.raises(UnknownName, match="no document"):
        graph.text(document)


def test_the_files_of_a_build_are_documents_then_registry_then_vocabulary(graph: Graph) -> None:
    names = [path.name for path in graph.shards()]
    assert names[-2:] == ["registry.nq", "ontology.nq"]
    assert names[:-2] == sorted(f"{d['id']}.nq" for d in graph.manifest["documents"])


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="fengtu build TEXTS --out"):
        Graph.open(tmp_path)


def test_a_pointer_into_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("gone\n", encoding="utf-8")
    with pytest.raises(GraphNotFound, match="'gone', no complete build"):
        Graph.open(tmp_path)


def test_a_graph_of_a_newer_version_is_refused(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "graph")
    (manifest,) = (tmp_path / "graph" / "builds").glob("*/manifest.json")
    content = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**content, "format": 99}), encoding="utf-8")
    with pytest.raises(GraphNotFound, match="newer version"):
        Graph.open(tmp_path / "graph")


def test_a_broken_manifest_is_refused(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "graph")
    (manifest,) = (tmp_path / "graph" / "builds").glob("*/manifest.json")
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(GraphNotFound, match="cannot be read"):
        Graph.open(tmp_path / "graph")


def test_a_build_without_its_store_is_refused(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path / "graph", ignore=shutil.ignore_patterns("store"))
    with pytest.raises(GraphNotFound, match="no store there"):
        Graph.open(tmp_path / "graph")

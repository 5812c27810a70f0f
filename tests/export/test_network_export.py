"""Networks have every entity that a claim connects, every claim as an edge, and its words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from graph_build.export.network import network, write_gexf, write_graphml
from graph_build.query import Graph

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


@pytest.fixture(scope="module")
def made(graph: Graph) -> nx.MultiDiGraph[str]:
    return network(graph)


def test_a_claim_between_entities_is_an_edge(graph: Graph, made: nx.MultiDiGraph[str]) -> None:
    claims = {row["claim"].value for row in graph.query("export/edges").dicts()}
    assert {key for _, _, key in made.edges(keys=True)} == claims
    assert len(claims) > 50


def test_an_edge_quotes_its_document(graph: Graph, made: nx.MultiDiGraph[str]) -> None:
    for _, _, data in made.edges(data=True):
        text = graph.text(data["document"])
        assert text[data["begin"] :].startswith(data["quote"])


def test_an_action_is_an_edge_from_actor_to_initiative_with_its_verb(
    made: nx.MultiDiGraph[str],
) -> None:
    actions = [data for _, _, data in made.edges(data=True) if data["property"] == "actsOn"]
    assert actions
    assert all(
        data["verb"] and data["label"] == data["verb"] and data["status"] for data in actions
    )


def test_labels_are_there_in_both_languages(made: nx.MultiDiGraph[str]) -> None:
    labels = {(d["label"], d["label_en"]) for _, _, d in made.edges(data=True) if not d["verb"]}
    assert ("指向目标", "pursues goal") in labels
    classes = {(data["class"], data["class_zh"]) for _, data in made.nodes(data=True)}
    assert ("Place", "地域") in classes


def test_a_node_can_be_found_by_its_pinyin(made: nx.MultiDiGraph[str]) -> None:
    pinyin = {data["label"]: data["pinyin"] for _, data in made.nodes(data=True)}
    assert pinyin["金华市"] == "jin hua shi"


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_files_are_read_back_whole(
    graph: Graph, made: nx.MultiDiGraph[str], form: str
) -> None:
    out = io.BytesIO()
    (write_graphml if form == "graphml" else write_gexf)(graph, out)
    out.seek(0)
    back = nx.read_graphml(out) if form == "graphml" else nx.read_gexf(out)
    assert set(back) == set(made)
    assert back.number_of_edges() == made.number_of_edges()
    assert {data["label"] for _, data in back.nodes(data=True)} == {
        data["label"] for _, data in made.nodes(data=True)
    }
    assert {data["quote"] for *_, data in back.edges(data=True)} == {
        data["quote"] for *_, data in made.edges(data=True)
    }


def test_gexf_does_not_tell_the_day_it_was_written(graph: Graph) -> None:
    out = io.BytesIO()
    write_gexf(graph, out)
    assert b"lastmodifieddate" not in out.getvalue()

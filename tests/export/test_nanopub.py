"""A claim is one nanopublication of four graphs, which name each other and stand alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.export.conftest import write

if TYPE_CHECKING:
    from graph_build.query import Graph

Written = Callable[[str], bytes]
Graphs = dict[str, set[ox.Triple]]
NP = "http://www.nanopub.org/nschema#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
FT = "https://w3id.org/fengtu/ont#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PARTS = ("Head", "assertion", "provenance", "pubinfo")


def _graphs(content: bytes) -> Graphs:
    graphs: Graphs = defaultdict(set)
    for quad in ox.parse(content, ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode), "every triple is in a graph"
        graphs[quad.graph_name.value].add(ox.Triple(quad.subject, quad.predicate, quad.object))
    return graphs


@pytest.fixture(scope="module", params=["sample", "invented"])
def source(request: pytest.FixtureRequest) -> tuple[Graph, Graphs]:
    name, content = {"sample": ("graph", "written"), "invented": ("invented", "written_small")}[
        request.param
    ]
    return (
        request.getfixturevalue(name),
        _graphs(request.getfixturevalue(content)("nanopub")),
    )


def _claims(graph: Graph) -> set[str]:
    return {str(row[0]) for row in graph.store.select(f"SELECT ?c {{ ?c a <{FT}Claim> }}")}


def _named(triples: set[ox.Triple], predicate: str) -> list[str]:
    return [str(t.object) for t in triples if t.predicate.value == predicate]


def test_each_claim_has_one_nanopublication_of_four_graphs(source: tuple[Graph, Graphs]) -> None:
    graph, graphs = source
    expected = {f"{claim}/nanopub#{part}" for claim in _claims(graph) for part in PARTS}
    assert set(graphs) == expected
    assert len(graphs) == 4 * len(_claims(graph)) > 0


def test_a_head_names_its_graphs_and_nothing_else(source: tuple[Graph, Graphs]) -> None:
    for name, triples in source[1].items():
        nanopub, _, part = name.rpartition("#")
        if part != "Head":
            continue
        assert {(str(t.subject), t.predicate.value, str(t.object)) for t in triples} == {
            (f"<{nanopub}>", f"{RDF}type", f"<{NP}Nanopublication>"),
            (f"<{nanopub}>", f"{NP}hasAssertion", f"<{nanopub}#assertion>"),
            (f"<{nanopub}>", f"{NP}hasProvenance", f"<{nanopub}#provenance>"),
            (f"<{nanopub}>", f"{NP}hasPublicationInfo", f"<{nanopub}#pubinfo>"),
        }


def test_provenance_speaks_of_the_assertion_and_publication_of_the_nanopublication(
    source: tuple[Graph, Graphs],
) -> None:
    for name, triples in source[1].items():
        nanopub, _, part = name.rpartition("#")
        about = {str(t.subject) for t in triples}
        if part == "provenance":
            assert f"<{nanopub}#assertion>" in about
            assert _named(triples, f"{PROV}wasDerivedFrom")
            assert len(_named(triples, f"{PROV}hadPrimarySource")) == 1
        elif part == "pubinfo":
            assert about == {f"<{nanopub}>"}
            assert len(_named(triples, f"{DCTERMS}license")) == 1
            assert len(_named(triples, f"{DCTERMS}creator")) == 1


def test_assertions_say_what_the_claims_say(source: tuple[Graph, Graphs]) -> None:
    graph, graphs = source
    asserted = {t for name, found in graphs.items() if name.endswith("#assertion") for t in found}
    text = f"""
        CONSTRUCT {{ ?claim ?p ?o . ?s ?edge ?t }} WHERE {{
          {{ ?claim a <{FT}Claim> ; ?p ?o
            FILTER(?p NOT IN (<{FT}evidence>, <{FT}valueSpan>, <{FT}valueText>, <{FT}assertedBy>,
              <{FT}confidence>, <{PROV}wasGeneratedBy>)) }}
          UNION {{ ?claim <{RDF}subject> ?s ; <{RDF}predicate> ?edge ; <{RDF}object> ?t }}
        }}"""
    expected = {" ".join(part.render() for part in triple) for triple in graph.store.triples(text)}
    assert {str(t) for t in asserted} == expected


def test_the_words_stand_in_the_provenance(source: tuple[Graph, Graphs]) -> None:
    graph, graphs = source
    said = {t for name, found in graphs.items() if name.endswith("#provenance") for t in found}
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    text = f"SELECT ?s ?q {{ ?c <{FT}evidence> ?s . ?s <{nif}anchorOf> ?q }}"
    expected = {(str(row[0]), str(row[1])) for row in graph.store.select(text)}
    found = {
        (t.subject.value, t.object.value)
        for t in said
        if t.predicate.value == f"{nif}anchorOf"
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.Literal)
    }
    assert expected <= found
    kinds = {
        t.object.datatype.value.rpartition("#")[2]
        for t in said
        if t.predicate.value in {f"{nif}beginIndex", f"{nif}endIndex"}
        and isinstance(t.object, ox.Literal)
    }
    assert kinds == {"nonNegativeInteger"}


def test_the_time_of_making_is_that_of_the_build_or_none(graph: Graph) -> None:
    dated = replace(graph, manifest={**graph.manifest, "epoch": 1_764_028_800})
    undated = replace(graph, manifest={k: v for k, v in graph.manifest.items() if k != "epoch"})
    graphs = _graphs(write(dated, "nanopub"))
    for name, triples in graphs.items():
        if name.endswith("#pubinfo"):
            (made,) = _named(triples, f"{DCTERMS}created")
            assert made.startswith('"2025-11-25T00:00:00Z"')
    assert b"dcterms:created" not in write(undated, "nanopub")

"""The vocabulary says everything in two languages, says what the design says, and is consistent."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import owlrl  # type: ignore[import-untyped]  # it ships no types
import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from graph_build import iris, model, resources
from graph_build.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parents[2]
FOLDER = resources.ontology()
DESIGN = ROOT.parent / "shared" / "design" / "ONTOLOGY.md"
FT = rdflib.Namespace(iris.ONT)
SCHEMA = rdflib.Namespace("https://schema.org/")
HEADER = rdflib.URIRef("https://w3id.org/fengtu/ont")
POLICY = rdflib.Graph().parse(FOLDER / "policy.ttl")
DOMAINS = rdflib.Graph().parse(FOLDER / "domains.ttl")
CLASSES = set(POLICY.subjects(RDF.type, OWL.Class))
PROPERTIES = {
    s
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
    for s in POLICY.subjects(RDF.type, kind)
}
needs_design = pytest.mark.skipif(not DESIGN.is_file(), reason="../shared/design is not here")


def _languages(
    graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef
) -> list[str]:
    literals = (o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.Literal))
    return sorted(o.language or "" for o in literals)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.ttl")), ids=lambda p: p.name)
def test_every_file_parses(path: Path) -> None:
    assert len(rdflib.Graph().parse(path)) > 0


def test_there_are_twenty_classes_and_thirty_four_properties() -> None:
    assert (len(CLASSES), len(PROPERTIES)) == (20, 34)


@pytest.mark.parametrize("term", sorted(CLASSES | PROPERTIES, key=str))
def test_every_term_is_labelled_and_defined_in_both_languages(term: rdflib.URIRef) -> None:
    assert _languages(POLICY, term, RDFS.label) == ["en", "zh"]
    assert _languages(POLICY, term, SKOS.definition) == ["en", "zh"]
    assert POLICY.value(term, RDFS.isDefinedBy) == HEADER


def test_no_two_terms_share_a_label() -> None:
    for language in ("zh", "en"):
        labels = [
            str(label)
            for term in CLASSES | PROPERTIES
            for label in POLICY.objects(term, RDFS.label)
            if isinstance(label, rdflib.Literal) and label.language == language
        ]
        assert len(labels) == len(set(labels)) == 54


def test_no_term_has_a_domain_or_a_range() -> None:
    assert not list(POLICY.subject_objects(RDFS.domain))
    assert not list(POLICY.subject_objects(RDFS.range))


def test_what_a_property_goes_from_and_to_is_documented_beside_it() -> None:
    assert set(DOMAINS.subjects()) == PROPERTIES
    for predicate in (SCHEMA.domainIncludes, SCHEMA.rangeIncludes):
        assert set(DOMAINS.subjects(predicate)) == PROPERTIES
        own = {o for o in DOMAINS.objects(predicate=predicate) if str(o).startswith(FT)}
        assert own <= CLASSES


@needs_design
def test_every_class_and_property_of_the_design_is_there() -> None:
    rows = re.findall(
        r"^\| \d+ \| `ft:(\w+)` \| (\S+) \| ([^|]*) \|", DESIGN.read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) == 54
    for name, label, third in rows:
        assert (FT[name], RDFS.label, rdflib.Literal(label, lang="zh")) in POLICY
        if FT[name] in CLASSES:
            supers = {POLICY.namespace_manager.normalizeUri(str(o)) for o in _supers(FT[name])}
            assert supers == set(re.findall(r"`([\w:]+)`", third))


def _supers(term: rdflib.URIRef) -> set[rdflib.term.Node]:
    return set(POLICY.objects(term, RDFS.subClassOf))


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.publisher,
        DCTERMS.contributor, DCTERMS.created, DCTERMS.issued, DCTERMS.modified, DCTERMS.source,
        DCTERMS.bibliographicCitation, OWL.versionIRI, OWL.versionInfo,
        VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    ],
)  # fmt: skip
def test_the_header_says_what_directories_ask_for(predicate: rdflib.URIRef) -> None:
    assert list(POLICY.objects(HEADER, predicate))


def test_the_namespace_is_the_one_that_the_code_mints() -> None:
    assert str(POLICY.value(HEADER, VANN.preferredNamespaceUri)) == iris.ONT
    assert {iris.term_iri(name) for name in model.GROUPS if name != "Person"} <= set(
        map(str, CLASSES)
    )


def test_names_follow_the_conventions() -> None:
    assert all(re.fullmatch("[A-Z][A-Za-z]+", c.removeprefix(FT)) for c in map(str, CLASSES))
    assert all(re.fullmatch("[a-z][A-Za-z]+", p.removeprefix(FT)) for p in map(str, PROPERTIES))


def _everything() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in (
        *FOLDER.glob("policy.ttl"),
        *FOLDER.glob("alignments/*.ttl"),
        *FOLDER.glob("schemes/*.ttl"),
    ):
        graph.parse(path)
    return graph


def _errors(graph: rdflib.Graph) -> list[str]:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, rdfs_closure=True).expand(graph)
    error = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(o) for o in graph.objects(predicate=error)]


def test_the_vocabulary_is_consistent_with_its_alignments_and_a_graph() -> None:
    graph = _everything().parse(ROOT / "tests" / "validate" / "sound.ttl")
    assert _errors(graph) == []
    # What a reasoner adds is what the design says, and no more.
    reform = rdflib.URIRef("https://w3id.org/fengtu/id/i-1")
    assert (reform, RDF.type, FT.Initiative) in graph
    assert (reform, RDF.type, FT.Institution) not in graph


def test_a_contradiction_is_noticed() -> None:
    graph = _everything()
    thing = rdflib.URIRef("https://w3id.org/fengtu/id/o-1")
    graph.add((thing, RDF.type, FT.Institution))
    graph.add((thing, RDF.type, FT.Reform))
    assert _errors(graph)


def test_every_alignment_speaks_of_terms_that_exist() -> None:
    concepts = set(_everything().subjects(RDF.type, SKOS.Concept))
    for path in FOLDER.glob("alignments/*.ttl"):
        graph = rdflib.Graph().parse(path)
        own = {s for s in graph.subjects() if str(s).startswith((FT, iris.SCHEMES))}
        schemes = {s for s in own if str(s).count("/") == 5 and str(s).startswith(iris.SCHEMES)}
        assert own - schemes <= CLASSES | PROPERTIES | concepts, path.name


def test_the_vocabulary_as_quads_has_no_blank_nodes() -> None:
    # Lines of quads are compared byte for byte; a blank node has no name to compare.
    assert not [line for line in vocabulary() if "_:" in line or "genid/" in line]


def test_the_relations_of_the_shapes_are_the_edges_of_the_vocabulary() -> None:
    text = (FOLDER / "shapes.ttl").read_text(encoding="utf-8")
    listed = set(re.search(r"rdf:predicate ;\n.*?sh:in \((.*?)\)", text, re.DOTALL)[1].split())  # type: ignore[index]
    things = {FT.Initiative, FT.Institution, FT.Place, FT.Goal}
    edges = {
        f"ft:{str(p).removeprefix(FT)}"
        for p in PROPERTIES
        if set(DOMAINS.objects(p, SCHEMA.domainIncludes)) <= things
        and set(DOMAINS.objects(p, SCHEMA.rangeIncludes)) <= things
    }
    assert listed == edges | {"org:memberOf"}


def test_the_reference_pages_are_what_the_turtle_says() -> None:
    run = subprocess.run(
        [sys.executable, ROOT / "docs" / "ontology.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_glossary_covers_each_class() -> None:
    page = (ROOT / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
    for term in CLASSES:
        assert f"<{term}>" in page, json.dumps(str(term))

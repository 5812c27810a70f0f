"""The catalogue is DCAT-AP 3.0.1 by the official shapes, and scores what the reference says."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, SH, XSD

from graph_build.export.publication import About, gather
from graph_build.export.publication.catalogue import catalogue
from graph_build.export.publication.quality import assess, maximum, total
from graph_build.query import Graph

SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
SHAPES = ("shapes", "range", "shapes_recommended", "deprecateduris")


@pytest.fixture(scope="module")
def told(publication: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(publication / "catalog.ttl")


def _violations(data: rdflib.Graph, shared: Path, name: str) -> list[str]:
    shapes = rdflib.Graph().parse(shared / "external" / "dcat-ap-3.0.1" / f"{name}.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert isinstance(report, rdflib.Graph)
    return [
        f"{report.value(r, SH.focusNode)} {report.value(r, SH.resultPath)}"
        for r in report.subjects(RDF.type, SH.ValidationResult)
    ]


@pytest.mark.parametrize("name", SHAPES)
def test_the_official_shapes_find_nothing(told: rdflib.Graph, shared: Path, name: str) -> None:
    assert _violations(told, shared, name) == []


@pytest.mark.parametrize("name", SHAPES[:3])
def test_a_catalogue_without_files_conforms_too(sample: Path, shared: Path, name: str) -> None:
    lines = catalogue(gather(Graph.open(sample), About.default()))
    data = rdflib.Graph().parse(data="".join(lines), format="nt")
    assert _violations(data, shared, name) == []


def test_shapes_do_find_what_is_missing(told: rdflib.Graph, shared: Path) -> None:
    broken = rdflib.Graph() + told
    broken.remove((None, DCTERMS.publisher, None))
    assert any("publisher" in one for one in _violations(broken, shared, "shapes"))


def test_every_form_of_the_catalogue_says_the_same(told: rdflib.Graph, publication: Path) -> None:
    for name, form in (("catalog.jsonld", "json-ld"), ("catalog.rdf", "xml")):
        assert isomorphic(told, rdflib.Graph().parse(publication / name, format=form))


def test_times_are_times_and_sizes_are_sizes(told: rdflib.Graph, publication: Path) -> None:
    for predicate in (DCTERMS.issued, DCTERMS.modified, DCAT.startDate, DCAT.endDate):
        values = list(told.objects(None, predicate))
        assert values
        assert all(isinstance(v, rdflib.Literal) and v.datatype == XSD.dateTime for v in values)
    for one, address in told.subject_objects(DCAT.downloadURL):
        path = publication / str(address).removeprefix("https://w3id.org/fengtu/")
        size = told.value(one, DCAT.byteSize)
        assert size == rdflib.Literal(path.stat().st_size, datatype=XSD.nonNegativeInteger)
        checksum = told.value(told.value(one, SPDX.checksum), SPDX.checksumValue)
        assert str(checksum).lower() in (publication / "SHA256SUMS").read_text()


def test_the_quality_assessment_gives_every_point(told: rdflib.Graph) -> None:
    scores = assess(told, conforms=True, answers=lambda _: True)
    assert [one.indicator.name for one in scores if not one.met] == []
    assert total(scores) == sum(one.indicator.points for one in scores) == maximum() == 405


def test_what_is_missing_costs_its_points(told: rdflib.Graph) -> None:
    broken = rdflib.Graph() + told
    broken.remove((rdflib.URIRef("https://w3id.org/fengtu/catalog#numbers"), DCAT.keyword, None))
    broken.remove((None, DCAT.byteSize, None))
    scores = assess(broken, conforms=False, answers=lambda address: "sparql" not in address)
    lost = {one.indicator.name for one in scores if not one.met}
    assert lost == {"dcat:keyword", "dcat:byteSize", "dcat:accessURL answers", "DCAT-AP compliance"}
    assert total(scores) == 405 - 30 - 5 - 50 - 30


def test_no_blank_node_stands_in_the_catalogue(told: rdflib.Graph) -> None:
    assert not [t for t in told if any(isinstance(term, rdflib.BNode) for term in t)]

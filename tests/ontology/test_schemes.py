"""The concept schemes are sound SKOS and hold the concepts that the code and the scorer name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS, VANN

from graph_build import iris
from graph_build.gazetteer import RANKS
from graph_build.model import Bound, Grade, Status, ValueKind
from graph_build.resources import ontology

FILES = sorted((ontology() / "schemes").glob("*.ttl"))
NAMES = [path.stem for path in FILES]
GRAPHS = {path.stem: rdflib.Graph().parse(path) for path in FILES}
ALL = sum(GRAPHS.values(), rdflib.Graph())
CONCEPTS = sorted(set(ALL.subjects(RDF.type, SKOS.Concept)), key=str)


def _scheme(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(iris.scheme_iri(name))


def _languages(subject: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    literals = (o for o in ALL.objects(subject, predicate) if isinstance(o, rdflib.Literal))
    return sorted(o.language or "" for o in literals)


def test_the_schemes_are_the_eight_of_the_contract() -> None:
    assert NAMES == [
        "bound", "grade", "institutionkind", "level", "status", "theme", "unit", "valuekind",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_scheme_says_what_it_is(name: str) -> None:
    scheme = _scheme(name)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ALL
    assert _languages(scheme, DCTERMS.title) == ["en", "zh"]
    assert _languages(scheme, DCTERMS.description) == ["en", "zh"]
    for predicate in (DCTERMS.license, DCTERMS.creator, VANN.preferredNamespaceUri):
        assert ALL.value(scheme, predicate), predicate
    assert set(ALL.objects(scheme, SKOS.hasTopConcept)) == set(
        ALL.subjects(SKOS.topConceptOf, scheme)
    )
    assert set(ALL.subjects(SKOS.inScheme, scheme)) == set(ALL.subjects(SKOS.topConceptOf, scheme))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_a_concept_is_labelled_defined_and_noted(concept: rdflib.URIRef) -> None:
    assert _languages(concept, SKOS.prefLabel) == ["en", "zh"]
    assert _languages(concept, SKOS.definition) == ["en", "zh"]
    assert len(list(ALL.objects(concept, SKOS.inScheme))) == 1
    assert len(list(ALL.objects(concept, SKOS.notation))) == 1


@pytest.mark.parametrize("concept", CONCEPTS)
def test_skos_integrity(concept: rdflib.URIRef) -> None:
    preferred = set(ALL.objects(concept, SKOS.prefLabel))
    others = set(ALL.objects(concept, SKOS.altLabel)) | set(ALL.objects(concept, SKOS.hiddenLabel))
    assert not preferred & others  # S13
    assert (concept, RDF.type, SKOS.ConceptScheme) not in ALL  # S9
    broader = set(ALL.transitive_objects(concept, SKOS.broader)) - {concept}
    assert not broader & set(ALL.objects(concept, SKOS.related))  # S27


@pytest.mark.parametrize("name", NAMES)
def test_no_two_concepts_of_a_scheme_share_a_label(name: str) -> None:
    labels = [str(o) for o in GRAPHS[name].objects(predicate=SKOS.prefLabel)]
    own = [label for label in labels if label not in map(str, GRAPHS[name].objects(_scheme(name)))]
    assert len(own) == len(set(own))


@pytest.mark.parametrize(
    ("name", "members"),
    [("status", Status), ("grade", Grade), ("valuekind", ValueKind), ("bound", Bound)],
)
def test_the_concepts_are_those_of_the_model(name: str, members: type[StrEnum]) -> None:
    concepts = set(map(str, GRAPHS[name].subjects(RDF.type, SKOS.Concept)))
    assert concepts == {iris.concept_iri(name, member) for member in members}


def test_the_levels_of_the_register_are_concepts() -> None:
    levels = {iris.concept_iri("level", name) for name in RANKS}
    assert levels <= set(map(str, GRAPHS["level"].subjects(RDF.type, SKOS.Concept)))


@pytest.mark.parametrize("notation", ["PERCENT", "CNY", "USD", "PERCENTAGE_POINT", "TIMES"])
def test_a_unit_stands_where_the_code_mints_it(notation: str) -> None:
    unit = rdflib.URIRef(iris.unit_iri(notation))
    assert ALL.value(unit, SKOS.notation) == rdflib.Literal(notation)


def test_a_prefix_is_used_by_one_scheme(tmp_path: Path) -> None:
    prefixes = [str(o) for o in ALL.objects(predicate=VANN.preferredNamespacePrefix)]
    assert len(prefixes) == len(set(prefixes)) == len(NAMES)

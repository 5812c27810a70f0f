"""The vocabulary as its documentation shows it, read from the Turtle files, and as one HTML page.

What a property goes from and to stands in `domains.ttl`, counterparts elsewhere in `alignments/`;
neither is in the ontology file, so that a graph alone cannot tell them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import jinja2
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from graph_build import iris
from graph_build.export.notation import PREFIXES, Notation
from graph_build.export.profiles import fixed, write_nodes
from graph_build.export.profiles import write_turtle as write_lines
from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from graph_build.query import Graph

HEADER = rdflib.URIRef(iris.ONT.rstrip("#"))
_SCHEMA = rdflib.Namespace("https://schema.org/")
_BIBO_STATUS = rdflib.URIRef("http://purl.org/ontology/bibo/status")
_PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty)
_PARENTS = (RDFS.subClassOf, RDFS.subPropertyOf)
_SERIALIZERS = {
    "turtle": "text/turtle",
    "nt": "application/n-triples",
    "json-ld": "application/ld+json",
    "xml": "application/rdf+xml",
}
_PREFIXES = {
    "bibo": "http://purl.org/ontology/bibo/",
    "qudt": "http://qudt.org/schema/qudt/",
    "vann": "http://purl.org/vocab/vann/",
}

Text = dict[str, str]
"""A text by language, `zh` and `en`."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A term that another one names: its IRI and its prefixed name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A term of another vocabulary, and by which relation it corresponds."""

    relation: str
    term: Reference


@dataclass(frozen=True, slots=True)
class Entry:
    """A class, property or concept: names, meaning, and the terms around it."""

    iri: str
    name: str
    kind: str
    label: Text
    definition: Text
    note: Text
    parents: tuple[Reference, ...] = ()
    sources: tuple[Reference, ...] = ()
    targets: tuple[Reference, ...] = ()
    disjoint: tuple[Reference, ...] = ()
    counterparts: tuple[Counterpart, ...] = ()
    uses: tuple[Reference, ...] = ()
    """The properties that go from or to a class."""

    @property
    def anchor(self) -> str:
        """The fragment of the IRI, so that the address of a term leads to its place."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme and its concepts, in the order of its file."""

    iri: str
    name: str
    title: Text
    description: Text
    concepts: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A file of counterparts in one other vocabulary."""

    iri: str
    name: str
    title: Text
    description: Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that the documentation of the vocabulary shows."""

    iri: str
    title: Text
    description: Text
    rights: Text
    creator: Text
    version: str
    version_iri: str
    created: str
    issued: str
    modified: str
    licence: str
    status: str
    citation: str
    prefix: str
    namespace: str
    sources: tuple[str, ...]
    classes: tuple[Entry, ...]
    properties: tuple[Entry, ...]
    schemes: tuple[Scheme, ...]
    alignments: tuple[Alignment, ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that this version of Fengtu ships."""
    terms = _read("policy.ttl", "domains.ttl", *_named("alignments"), *_named("schemes"))
    creator = terms.value(HEADER, DCTERMS.creator) or HEADER
    return Vocabulary(
        iri=str(HEADER),
        title=_text(terms, HEADER, DCTERMS.title),
        description=_text(terms, HEADER, DCTERMS.description),
        rights=_text(terms, HEADER, DCTERMS.rights),
        creator=_text(terms, creator, RDFS.label),
        version=_value(terms, OWL.versionInfo),
        version_iri=_value(terms, OWL.versionIRI),
        created=_value(terms, DCTERMS.created),
        issued=_value(terms, DCTERMS.issued),
        modified=_value(terms, DCTERMS.modified),
        licence=_value(terms, DCTERMS.license),
        status=_value(terms, _BIBO_STATUS).rpartition("/")[2],
        citation=_value(terms, DCTERMS.bibliographicCitation),
        prefix=_value(terms, VANN.preferredNamespacePrefix),
        namespace=_value(terms, VANN.preferredNamespaceUri),
        sources=tuple(sorted(map(str, terms.objects(HEADER, DCTERMS.source)))),
        classes=tuple(_entries(terms, (OWL.Class,))),
        properties=tuple(_entries(terms, _PROPERTIES)),
        schemes=tuple(_schemes(terms)),
        alignments=tuple(_alignments(terms)),
    )


def write_turtle(_graph: Graph, out: BinaryIO) -> None:
    """Write the ontology with its concept schemes as Turtle."""
    write_lines(fixed(*_files()), out, Notation(prefixes=PREFIXES | _PREFIXES))


def write_jsonld(_graph: Graph, out: BinaryIO) -> None:
    """Write the ontology with its concept schemes as JSON-LD, a node to a line."""
    write_nodes(fixed(*_files()), out, Notation(prefixes=PREFIXES | _PREFIXES))


def write_page(_graph: Graph, out: BinaryIO) -> None:
    """Write the documentation of the vocabulary as one HTML page that needs nothing else."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = environment.get_template("vocabulary.html").render(v=vocabulary())
    out.write((page.rstrip() + "\n").encode("utf-8"))


@cache
def editions() -> frozenset[str]:
    """Return the names of the register editions that things are derived from."""
    dataset = rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")
    found = _read("registry/registers.ttl").subjects(RDF.type, dataset)
    return frozenset(str(edition).rpartition("/")[2] for edition in found)


@cache
def in_format(name: str, media_type: str) -> bytes:
    """Return a file of the vocabulary in a media type of RDF."""
    path = ontology() / name
    if media_type == _SERIALIZERS["turtle"]:
        return path.read_bytes()
    form = next(form for form, media in _SERIALIZERS.items() if media == media_type)
    return rdflib.Graph().parse(path, format="turtle").serialize(format=form, encoding="utf-8")


def _files() -> list[str]:
    return ["policy.ttl", *_named("schemes")]


def _named(folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((ontology() / folder).glob("*.ttl"))]


def _read(*names: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in names:
        graph.parse(ontology() / name, format="turtle")
    graph.bind("ft", iris.ONT, override=True, replace=True)
    graph.bind("schema", _SCHEMA, override=True, replace=True)
    return graph


def _text(graph: rdflib.Graph, subject: Node, predicate: Node) -> Text:
    values = (o for o in graph.objects(subject, predicate) if isinstance(o, rdflib.Literal))
    return {o.language: str(o) for o in values if o.language}


def _value(graph: rdflib.Graph, predicate: Node) -> str:
    return str(graph.value(HEADER, predicate) or "")


def _entries(graph: rdflib.Graph, kinds: tuple[Node, ...]) -> Iterator[Entry]:
    """Return the terms of the ontology that are of a kind, in the order of its file."""
    text = (ontology() / "policy.ttl").read_text(encoding="utf-8")
    found = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    own = [t for t in found if isinstance(t, rdflib.URIRef) and t.startswith(iris.ONT)]
    for term in sorted(own, key=lambda t: text.index(f"\nft:{t.removeprefix(iris.ONT)} a ")):
        yield _entry(graph, term)


def _entry(graph: rdflib.Graph, term: rdflib.URIRef) -> Entry:
    kinds = {str(kind).rpartition("#")[2] for kind in graph.objects(term, RDF.type)}
    parents = {parent for p in _PARENTS for parent in _policy().objects(term, p)}
    uses = {
        *graph.subjects(_SCHEMA.domainIncludes, term),
        *graph.subjects(_SCHEMA.rangeIncludes, term),
    }
    return Entry(
        iri=str(term),
        name=_name(graph, term),
        kind=next(k for k in ("Class", "ObjectProperty", "DatatypeProperty") if k in kinds),
        label=_text(graph, term, RDFS.label),
        definition=_text(graph, term, SKOS.definition),
        note=_text(graph, term, SKOS.scopeNote),
        parents=_references(graph, parents),
        sources=_references(graph, graph.objects(term, _SCHEMA.domainIncludes)),
        targets=_references(graph, graph.objects(term, _SCHEMA.rangeIncludes)),
        disjoint=_references(
            graph, {*graph.objects(term, OWL.disjointWith), *graph.subjects(OWL.disjointWith, term)}
        ),
        counterparts=tuple(_counterparts(graph, term)),
        uses=_references(graph, uses),
    )


@cache
def _policy() -> rdflib.Graph:
    return _read("policy.ttl")


def _counterparts(graph: rdflib.Graph, term: Node) -> Iterator[Counterpart]:
    """Return what the alignments say of a term, which the ontology does not say already."""
    found = [
        (_name(graph, predicate), _reference(graph, other))
        for predicate in (*_PARENTS, SKOS.exactMatch, SKOS.closeMatch, SKOS.relatedMatch)
        for other in graph.objects(term, predicate)
        if (term, predicate, other) not in _policy()
    ]
    for relation, reference in sorted(found, key=lambda pair: (pair[0], pair[1].name)):
        yield Counterpart(relation, reference)


def _schemes(graph: rdflib.Graph) -> Iterator[Scheme]:
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        name = str(scheme).rpartition("/")[2]
        text = (ontology() / "schemes" / f"{name}.ttl").read_text(encoding="utf-8")
        place = {
            concept: text.index(f":{str(concept).rpartition('/')[2]} a skos:Concept")
            for concept in graph.subjects(SKOS.inScheme, scheme)
        }
        yield Scheme(
            str(scheme),
            name,
            _text(graph, scheme, DCTERMS.title),
            _text(graph, scheme, DCTERMS.description),
            tuple(_concept(graph, concept) for concept in sorted(place, key=place.__getitem__)),
        )


def _concept(graph: rdflib.Graph, concept: Node) -> Entry:
    return Entry(
        iri=str(concept),
        name=str(graph.value(concept, SKOS.notation)),
        kind="Concept",
        label=_text(graph, concept, SKOS.prefLabel),
        definition=_text(graph, concept, SKOS.definition),
        note=_text(graph, concept, SKOS.scopeNote),
        parents=_references(graph, graph.objects(concept, SKOS.broader)),
        counterparts=tuple(_counterparts(graph, concept)),
    )


def _alignments(graph: rdflib.Graph) -> Iterator[Alignment]:
    for header in sorted(graph.subjects(RDF.type, OWL.Ontology), key=str):
        if header != HEADER:
            yield Alignment(
                str(header),
                str(header).rpartition("/")[2],
                _text(graph, header, DCTERMS.title),
                _text(graph, header, DCTERMS.description),
            )


def _references(graph: rdflib.Graph, terms: Iterable[Node]) -> tuple[Reference, ...]:
    found = (_reference(graph, term) for term in terms if isinstance(term, rdflib.URIRef))
    return tuple(sorted(found, key=lambda reference: reference.name))


def _reference(graph: rdflib.Graph, term: Node) -> Reference:
    return Reference(str(term), _name(graph, term))


def _name(graph: rdflib.Graph, term: Node) -> str:
    """Return the prefixed name of a term."""
    return graph.namespace_manager.normalizeUri(str(term)).strip("<>")

"""What the service says of itself: the SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.store.terms import XSD, Term, iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.store.terms import Triple

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VOID_TRIPLES = iri("http://rdfs.org/ns/void#triples")
_WRITTEN = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def description(endpoint: str, *, triples: int | None = None) -> Iterator[Triple]:
    """Return the description of the service at an address; `triples` of its default graph."""
    service, dataset, graph = (Term("bnode", name) for name in ("service", "dataset", "graph"))
    yield (service, _TYPE, iri(f"{SD}Service"))
    yield (service, iri(f"{SD}endpoint"), iri(endpoint))
    yield from _each(service, "supportedLanguage", [f"{SD}SPARQL11Query"])
    yield from _each(service, "resultFormat", (FORMATS + name for name in _WRITTEN))
    yield (service, iri(f"{SD}defaultDataset"), dataset)
    yield (dataset, _TYPE, iri(f"{SD}Dataset"))
    yield (dataset, iri(f"{SD}defaultGraph"), graph)
    yield (graph, _TYPE, iri(f"{SD}Graph"))
    if triples is not None:
        yield (graph, _VOID_TRIPLES, literal(str(triples), datatype=f"{XSD}integer"))


def _each(subject: Term, name: str, objects: Iterable[str]) -> Iterator[Triple]:
    for one in objects:
        yield (subject, iri(SD + name), iri(one))

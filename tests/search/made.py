"""Indexes of invented graphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.search import Index
from graph_build.store.scanning import Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MENTION = "http://www.w3.org/2005/11/its/rdf#taIdentRef"
DOCUMENT = iris.document_iri("0123456789abcdef")


def thing(
    iri: str, *names: str, kind: str = "Initiative", mentions: int = 0, english: str = ""
) -> Iterator[Said]:
    """Yield what a graph says of a thing; the first name is its label."""
    yield Said(iri, f"{RDF}type", iris.term_iri(kind), "")
    for name in names:
        property_ = "prefLabel" if name == names[0] else "altLabel"
        yield Said(iri, SKOS + property_, name, "zh")
    if english:
        yield Said(iri, f"{SKOS}prefLabel", english, "en")
    for number in range(mentions):
        yield Said(f"{DOCUMENT}/span/{number}-{number + 1}", MENTION, iri, "")


def claim(number: int, begin: int, end: int, **slots: str) -> Iterator[Said]:
    """Yield what a graph says of a claim that rests on [begin, end) of the one document."""
    iri = f"{DOCUMENT}/claim/relation-{begin}-{end}-{number}"
    yield Said(iri, iris.term_iri("evidence"), f"{DOCUMENT}/span/{begin}-{end}", "")
    for slot, value in slots.items():
        namespace = RDF if slot in {"subject", "object"} else iris.ONT
        yield Said(iri, namespace + slot, value, "")


def index(*said: Iterator[Said], texts: Mapping[str, str] | None = None) -> Index:
    """Return the index of what is said; texts are by the IRI of their document."""
    triples = [one for many in said for one in many]
    triples += [Said(d, f"{RDF}type", iris.term_iri("Document"), "") for d in texts or ()]
    return Index.of(triples, (texts or {}).__getitem__)


def found(made: Index, query: str, **where: str) -> list[str]:
    """Return the things that a query finds, best first."""
    finds = made.find(query, where=where)
    return [hit.iri for hit in made.hits(finds, query, limit=1000)]

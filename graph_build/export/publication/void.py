"""VoID: what the graph is made of, counted, and how it leads to data sets of others."""

from __future__ import annotations

import re
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from graph_build.export.publication.facts import GRAPH
from graph_build.export.publication.forms import said, typed
from graph_build.store import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.export.publication.counts import Counts
    from graph_build.export.publication.facts import Facts
    from graph_build.export.publication.forms import Value

_FORMATS = "http://www.w3.org/ns/formats/"
_SERIALIZATIONS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_DUMPS = frozenset(("nquads", "trig", "turtle", "jsonld"))
_LOCAL = re.compile(r"[^A-Za-z0-9]+")


def void(facts: Facts) -> Iterator[str]:
    """Return the description of the graph in VoID as lines of N-Triples."""
    yield from _document(facts)
    yield from _graph(facts)
    for name, members in facts.counts.classes.items():
        told: dict[str, Value] = {"void:class": name, "void:entities": members}
        yield from said(_part(facts, "class", name), told)
    for one in facts.counts.properties:
        told = {
            "void:property": one.iri,
            "void:triples": one.triples,
            "void:distinctSubjects": one.subjects,
            "void:distinctObjects": one.objects,
        }
        yield from said(_part(facts, "property", one.iri), told)
    yield from _linksets(facts)


def _document(facts: Facts) -> Iterator[str]:
    yield from said(
        void_iri(facts),
        {
            "a": "void:DatasetDescription",
            "dcterms:title": {"zh": "枫图的 VoID 描述", "en": "VoID description of Fengtu"},
            "dcterms:creator": facts.iri("publisher"),
            "dcterms:modified": typed(facts.about.issued, "dateTime"),
            "foaf:primaryTopic": facts.iri(GRAPH),
        },
    )


def void_iri(facts: Facts) -> str:
    """Return the IRI of the description: the address that VoID fixes, at the site."""
    return f"{facts.about.site}.well-known/void"


def _graph(facts: Facts) -> Iterator[str]:
    about, counts = facts.about, facts.counts
    yield from said(
        facts.iri(GRAPH),
        {
            "a": "void:Dataset",
            "dcterms:title": about.title,
            "dcterms:description": about.description,
            "dcterms:publisher": facts.iri("publisher"),
            "dcterms:license": (about.licence_code, about.licence),
            "dcterms:modified": typed(about.issued, "dateTime"),
            "foaf:homepage": about.homepage,
            "void:triples": counts.triples,
            "void:entities": counts.entities,
            "void:distinctSubjects": counts.subjects,
            "void:distinctObjects": counts.objects,
            "void:classes": len(counts.classes),
            "void:properties": len(counts.properties),
            "void:uriSpace": literal(facts.base),
            "void:vocabulary": tuple(counts.vocabularies),
            "void:exampleResource": counts.examples,
            "void:sparqlEndpoint": about.sparql,
            "void:feature": tuple(_FORMATS + name for name in _SERIALIZATIONS),
            "void:dataDump": tuple(
                facts.address(part.path) for part in facts.graph if part.form in _DUMPS
            ),
            "void:classPartition": tuple(_part(facts, "class", one) for one in counts.classes),
            "void:propertyPartition": tuple(
                _part(facts, "property", one.iri) for one in counts.properties
            ),
            "void:subset": tuple(_linkset(facts, target) for target in _targets(counts)),
        },
    )


def _linksets(facts: Facts) -> Iterator[str]:
    """Return a linkset for each data set that links lead to, and a partition for each property."""
    for target, found in groupby(facts.counts.links, key=attrgetter("target")):
        links = list(found)
        name = _linkset(facts, target)
        yield from said(target, {"a": "void:Dataset", "void:uriSpace": literal(target)})
        yield from said(
            name,
            {
                "a": "void:Linkset",
                "void:subjectsTarget": facts.iri(GRAPH),
                "void:objectsTarget": target,
                "void:linkPredicate": tuple(one.property for one in links),
                "void:triples": sum(one.triples for one in links),
            },
        )


def _targets(counts: Counts) -> list[str]:
    return sorted({one.target for one in counts.links})


def _linkset(facts: Facts, target: str) -> str:
    return facts.iri(f"links-{_LOCAL.sub('-', target).strip('-')}")


def _part(facts: Facts, kind: str, term: str) -> str:
    return facts.iri(f"{kind}-{_LOCAL.sub('-', term.partition('://')[2]).strip('-')}")

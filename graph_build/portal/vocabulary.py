"""The names from the ontology that pages are built around."""

from __future__ import annotations

from graph_build.iris import FOAF, ONT, ORG

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
TYPE = f"{RDF}type"
PREF_LABEL = f"{SKOS}prefLabel"

INITIATIVES = (
    "Experience",
    "DigitalApplication",
    "Mechanism",
    "Campaign",
    "WorkMethod",
    "Reform",
    "Facility",
    "Initiative",
)
ENTITY_CLASSES = (*INITIATIVES, "Institution", "Person", "Place", "Goal", "Honour", "Indicator")
"""Classes with pages of their own, in the order in which pages show them."""

CLAIM_KINDS = ("Relation", "Action", "Observation", "Recognition")
STATUSES = ("completed", "ongoing", "planned")
ROLES = {
    "Relation": ("subject", "object"),
    "Action": ("actor", "actsOn"),
    "Observation": ("about", "indicator"),
    "Recognition": ("recipient", "honour"),
}
"""The two ends of a claim of each kind."""

FAMILIES = {
    **dict.fromkeys(INITIATIVES, "initiative"),
    "Institution": "institution",
    "Person": "person",
    "Place": "place",
    "Goal": "goal",
    "Honour": "honour",
    "Indicator": "figure",
    "Document": "document",
    "PeriodOfTime": "period",
    "Concept": "concept",
    "ConceptScheme": "concept",
    "Class": "term",
    "ObjectProperty": "term",
    "DatatypeProperty": "term",
}
"""Class → the family that gives it its icon and colour."""


PREFIXES = {
    ONT: "ft",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/ns/org#": "org",
    "https://schema.org/": "schema",
    FOAF: "foaf",
    SKOS: "skos",
    DCTERMS: "dcterms",
    DCAT: "dcat",
    RDF: "rdf",
    RDFS: "rdfs",
}


def compact(iri: str) -> str:
    """Return an IRI with a prefix, or its last part where the namespace is not known.

    >>> compact("http://www.w3.org/ns/prov#Entity")
    'prov:Entity'
    """
    prefix = next((p for namespace, p in PREFIXES.items() if iri.startswith(namespace)), "")
    return f"{prefix}:{local(iri)}" if prefix else local(iri)


def local(iri: str) -> str:
    """Return the last part of an IRI, the name by which pages know a term.

    >>> (
    ...     local("https://w3id.org/fengtu/ont#ledBy"),
    ...     local("https://w3id.org/fengtu/scheme/status/planned"),
    ... )
    ('ledBy', 'planned')
    """
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def class_iri(name: str) -> str:
    """Return the IRI of a class by its local name."""
    return f"{FOAF}Person" if name == "Person" else ONT + name


def property_iri(name: str) -> str:
    """Return the IRI of a property by its local name."""
    return (
        f"{ORG}{name}"
        if name in {"memberOf", "subOrganizationOf", "classification"}
        else ONT + name
    )

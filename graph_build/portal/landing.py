"""Pages of things as programs see them: in the terms of schema.org, and with signposts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_build.export.publication.about import catalogue_iri
from graph_build.portal import signposts
from graph_build.portal.names import LANGUAGES

if TYPE_CHECKING:
    from starlette.responses import Response

    from graph_build.portal.claims import ClaimRecord
    from graph_build.portal.names import Name
    from graph_build.portal.site import View
    from graph_build.portal.sources import Source

SCHEMA = "https://schema.org/"
_CLASSES = {
    "DigitalApplication": "SoftwareApplication",
    "Institution": "Organization",
    "Place": "Place",
    "Person": "Person",
    "Indicator": "StatisticalVariable",
    "Document": "Article",
    "Concept": "DefinedTerm",
    "ConceptScheme": "DefinedTermSet",
    "Relation": "Claim",
    "Action": "Claim",
    "Observation": "Claim",
    "Recognition": "Claim",
}
_ALIASES = 20

Node = dict[str, Any]


def page(view: View, template: str, iri: str, node: Node, **context: Any) -> Response:
    """Return the page of a thing with what it is in JSON-LD, and with signposts in the headers."""
    base = view.reader.base
    about = view.site.offer.settled(base)
    address = f"{about.site}page/{view.links.path(iri)}"
    told = {"@context": SCHEMA, "@id": iri, "identifier": iri, "url": address, **node}
    answer = view.render(template, iri=iri, node=told, **context)
    publisher = catalogue_iri("publisher", base=base)
    answer.headers["Link"] = signposts.of_page(
        view.links, iri, SCHEMA + node["@type"], about=about, publisher=publisher
    )
    return answer


def kind_of(name: Name) -> str:
    """Return the class of schema.org that comes nearest to that of a thing.

    >>> from graph_build.portal.names import Name
    >>> kind_of(Name("https://w3id.org/fengtu/place/330700", {}, kinds=("Place",)))
    'Place'
    """
    return next((_CLASSES[kind] for kind in name.kinds if kind in _CLASSES), "Thing")


def thing(name: Name, definition: str = "") -> Node:
    """Return what a thing is."""
    labels = [name.labels[code] for code in LANGUAGES if code in name.labels]
    aliases = [text for code, text in name.aliases if code in LANGUAGES]
    node: Node = {"@type": kind_of(name), "name": labels[0] if labels else name.label("zh")}
    if others := list(dict.fromkeys([*labels[1:], *aliases]))[:_ALIASES]:
        node["alternateName"] = others
    return node | ({"description": definition} if definition else {})


def document(source: Source) -> Node:
    """Return what a document is."""
    node: Node = {"@type": "Article", "headline": source.title, "name": source.title}
    node["inLanguage"] = "zh"
    return node | ({"datePublished": source.published} if source.published else {})


def claim(record: ClaimRecord, words: str) -> Node:
    """Return what a claim is: what it says, and the document that says it."""
    return {
        "@type": "Claim",
        "name": words,
        "appearance": {"@type": "Article", "@id": record.document},
    }

"""RDF that is made rather than read, in every media type: sorted, without blank nodes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graph_build.errors import UnknownName
from graph_build.export.notation import PREFIXES, Notation
from graph_build.export.profiles import write_nodes, write_turtle
from graph_build.store import Term, iri, literal
from graph_build.store.nquads import converted
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.export.publication.about import Text

MEDIA_TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
"""Suffix → media type of what a catalogue is written in."""

VOCABULARIES = PREFIXES | {
    "dcatap": "http://data.europa.eu/r5r/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}

Value = str | Term | Mapping[str, str] | int | tuple["Value", ...]
"""What a property has: an IRI as a string, a term, a text in languages, a count, or several."""


def said(subject: str, properties: Mapping[str, Value]) -> Iterator[str]:
    r"""Return what is said of a subject as lines of N-Triples; properties are prefixed names.

    >>> list(said("https://w3id.org/fengtu/catalog", {"dcterms:title": {"zh": "目录"}}))
    ['<https://w3id.org/fengtu/catalog> <http://purl.org/dc/terms/title> "目录"@zh .\n']
    """
    for name, value in properties.items():
        predicate = iri(expanded(name)).render()
        for term in _terms(value):
            yield f"{iri(subject).render()} {predicate} {term.render()} .\n"


def expanded(name: str) -> str:
    """Return the IRI of a prefixed name; `a` is rdf:type.

    >>> expanded("dcat:Dataset")
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = "rdf:type".partition(":") if name == "a" else name.partition(":")
    return VOCABULARIES[prefix] + local


def typed(value: object, datatype: str) -> Term:
    """Return a literal of a datatype of XML Schema by its local name."""
    return literal(str(value), datatype=XSD + datatype)


def texts(text: Text) -> tuple[Term, ...]:
    """Return a text as literals of its languages."""
    return tuple(literal(value, language=code) for code, value in text.items())


def written(lines: Iterable[str], media_type: str, *, base: str) -> bytes:
    """Return lines of N-Triples in a media type.

    Raises:
        UnknownName: if it is none of `MEDIA_TYPES`.
    """
    if media_type not in MEDIA_TYPES.values():
        raise UnknownName(f"no RDF is written as {media_type!r}; {', '.join(MEDIA_TYPES.values())}")
    kept = sorted(set(lines))
    out = io.BytesIO()
    notation = Notation(base, VOCABULARIES)
    if media_type == MEDIA_TYPES["ttl"]:
        write_turtle(kept, out, notation)
    elif media_type == MEDIA_TYPES["jsonld"]:
        write_nodes(kept, out, notation)
    elif media_type == MEDIA_TYPES["nt"]:
        out.writelines(line.encode("utf-8") for line in kept)
    else:
        out.write(converted("".join(kept), media_type))
    return out.getvalue()


def _terms(value: Value) -> Iterator[Term]:
    if isinstance(value, Term):
        yield value
    elif isinstance(value, str):
        yield iri(expanded(value) if _is_prefixed(value) else value)
    elif isinstance(value, int):
        yield typed(value, "integer")
    elif isinstance(value, tuple):
        for one in value:
            yield from _terms(one)
    else:
        yield from texts(dict(value))


def _is_prefixed(value: str) -> bool:
    prefix, colon, local = value.partition(":")
    return bool(colon) and prefix in VOCABULARIES and not local.startswith("//")

"""RDF terms as plain values, and their one rendering for N-Triples and SPARQL."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from graph_build.errors import ParameterError

if TYPE_CHECKING:
    from collections.abc import Iterable

XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{XSD}string"
_LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI, a literal or a blank node.

    `datatype` is None for plain strings and for strings with a language.
    """

    kind: Literal["iri", "literal", "bnode"]
    value: str
    datatype: str | None = None
    language: str | None = None

    def render(self) -> str:
        r"""Return the term as N-Triples and SPARQL write it, with the store's own escaping.

        >>> Term("literal", '“龙山经验”\n"', language="zh").render()
        '"“龙山经验”\\n\\""@zh'

        Raises:
            ParameterError: if the value is no IRI, no language tag or no text.
        """
        try:
            return str(to_oxigraph(self))
        except ValueError as error:
            what = "IRI" if self.kind == "iri" else "literal"
            raise ParameterError(f"{self.value!r} is no {what}: {error}") from error

    def __str__(self) -> str:
        return self.value


Triple = tuple[Term, Term, Term]


def iri(value: str) -> Term:
    """Return an IRI."""
    return Term("iri", value)


def literal(value: str, *, datatype: str | None = None, language: str | None = None) -> Term:
    """Return a literal; `datatype` as a full IRI."""
    return Term("literal", value, datatype, language)


def to_oxigraph(term: Term) -> Any:
    """Return the engine's form of a term; it checks IRIs and language tags."""
    if term.kind == "iri":
        return ox.NamedNode(term.value)
    if term.kind == "bnode":
        return ox.BlankNode(term.value)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype) if term.datatype else None)


def from_oxigraph(node: Any) -> Term:
    """Return the plain form of a term of the engine."""
    if isinstance(node, ox.NamedNode):
        return Term("iri", node.value)
    if isinstance(node, ox.BlankNode):
        return Term("bnode", node.value)
    return literal_of(node.value, node.datatype.value, node.language)


def literal_of(value: str, datatype: str | None, language: str | None) -> Term:
    """Return a literal without the datatypes that its form already shows."""
    shown = None if language or datatype in {_STRING, _LANGUAGE_STRING} else datatype
    return Term("literal", value, shown, language)


def digest(triples: Iterable[Triple]) -> str:
    """Return a digest that is the same for the same set of triples in any order."""
    # A sum commutes, so nothing has to be sorted or held.
    total = count = 0
    for triple in triples:
        line = " ".join(term.render() for term in triple)
        total += int.from_bytes(hashlib.sha256(line.encode()).digest(), "big")
        count += 1
    return hashlib.sha256(f"{count}:{total % 2**256:x}".encode()).hexdigest()

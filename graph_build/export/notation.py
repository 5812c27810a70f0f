"""How terms are written in Turtle, TriG and JSON-LD: prefixes, IRIs under a base, sorted blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from graph_build import iris
from graph_build.store import Term, Triple
from graph_build.store.nquads import read
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from graph_build.query import Graph

PREFIXES = {
    "ft": iris.ONT,
    "scheme": iris.SCHEMES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": iris.FOAF,
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": iris.ORG,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "status": f"{iris.SCHEMES}status/",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": XSD,
}
"""The prefixes of the canonical form; a profile adds those of its own vocabulary."""

TYPE = f"{PREFIXES['rdf']}type"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*(?:#[A-Za-z0-9_=,-]+)?")


@dataclass(frozen=True)
class Notation:
    """A base and prefixes, and how terms are written with them."""

    base: str = iris.BASE
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)

    @cached_property
    def _longest(self) -> list[tuple[str, str]]:
        # Longest first, so that a concept is shortened by its scheme and not by all schemes.
        return sorted(self.prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def head(self) -> str:
        """Return the lines that a Turtle or TriG file begins with."""
        prefixes = (f"@prefix {prefix}: <{iri}> ." for prefix, iri in self.prefixes.items())
        return "\n".join([f"@base <{self.base}> .", *prefixes]) + "\n"

    def context(self) -> dict[str, str]:
        """Return the context of a JSON-LD file."""
        return {"@base": self.base, **self.prefixes}

    def term(self, term: Term) -> str:
        """Return a term in Turtle.

        >>> from graph_build.store import iri, literal
        >>> turtle = Notation()
        >>> turtle.term(iri("https://w3id.org/fengtu/ont#ledBy"))
        'ft:ledBy'
        >>> turtle.term(iri("https://w3id.org/fengtu/place/330700")), turtle.term(literal("金华"))
        ('<place/330700>', '"金华"')
        """
        if term.kind == "iri":
            short, is_prefixed = self._shorten(term.value)
            return short if is_prefixed else f"<{short}>"
        if term.datatype:
            plain = Term("literal", term.value).render()
            return f"{plain}^^{self.term(Term('iri', term.datatype))}"
        return term.render()

    def block(self, subject: Term, triples: list[Triple]) -> str:
        """Return the sorted triples of a subject in Turtle."""
        lines = []
        for predicate, found in groupby(triples, key=itemgetter(1)):
            verb = "a" if predicate.value == TYPE else self.term(predicate)
            lines.append(f"{verb} {', '.join(self.term(obj) for _, _, obj in found)}")
        return f"{self.term(subject)} " + " ;\n  ".join(lines) + " .\n"

    def node(self, subject: Term, triples: list[Triple]) -> dict[str, Any]:
        """Return the sorted triples of a subject as a node of JSON-LD."""
        node: dict[str, Any] = {"@id": self._shorten(subject.value)[0]}
        for predicate, found in groupby(triples, key=itemgetter(1)):
            objects = [obj for _, _, obj in found]
            if predicate.value == TYPE:
                values: list[Any] = [self._name(obj.value) for obj in objects]
                key = "@type"
            else:
                values = [self._value(obj) for obj in objects]
                key = self._name(predicate.value)
            node[key] = values[0] if len(values) == 1 else values
        return node

    def _value(self, term: Term) -> Any:
        if term.kind != "literal":
            return {"@id": self._shorten(term.value)[0]}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        if term.datatype:
            return {"@value": term.value, "@type": self._name(term.datatype)}
        return term.value

    def _name(self, iri: str) -> str:
        """Return an IRI where JSON-LD wants none that is relative to the base."""
        short, is_prefixed = self._shorten(iri)
        return short if is_prefixed else iri

    @cached_property
    def _shorten(self) -> Callable[[str], tuple[str, bool]]:
        # Predicates and classes come again and again, and every prefix is tried for each.
        return lru_cache(4096)(self._shortened)

    def _shortened(self, iri: str) -> tuple[str, bool]:
        """Return an IRI with a prefix, or else relative to the base or in full, and which it is."""
        for prefix, start in self._longest:
            if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
                return f"{prefix}:{iri[len(start) :]}", True
        if iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return iri[len(self.base) :], False
        return iri, False


def base_of(graph: Graph) -> str:
    """Return the base that the IRIs of a build were minted with, read off its registry graph."""
    tail = iris.graph_iri("registry", base="")
    registry: Path = graph.folder / "registry.nq"
    for _, name in read(registry) if registry.is_file() else ():
        return name.value.removesuffix(tail) if name and name.value.endswith(tail) else iris.BASE
    return iris.BASE


def by_subject(triples: Iterable[Triple]) -> Iterator[tuple[Term, list[Triple]]]:
    """Return each subject and its triples in order; those of a subject have to stand together."""
    for subject, found in groupby(triples, key=itemgetter(0)):
        yield subject, sorted(found, key=order)


def order(triple: Triple) -> tuple[str, bool, str, str, str, str]:
    """Return where a triple stands: by subject, its classes first."""
    subject, predicate, obj = triple
    is_type = predicate.value != TYPE
    return (
        subject.value,
        is_type,
        predicate.value,
        obj.value,
        obj.language or "",
        obj.datatype or "",
    )

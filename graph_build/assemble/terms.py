"""Terms of N-Quads as strings, the namespaces that a graph uses, and a sheet of sorted lines."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from graph_build import iris

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_WRITTEN = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CHARACTERS: dict[int, str | None] = {c: _WRITTEN.get(chr(c)) for c in (*range(32), 34, 92)}
_SPECIAL = re.compile(r'[\x00-\x1f"\\]')


def node(iri: str) -> str:
    """Return an IRI as a term of N-Quads."""
    return f"<{iri}>"


def text(value: str, language: str = "") -> str:
    """Return a string as a term of N-Quads, with a language if one is given.

    Control characters that XML cannot hold are left out.
    """
    escaped = value.translate(_CHARACTERS) if _SPECIAL.search(value) else value
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def typed(value: str, datatype: str) -> str:
    """Return a literal of an XML Schema datatype."""
    return f'"{value}"^^<{XSD}{datatype}>'


def decimal(value: Decimal) -> str:
    """Return a number in plain notation without trailing zeros, as an xsd:decimal.

    >>> from decimal import Decimal
    >>> decimal(Decimal("8.360E+8")), decimal(Decimal("-32.540"))[:8]
    ('"836000000"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"-32.54"')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return typed(plain if plain not in {"-0", ""} else "0", "decimal")


@cache
def ft(name: str) -> str:
    """Return the term of a class or property of the vocabulary by its local name."""
    return node(iris.term_iri(name))


@cache
def concept(scheme: str, name: str) -> str:
    """Return the term of a concept of a scheme."""
    return node(iris.concept_iri(scheme, name))


class Sheet:
    """What one named graph says, kept by subject; `lines` gives it sorted, each line once."""

    def __init__(self, graph: str) -> None:
        self._tail = f" <{graph}> .\n"
        self._about: dict[str, list[str]] = defaultdict(list)
        self._first: dict[str, str] = {}

    def add(self, subject: str, predicate: str, obj: str) -> None:
        """Add a quad whose terms are written already."""
        self._about[subject].append(f"{predicate} {obj}")

    def put(self, subject: str, said: Iterable[str]) -> None:
        """Add quads of one subject, each as its predicate and object with a space between."""
        self._about[subject] += said

    def begin(self, subject: str, said: Iterable[str]) -> None:
        """Say first what is first in the order of lines: it comes sorted, and once only."""
        self._first[subject] = f"{self._tail}{subject} ".join(said)
        self._about.setdefault(subject, [])

    def lines(self) -> list[str]:
        """Return the lines in the order of their bytes, which is that of their code points.

        Those of one subject are one string. No subject is the beginning of another and no object
        that of a longer one before a lower character, so that the parts can be sorted alone.
        """
        found = []
        tail, about, first = self._tail, self._about, self._first
        for subject in sorted(about):
            said = about[subject]
            if len(said) > 1:
                said = sorted(set(said))
            if subject in first:
                said = [first[subject], *said]
            found.append(f"{subject} " + f"{tail}{subject} ".join(said) + tail)
        return found


def indicator_iri(name: str, base: str = iris.BASE) -> str:
    """Return the IRI of an indicator by its name."""
    return iris.entity_iri("indicator", "".join(name.split()), digits=12, base=base)

"""rdflib in memory: the oracle that the tests compare with; never the store of a served graph."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, BinaryIO

import rdflib
from rdflib.exceptions import ParserError

from graph_build.errors import InputError, QueryError
from graph_build.store.rows import Rows
from graph_build.store.terms import Term, Triple, digest, literal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_TABLES = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "txt",
}
_GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}


class MemoryStore:
    """A store of rdflib: slow, independent of the other engine, and right about most things."""

    def __init__(self) -> None:
        self.graph = rdflib.Graph()

    def __len__(self) -> int:
        return len(self.graph)

    def load(self, files: Iterable[Path]) -> None:
        """Add the triples of N-Quads files to the default graph, each once.

        Raises:
            InputError: if a file is missing or malformed.
        """
        for file in files:
            dataset = rdflib.Dataset()
            try:
                with warnings.catch_warnings():
                    # rdflib 7.6 warns about itself when it parses a dataset.
                    warnings.simplefilter("ignore", DeprecationWarning)
                    dataset.parse(file, format="nquads")
            except (OSError, ParserError) as error:
                raise InputError(f"{file}: no N-Quads: {error}") from error
            for subject, predicate, object_, _ in dataset.quads():
                self.graph.add((subject, predicate, object_))

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT query."""
        found = self._query(sparql, "SELECT")
        names = tuple(str(name) for name in found.vars or ())
        return Rows(names, (tuple(None if n is None else _term(n) for n in row) for row in found))

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK query."""
        return bool(self._query(sparql, "ASK").askAnswer)

    def triples(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        found = self._query(sparql, "CONSTRUCT", "DESCRIBE")
        return ((_term(s), _term(p), _term(o)) for s, p, o in found.graph or ())

    def write(self, sparql: str, out: BinaryIO, media_type: str) -> None:
        """Write the answer of any query in rdflib's serialisation.

        Raises:
            QueryError: if the query fails or its answer has no such form.
        """
        answer = self._query(sparql, "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        form = (_TABLES if answer.graph is None else _GRAPHS).get(media_type)
        if form is None:
            raise QueryError(f"{answer.type} cannot be written as {media_type!r}")
        if answer.graph is not None:
            out.write(answer.graph.serialize(format=form, encoding="utf-8"))
        else:
            out.write(answer.serialize(format=form, encoding="utf-8") or b"")

    def digest(self) -> str:
        """Return a digest of the content that does not depend on the order of loading."""
        return digest((_term(s), _term(p), _term(o)) for s, p, o in self.graph)

    def _query(self, sparql: str, *forms: str) -> Any:
        try:
            answer = self.graph.query(sparql)
        except Exception as error:  # rdflib raises whatever its parser happens to raise
            raise QueryError(f"the query is refused: {error}") from error
        if answer.type not in forms:
            raise QueryError(
                f"expected a query of the form {' or '.join(forms)}, got {answer.type}"
            )
        return answer


def _term(node: Any) -> Term:
    if isinstance(node, rdflib.URIRef):
        return Term("iri", str(node))
    if isinstance(node, rdflib.BNode):
        return Term("bnode", str(node))
    datatype = str(node.datatype) if node.datatype else None
    return literal_of(str(node), datatype, node.language)

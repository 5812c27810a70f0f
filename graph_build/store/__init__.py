"""The store: a set of triples that answers SPARQL.

Documents are shards of quads on disk; a store holds every triple of theirs once, in its default
graph, so that plain SPARQL sees everything and counts are right. Nothing here knows what the
triples mean. The oracle of the tests, `memory`, is imported by its own name: rdflib takes longer to
load than a worker of the SPARQL service may take to start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

from graph_build.store.oxigraph import OxigraphStore
from graph_build.store.rows import Rows
from graph_build.store.terms import Term, Triple, iri, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["OxigraphStore", "Rows", "Store", "Term", "Triple", "iri", "literal"]


class Store(Protocol):
    """What every engine does; all of it may raise `QueryError`."""

    def load(self, files: Iterable[Path]) -> None:
        """Add the triples of N-Quads files to the default graph, each once."""
        ...

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT query, one at a time."""
        ...

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK query."""
        ...

    def triples(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query, one at a time."""
        ...

    def write(self, sparql: str, out: BinaryIO, media_type: str) -> None:
        """Write the answer of any query in the engine's own serialisation."""
        ...

    def digest(self) -> str:
        """Return a digest of the content that does not depend on the order of loading."""
        ...

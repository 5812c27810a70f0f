"""Oxigraph inside the process: on disk for a built graph, in memory for small ones."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from graph_build.errors import GraphNotFound, InputError, OutputError, QueryError
from graph_build.store.rows import GraphAnswer, Rows
from graph_build.store.terms import Term, Triple, digest, from_oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

logger = logging.getLogger(__name__)

_SHORT = 60
_UNKNOWN_FUNCTION = re.compile(r"The custom function <([^<>]+)> is not supported")


class OxigraphStore:
    """A store of the Oxigraph engine.

    `create` makes one on disk and is the only writer; `open` reads a finished one and never
    changes it; `memory` keeps everything in memory. The engine evaluates SERVICE: queries of
    strangers belong into a process without a network.
    """

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine

    @classmethod
    def create(cls, path: Path) -> OxigraphStore:
        """Return an empty store in a new folder.

        Raises:
            OutputError: if the folder has content (killed bulk loads leave files for ever, so a
                store always begins in a fresh folder) or cannot be written.
        """
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise OutputError(
                f"{path}: a store needs a new folder, this one has content; choose another"
            )
        try:
            return cls(ox.Store(str(path)))
        except OSError as error:
            raise OutputError(f"{path}: no store can be made there: {error}") from error

    @classmethod
    def open(cls, path: Path) -> OxigraphStore:
        """Return a finished store, read-only.

        Raises:
            GraphNotFound: if there is no store in the folder or it is damaged.
        """
        if not (path / "CURRENT").is_file():
            raise GraphNotFound(f"{path}: no store there; build the graph with: fengtu build TEXTS")
        try:
            return cls(ox.Store.read_only(str(path)))
        except OSError as error:
            raise GraphNotFound(
                f"{path}: the store cannot be opened: {error}; build the graph again"
            ) from error

    @classmethod
    def memory(cls) -> OxigraphStore:
        """Return an empty store in memory."""
        return cls(ox.Store())

    def __len__(self) -> int:
        return len(self._engine)

    def load(self, files: Iterable[Path]) -> None:
        """Add the triples of N-Quads files to the default graph, each once, and make them durable.

        All files go in one bulk load, which costs a third of a second each time it is called.

        Raises:
            InputError: if a file is missing or malformed; the store is unchanged then.
            OutputError: if the disk refuses or the store is open read-only.
        """
        try:
            self._engine.bulk_extend(_quads(files))
            self._engine.flush()
            # Until the files are compacted the first queries are up to 14 times dearer.
            self._engine.optimize()
        except (OSError, RuntimeError) as error:  # RuntimeError: it is open read-only
            raise OutputError(f"the store cannot be written: {error}") from error

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT query, one at a time."""
        found = self._query(sparql, ox.QuerySolutions, "SELECT")
        return Rows(tuple(v.value for v in found.variables), _rows(found))

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK query."""
        return bool(self._query(sparql, ox.QueryBoolean, "ASK"))

    def triples(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query, one at a time."""
        return _triples(self._query(sparql, ox.QueryTriples, "CONSTRUCT or DESCRIBE"))

    def evaluate(
        self,
        sparql: str,
        *,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        base: str | None = None,
    ) -> Rows | bool | GraphAnswer:
        """Return the answer of any query, over a dataset of named graphs if one is given.

        A dataset of the protocol takes the place of one in the query. IRIs are relative to `base`.
        A function that the engine does not know is an error of each row and leaves it unbound, as
        SPARQL 1.1 wants it, not an error of the query.
        """
        dataset: dict[str, Any] = {"base_iri": base}
        if default_graphs or named_graphs:
            dataset["default_graph"] = _graphs(default_graphs)
            dataset["named_graphs"] = _graphs(named_graphs)
        answer = self._query_with_any_function(sparql, dataset)
        if isinstance(answer, ox.QueryBoolean):
            return bool(answer)
        if isinstance(answer, ox.QuerySolutions):
            return Rows(tuple(v.value for v in answer.variables), _rows(answer))
        return GraphAnswer(answer)

    def write(self, sparql: str, out: BinaryIO, media_type: str) -> None:
        """Write the answer of any query in the engine's own serialisation.

        Raises:
            QueryError: if the query fails or its answer has no such form.
        """
        answer = self._query(sparql, object, "any")
        graph = isinstance(answer, ox.QueryTriples)
        format_ = (ox.RdfFormat if graph else ox.QueryResultsFormat).from_media_type(media_type)
        if format_ is None:
            raise QueryError(
                f"{'a graph' if graph else 'a table'} cannot be written as {media_type!r}"
            )
        try:
            answer.serialize(out, format_)
        except (SyntaxError, RuntimeError, OSError) as error:
            # The engine's errors have no number; those with one are about `out`: a full disk, say.
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise QueryError(f"the query failed: {error}") from error

    def digest(self) -> str:
        """Return a digest of the content that does not depend on the order of loading."""
        return digest(_triples(self._engine))

    def _query_with_any_function(self, sparql: str, dataset: dict[str, Any]) -> Any:
        unknown: dict[ox.NamedNode, Any] = {}
        while True:
            try:
                return self._query(
                    sparql, object, "any", **dataset, custom_functions=unknown or None
                )
            except QueryError as error:
                found = _UNKNOWN_FUNCTION.search(str(error))
                if found is None or ox.NamedNode(found[1]) in unknown:
                    raise
                unknown[ox.NamedNode(found[1])] = _unbound

    def _query(self, sparql: str, kind: type, form: str, **dataset: Any) -> Any:
        try:
            answer = self._engine.query(sparql, **dataset)
        except (SyntaxError, ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the query is refused: {error}") from error
        if not isinstance(answer, kind):
            raise QueryError(
                f"expected a query of the form {form}, got {sparql.strip()[:_SHORT]!r}"
            )
        return answer


def _unbound(*_: object) -> None:
    """Return nothing, which the engine takes for an error of the row."""


def _graphs(iris: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(one) for one in iris]
    except ValueError as error:
        raise QueryError(f"the IRI of a graph is none: {error}") from error


def _quads(files: Iterable[Path]) -> Iterator[ox.Quad]:
    for file in files:
        try:
            for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS):
                yield ox.Quad(quad.subject, quad.predicate, quad.object)
        except (SyntaxError, OSError) as error:
            raise InputError(f"{file}: no N-Quads: {error}") from error


def _rows(solutions: Any) -> Iterator[tuple[Term | None, ...]]:
    try:
        for solution in solutions:
            yield tuple(None if node is None else from_oxigraph(node) for node in solution)
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error
    except AttributeError as error:
        raise QueryError("the answer holds triple terms, which SPARQL 1.1 has not") from error


def _triples(found: Any) -> Iterator[Triple]:
    try:
        for triple in found:
            yield (
                from_oxigraph(triple.subject),
                from_oxigraph(triple.predicate),
                from_oxigraph(triple.object),
            )
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error

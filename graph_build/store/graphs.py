"""Graphs of answers as bytes: written triple by triple until a limit, and read back."""

from __future__ import annotations

import sys
from io import RawIOBase
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from graph_build.errors import QueryError
from graph_build.store.terms import to_oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Buffer

    from graph_build.store.results import Sink
    from graph_build.store.terms import Triple

TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
_SIGNS = {
    TURTLE: b"\n# truncated: triples were left out\n",
    N_TRIPLES: b"# truncated: triples were left out\n",
    "application/rdf+xml": b"\n<!-- truncated: triples were left out -->\n",
}
Node = Any
"""A term or triple of the engine, which only this room looks into."""


def write_graph(
    triples: Iterable[Node], out: Sink, media_type: str, *, most_bytes: int, most_rows: int | None
) -> bool:
    """Write triples of the engine as a whole document; return whether some had to be left out.

    The engine holds back up to some kilobytes, by which an answer may exceed `most_bytes`.

    Raises:
        QueryError: if the format is unknown or evaluation fails on the way.
    """
    form = ox.RdfFormat.from_media_type(media_type)
    if form is None:
        raise QueryError(f"a graph cannot be written as {media_type!r}")
    counted = _Counted(out)
    within = _Within(triples, counted, most_bytes, most_rows)
    try:
        ox.serialize(within, counted, form)  # type: ignore[arg-type]  # a raw stream will do
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query failed: {error}") from error
    if within.cut:
        out.write(_SIGNS.get(media_type, b""))
    return within.cut


def write_triples(triples: Iterable[Triple], out: Sink, media_type: str) -> None:
    """Write triples of ours.

    Raises:
        QueryError: if the format is unknown.
    """
    nodes = (ox.Triple(*(to_oxigraph(term) for term in triple)) for triple in triples)
    write_graph(nodes, out, media_type, most_bytes=sys.maxsize, most_rows=None)


def read_n_triples(body: bytes) -> Iterator[Node]:
    """Return the triples of a document as the engine has them.

    Raises:
        QueryError: if it is no N-Triples.
    """
    try:
        for quad in ox.parse(body, ox.RdfFormat.N_TRIPLES):
            yield ox.Triple(quad.subject, quad.predicate, quad.object)
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer is no N-Triples: {error}") from error


class _Counted(RawIOBase):
    def __init__(self, out: Sink) -> None:
        super().__init__()
        self.out = out
        self.total = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Buffer, /) -> int:
        part = bytes(data)
        self.total += len(part)
        self.out.write(part)
        return len(part)


class _Within:
    """The first triples, until the bytes that have been written or their number is too large."""

    def __init__(
        self, triples: Iterable[Node], out: _Counted, most_bytes: int, most_rows: int | None
    ) -> None:
        self.triples = triples
        self.out = out
        self.most_bytes = most_bytes
        self.most_rows = most_rows
        self.cut = False

    def __iter__(self) -> Iterator[Node]:
        for number, triple in enumerate(self.triples):
            if number == self.most_rows or self.out.total > self.most_bytes:
                self.cut = True
                return
            yield triple

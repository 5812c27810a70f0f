"""Reading N-Quads files as plain terms, and N-Triples in the syntaxes of RDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph_build.errors import InputError
from graph_build.store.terms import Term, Triple, from_oxigraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read(path: Path) -> Iterator[tuple[Triple, Term | None]]:
    """Return each triple of a file and the graph it is in, in the order of the lines.

    Raises:
        InputError: if the file is missing or malformed.
    """
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS):
            triple = (
                from_oxigraph(quad.subject),
                from_oxigraph(quad.predicate),
                from_oxigraph(quad.object),
            )
            named = not isinstance(quad.graph_name, ox.DefaultGraph)
            yield triple, from_oxigraph(quad.graph_name) if named else None
    except (SyntaxError, OSError) as error:
        raise InputError(f"{path}: no N-Quads: {error}") from error


def converted(lines: str, media_type: str) -> bytes:
    """Return N-Triples in another syntax, in their order; values keep their datatypes.

    A store would not do: it keeps integers of every kind as xsd:integer.
    """
    triples = ox.parse(lines, ox.RdfFormat.N_TRIPLES)
    form = ox.RdfFormat.from_media_type(media_type)
    plain = (ox.Triple(quad.subject, quad.predicate, quad.object) for quad in triples)
    return ox.serialize(plain, format=form) or b""

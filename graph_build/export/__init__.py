"""A built graph in the formats of others; one table, `FORMATS`, says which there are."""

from __future__ import annotations

import os
import pkgutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph_build.errors import OutputError, UnknownName

if TYPE_CHECKING:
    from graph_build.query import Graph

__all__ = ["FORMATS", "Exporter", "export"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """How a graph is written in one format; `summary` says what is in the file.

    `writer` is `module:function` and imported when it is used: networkx and pyvis take most of a
    second, which nobody should wait who wants Turtle.
    """

    media_type: str
    suffix: str
    summary: str
    writer: str

    def write(self, graph: Graph, out: BinaryIO) -> None:
        """Write a graph to a stream."""
        pkgutil.resolve_name(f"{__name__}.{self.writer}")(graph, out)


FORMATS: dict[str, Exporter] = {
    "nquads": Exporter(
        "application/n-quads",
        ".nq",
        "every statement, a graph per document",
        "rdf:write_nquads",
    ),
    "trig": Exporter(
        "application/trig",
        ".trig",
        "the same with prefixes, to be read",
        "rdf:write_trig",
    ),
    "turtle": Exporter(
        "text/turtle",
        ".ttl",
        "every statement once, without graphs",
        "rdf:write_turtle",
    ),
    "jsonld": Exporter(
        "application/ld+json",
        ".jsonld",
        "the same as JSON-LD",
        "rdf:write_jsonld",
    ),
    "graphml": Exporter(
        "application/graphml+xml",
        ".graphml",
        "the network of entities",
        "network:write_graphml",
    ),
    "gexf": Exporter(
        "application/gexf+xml",
        ".gexf",
        "the network of entities, for Gephi",
        "network:write_gexf",
    ),
    "html": Exporter(
        "text/html",
        ".html",
        "a picture of the most connected entities, offline",
        "snapshot:write_html",
    ),
}


def export(graph: Graph, form: str, out: Path | BinaryIO) -> None:
    """Write a graph in a format to a file or a stream; a file appears only when it is complete.

    Raises:
        UnknownName: if there is no such format.
        OutputError: if the file cannot be written.
    """
    if form not in FORMATS:
        raise UnknownName(f"no format is named {form!r}; there are: {', '.join(FORMATS)}")
    exporter = FORMATS[form]
    if not isinstance(out, Path):
        exporter.write(graph, out)
        return
    part = out.with_name(out.name + ".part")
    try:
        with part.open("wb") as stream:
            exporter.write(graph, stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)

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
    second, which nobody should wait who wants Turtle. `query` is the file of `queries/export/` that
    says what is in it, where one does.
    """

    media_type: str
    suffix: str
    summary: str
    writer: str
    query: str = ""

    def write(self, graph: Graph, out: BinaryIO) -> None:
        """Write a graph to a stream."""
        own = "" if self.writer.startswith("graph_build.") else f"{__name__}."
        pkgutil.resolve_name(f"{own}{self.writer}")(graph, out)


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
    "explorer": Exporter(
        'text/html; profile="https://w3id.org/fengtu/profile/explorer"',
        ".explorer.html",
        "the explorer with graph and sentences, one file to read offline",
        # The explorer is a room of the portal, above this one: by its name, as a plugin would be.
        "graph_build.portal.standalone:write",
    ),
    "datacube": Exporter(
        'text/turtle; profile="http://purl.org/linked-data/cube#"',
        ".cube.ttl",
        "the numbers as an RDF Data Cube, well-formed by the W3C's constraints",
        "profiles:write_datacube",
        "datacube",
    ),
    "nif": Exporter(
        'text/turtle; profile="http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"',
        ".nif.ttl",
        "mentions and evidence as strings of NIF 2.1, without the texts",
        "profiles:write_nif",
        "nif",
    ),
    "nif-text": Exporter(
        'text/turtle; profile="https://w3id.org/fengtu/profile/nif-text"',
        ".nif-text.ttl",
        "the same with the texts; mind their copyright",
        "profiles:write_nif_text",
        "nif",
    ),
    "prov": Exporter(
        'text/turtle; profile="http://www.w3.org/ns/prov#"',
        ".prov.ttl",
        "where each claim comes from, in PROV",
        "profiles:write_prov",
        "provenance",
    ),
    "rdf-star": Exporter(
        "application/n-triples; version=1.2",
        ".nt",
        "every statement as RDF 1.2; claims of binary facts reify triple terms",
        "profiles:write_rdf_star",
        "sparql12/rdf-star",
    ),
    "schema-org": Exporter(
        'application/ld+json; profile="https://schema.org/"',
        ".schema.jsonld",
        "claims and things in the terms of schema.org",
        "profiles:write_schema_org",
        "schema-org",
    ),
    "web-annotation": Exporter(
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        ".annotations.jsonld",
        "claims and mentions as a page of Web Annotations",
        "annotations:write_annotations",
        "web-annotation",
    ),
    "nanopub": Exporter(
        'application/trig; profile="http://www.nanopub.org/nschema#"',
        ".nanopub.trig",
        "each claim as a nanopublication of four graphs, unsigned",
        "nanopub:write_nanopubs",
        "nanopub",
    ),
    "quickstatements": Exporter(
        "text/csv",
        ".csv",
        "relations between things with a Wikidata id, to be reviewed and imported there",
        "quickstatements:write_quickstatements",
        "quickstatements",
    ),
    "registry": Exporter(
        'text/turtle; profile="https://w3id.org/fengtu/profile/registry"',
        ".registry.ttl",
        "division codes, plan periods, institution kinds and themes, with the register's edition",
        "register:write_registry",
    ),
    "skos": Exporter(
        'text/turtle; profile="http://www.w3.org/2004/02/skos/core#"',
        ".skos.ttl",
        "the concept schemes with all concepts in use",
        "profiles:write_skos",
        "skos",
    ),
    "vocabulary": Exporter(
        'text/html; profile="https://w3id.org/fengtu/ont"',
        ".vocabulary.html",
        "the documentation of the vocabulary as a page that needs nothing else",
        "vocabulary:write_page",
    ),
    "vocabulary-turtle": Exporter(
        'text/turtle; profile="https://w3id.org/fengtu/ont"',
        ".vocabulary.ttl",
        "the vocabulary with its concept schemes",
        "vocabulary:write_turtle",
    ),
    "vocabulary-jsonld": Exporter(
        'application/ld+json; profile="https://w3id.org/fengtu/ont"',
        ".vocabulary.jsonld",
        "the same as JSON-LD",
        "vocabulary:write_jsonld",
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

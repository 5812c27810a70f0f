"""The graph in the terms of other vocabularies: what a query of `queries/export/` constructs.

A profile is a query; some add a fixed part from `ontology/profiles/` that the query cannot know,
such as the structure of a data cube.
"""

from __future__ import annotations

import json
import re
import tempfile
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import rdflib

from graph_build.export.notation import PREFIXES, Notation, base_of, by_subject
from graph_build.export.ordering import ordered
from graph_build.query import find
from graph_build.resources import ontology
from graph_build.store import Term, iri, literal
from graph_build.store.nquads import read
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.query import Graph
    from graph_build.store import Triple

CUBE = {
    "cube": "https://w3id.org/fengtu/cube#",
    "qb": "http://purl.org/linked-data/cube#",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "vann": "http://purl.org/vocab/vann/",
}
_CODE_LISTS = tuple(
    f"schemes/{name}.ttl" for name in ("bound", "grade", "status", "unit", "valuekind")
)
_NTRIPLES = "application/n-triples"
# The engine keeps integers of every kind as xsd:integer; offsets are never negative.
_OFFSET = re.compile(
    r"( <[^>]*(?:nif-core#(?:begin|end)Index|ns/oa#(?:start|end))>"
    r' "\d+"\^\^<[^>]*#)integer>'
)


def write_datacube(graph: Graph, out: BinaryIO) -> None:
    """Write the observations as an RDF Data Cube with its structure, as Turtle."""
    lines = chain(constructed(graph, "datacube"), fixed("profiles/datacube.ttl", *_CODE_LISTS))
    write_turtle(lines, out, Notation(base_of(graph), PREFIXES | CUBE))


def write_nif(graph: Graph, out: BinaryIO) -> None:
    """Write the spans as strings of NIF, as Turtle, without the texts."""
    write_turtle(constructed(graph, "nif"), out, Notation(base_of(graph)))


def write_nif_text(graph: Graph, out: BinaryIO) -> None:
    """Write the spans as strings of NIF together with the texts, as Turtle."""
    lines = chain(constructed(graph, "nif"), _texts(graph))
    write_turtle(lines, out, Notation(base_of(graph)))


def write_prov(graph: Graph, out: BinaryIO) -> None:
    """Write where each claim comes from, as PROV in Turtle."""
    write_turtle(constructed(graph, "provenance"), out, Notation(base_of(graph)))


def write_skos(graph: Graph, out: BinaryIO) -> None:
    """Write the concept schemes with their concepts, as Turtle."""
    names = (f"schemes/{path.name}" for path in sorted((ontology() / "schemes").glob("*.ttl")))
    lines = chain(constructed(graph, "skos"), fixed(*names))
    write_turtle(lines, out, Notation(base_of(graph)))


def write_schema_org(graph: Graph, out: BinaryIO) -> None:
    """Write claims and things in the terms of schema.org, as JSON-LD, a node to a line."""
    write_nodes(constructed(graph, "schema-org"), out, Notation(base_of(graph)))


def write_rdf_star(graph: Graph, out: BinaryIO) -> None:
    """Write every statement as N-Triples 1.2, claims of binary facts as reifiers."""
    lines = constructed(graph, "sparql12/rdf-star")
    out.writelines(line.encode() for line in ordered(lines))


def constructed(graph: Graph, name: str) -> Iterator[str]:
    """Return the lines of N-Triples that an export query constructs, in no order."""
    with tempfile.TemporaryFile("w+b") as file:
        graph.store.write(find(f"export/{name}").text, file, _NTRIPLES)
        file.seek(0)
        for line in file:
            yield _OFFSET.sub(r"\1nonNegativeInteger>", line.decode("utf-8"))


def fixed(*names: str) -> Iterator[str]:
    """Return the lines of N-Triples of files of the vocabulary."""
    for name in names:
        found = rdflib.Graph().parse(ontology() / name, format="turtle")
        lines = found.serialize(format="nt", encoding="utf-8").decode("utf-8").splitlines()
        yield from (f"{line}\n" for line in sorted(lines) if line)


def write_turtle(lines: Iterable[str], out: BinaryIO, turtle: Notation) -> None:
    """Write lines of N-Triples as Turtle, sorted by subject."""
    out.write(turtle.head().encode())
    blocks = (turtle.block(subject, triples) for subject, triples in subjects(lines))
    out.writelines(b"\n" + block.encode() for block in blocks)


def write_nodes(lines: Iterable[str], out: BinaryIO, notation: Notation) -> None:
    """Write lines of N-Triples as JSON-LD, a node to a line, sorted by subject."""
    context = json.dumps(notation.context(), ensure_ascii=False)
    out.write(f'{{"@context": {context},\n"@graph": ['.encode())
    separator = b"\n"
    for subject, triples in subjects(lines):
        node = json.dumps(notation.node(subject, triples), ensure_ascii=False)
        out.write(separator + node.encode())
        separator = b",\n"
    out.write(b"\n]}\n")


def subjects(lines: Iterable[str]) -> Iterator[tuple[Term, list[Triple]]]:
    """Return each subject of lines of N-Triples with its triples, sorted and each once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sorted.nt"
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(ordered(lines))
        yield from by_subject(triple for triple, _ in read(path))


def _texts(graph: Graph) -> Iterator[str]:
    """Return the text of each document as the string of its context, and where that ends."""
    is_string, end = (iri(f"{PREFIXES['nif']}{name}") for name in ("isString", "endIndex"))
    for row in graph.store.select(find("internal/documents").text).dicts():
        text = graph.text(row["document"].value)
        context = iri(f"{row['document'].value}#char=0,").render()
        length = literal(str(len(text)), datatype=f"{XSD}nonNegativeInteger")
        yield f"{context} {is_string.render()} {literal(text).render()} .\n"
        yield f"{context} {end.render()} {length.render()} .\n"

"""N-Quads, TriG, Turtle and JSON-LD: sorted, no blank nodes, the same bytes for the same graph.

Documents are written one after the other, so that memory holds one document and what documents
share. Subjects that are no part of a document come first, each once.
"""

from __future__ import annotations

import json
import shutil
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from graph_build.export.notation import Notation, base_of, by_subject, order
from graph_build.store.nquads import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_build.query import Graph
    from graph_build.store import Term, Triple


def write_nquads(graph: Graph, out: BinaryIO) -> None:
    """Write the files of the build one after the other: documents by id, registry, vocabulary."""
    for path in graph.shards():
        with path.open("rb") as shard:
            shutil.copyfileobj(shard, out)


def write_trig(graph: Graph, out: BinaryIO) -> None:
    """Write each graph of the build as a block of TriG."""
    turtle = Notation(base_of(graph))
    out.write(turtle.head().encode())
    for path in graph.shards():
        for name, quads in groupby(read(path), key=itemgetter(1)):
            opening = f"\n{turtle.term(name)} {{\n" if name else "\n{\n"
            out.write(opening.encode())
            blocks = by_subject(triple for triple, _ in quads)
            out.writelines(turtle.block(subject, found).encode() for subject, found in blocks)
            out.write(b"}\n")


def write_turtle(graph: Graph, out: BinaryIO) -> None:
    """Write every triple once as Turtle."""
    turtle = Notation(base_of(graph))
    out.write(turtle.head().encode())
    blocks = (turtle.block(subject, triples) for subject, triples in _subjects(graph))
    out.writelines(b"\n" + block.encode() for block in blocks)


def write_jsonld(graph: Graph, out: BinaryIO) -> None:
    """Write every triple once as JSON-LD, a node to a line."""
    notation = Notation(base_of(graph))
    context = json.dumps(notation.context(), ensure_ascii=False)
    out.write(f'{{"@context": {context},\n"@graph": ['.encode())
    separator = b"\n"
    for subject, triples in _subjects(graph):
        node = json.dumps(notation.node(subject, triples), ensure_ascii=False)
        out.write(separator + node.encode())
        separator = b",\n"
    out.write(b"\n]}\n")


def _subjects(graph: Graph) -> Iterator[tuple[Term, list[Triple]]]:
    """Return each subject and its triples: what documents share, then document by document."""
    yield from by_subject(sorted(set(_triples(graph, _is_shared)), key=order))
    for path in graph.shards():
        own = (triple for triple, name in read(path) if not _is_shared(triple, name))
        yield from by_subject(own)


def _triples(graph: Graph, wanted: Callable[[Triple, Term | None], bool]) -> Iterator[Triple]:
    return (
        triple for path in graph.shards() for triple, name in read(path) if wanted(triple, name)
    )


def _is_shared(triple: Triple, name: Term | None) -> bool:
    return name is None or not (triple[0].value + "/").startswith(name.value + "/")

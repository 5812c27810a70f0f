"""N-Quads, TriG, Turtle and JSON-LD: sorted, no blank nodes, the same bytes for the same graph.

Documents are written one after the other, so that memory holds one document and what documents
share. Subjects that are no part of a document come first, each once.
"""

from __future__ import annotations

import json
import re
import shutil
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO

from graph_build import iris
from graph_build.store import Term, Triple
from graph_build.store.nquads import read
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from graph_build.query import Graph

PREFIXES = {
    "ft": iris.ONT,
    "scheme": iris.SCHEMES,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": iris.FOAF,
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": iris.ORG,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "status": f"{iris.SCHEMES}status/",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": XSD,
}
_TYPE = f"{PREFIXES['rdf']}type"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./-]*")
# Longest first, so that a concept is shortened by its scheme and not by the folder of all schemes.
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: (-len(item[1]), item[0]))


def write_nquads(graph: Graph, out: BinaryIO) -> None:
    """Write the files of the build one after the other: documents by id, registry, vocabulary."""
    for path in graph.shards():
        with path.open("rb") as shard:
            shutil.copyfileobj(shard, out)


def write_trig(graph: Graph, out: BinaryIO) -> None:
    """Write each graph of the build as a block of TriG."""
    base = _base(graph)
    out.write(_head(base).encode())
    for path in graph.shards():
        for name, quads in groupby(read(path), key=itemgetter(1)):
            opening = f"\n{_turtle(name, base)} {{\n" if name else "\n{\n"
            out.write(opening.encode())
            blocks = _by_subject(triple for triple, _ in quads)
            out.writelines(_block(subject, found, base).encode() for subject, found in blocks)
            out.write(b"}\n")


def write_turtle(graph: Graph, out: BinaryIO) -> None:
    """Write every triple once as Turtle."""
    base = _base(graph)
    out.write(_head(base).encode())
    blocks = (_block(subject, triples, base) for subject, triples in _subjects(graph))
    out.writelines(b"\n" + block.encode() for block in blocks)


def write_jsonld(graph: Graph, out: BinaryIO) -> None:
    """Write every triple once as JSON-LD, a node to a line."""
    base = _base(graph)
    context = json.dumps({"@base": base, **PREFIXES}, ensure_ascii=False)
    out.write(f'{{"@context": {context},\n"@graph": ['.encode())
    separator = b"\n"
    for subject, triples in _subjects(graph):
        node = json.dumps(_json_node(subject, triples, base), ensure_ascii=False)
        out.write(separator + node.encode())
        separator = b",\n"
    out.write(b"\n]}\n")


def _subjects(graph: Graph) -> Iterator[tuple[Term, list[Triple]]]:
    """Return each subject and its triples: what documents share, then document by document."""
    yield from _by_subject(sorted(set(_triples(graph, _is_shared)), key=_order))
    for path in graph.shards():
        own = (triple for triple, name in read(path) if not _is_shared(triple, name))
        yield from _by_subject(own)


def _triples(graph: Graph, wanted: Callable[[Triple, Term | None], bool]) -> Iterator[Triple]:
    return (
        triple for path in graph.shards() for triple, name in read(path) if wanted(triple, name)
    )


def _is_shared(triple: Triple, name: Term | None) -> bool:
    return name is None or not (triple[0].value + "/").startswith(name.value + "/")


def _by_subject(triples: Iterable[Triple]) -> Iterator[tuple[Term, list[Triple]]]:
    # A shard is sorted by lines, so that the triples of a subject stand together.
    for subject, found in groupby(triples, key=itemgetter(0)):
        yield subject, sorted(found, key=_order)


def _order(triple: Triple) -> tuple[str, bool, str, str, str, str]:
    subject, predicate, obj = triple
    is_type = predicate.value != _TYPE
    return (
        subject.value,
        is_type,
        predicate.value,
        obj.value,
        obj.language or "",
        obj.datatype or "",
    )


def _base(graph: Graph) -> str:
    """Return the base that the IRIs of the build were minted with, read off its registry graph."""
    tail = iris.graph_iri("registry", base="")
    registry: Path = graph.folder / "registry.nq"
    for _, name in read(registry) if registry.is_file() else ():
        return name.value.removesuffix(tail) if name and name.value.endswith(tail) else iris.BASE
    return iris.BASE


def _head(base: str) -> str:
    lines = [
        f"@base <{base}> .",
        *(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()),
    ]
    return "\n".join(lines) + "\n"


def _block(subject: Term, triples: list[Triple], base: str) -> str:
    lines = []
    for predicate, found in groupby(triples, key=itemgetter(1)):
        verb = "a" if predicate.value == _TYPE else _turtle(predicate, base)
        lines.append(f"{verb} {', '.join(_turtle(obj, base) for _, _, obj in found)}")
    return f"{_turtle(subject, base)} " + " ;\n  ".join(lines) + " .\n"


def _turtle(term: Term, base: str) -> str:
    if term.kind == "iri":
        short, is_prefixed = _shorten(term.value, base)
        return short if is_prefixed else f"<{short}>"
    if term.datatype:
        plain = Term("literal", term.value).render()
        return f"{plain}^^{_turtle(Term('iri', term.datatype), base)}"
    return term.render()


def _shorten(iri: str, base: str) -> tuple[str, bool]:
    """Return an IRI with a prefix, or else relative to the base or in full, and which it is."""
    for prefix, start in _BY_LENGTH:
        if iri.startswith(start) and _LOCAL.fullmatch(iri, len(start)):
            return f"{prefix}:{iri[len(start) :]}", True
    if iri.startswith(base) and _RELATIVE.fullmatch(iri, len(base)):
        return iri[len(base) :], False
    return iri, False


def _json_node(subject: Term, triples: list[Triple], base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _shorten(subject.value, base)[0]}
    for predicate, found in groupby(triples, key=itemgetter(1)):
        objects = [obj for _, _, obj in found]
        if predicate.value == _TYPE:
            values: list[Any] = [_shorten(obj.value, base)[0] for obj in objects]
            key = "@type"
        else:
            values = [_json_value(obj, base) for obj in objects]
            key = _shorten(predicate.value, "")[0]
        node[key] = values[0] if len(values) == 1 else values
    return node


def _json_value(term: Term, base: str) -> Any:
    if term.kind != "literal":
        return {"@id": _shorten(term.value, base)[0]}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    if term.datatype:
        return {"@value": term.value, "@type": _shorten(term.datatype, "")[0]}
    return term.value

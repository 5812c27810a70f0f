"""Claims as nanopublications in TriG: each a head, an assertion, its provenance, its publication.

They are not signed: who publishes them signs them, and puts his own name and time there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from graph_build.export.notation import PREFIXES, Notation, base_of, by_subject
from graph_build.query import find
from graph_build.store import iri
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.query import Graph
    from graph_build.store import Term

NAMESPACES = {"np": "http://www.nanopub.org/nschema#"}
_CREATED = f"{PREFIXES['dcterms']}created"
_OFFSETS = frozenset(f"{PREFIXES['nif']}{name}" for name in ("beginIndex", "endIndex"))
_OFFSET = f"{XSD}nonNegativeInteger"

Row = dict[str, "Term"]


def write_nanopubs(graph: Graph, out: BinaryIO) -> None:
    """Write each claim as a nanopublication of four graphs, document by document.

    The time of making is that of the build where `SOURCE_DATE_EPOCH` fixed it; else none is given.
    """
    turtle = Notation(base_of(graph), PREFIXES | NAMESPACES)
    out.write(turtle.head().encode())
    created = _created(graph)
    query = find("export/nanopub")
    documents = {row["document"] for row in _rows(graph, find("internal/documents").text)}
    for document in sorted(documents, key=str):
        bound = query.bind(document=document, **({"created": created} if created else {}))
        rows = (r for r in _rows(graph, bound) if created or r["predicate"].value != _CREATED)
        for claim, parts in groupby(rows, key=itemgetter("claim")):
            out.writelines(
                _graph(f"{claim}/nanopub#{part}", said, turtle).encode()
                for part, said in groupby(parts, key=itemgetter("part"))
            )


def _rows(graph: Graph, sparql: str) -> Iterable[Row]:
    return graph.store.select(sparql).dicts()


def _graph(name: str, rows: Iterable[Row], turtle: Notation) -> str:
    triples = (
        (row["subject"], row["predicate"], _exact(row["predicate"], row["object"])) for row in rows
    )
    blocks = (turtle.block(subject, found) for subject, found in by_subject(triples))
    return f"\n{turtle.term(iri(name))} {{\n" + "".join(blocks) + "}\n"


def _created(graph: Graph) -> str | None:
    """Return when the graph was built, which it knows if the clock was fixed then."""
    epoch = graph.manifest.get("epoch")
    return None if epoch is None else f"{datetime.fromtimestamp(epoch, UTC):%Y-%m-%dT%H:%M:%SZ}"


def _exact(predicate: Term, obj: Term) -> Term:
    """Return a value with the datatype of the canonical form; the engine widens offsets."""
    return replace(obj, datatype=_OFFSET) if predicate.value in _OFFSETS else obj

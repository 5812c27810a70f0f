"""The W3C's tests of the SPARQL Protocol as requests with what to expect."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.collection import Collection

from tests.service.suite import MF, iri_of

HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
GRAPHS = "http://kasei.us/2009/09/sparql/data/"


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a test, and the answers that are right."""

    method: str
    query: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[int]
    truth: bool | None
    form: str | None


def requests(suite: Path) -> dict[str, list[Request]]:
    """Return the requests of each test by its name."""
    manifest = suite / "protocol" / "manifest.ttl"
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    found = {}
    for test in set(graph.subjects(MF.action, None)):
        listed: Any = graph.value(graph.value(test, MF.action), HT.requests)
        found[str(test).rpartition("#")[2]] = [
            _request(graph, one) for one in Collection(graph, listed)
        ]
    return dict(sorted(found.items()))


def _request(graph: rdflib.Graph, node: Any) -> Request:
    answer = graph.value(node, HT.resp)
    body = graph.value(node, HT.body)
    headers = graph.value(node, HT.headers)
    truth = graph.value(answer, MF.expectedBoolean)
    form = graph.value(answer, MF.expectedFormat)
    return Request(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)).partition("?")[2],
        {
            str(graph.value(one, HT.fieldName)).lower(): str(graph.value(one, HT.fieldValue))
            for one in (Collection(graph, headers) if headers is not None else ())
        },
        None if body is None else _bytes(graph, body),
        frozenset(int(str(one)[-3]) for one in graph.objects(answer, MF.expectedStatus)),
        None if truth is None else bool(truth.toPython()),
        None if form is None else str(form),
    )


def _bytes(graph: rdflib.Graph, body: Any) -> bytes:
    encoding = graph.value(body, CNT.characterEncoding) or graph.value(
        body, rdflib.URIRef("http://www.w3.org/2008/content#characterEncoding")
    )
    return str(graph.value(body, CNT.chars)).encode(str(encoding or "UTF-8"))


def store(suite: Path, folder: Path) -> None:
    """Make a store of the graphs that the tests ask, in the default graph the empty one."""
    made = ox.Store(str(folder))
    for number in (1, 2, 3):
        path = suite / "protocol" / f"data{number}.nt"
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES, base_iri=iri_of(path)):
            name = ox.NamedNode(f"{GRAPHS}data{number}.rdf")
            made.add(ox.Quad(quad.subject, quad.predicate, quad.object, name))
    made.flush()

"""The W3C's SPARQL 1.1 test suite as values, and when an answer is the expected one."""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import rdflib
from rdflib.compare import isomorphic

BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
QUERY_FOLDERS = (
    *("aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists"),
    *("functions", "grouping", "json-res", "negation", "project-expression"),
    *("property-path", "subquery", "syntax-query"),
)
MEDIA = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
}
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = (
    *("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort"),
)
_INEXACT = ("double", "float")
_MOST_BLANK_NODES = 7


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a query: what to ask over which data, and what to expect."""

    name: str
    kind: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None

    def dataset(self) -> dict[str, list[str]]:
        """Return the graphs to name in the request; a query that names some names them itself."""
        if "FROM" in self.query.read_text(encoding="utf-8").upper().split():
            return {}
        return {
            "default-graph-uri": [iri_of(path) for path in self.data] or [f"{BASE}nothing"],
            "named-graph-uri": [iri_of(path) for path in self.named],
        }

    def text(self) -> str:
        """Return the query, with the base that its file would give it."""
        text = self.query.read_text(encoding="utf-8")
        if self.kind != "QueryEvaluationTest" or "base <" in text.lower():
            return text
        return f"BASE <{iri_of(self.query)}> {text}"


def iri_of(path: Path) -> str:
    """Return the IRI that a file of the suite has on the W3C's server."""
    return f"{BASE}{path.parent.name}/{path.name}"


def cases(suite: Path) -> list[Case]:
    """Return the tests of queries, in the order of their names."""
    found = [case for folder in QUERY_FOLDERS for case in _cases(suite / folder / "manifest.ttl")]
    return sorted(found, key=lambda case: case.name)


def _cases(manifest: Path) -> list[Case]:
    graph = rdflib.Graph()
    graph.parse(manifest, format="turtle", publicID=manifest.as_uri())
    found = []
    for entry in set(graph.subjects(MF.action, None)):
        kind = str(graph.value(entry, rdflib.RDF.type)).rpartition("#")[2]
        action = graph.value(entry, MF.action)
        query = graph.value(action, QT.query) or action
        result = graph.value(entry, MF.result)
        found.append(
            Case(
                f"{manifest.parent.name}/{str(entry).rpartition('#')[2]}",
                "QueryEvaluationTest" if result is not None else kind,
                _path(query),
                tuple(_path(one) for one in graph.objects(action, QT.data)),
                tuple(_path(one) for one in graph.objects(action, QT.graphData)),
                None if result is None else _path(result),
            )
        )
    return found


def _path(iri: Any) -> Path:
    return Path(str(iri).removeprefix("file://"))


def store(cases_: list[Case], folder: Path) -> None:
    """Make a store with each file of data as a graph by its IRI."""
    made = ox.Store(str(folder))
    for path in sorted({path for case in cases_ for path in (*case.data, *case.named)}):
        form = ox.RdfFormat.from_extension(path.suffix[1:])
        name = ox.NamedNode(iri_of(path))
        for quad in ox.parse(path=str(path), format=form, base_iri=iri_of(path)):
            # Each file has blank nodes of its own.
            subject, object_ = _own(quad.subject, path), _own(quad.object, path)
            made.add(ox.Quad(subject, quad.predicate, object_, name))
    made.flush()


def _own(term: Any, path: Path) -> Any:
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{path.parent.name}{path.stem}{term.value}".replace("-", ""))
    return term


def agrees(case: Case, body: bytes) -> bool:
    """Say whether an answer is the expected one, up to the labels of blank nodes."""
    assert case.result
    expected = case.result.read_bytes()
    if case.result.suffix == ".csv":
        return _same(_csv(expected), _csv(body))
    if case.result.suffix != ".ttl":
        form = ox.QueryResultsFormat.from_extension(case.result.suffix[1:])
        found = ox.parse_query_results(body, form)
        wanted = ox.parse_query_results(expected, form)
        if isinstance(wanted, ox.QueryBoolean) or isinstance(found, ox.QueryBoolean):
            return type(wanted) is type(found) and bool(wanted) == bool(found)
        return _same(_rows(wanted), _rows(found))
    graph = rdflib.Graph().parse(data=expected, format="turtle", publicID=iri_of(case.result))
    if (None, rdflib.RDF.type, RS.ResultSet) in graph:
        found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
        return _same(_result_set(graph), _rows(found))
    return bool(isomorphic(graph, rdflib.Graph().parse(data=body, format="turtle")))


def accepted(case: Case) -> str:
    """Return the format to ask for: that of the expected answer."""
    assert case.result
    text = case.result.read_text(encoding="utf-8")
    if case.result.suffix == ".ttl" and "ResultSet" in text:
        return MEDIA[".srj"]
    return MEDIA[case.result.suffix]


Row = dict[str, tuple[str, ...]]


def _rows(solutions: Any) -> list[Row]:
    names = [variable.value for variable in solutions.variables]
    return [
        {name: _value(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in solutions
    ]


def _result_set(graph: rdflib.Graph) -> list[Row]:
    rows = []
    for solution in graph.objects(None, RS.solution):
        row = {}
        for binding in graph.objects(solution, RS.binding):
            node: Any = graph.value(binding, RS.value)
            if isinstance(node, rdflib.URIRef):
                term: Any = ox.NamedNode(str(node))
            elif isinstance(node, rdflib.BNode):
                term = ox.BlankNode(str(node))
            elif node.language:
                term = ox.Literal(str(node), language=node.language)
            else:
                kind = ox.NamedNode(str(node.datatype or f"{_XSD}string"))
                term = ox.Literal(str(node), datatype=kind)
            row[str(graph.value(binding, RS.variable))] = _value(term)
        rows.append(row)
    return rows


def _value(term: Any) -> tuple[str, ...]:
    """Return a term as a value: the store keeps numbers and times in one form only."""
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value)
    kind = term.datatype.value.removeprefix(_XSD)
    text = term.value
    if kind in _INTEGERS:
        # Their values are those of integers.
        kind = "integer"
    if kind in {"decimal", "integer"}:
        text = _number(text)
    elif kind == "boolean":
        text = {"0": "false", "1": "true"}.get(text, text)
    elif kind in _INEXACT:
        text = repr(float(text.replace("INF", "inf"))) if text else text
    elif kind == "dateTime":
        text = text.replace("+00:00", "Z").replace(".000", "")
    return (kind, text, (term.language or "").lower())


def _number(text: str) -> str:
    try:
        return str(Decimal(text).normalize())
    except InvalidOperation:
        return text


def _csv(body: bytes) -> list[Row]:
    """Return the rows by column: `SELECT *` may have them in any order."""
    rows = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""))
    return [{name: _cell(text) for name, text in row.items()} for row in rows]


def _cell(text: str) -> tuple[str, ...]:
    return ("blank", text) if text.startswith("_:") else ("text", _number(text))


def _same(wanted: list[Row], found: list[Row]) -> bool:
    """Say whether tables have the same rows; the few blank nodes are tried in every order."""
    ours, theirs = _blank(found), _blank(wanted)
    if len(wanted) != len(found) or len(ours) != len(theirs):
        return False
    target = Counter(frozenset(row.items()) for row in wanted)
    if len(ours) > _MOST_BLANK_NODES:
        return Counter(map(_shape, wanted)) == Counter(map(_shape, found))
    return any(
        Counter(
            frozenset((name, names.get(value, value)) for name, value in row.items())
            for row in found
        )
        == target
        for order in itertools.permutations(theirs)
        for names in (dict(zip(ours, order, strict=True)),)
    )


def _blank(rows: list[Row]) -> list[tuple[str, ...]]:
    return sorted({value for row in rows for value in row.values() if value[0] == "blank"})


def _shape(row: Row) -> frozenset[tuple[str, tuple[str, ...]]]:
    return frozenset((name, v if v[0] != "blank" else ("blank",)) for name, v in row.items())

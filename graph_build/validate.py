"""A graph and its shapes become a report: what breaks which shape, where, in Chinese and English.

`ontology/shapes.ttl` is SHACL and stays the only statement of the rules. A SHACL processor needs
minutes for a graph of a million triples, so the part of SHACL that the shapes use is compiled to
SPARQL once (one template of `queries/shapes/` for each kind of constraint) and asked of the store.
The tests demand that a SHACL processor finds the same. That quotations are the characters of the
text cannot be asked in SPARQL: `validate` checks it where it is given the folder of a build.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH, XSD

from graph_build import resources
from graph_build.errors import ShapeViolation
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.term import Node

    from graph_build.store import Store

_SHAPES = "https://w3id.org/fengtu/shapes#"
_QUOTE = "SpanText"
_ANCHOR = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"
_QUOTE_MESSAGE = {
    "zh": "原文须与文献在该处的字符逐字相同。",
    "en": "A quotation is, character by character, the text at its place.",
}
_CONSTRAINTS = (
    "minCount", "maxCount", "class", "datatype", "nodeKind", "in", "minInclusive", "maxInclusive",
    "pattern", "uniqueLang", "disjoint", "sparql",
)  # fmt: skip
_TARGETS = ("targetClass", "targetSubjectsOf", "targetObjectsOf")
_OTHER = {SH.path, SH.message, RDF.type}
_NUMBERS = {XSD.decimal, XSD.integer, XSD.nonNegativeInteger}
# Oxigraph keeps every integer type as xsd:integer.
_STORED_AS: dict[Node, tuple[Node, ...]] = {
    XSD.nonNegativeInteger: (XSD.nonNegativeInteger, XSD.integer)
}
# A query of a shape runs for all nodes at once, where SHACL binds one node and allows no MINUS.
# An anti-join is built once; NOT EXISTS over a join is walked for each row (7.5 s against 0.03 s
# at 10^6 triples). The open pattern ?s ?p ?o stays: its anti-join would be the whole graph.
_NOT_EXISTS = re.compile(r"FILTER NOT EXISTS \{(?!\s*\?\w+ \?\w+ \?\w+ *\})")
_QUERY = re.compile(r"\{ SELECT .*param:query.*\}")
# rdflib cannot evaluate an empty VALUES.
_NOTHING = "<urn:fengtu:nothing>"
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Violation:
    """A node that breaks a shape; `message` says what the shape demands, by language.

    `shape` is the name of the shape, `path` the property it looks at, `value` the value at fault;
    the last two are None where the shape looks at the node alone or misses a value.
    """

    shape: str
    focus: str
    path: str | None = None
    value: str | None = None
    message: dict[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Return the violation on one line."""
        where = f" {self.path}" if self.path else ""
        what = f" {self.value!r}" if self.value is not None else ""
        return f"{self.shape}: {self.focus}{where}{what}: {self.message.get('en', '')}"


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a validation: no violations, or which."""

    violations: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether the graph may be published."""
        return not self.violations

    def counts(self) -> dict[str, int]:
        """Return how many violations each broken shape has, the most broken first."""
        return dict(Counter(v.shape for v in self.violations).most_common())

    def demand(self) -> None:
        """Do nothing if the graph conforms.

        Raises:
            ShapeViolation: if it does not; the message shows the first violations.
        """
        if not self.conforms:
            shown = "; ".join(map(str, self.violations[:_SHOWN]))
            raise ShapeViolation(
                f"{len(self.violations)} violations of {len(self.counts())} shapes: {shown}"
            )


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of a shape as a SELECT over the whole graph."""

    shape: str
    constraint: str
    path: str | None
    message: dict[str, str] = field(hash=False)
    sparql: str = ""


def validate(graph: Store | str | Path) -> Report:
    """Return which shapes a store, or the folder of a build, breaks.

    For a folder the quotations are compared with the texts that lie beside the store, too.

    Raises:
        GraphNotFound: if there is no store in the folder.
    """
    if not isinstance(graph, str | Path):
        return Report(tuple(_violations(graph)))
    folder = _build(Path(graph))
    store = OxigraphStore.open(folder / "store")
    return Report((*_violations(store), *_misquoted(store, folder / "texts")))


def _build(folder: Path) -> Path:
    """Return the folder of the published build of a graph folder, or the folder itself."""
    pointer = folder / "CURRENT"
    if pointer.is_file() and (folder / "builds").is_dir():
        return folder / "builds" / pointer.read_text(encoding="utf-8").strip()
    return folder


def _violations(store: Store) -> Iterator[Violation]:
    seen: set[tuple[str, str, str | None]] = set()
    for check in checks():
        for focus, *rest in store.select(check.sparql):
            value = str(rest[0]) if rest and rest[0] is not None else None
            key = (check.shape, str(focus), value)
            if key not in seen:
                seen.add(key)
                yield Violation(check.shape, str(focus), check.path, value, check.message)


def _misquoted(store: Store, texts: Path) -> Iterator[Violation]:
    """Return the spans whose quotation is not the text at their place."""
    for (document,) in store.select(_template("documents")):
        file = texts / f"{str(document).rpartition('/')[2]}.txt"
        text = file.read_bytes().decode("utf-8") if file.is_file() else ""
        spans = _filled(_template("quotations"), {"document": f"<{document}>"})
        for span, quote, begin, end in store.select(spans):
            if text[int(str(begin)) : int(str(end))] != str(quote):
                yield Violation(_QUOTE, str(span), _ANCHOR, str(quote), _QUOTE_MESSAGE)


@cache
def checks() -> tuple[Check, ...]:
    """Return the constraints of `ontology/shapes.ttl`, by shape, each compiled to SPARQL."""
    shapes = rdflib.Graph().parse(resources.ontology() / "shapes.ttl", format="turtle")
    vocabulary = rdflib.Graph().parse(resources.ontology() / "policy.ttl", format="turtle")
    return tuple(compile_shapes(shapes, vocabulary))


def compile_shapes(shapes: rdflib.Graph, vocabulary: rdflib.Graph) -> Iterator[Check]:
    """Return the constraints of shapes, with the subclasses of a vocabulary taken in.

    Raises:
        ValueError: if a shape uses a part of SHACL that is not compiled.
    """
    kinds = (SH.PropertyShape, SH.NodeShape)
    for shape in sorted({s for kind in kinds for s in shapes.subjects(RDF.type, kind)}, key=str):
        known = {SH[name] for name in (*_CONSTRAINTS, *_TARGETS)} | _OTHER
        if unknown := sorted(set(shapes.predicates(shape)) - known, key=str):
            raise ValueError(f"{shape}: {unknown[0]} is not compiled; see queries/shapes/")
        for name in _CONSTRAINTS:
            if (value := shapes.value(shape, SH[name])) is not None:
                yield _check(shapes, vocabulary, shape, name, value)


def _check(
    shapes: rdflib.Graph, vocabulary: rdflib.Graph, shape: Node, name: str, value: Node
) -> Check:
    path = shapes.value(shape, SH.path)
    terms = {
        target: " ".join(t.n3() for t in _targets(shapes, vocabulary, shape, target)) or _NOTHING
        for target in _TARGETS
    }
    if path is not None:
        terms["path"] = path.n3()
    terms |= _parameters(shapes, vocabulary, name, value)
    message = {
        m.language or "": str(m)
        for m in shapes.objects(shape, SH.message)
        if isinstance(m, rdflib.Literal)
    }
    sparql = _filled(_template(name), terms)
    return Check(
        str(shape).removeprefix(_SHAPES), name, str(path) if path else None, message, sparql
    )


def _targets(
    shapes: rdflib.Graph, vocabulary: rdflib.Graph, shape: Node, target: str
) -> list[Node]:
    found = sorted(shapes.objects(shape, SH[target]), key=str)
    return list(_subclasses(vocabulary, found)) if target == "targetClass" else found


def _subclasses(vocabulary: rdflib.Graph, classes: Iterable[Node]) -> Iterator[Node]:
    """Return classes with their subclasses, each once."""
    below = {
        one
        for c in classes
        for one in vocabulary.transitive_subjects(RDFS.subClassOf, c)
        if one is not None
    }
    yield from sorted(below, key=str)


def _parameters(
    shapes: rdflib.Graph, vocabulary: rdflib.Graph, name: str, value: Node
) -> dict[str, str]:
    """Return the terms that a constraint puts into its template."""
    if name == "class":
        return {"class": " ".join(c.n3() for c in _subclasses(vocabulary, [value]))}
    if name == "in":
        return {"in": " ".join(member.n3() for member in Collection(shapes, value))}
    if name == "datatype":
        allowed = _STORED_AS.get(value, (value,))
        numeric = str(value in _NUMBERS).lower()
        return {"datatype": ", ".join(d.n3() for d in allowed), "numeric": numeric}
    if name == "sparql":
        return {"query": _own_query(shapes, value)}
    return {name: value.n3()}


def _own_query(shapes: rdflib.Graph, constraint: Node) -> str:
    """Return the query of a shape with its prefixes resolved, for all nodes at once."""
    query = str(shapes.value(constraint, SH.select)).replace("$this", "?this")
    for declared in shapes.objects(predicate=SH.declare):
        prefix = shapes.value(declared, SH.prefix)
        namespace = shapes.value(declared, SH.namespace)
        query = re.sub(rf"\b{prefix}:(\w+)", rf"<{namespace}\1>", query)
    return _NOT_EXISTS.sub("MINUS {", query)


def _filled(template: str, terms: dict[str, str]) -> str:
    if "query" in terms:
        template = _QUERY.sub(lambda _: f"{{ {terms['query']} }}", template)
    return re.sub(r"param:(\w+)", lambda m: terms[m[1]], template)


@cache
def _template(name: str) -> str:
    return (resources.queries() / "shapes" / f"{name}.rq").read_text(encoding="utf-8")

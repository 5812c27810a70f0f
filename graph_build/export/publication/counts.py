"""How much is in a graph, counted: what VoID tells, and what tells people how large it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.query import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query import Graph
    from graph_build.store import Term


@dataclass(frozen=True, slots=True)
class Property:
    """How often a property is used, by how many subjects and with how many objects."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Link:
    """How many triples lead with a property to a data set of others, told by its host."""

    target: str
    property: str
    triples: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of a graph.

    `classes` is class → members, `entities` the subjects that it minted, `examples` a thing of each
    class.
    """

    triples: int
    entities: int
    subjects: int
    objects: int
    documents: int
    claims: int
    classes: dict[str, int]
    properties: tuple[Property, ...]
    links: tuple[Link, ...]
    examples: tuple[str, ...]

    @property
    def vocabularies(self) -> list[str]:
        """The namespaces of the classes and properties in use."""
        used = (*self.classes, *(one.iri for one in self.properties))
        return sorted({namespace(term) for term in used})


def counts(graph: Graph, base: str) -> Counts:
    """Count a graph whose IRIs begin with a base."""
    totals = next(_rows(graph, "totals"))
    own = next(_rows(graph, "entities", base=base))
    classes = {row["class"].value: _number(row["members"]) for row in _rows(graph, "classes")}
    return Counts(
        triples=_number(totals["triples"]),
        entities=_number(own["entities"]),
        subjects=_number(totals["subjects"]),
        objects=_number(totals["objects"]),
        documents=classes.get(iris.term_iri("Document"), 0),
        claims=classes.get(iris.term_iri("Claim"), 0),
        classes=classes,
        properties=tuple(_property(row) for row in _rows(graph, "properties")),
        links=tuple(_link(row) for row in _rows(graph, "links", base=base)),
        examples=tuple(row["example"].value for row in _rows(graph, "examples")),
    )


def namespace(term: str) -> str:
    """Return the namespace of a class or property.

    >>> namespace("http://www.w3.org/ns/prov#Entity"), namespace("http://purl.org/dc/terms/title")
    ('http://www.w3.org/ns/prov#', 'http://purl.org/dc/terms/')
    """
    stem = term.rstrip("/#")
    return stem[: max(stem.rfind("#"), stem.rfind("/")) + 1]


def _property(row: dict[str, Term]) -> Property:
    numbers = (_number(row[name]) for name in ("triples", "subjects", "objects"))
    return Property(row["property"].value, *numbers)


def _link(row: dict[str, Term]) -> Link:
    return Link(row["target"].value, row["property"].value, _number(row["triples"]))


def _rows(graph: Graph, name: str, **terms: str) -> Iterator[dict[str, Term]]:
    return graph.store.select(find(f"internal/void-{name}").bind(**terms)).dicts()


def _number(term: Term) -> int:
    return int(term.value)

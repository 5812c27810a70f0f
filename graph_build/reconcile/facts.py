"""What a graph says of things, as values of properties."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.iris import concept_iri
from graph_build.query import find
from graph_build.store import iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_build.query import Graph, Query
    from graph_build.reconcile.properties import Property
    from graph_build.search import Index
    from graph_build.store import Term

_NAMED = ("names", "class", "mentions", "claims", "iri")


class Value(NamedTuple):
    """A value: a text, and what it is: `thing` (the text is an IRI), `text`, `date`, `number`."""

    text: str
    kind: str


@cache
def _query() -> Query:
    return find("internal/reconcile-facts")


Said = dict[str, dict[str, "list[Term]"]]
"""Thing → predicate → values."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A graph and its index, asked for values."""

    graph: Graph
    index: Index

    def said(self, things: Iterable[str]) -> Said:
        """Return what the graph says of things, asked for in one query."""
        found: Said = {thing: defaultdict(list) for thing in things}
        if not found:
            return found
        query = _query().bind(thing=[iri(thing) for thing in found])
        for row in self.graph.store.select(query).dicts():
            values = found[row["thing"].value][row["property"].value]
            if row["value"] not in values:
                values.append(row["value"])
        return found

    def values(self, thing: str, wanted: Property, said: Mapping[str, list[Term]]) -> list[Value]:
        """Return the values of a property of a thing, in a fixed order; `said` is of that thing."""
        number = self.index.number(thing)
        if wanted.source == "facts":
            made = [_value(term, wanted) for p in wanted.predicates for term in said.get(p, ())]
        elif number is None:
            made = []
        elif wanted.source in _NAMED:
            made = self._named(number, wanted)
        else:
            values = self.index.values(number, wanted.source)
            made = [Value(_iri_of(one, wanted), wanted.value) for one in values]
        return sorted(dict.fromkeys(made), key=_order)

    def _named(self, number: int, wanted: Property) -> list[Value]:
        index = self.index
        if wanted.source == "names":
            return [Value(name, "text") for name in index.names(number)[1:]]
        told = {
            "class": index.kind,
            "mentions": index.mentions,
            "claims": index.claims,
            "iri": index.iri,
        }
        return [Value(str(told[wanted.source](number)), wanted.value)]

    def names(self, thing: str) -> list[str]:
        """Return the names of a thing by its IRI, labels first; none if it is not known."""
        number = self.index.number(thing)
        return [] if number is None else self.index.names(number)


def _value(term: Term, wanted: Property) -> Value:
    kind = wanted.value
    if kind == "thing" and term.kind != "iri":
        kind = "text"
    return Value(term.value, kind)


def _iri_of(value: str, wanted: Property) -> str:
    return concept_iri("status", value) if wanted.source == "status" else value


def _order(value: Value) -> tuple[float, str]:
    try:
        return (float(value.text) if value.kind == "number" else 0.0), value.text
    except ValueError:
        return 0.0, value.text

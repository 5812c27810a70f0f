"""Reads things, statements and quotes out of a graph."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.api.table import value
from graph_build.api.things import Quote, Statement, Thing, around
from graph_build.errors import ParameterError, UnknownName
from graph_build.model import INITIATIVE_CLASSES
from graph_build.query import find
from graph_build.search import Hit, Index, Match, index_of
from graph_build.store import Term, iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.query import Graph

_PREF, _ALT = (f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("prefLabel", "altLabel"))
_CHINESE = "zh"
_SCHEMES = ("http://", "https://", "urn:")
_EDGE_PARTS = 3
_SOUGHT = 50
_NEAREST = 3
# A claim of these kinds says its predicate by its kind alone.
_SAID_BY_KIND = {"Recognition": iris.term_iri("honour"), "Action": iris.term_iri("actsOn")}


class Reader:
    """Reads a graph; names of the vocabulary are kept once read."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._names: dict[str, dict[str, str]] = {}
        self._documents = {d["identifier"]: d["id"] for d in graph.manifest.get("documents", ())}

    def iri(self, name: str) -> str:
        """Return the IRI that is given, or of the one thing that bears a name.

        Raises:
            UnknownName: if nothing bears it.
            ParameterError: if several things do.
        """
        if name.startswith(_SCHEMES):
            return name
        # A concept of a scheme, such as a kind of institution, is no thing.
        found = [t.value for t in self._graph.named(name) if not t.value.startswith(iris.SCHEMES)]
        found = found or self._sought(name)
        if not found:
            raise UnknownName(f"nothing in the graph is named {name!r}; {self._nearest(name)}")
        if len(found) > 1:
            told = ", ".join(found[:5])
            raise ParameterError(f"{len(found)} things are named {name!r}; give one of: {told}")
        return found[0]

    def _sought(self, name: str) -> list[str]:
        """Return what a name means if marks, width and traditional forms do not count.

        Else what has it in quotes: 以外调外 is “以外调外”涉外解纷工作法.
        """
        hits = self._hits(name)
        for match in (Match.EXACT, Match.CORE):
            if found := sorted(hit.iri for hit in hits if hit.match is match):
                return found
        return []

    def _nearest(self, name: str) -> str:
        names = list(dict.fromkeys(hit.name for hit in self._hits(name)))[:_NEAREST]
        return f"nearest: {', '.join(names)}" if names else "give a name or an IRI"

    def _hits(self, name: str) -> list[Hit]:
        found = self._index.find(name)
        hits = self._index.hits(found, name, limit=min(found.named, _SOUGHT))
        return [hit for hit in hits if not hit.iri.startswith((iris.SCHEMES, iris.ONT))]

    @cached_property
    def _index(self) -> Index:
        return index_of(self._graph)

    def thing(self, name: str) -> Thing:
        """Return the thing that bears a name, or that an IRI is.

        Raises:
            UnknownName: if nothing in the graph is that.
        """
        which = self.iri(name)
        rows = list(self._graph.query("internal/entity", entity=iri(which)).dicts())
        if not rows:
            raise UnknownName(f"nothing in the graph is {which}; give a name or an IRI")
        held: dict[str, list[Term]] = {}
        for row in rows:
            held.setdefault(row["property"].value, []).append(row["value"])
        kinds = _kinds(held.get("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ()))
        labels = {t.language or "": t.value for t in held.get(_PREF, ())}
        return Thing(
            which,
            labels.get(_CHINESE) or next(iter(labels.values()), which),
            kinds[0] if kinds else "",
            kinds,
            labels,
            tuple(sorted(t.value for t in held.get(_ALT, ()) if t.language == _CHINESE)),
            self._statements(which),
        )

    def evidence(self, of: str | Statement | tuple[str, str, str]) -> tuple[Quote, ...]:
        """Return the quotes of a claim, or of every claim of an edge.

        Raises:
            UnknownName: if the graph has no such claim or edge.
        """
        claims = self._claims(of)
        found = [quote for claim in claims for quote in self._quotes(claim)]
        if not found:
            raise UnknownName(f"the graph has no claim {of!r}; statements and edges know theirs")
        return tuple(dict.fromkeys(found))

    def text(self, document: str) -> str:
        """Return the source text of a document by its id, IRI or file name."""
        return self._graph.text(self._documents.get(document, document))

    def _claims(self, of: str | Statement | tuple[str, str, str]) -> list[str]:
        if isinstance(of, Statement):
            return [of.iri]
        if isinstance(of, str):
            return [of]
        if len(of) != _EDGE_PARTS:
            raise ParameterError(f"an edge has three parts, got {of!r}")
        if "/claim/" in of[2]:
            return [of[2]]
        subject, predicate, object_ = of
        rows = self._graph.query(
            "internal/relation-evidence",
            subject=iri(self.iri(subject)),
            predicate=iri(_predicate(predicate)),
            object=iri(self.iri(object_)),
        )
        return [term.value for (term,) in rows if term is not None]

    def _quotes(self, claim: str) -> Iterable[Quote]:
        for row in self._graph.query("internal/claim-evidence", claim=iri(claim)).dicts():
            document = row["document"].value
            start, end = int(row["begin"].value), int(row["end"].value)
            before, after = around(self._graph.text(document), start, end)
            identifier = row["identifier"].value
            yield Quote(row["quote"].value, start, end, before, after, document, identifier)

    def _statements(self, which: str) -> tuple[Statement, ...]:
        rows = list(self._graph.query("internal/thing-claims", entity=iri(which)).dicts())
        self._learn(t.value for row in rows for t in row.values() if t.kind == "iri")
        return tuple(self._statement(row) for row in rows)

    def _statement(self, row: dict[str, Term]) -> Statement:
        kind = _local(row["kind"].value)
        number, sure = value(row.get("value")), value(row.get("confidence"))
        verb = row.get("verb")
        said = row.get("property")
        predicate = said.value if said else _SAID_BY_KIND[kind]
        return Statement(
            row["claim"].value,
            kind,
            self._name(row.get("subject")),
            verb.value if verb else self._name(iri(predicate)) or predicate,
            self._name(row.get("object")),
            number if isinstance(number, Decimal) else None,
            row["unit"].value if "unit" in row else None,
            _local(row["status"].value),
            self._name(row.get("period")),
            float(sure) if isinstance(sure, Decimal | int) else None,
            row["document"].value,
        )

    def _name(self, term: Term | None) -> str | None:
        """Return a thing's Chinese name, else its IRI; a literal as it is."""
        if term is None or term.kind != "iri":
            return term.value if term else None
        names = self._names.get(term.value, {})
        return names.get(_CHINESE) or next(iter(names.values()), term.value)

    def _learn(self, wanted: Iterable[str]) -> None:
        new = sorted({*wanted, *_SAID_BY_KIND.values()} - self._names.keys())
        if not new:
            return
        self._names.update({one: {} for one in new})
        query = find("internal/names-of").bind(entity=[iri(one) for one in new])
        for row in self._graph.store.select(query).dicts():
            if row["is"].value != _ALT:
                names = self._names[row["entity"].value]
                names.setdefault(row["name"].language or "", row["name"].value)


def _kinds(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the names of classes, the finest first: a plain initiative is what is left."""
    names = {_local(term.value) for term in terms}
    finer = [name for name in INITIATIVE_CLASSES[1:] if name in names]
    return (*finer, *sorted(names - set(finer)))


def _predicate(name: str) -> str:
    return name if name.startswith(_SCHEMES) else iris.term_iri(name.removeprefix("ft:"))


def _local(full: str) -> str:
    return full.replace("#", "/").rpartition("/")[2]

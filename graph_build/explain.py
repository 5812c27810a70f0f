"""Why the graph says what it says of a thing: by which rule names are one, and each statement.

What is kept apart is told too: things of the same kind that bear one of its names, in another
territory or under another full name.
"""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_build.errors import GraphNotFound, UnknownName
from graph_build.extract.coreference import plain
from graph_build.gazetteer import Gazetteer
from graph_build.link.identity import RULES
from graph_build.query import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query import Graph

_MARKS = str.maketrans("", "", "“”‘’")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in words; `start` and `end` are code points of the document, half-open."""

    subject: str
    says: str
    object: str
    status: str
    rule: str
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Form:
    """How one document writes a name, and how often."""

    document: str
    form: str
    count: int


@dataclass(frozen=True, slots=True)
class Apart:
    """A thing of the same kind that shares a name and is kept apart; `where` is its territory."""

    iri: str
    name: str
    shared: str
    where: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing: what it is, by which rule its names are one thing, where, and what texts say of it.

    `scope` is the division code of the territory within which the name is one thing, or "-" where
    it is one thing everywhere; `where` says the same in words. `group`, `scope` and `normal` are
    its identity: what has equal ones is the same thing. `meaning` says what the rule says.
    """

    iri: str
    name: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    rule: str
    scope: str
    statements: tuple[Said, ...]
    group: str = ""
    normal: str = ""
    meaning: str = ""
    where: str = ""
    forms: tuple[Form, ...] = ()
    apart: tuple[Apart, ...] = ()


def explain(graph: Graph, name: str) -> Iterator[Explanation]:
    """Return an explanation of every thing that bears a name, in the order of their IRIs.

    The IRI of a thing, or the part of it behind the last slash, will do as well.

    Raises:
        UnknownName: if nothing does; the nearest names are told.
    """
    records = list(_records(graph))
    known = [r for r in records if name in (r["iri"], r["iri"].rpartition("/")[2])]
    known = known or [r for r in records if bare(name) in map(bare, _names(r))]
    if not known:
        names = sorted({n for record in records for n in _names(record)})
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.3)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(f"nothing in the graph is named {name!r}{hint}")
    for record in known:
        yield _explanation(graph, record, records)


def bare(name: str) -> str:
    """Return a name without its quotation marks.

    >>> bare("“三级兜底”机制")
    '三级兜底机制'
    """
    return name.translate(_MARKS)


def _names(record: dict[str, Any]) -> tuple[str, ...]:
    return (record["name"], *record["aliases"])


def _records(graph: Graph) -> Iterator[dict[str, Any]]:
    path = graph.folder / "entities.jsonl"
    if not path.is_file():
        raise GraphNotFound(f"{path}: not there; explain needs the folder of the build: --graph")
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _explanation(
    graph: Graph, record: dict[str, Any], records: list[dict[str, Any]]
) -> Explanation:
    identity = record["identity"]
    query = find("internal/explain").bind(entity=record["iri"])
    rows = graph.store.select(query).dicts()
    return Explanation(
        record["iri"],
        record["name"],
        tuple(record["kinds"]),
        tuple(record["aliases"]),
        identity["rule"],
        identity["scope"],
        tuple(_said({name: term.value for name, term in row.items()}) for row in rows),
        group=identity["group"],
        normal=identity["name"],
        meaning=RULES.get(identity["rule"], ""),
        where=_where(graph, identity["scope"]),
        forms=tuple(_forms(graph, record["iri"])),
        apart=tuple(_apart(graph, record, records)),
    )


def _forms(graph: Graph, iri: str) -> Iterator[Form]:
    for row in graph.store.select(find("internal/explain-forms").bind(entity=iri)).dicts():
        written = " ".join(row["form"].value.split())
        yield Form(row["identifier"].value, written, int(row["count"].value))


def _apart(graph: Graph, record: dict[str, Any], records: list[dict[str, Any]]) -> Iterator[Apart]:
    """Return the things of the same group that share a name with a thing."""
    own = _labels(record)
    for other in records:
        if other["iri"] == record["iri"]:
            continue
        if other["identity"]["group"] != record["identity"]["group"]:
            continue
        if shared := own & _labels(other):
            where = _where(graph, other["identity"]["scope"])
            yield Apart(other["iri"], other["name"], min(shared), where)


def _labels(record: dict[str, Any]) -> set[str]:
    return {*map(plain, _names(record)), record["identity"]["name"]}


def _where(graph: Graph, scope: str) -> str:
    """Return a scope in words: a territory, a document, or everywhere."""
    if scope == "-":
        return "everywhere"
    if scope.startswith("doc:"):
        held = {d["id"]: d["identifier"] for d in graph.manifest["documents"]}
        document = scope.removeprefix("doc:")
        return f"within the document {held.get(document, document)}"
    division = Gazetteer.load().by_code(scope)
    return f"within {division.name if division else scope}"


def _said(row: dict[str, str]) -> Said:
    return Said(
        row.get("subject", ""),
        row["says"],
        row["object"],
        row["status"],
        row["rule"],
        row["identifier"],
        int(row["begin"]),
        int(row["end"]),
        row["quote"],
    )

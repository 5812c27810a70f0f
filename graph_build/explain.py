"""Why the graph says what it says of a thing: by which rule names are one, and each statement."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_build.errors import UnknownName
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
class Explanation:
    """A thing: what it is, by which rule its names are one thing, where, and what texts say of it.

    `scope` is the division code of the territory within which the name is one thing, or "-" where
    it is one thing everywhere.
    """

    iri: str
    name: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    rule: str
    scope: str
    statements: tuple[Said, ...]


def explain(graph: Graph, name: str) -> Iterator[Explanation]:
    """Return an explanation of every thing that bears a name, in the order of their IRIs.

    Raises:
        UnknownName: if nothing does; the nearest names are told.
    """
    records = list(_records(graph))
    known = [record for record in records if bare(name) in map(bare, _names(record))]
    if not known:
        names = sorted({n for record in records for n in _names(record)})
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.3)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(f"nothing in the graph is named {name!r}{hint}")
    for record in known:
        yield _explanation(graph, record)


def bare(name: str) -> str:
    """Return a name without its quotation marks.

    >>> bare("“三级兜底”机制")
    '三级兜底机制'
    """
    return name.translate(_MARKS)


def _names(record: dict[str, Any]) -> tuple[str, ...]:
    return (record["name"], *record["aliases"])


def _records(graph: Graph) -> Iterator[dict[str, Any]]:
    with (graph.folder / "entities.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _explanation(graph: Graph, record: dict[str, Any]) -> Explanation:
    query = find("internal/explain").bind(entity=record["iri"])
    rows = graph.store.select(query).dicts()
    return Explanation(
        record["iri"],
        record["name"],
        tuple(record["kinds"]),
        tuple(record["aliases"]),
        record["identity"]["rule"],
        record["identity"]["scope"],
        tuple(_said({name: term.value for name, term in row.items()}) for row in rows),
    )


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

"""What is said of one thing, put together: facts with all who state them, figures, conflicts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal.vocabulary import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.portal.present import Presenter, Thing
    from graph_build.portal.reader import Edge, Reader
    from graph_build.store import Term

_OF_OTHER_KINDS = ("actsOn", "recognition", "observation")
_SAME_FIGURE = ("indicator", "about", "period", "baseline", "unit", "valueKind", "grade", "place")
_EXACT = "exact"


class Fact(NamedTuple):
    """One fact, and every claim that states it."""

    words: str
    way: str
    other: Thing
    claims: tuple[str, ...]


def is_relation(edge: Edge) -> bool:
    """Say whether an edge is a relation, not an action, a figure or an honour."""
    return local(edge.words) not in _OF_OTHER_KINDS


def phrase(present: Presenter, words: str, way: str) -> str:
    """Return what the other end of an edge is called, seen from this end."""
    key = f"{way}.{local(words)}"
    if present.language.has(key):
        return present.language(key)
    label = present.reader.names.of(words).label(present.language.code)
    return label if way == "out" else present.language("in.other", property=label)


def facts(present: Presenter, edges: Iterable[Edge]) -> list[Fact]:
    """Return the facts of some edges, each once, ordered by what they say and how often."""
    claims: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for edge in edges:
        claims[edge.words, edge.way, edge.other].append(edge.claim)
    found = [
        Fact(phrase(present, words, way), way, present.thing(other), tuple(dict.fromkeys(said)))
        for (words, way, other), said in claims.items()
    ]
    return sorted(
        found, key=lambda f: (f.way == "in", f.words, -len(f.claims), f.other.label, f.other.iri)
    )


def figures(reader: Reader, thing: str) -> list[str]:
    """Return the observations about or of a thing, by indicator, subject and period."""
    rows = {row["claim"].value: row for row in reader.rows("figures-of", thing=thing)}

    def order(claim: str) -> tuple[str, ...]:
        row = rows[claim]
        named = reader.names.of(row["indicator"].value).label("zh")
        return named, _value(row, "about"), _value(row, "period"), claim

    return sorted(rows, key=order)


def conflicts(rows: dict[str, dict[str, Term]]) -> list[tuple[str, ...]]:
    """Return groups of claims that give one figure different exact values.

    A figure without a period is not compared: the texts often count different things under one
    name. Nor is a bound: "more than 20" and "23" agree.
    """
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for claim, row in rows.items():
        exact = local(_value(row, "bound")) in {_EXACT, ""}
        if exact and "period" in row and "value" in row and "about" in row:
            same[tuple(_value(row, key) for key in _SAME_FIGURE)].append(claim)
    return [
        tuple(sorted(claims))
        for claims in same.values()
        if len({_value(rows[claim], "value") for claim in claims}) > 1
    ]


def _value(row: dict[str, Term], name: str) -> str:
    return row[name].value if name in row else ""

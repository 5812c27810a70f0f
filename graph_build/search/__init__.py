"""Finding things of a graph by what they are called, and by what texts say of them.

An index is a file of arrays that a build writes beside the graph. This room knows names, pinyin
and sentences; it knows no pages and no HTTP.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from graph_build.errors import GraphNotFound, UnknownName
from graph_build.query import find
from graph_build.search.contents import FACETS, PREDICATES
from graph_build.search.index import Found, Hit, Index, Place
from graph_build.search.query import LONGEST
from graph_build.search.ranking import Match
from graph_build.store import OxigraphStore, iri
from graph_build.store.scanning import Said, scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from graph_build.query import Graph
    from graph_build.store import Store

__all__ = [
    "FACETS",
    "FILE",
    "LONGEST",
    "Found",
    "Hit",
    "Index",
    "Match",
    "Place",
    "index_of",
    "write_index",
]

logger = logging.getLogger(__name__)

FILE = "search.index"
"""The name of the index in the folder of a build."""


def write_index(build: Path, files: Iterable[Path]) -> None:
    """Write the index of a build into its folder; `files` are its N-Quads."""

    def text(document: str) -> str:
        name = document.rpartition("/")[2]
        return (build / "texts" / f"{name}.txt").read_bytes().decode()

    Index.of(scan(files, PREDICATES), text).save(build / FILE)


def index_of(graph: Graph) -> Index:
    """Return the index of a graph.

    A graph that was built without one is searched all the same: the index is made in memory then,
    which takes seconds and is said in the log. So is that of a SPARQL service, which has no files;
    it knows the texts that the folder beside has.
    """
    if not isinstance(graph.store, OxigraphStore):
        return Index.of(_triples(graph.store), _text_of(graph))
    try:
        return Index.open(graph.folder / FILE)
    except GraphNotFound as error:
        logger.warning("%s; until then it is searched by an index made in memory", error)
    return Index.of(scan(graph.shards(), PREDICATES), graph.text)


def _text_of(graph: Graph) -> Callable[[str], str]:
    def text(document: str) -> str:
        try:
            return graph.text(document)
        except UnknownName:
            return ""

    return text


def _triples(store: Store) -> Iterator[Said]:
    """Yield what a store says with the predicates that an index is made of."""
    wanted = [iri(predicate) for predicate in sorted(PREDICATES)]
    for row in store.select(find("internal/portal-triples").bind(predicate=wanted)).dicts():
        subject, predicate, value = row["subject"], row["predicate"], row["object"]
        yield Said(subject.value, predicate.value, value.value, value.language or "")

"""The vocabulary as quads: the ontology, its schemes and their labels, for the graph `ontology`."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from graph_build import iris
from graph_build.resources import ontology


def vocabulary(base: str = iris.BASE) -> list[str]:
    """Return the sorted lines of N-Quads of the ontology and its concept schemes."""
    graph = f"<{iris.graph_iri('ontology', base=base)}> ."
    return [f"{line[:-1].rstrip()} {graph}\n" for line in _triples()]


@cache
def _triples() -> tuple[str, ...]:
    folder = ontology()
    found = Graph()
    for path in (folder / "policy.ttl", *sorted((folder / "schemes").glob("*.ttl"))):
        found.parse(path, format="turtle")
    skolemized = found.skolemize(authority=iris.BASE, basepath="genid/")
    lines = skolemized.serialize(format="nt", encoding="utf-8").decode("utf-8").splitlines()
    return tuple(sorted(line for line in lines if line.strip()))

"""How things are drawn: lanes, their order, hubs and lines, as `ontology/ui.ttl` annotates them.

Where the tile of a province stands is in `ontology/registry/tiles.csv`: a grid, no map of borders.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

import rdflib
from rdflib.namespace import RDFS

from graph_build.resources import ontology

_UI = rdflib.Namespace("https://w3id.org/fengtu/ui#")


class DrawnLane(NamedTuple):
    """A lane of the default picture: its name, and what it is called by language."""

    name: str
    labels: dict[str, str]


class Drawing(NamedTuple):
    """What `ui.ttl` says; classes and properties by the last part of their IRI."""

    lanes: tuple[DrawnLane, ...]
    lane_of: dict[str, int]
    hubs: frozenset[str]
    between_lanes: frozenset[str]
    situating: frozenset[str]


class Tile(NamedTuple):
    """Where a province stands among the tiles, counted from 1; `code` is its division code."""

    code: str
    row: int
    column: int
    zh: str
    en: str


@cache
def tiles() -> tuple[Tile, ...]:
    """Return the tiles of all provinces.

    >>> len(tiles()), len({(tile.row, tile.column) for tile in tiles()})
    (34, 34)
    """
    path = ontology() / "registry" / "tiles.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines)
        return tuple(
            Tile(r["code"], int(r["row"]), int(r["column"]), r["zh"], r["en"]) for r in rows
        )


@cache
def drawing() -> Drawing:
    """Return the annotations, those of a class passed on to its subclasses.

    >>> [lane.name for lane in drawing().lanes]
    ['who', 'goal', 'initiative', 'outcome']
    >>> drawing().lanes[drawing().lane_of["Reform"]].name, sorted(drawing().hubs)
    ('initiative', ['Place'])
    """
    found = rdflib.Graph()
    for name in ("policy.ttl", "ui.ttl"):
        found.parse(ontology() / name, format="turtle")
    lanes: list[rdflib.term.Node] = sorted(
        found.subjects(_UI.order), key=lambda lane: _order(found, lane)
    )
    lane_of = {
        _local(below): lanes.index(lane)
        for kind, lane in found.subject_objects(_UI.lane)
        for below in found.transitive_subjects(RDFS.subClassOf, kind)
        if below is not None
    }
    return Drawing(
        tuple(DrawnLane(_local(lane), _labels(found, lane)) for lane in lanes),
        lane_of,
        _marked(found, _UI.hub),
        _marked(found, _UI.drawnBetweenLanes),
        _marked(found, _UI.situates),
    )


def _order(found: rdflib.Graph, lane: rdflib.term.Node) -> int:
    return int(str(found.value(lane, _UI.order)))


def _labels(found: rdflib.Graph, lane: rdflib.term.Node) -> dict[str, str]:
    given = (o for o in found.objects(lane, RDFS.label) if isinstance(o, rdflib.Literal))
    return {o.language: str(o) for o in sorted(given, key=str) if o.language}


def _marked(found: rdflib.Graph, annotation: rdflib.URIRef) -> frozenset[str]:
    return frozenset(_local(one) for one in found.subjects(annotation, rdflib.Literal(True)))  # noqa: FBT003  # a value of RDF


def _local(iri: rdflib.term.Node) -> str:
    return str(iri).rpartition("#")[2].rpartition("/")[2]

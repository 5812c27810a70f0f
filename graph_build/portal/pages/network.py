"""The neighbourhood of a thing: neighbours by class in lanes, the evidence of every line."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException

from graph_build.portal.facts import phrase
from graph_build.portal.vocabulary import ENTITY_CLASSES, FAMILIES, local

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.present import ClaimView, Thing
    from graph_build.portal.reader import Edge
    from graph_build.portal.site import View

_SHOWN = 5
_EXPANDED = 60
_UNDRAWN = ("type", "coverage")
_LEFT = ("institution", "person", "place")
_EVIDENCE = 30
_IN_TABLE = 500
_ORDER = {
    name: rank for rank, name in enumerate(dict.fromkeys(FAMILIES[k] for k in ENTITY_CLASSES))
}


class Neighbour(NamedTuple):
    """A neighbour and how it is connected; without claims it is from a register."""

    thing: Thing
    words: tuple[str, ...]
    claims: tuple[str, ...] = ()
    evidence: str = ""
    figure: bool = False


class Card(NamedTuple):
    """A neighbour that is drawn; `note` is the number where the line stands for a figure."""

    neighbour: Neighbour
    note: str


class Lane(NamedTuple):
    """The neighbours of one family, those with most claims first, some of them shown."""

    family: str
    label: str
    shown: tuple[Card, ...]
    total: int
    more: int
    expand: str


def network(request: Request) -> Response:
    """Show the neighbourhood of a thing."""
    view: View = request.app.state.site.view(request)
    iri = view.links.iri(request.path_params["path"])
    if iri not in view.reader.names:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    neighbours = _neighbours(view, iri)
    lanes = _lanes(view, neighbours)
    left, right = _sides(lanes)
    return view.render(
        "network.html",
        iri=iri,
        thing=view.present.thing(iri),
        left=left,
        right=right,
        neighbours=neighbours[:_IN_TABLE],
        total=len(neighbours),
    )


def between(request: Request) -> Response:
    """Show the claims that connect two things; `fragment` asks for the claims alone."""
    view: View = request.app.state.site.view(request)
    a, b = (view.links.iri(request.query_params.get(k, "").lstrip("/")) for k in ("a", "b"))
    if a not in view.reader.names or b not in view.reader.names:
        raise HTTPException(404, view.language("between.none"))
    claims = dict.fromkeys(edge.claim for edge in view.reader.edges_of(a) if edge.other == b)
    records = view.reader.claims(list(claims)[:_EVIDENCE])
    shown: list[ClaimView] = [view.present.claim(record) for record in records]
    template = "fragment.html" if "fragment" in request.query_params else "between.html"
    ends = view.present.thing(a), view.present.thing(b)
    return view.render(
        template, a=ends[0], b=ends[1], claims=shown, more=max(0, len(claims) - _EVIDENCE)
    )


def _neighbours(view: View, iri: str) -> list[Neighbour]:
    edges: dict[str, list[Edge]] = defaultdict(list)
    for edge in view.reader.edges_of(iri):
        if edge.other != iri:
            edges[edge.other].append(edge)
    found = [_neighbour(view, iri, other, its) for other, its in edges.items()]
    found += [
        Neighbour(view.present.thing(other), tuple(dict.fromkeys(said)))
        for other, said in _register(view, iri, set(edges)).items()
    ]
    return sorted(found, key=_weight)


def _weight(neighbour: Neighbour) -> tuple[int, int, str, str]:
    family = _ORDER.get(neighbour.thing.family, len(_ORDER))
    return family, -len(neighbour.claims), neighbour.thing.label, neighbour.thing.iri


def _neighbour(view: View, iri: str, other: str, edges: list[Edge]) -> Neighbour:
    a, b = view.links.path(iri), view.links.path(other)
    return Neighbour(
        view.present.thing(other),
        tuple(dict.fromkeys(e.verb or phrase(view.present, e.words, e.way) for e in edges)),
        tuple(dict.fromkeys(edge.claim for edge in edges)),
        f"/between?a={a}&b={b}",
        figure=all(local(edge.words) == "observation" for edge in edges),
    )


def _card(view: View, neighbour: Neighbour) -> Card:
    if not neighbour.figure or not neighbour.claims:
        return Card(neighbour, "")
    figure = view.present.claim(view.reader.claim(neighbour.claims[0]), quoted=False).figure
    return Card(neighbour, (figure.written or figure.value + figure.unit) if figure else "")


def _register(view: View, iri: str, stated: set[str]) -> dict[str, list[str]]:
    """Return the neighbours that only a register knows, with what it says."""
    known: dict[str, list[str]] = defaultdict(list)
    for property_, value in view.reader.description(iri):
        if (
            value.kind == "iri"
            and local(property_) not in _UNDRAWN
            and _drawn(view, value.value)
            and value.value not in stated
        ):
            known[value.value].append(phrase(view.present, property_, "out"))
    for subject, property_ in view.reader.references(iri):
        if _drawn(view, subject) and subject not in stated:
            known[subject].append(phrase(view.present, property_, "in"))
    known.pop(iri, None)
    return known


def _drawn(view: View, iri: str) -> bool:
    return view.reader.names.of(iri).family in _ORDER


def _lanes(view: View, neighbours: list[Neighbour]) -> list[Lane]:
    by_family: dict[str, list[Neighbour]] = defaultdict(list)
    for neighbour in neighbours:
        by_family[neighbour.thing.family].append(neighbour)
    expanded = view.request.query_params.get("all", "")
    return [
        _lane(view, family, found, most=_EXPANDED if family == expanded else _SHOWN)
        for family, found in by_family.items()
    ]


def _lane(view: View, family: str, found: list[Neighbour], *, most: int) -> Lane:
    shown = tuple(_card(view, neighbour) for neighbour in found[:most])
    label = view.language(f"lane.{family}") if view.language.has(f"lane.{family}") else family
    more = len(found) - len(shown)
    return Lane(family, label, shown, len(found), more, view.here(all=family))


def _sides(lanes: list[Lane]) -> tuple[list[Lane], list[Lane]]:
    """Return the lanes to the left (who and where) and right (what), of nearly equal height."""
    left = [lane for lane in lanes if lane.family in _LEFT]
    right = [lane for lane in lanes if lane.family not in _LEFT]
    sides = (left, right)
    while True:
        low, high = sorted(sides, key=_height)
        movable = high[-1] if high else None
        if movable is None or _height(low) + _height([movable]) >= _height(high):
            return sides
        low.append(high.pop())


def _height(lanes: list[Lane]) -> int:
    return sum(len(lane.shown) + 1 for lane in lanes)

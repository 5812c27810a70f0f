"""Where an initiative is carried out: the places inside its name, before it and behind it.

A place that belongs to another name says nothing (上海东站、浦东国际机场), nor does one in another
member of a list; places in a list with the one that counts count as well.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.frames import predicate
from graph_build.extract.places import COMPARED
from graph_build.model import Key, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.extract.scene import Named, Scene

_LISTED = frozenset(("、", "和", "与", "及", "以及"))
_OPENING = re.compile(r"(?:[在于以]|近来|目前|去年|今年|近年来|其中|同时|支持|推动|指导|鼓励)*")
_SETTLED = re.compile(r"[^、；。]{0,8}?(?:落户|落地|走进|进驻|花落|在|覆盖)$")
_FARTHEST = 24


class Site(NamedTuple):
    """A place where an initiative is carried out, the range that says so, the name of the rule."""

    initiative: Named
    place: Key
    span: Span
    rule: str


def sites(scene: Scene, clause: Span, named: Sequence[Named]) -> Iterator[Site]:
    """Return where the initiatives of a clause are carried out, of all that it names."""
    initiatives = [n for n in named if n.group == "initiative"]
    if not initiatives:
        return
    places = [n for n in named if n.group == "place"]
    outer = [n.span for n in named if n.group in {"initiative", "institution", "honour"}]
    text = scene.reading.text
    free = [
        p
        for p in places
        if not any(o.holds(p.span) and o != p.span for o in outer)
        and not COMPARED.match(text, p.span.end)
    ]
    bodies = [n.span for n in named if n.group == "institution"]
    own = [p for p in places if not any(b.holds(p.span) for b in bodies)]
    for initiative in initiatives:
        yield from _inside(scene, initiative, own)
        yield from _quoted(scene, initiative)
        if not any(initiative.span.holds(p.span) for p in own):
            yield from _before(scene, clause, initiative, free)
            yield from _behind(scene, initiative, free)


def _inside(scene: Scene, initiative: Named, places: Iterable[Named]) -> Iterator[Site]:
    """Return the places inside a name, and those listed before one that opens it.

    A name that is no more than the name of a region is carried out nowhere: 长江经济带.
    """
    text = scene.reading.text
    held = [p for p in places if initiative.span.holds(p.span)]
    if not held or held[-1].span.end == initiative.span.end:
        return
    followed = {a.span for a, b in pairwise(held) if not text[a.span.end : b.span.start]}
    for place in held:
        if place.span not in followed:
            yield Site(initiative, place.key, initiative.span, "relation.place-in-name")
    if held[0].span.start == initiative.span.start:
        for place in _listed_before(scene, held[0], places):
            span = Span(place.span.start, initiative.span.end)
            yield Site(initiative, place.key, span, "relation.place-in-list")


def _listed_before(scene: Scene, place: Named, places: Iterable[Named]) -> Iterator[Named]:
    """Return the places of the list that a place ends: 甲、乙 before 丙 in 甲、乙、丙."""
    text = scene.reading.text
    at = place.span.start
    for other in sorted(places, key=lambda p: -p.span.end):
        if other.span.end < at and text[other.span.end : at] in _LISTED:
            yield other
            at = other.span.start


def _quoted(scene: Scene, initiative: Named) -> Iterator[Site]:
    """Return the places of the document whose names stand in a quoted name: “好玩在青州”."""
    for place in scene.inside(initiative.span):
        if place.group == "place":
            yield Site(initiative, place.key, initiative.span, "relation.place-in-quote")


def _before(scene: Scene, clause: Span, initiative: Named, free: Iterable[Named]) -> Iterator[Site]:
    """Return the places before a name: right before it, or the subject of its clause."""
    near = [p for p in free if p.span.end <= initiative.span.start]
    if not near:
        return
    place, text = near[-1], scene.reading.text
    gap = text[place.span.end : initiative.span.start]
    if "、" in gap or len(gap) > _FARTHEST:
        subject = _OPENING.fullmatch(text, clause.start, place.span.start)
        if not subject or not _acts(scene, Span(place.span.end, initiative.span.start)):
            return
    for one in (place, *_listed_before(scene, place, free)):
        span = Span(one.span.start, initiative.span.end)
        yield Site(initiative, one.key, span, "relation.place-in-sentence")


def _behind(scene: Scene, initiative: Named, free: Iterable[Named]) -> Iterator[Site]:
    """Return the place behind a name that settles there: 落户北部新区, 在西宁举行."""
    text = scene.reading.text
    for place in free:
        if place.span.start < initiative.span.end:
            continue
        if _SETTLED.fullmatch(text, initiative.span.end, place.span.start):
            span = Span(initiative.span.start, place.span.end)
            yield Site(initiative, place.key, span, "relation.settles")
        return


def _acts(scene: Scene, span: Span) -> bool:
    """Say whether a predicate stands in a stretch before any mark of a list."""
    atoms = scene.atoms
    for index in atoms.within(span):
        if atoms.texts[index] == "、":
            return False
        if predicate(atoms.texts[index], atoms.flags[index]) not in {None, "a", "vn"}:
            return True
    return False

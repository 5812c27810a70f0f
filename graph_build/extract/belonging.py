"""What belongs where by the build of names alone: office and name, territory, place in place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from graph_build.model import Key, Relation, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.scene import Named, Scene

_GOVERNS = re.compile(
    r"(?:政府|委|委员会|人大|政协|常委会|办公厅|办公室|[局厅院部]|机关|支队|大队|党委|党组)$"
)
_OFFICE = 8
"""The longest office, in characters, between a body and the person who holds it."""
_PARTS = frozenset("，。；：、和与")
_BETWEEN_PLACES = frozenset(("", "·"))


def belonging(scene: Scene, names: list[Named]) -> Iterator[Relation]:
    """Return what the names of a sentence say of each other by standing beside or inside."""
    for left, right in _neighbours(names):
        between = scene.reading.text[left.span.end : right.span.start]
        span = Span(left.span.start, right.span.end)
        if _is_place_in_place(left, right, between):
            yield _standing(scene, span, right.key, "within", left.key, "relation.place-in-place")
        elif _is_office(left, right, between):
            yield _standing(scene, span, right.key, "memberOf", left.key, "relation.office")
    for named in names:
        territory = _territory(scene, named, names)
        if territory is not None:
            rule = "relation.territory-in-name"
            yield _standing(scene, named.span, named.key, "jurisdiction", territory, rule)


def _standing(
    scene: Scene, span: Span, subject: Key, predicate: str, obj: Key, rule: str
) -> Relation:
    return Relation(
        evidence=(scene.reading.evidence(span),),
        status=Status.ONGOING,
        rule=rule,
        confidence=0.8,
        subject=subject,
        predicate=predicate,
        object=obj,
    )


def _neighbours(names: list[Named]) -> Iterator[tuple[Named, Named]]:
    """Return names that follow each other, and a person with the whole name before it."""
    yield from pairwise(names)
    outer = [n for n in names if not any(o.span != n.span and o.span.holds(n.span) for o in names)]
    for left, right in pairwise(outer):
        if right.key.group == "person":
            yield left, right


def _is_place_in_place(left: Named, right: Named, between: str) -> bool:
    return (
        left.key.group == right.key.group == "place"
        and left.key != right.key
        and between in _BETWEEN_PLACES
    )


def _is_office(left: Named, right: Named, between: str) -> bool:
    return (
        left.key.group == "institution"
        and left.finding.rule != "institution.meeting"
        and right.key.group == "person"
        and len(between) <= _OFFICE
        and _PARTS.isdisjoint(between)
    )


def _territory(scene: Scene, named: Named, names: list[Named]) -> Key | None:
    """Return the place in the name of a body that governs, None where there is none."""
    if named.key.group != "institution" or not _GOVERNS.search(named.finding.name):
        return None
    inside = [n for n in names if n.key.group == "place" and named.span.holds(n.span)]
    if not inside:
        return None
    last = inside[-1]
    whole = scene.reading.text.startswith("全", last.span.start)
    return last.key if whole or last.finding.rule != "place.elliptic" else None

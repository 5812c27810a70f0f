"""Where the cards of a picture stand: one lane for each kind of thing, nothing overlapping."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

CARD_WIDTH = 210
LINE_CHARACTERS = 12
MAX_LINES = 3
_COLUMN_GAP, _LANE_GAP, _ROW_GAP = 46, 150, 18
_LINE_HEIGHT, _PADDING = 19, 18
_LEAST_COLUMN_HEIGHT = 900
_ROUNDS = 4
# Marks that no line begins or ends with (GB/T 15834—2011 §5.1.10).
_NOT_FIRST = frozenset("，。、；：？！）》〉」』”’％%·…")
_NOT_LAST = frozenset("（《〈「『“‘")


@dataclass(frozen=True, slots=True)
class Lane:
    """A kind of thing, its colour, and the classes that belong to it."""

    label: str
    color: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the middle of a card is, in pixels, and the lines that stand on it."""

    x: int
    y: int
    lines: tuple[str, ...]


def wrapped(label: str) -> tuple[str, ...]:
    """Return the lines of a label, about equally long; what does not fit ends in an ellipsis.

    >>> wrapped("“源头预防筑底”矛盾纠纷预防化解体系")
    ('“源头预防筑底”矛', '盾纠纷预防化解体系')
    """
    text = " ".join(label.split())
    if len(text) > LINE_CHARACTERS * MAX_LINES:
        text = text[: LINE_CHARACTERS * MAX_LINES - 1] + "…"
    rows = max(1, math.ceil(len(text) / LINE_CHARACTERS))
    length = math.ceil(len(text) / rows)
    lines = []
    while text:
        end = length
        # A mark may hang over the end of a line; it never begins one.
        while end < len(text) and text[end] in _NOT_FIRST and end <= LINE_CHARACTERS + 1:
            end += 1
        while end < len(text) and text[end - 1] in _NOT_LAST and end > 1:
            end -= 1
        lines.append(text[:end])
        text = text[end:]
    return tuple(lines)


def places(
    lanes: Sequence[Sequence[str]],
    labels: Mapping[str, str],
    edges: Iterable[tuple[str, str]],
) -> dict[str, Place]:
    """Return the place of each card; lanes from left to right, near what they are connected to."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for source, target in edges:
        neighbours[source].add(target)
        neighbours[target].add(source)
    orders = [list(lane) for lane in lanes]
    for _ in range(_ROUNDS):
        rank = {one: i / max(1, len(lane)) for lane in orders for i, one in enumerate(lane)}
        for lane in orders:
            lane.sort(key=lambda one: (_middle(one, neighbours[one], rank), labels[one], one))
    made: dict[str, Place] = {}
    left = 0
    area = sum(_height(labels[one]) + _ROW_GAP for lane in orders for one in lane) * CARD_WIDTH
    height = max(_LEAST_COLUMN_HEIGHT, math.isqrt(area))
    for lane in orders:
        columns = list(_columns(lane, labels, height))
        for column in columns:
            made.update(_column(column, labels, left))
            left += CARD_WIDTH + _COLUMN_GAP
        left += _LANE_GAP if columns else 0
    return made


def _middle(one: str, neighbours: set[str], rank: Mapping[str, float]) -> float:
    # Summed in sorted order, so that floating point gives every machine the same picture.
    found = sorted(rank[other] for other in neighbours if other in rank)
    return sum(found) / len(found) if found else rank[one]


def _columns(lane: Sequence[str], labels: Mapping[str, str], limit: int) -> Iterator[list[str]]:
    column: list[str] = []
    height = 0
    for one in lane:
        step = _height(labels[one]) + _ROW_GAP
        if column and height + step > limit:
            yield column
            column, height = [], 0
        column.append(one)
        height += step
    if column:
        yield column


def _column(
    column: Sequence[str], labels: Mapping[str, str], left: int
) -> Iterator[tuple[str, Place]]:
    top = -sum(_height(labels[one]) + _ROW_GAP for one in column) // 2
    for one in column:
        height = _height(labels[one])
        yield one, Place(left, top + height // 2, wrapped(labels[one]))
        top += height + _ROW_GAP


def _height(label: str) -> int:
    return len(wrapped(label)) * _LINE_HEIGHT + _PADDING

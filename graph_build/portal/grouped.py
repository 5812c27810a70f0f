"""Where each thing stands in the picture of the whole graph: near others of its place.

A place has a disc, its province a round of discs, and provinces stand at their tiles: the same for
every reader, without forces and without a map. What has no place stands with most of what it is
connected to; what remains stands apart.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

SPACING = 10
"""The distance between neighbours in a disc, in the units of the picture."""

_GOLDEN = np.pi * (3 - np.sqrt(5))
_ROUNDS = 4
_PAD = 1.5
_ROW_GAP = 0.6
_COLUMN_GAP = 0.25
_STEPS = 400
_APART = -1
_AT_ONCE = 2048
_FINE = 5


class Block(NamedTuple):
    """A disc: the node it is named by (-1: no place), its middle, its radius.

    `level` is 0 for the round of a province, 1 for the disc of a place, whose nodes stand in it.
    """

    node: int
    x: int
    y: int
    radius: int
    level: int


class Layout(NamedTuple):
    """The place of each node, and the discs they stand in."""

    x: list[int]
    y: list[int]
    blocks: list[Block]


def grouped(
    homes: Sequence[int],
    tops: Mapping[int, int],
    tiles: Mapping[int, tuple[int, int]],
    edges: tuple[Sequence[int], Sequence[int]],
) -> Layout:
    """Return the layout of nodes.

    Args:
        homes: the place of each node as the number of a node, or -1.
        tops: for each place that is a home, the place at the top above it.
        tiles: row and column of a top; all without a tile stand together, apart.
        edges: sources and targets.
    """
    ends = [np.asarray(one, dtype=np.int64) for one in edges]
    home = spread(np.asarray(homes, dtype=np.int64), ends[0], ends[1])
    weight = np.bincount(np.concatenate(ends), minlength=len(homes))
    discs = {int(place): np.flatnonzero(home == place) for place in np.unique(home)}
    x, y = np.zeros(len(homes)), np.zeros(len(homes))
    blocks = _blocks({place: len(its) for place, its in discs.items()}, tops, tiles)
    for block in blocks:
        if block.level == 0:
            continue
        nodes = discs[block.node]
        nodes = nodes[np.argsort(-weight[nodes], kind="stable")]
        turn = np.arange(len(nodes))
        away = SPACING * np.sqrt(turn)
        x[nodes] = block.x + away * np.cos(turn * _GOLDEN)
        y[nodes] = block.y + away * np.sin(turn * _GOLDEN)
    return Layout(np.rint(x).astype(int).tolist(), np.rint(y).astype(int).tolist(), blocks)


def _blocks(
    sizes: Mapping[int, int], tops: Mapping[int, int], tiles: Mapping[int, tuple[int, int]]
) -> list[Block]:
    """Return the discs of places, each after the round of its province."""
    provinces: dict[int, list[tuple[int, float]]] = {}
    for place, size in sizes.items():
        top = tops.get(place, place)
        provinces.setdefault(top if top in tiles else _APART, []).append((place, _radius(size)))
    packed = {top: _packed(discs) for top, discs in provinces.items()}
    middles = _middles({top: radius for top, (_, radius) in packed.items()}, tiles)
    blocks = []
    for top, (where, radius) in sorted(packed.items()):
        x, y = middles[top]
        blocks.append(Block(top, round(x), round(y), round(radius), 0))
        blocks += [
            Block(place, round(x + dx), round(y + dy), round(r), 1)
            for place, (dx, dy, r) in where.items()
        ]
    return blocks


def _middles(
    radii: Mapping[int, float], tiles: Mapping[int, tuple[int, int]]
) -> dict[int, tuple[float, float]]:
    """Return the middles of rounds: in rows and columns as wide as what stands in them.

    Rows and columns of tiles without a round are closed. What has no tile stands to the left.

    >>> _middles({1: 50, 2: 20, 3: 20}, {1: (0, 0), 2: (7, 0), 3: (7, 5)})
    {1: (0.0, 0.0), 2: (0.0, 82.0), 3: (75.0, 82.0)}
    """
    here = {top: tiles[top] for top in radii if top in tiles}
    usual = float(np.median([radii[top] for top in here] or [0.0]))
    # Headings stand between rows.
    rows = _stations(here, radii, usual * _ROW_GAP, 0)
    columns = _stations(here, radii, usual * _COLUMN_GAP, 1)
    middles = {top: (columns[column], rows[row]) for top, (row, column) in here.items()}
    for top, radius in radii.items():
        if top not in middles:
            left = min((x - radii[one] for one, (x, _) in middles.items()), default=0.0)
            heights = [y for _, y in middles.values()] or [0.0]
            x = left - radius - usual * _COLUMN_GAP if middles else 0.0
            middles[top] = (x, (min(heights) + max(heights)) / 2)
    return middles


def _stations(
    tiles: Mapping[int, tuple[int, int]], radii: Mapping[int, float], gap: float, way: int
) -> dict[int, float]:
    """Return where the middle of each row (way 0) or column (way 1) of tiles is."""
    widest: dict[int, float] = {}
    for top, at in tiles.items():
        widest[at[way]] = max(widest.get(at[way], 0.0), radii[top])
    found: dict[int, float] = {}
    edge = None
    for number, radius in sorted(widest.items()):
        found[number] = 0.0 if edge is None else edge + radius + gap
        edge = found[number] + radius
    return found


def spread(home: Integers, sources: Integers, targets: Integers) -> Integers:
    """Return homes in which nodes without one have that of most of their neighbours.

    >>> spread(np.array([7, -1, -1, -1]), np.array([0, 1]), np.array([1, 2])).tolist()
    [7, 7, 7, -1]
    """
    found = home.copy()
    for _ in range(_ROUNDS):
        ends = np.concatenate([sources, targets])
        others = np.concatenate([targets, sources])
        asked = (found[ends] < 0) & (found[others] >= 0)
        if not asked.any():
            break
        votes, counts = np.unique(
            np.stack([ends[asked], found[others][asked]], 1), axis=0, return_counts=True
        )
        # By node, then by votes: the last of each node has most; of equals the smaller place.
        order = np.lexsort((-votes[:, 1], counts, votes[:, 0]))
        last = np.append(np.diff(votes[order, 0]) > 0, True)
        found[votes[order, 0][last]] = votes[order, 1][last]
    return found


def _radius(count: int) -> float:
    return SPACING * (float(np.sqrt(count)) + _PAD)


def _packed(discs: list[tuple[int, float]]) -> tuple[dict[int, tuple[float, float, float]], float]:
    """Return where discs stand around a common middle, the largest first, and the radius of all."""
    placed: dict[int, tuple[float, float, float]] = {}
    for place, radius in sorted(discs, key=lambda one: (-one[1], one[0])):
        placed[place] = (*_free(list(placed.values()), radius), radius)
    x, y, outer = _round(np.asarray(list(placed.values())))
    return {place: (dx - x, dy - y, r) for place, (dx, dy, r) in placed.items()}, outer


def _round(discs: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return a small round that holds discs (rows of x, y and radius) with some room around.

    Each step goes towards the disc that reaches farthest (Bădoiu and Clarkson 2003).

    >>> [round(float(n), 1) for n in _round(np.array([[0.0, 0, 3], [10, 0, 1]]))]
    [4.0, 0.0, 17.0]
    """
    middle = discs[0, :2].copy()
    for step in range(1, _STEPS):
        ways = discs[:, :2] - middle
        away = np.hypot(ways[:, 0], ways[:, 1])
        far = int(np.argmax(away + discs[:, 2]))
        if away[far] > 0:
            stretch = (away[far] + discs[far, 2]) / away[far]
            middle += ways[far] * stretch / (step + 1)
    apart = np.hypot(*(discs[:, :2] - middle).T) + discs[:, 2]
    return float(middle[0]), float(middle[1]), float(apart.max()) + SPACING


def _free(placed: list[tuple[float, float, float]], radius: float) -> tuple[float, float]:
    """Return the free spot for a disc that is nearest to the centre of gravity, on a spiral."""
    if not placed:
        return 0.0, 0.0
    others = np.asarray(placed)
    centre = np.average(others[:, :2], axis=0, weights=others[:, 2] ** 2)
    step = radius / _FINE
    for first in itertools.count(1, _AT_ONCE):
        turn = np.arange(first, first + _AT_ONCE)
        away = step * np.sqrt(turn)
        x, y = centre[0] + away * np.cos(turn * _GOLDEN), centre[1] + away * np.sin(turn * _GOLDEN)
        apart = np.hypot(x[:, None] - others[:, 0], y[:, None] - others[:, 1])
        free = np.flatnonzero((apart >= others[:, 2] + radius).all(axis=1))
        if len(free):
            return float(x[free[0]]), float(y[free[0]])
    raise AssertionError  # pragma: no cover  # the spiral leaves every disc behind

"""Where things stand in the picture of the whole graph."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from graph_build.portal.grouped import SPACING, Block, Layout, grouped

NODES = st.integers(1, 60)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[int], dict[int, int], dict[int, tuple[int, int]]]:
    """Return homes, tops and tiles: the first nodes are places, some of them provinces."""
    count = draw(NODES)
    places = draw(st.integers(0, min(8, count)))
    home = st.integers(-1, places - 1)
    homes = [n if n < places else draw(home) for n in range(count)]
    tops = {n: draw(st.integers(0, places - 1)) for n in range(places)}
    provinces = draw(st.sets(st.integers(0, max(0, places - 1)), max_size=places))
    tiles = {n: (draw(st.integers(1, 8)), n + 1) for n in sorted(provinces) if n < places}
    return homes, tops, tiles


def distance(one: Block, other: Block) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def levels(layout: Layout) -> tuple[list[Block], list[Block]]:
    rounds = [b for b in layout.blocks if b.level == 0]
    return rounds, [b for b in layout.blocks if b.level == 1]


@given(graphs())
def test_nothing_overlaps_and_each_node_stands_in_a_disc_of_its_own_place(
    graph: tuple[list[int], dict[int, int], dict[int, tuple[int, int]]],
) -> None:
    homes, tops, tiles = graph
    layout = grouped(homes, tops, tiles, ([], []))
    rounds, discs = levels(layout)

    assert [b for b in discs if b.node < 0] == [] or -1 in homes
    for some in (rounds, discs):
        for one, other in itertools.combinations(some, 2):
            assert distance(one, other) >= one.radius + other.radius - 4
    inside = {disc.node: disc for disc in discs}
    for home, x, y in zip(homes, layout.x, layout.y, strict=True):
        disc = inside[home]
        assert math.hypot(x - disc.x, y - disc.y) <= disc.radius
    for disc in discs:
        assert any(distance(disc, one) + disc.radius <= one.radius + SPACING for one in rounds)


def test_rows_of_tiles_without_things_are_closed() -> None:
    near = grouped([0, 1], {0: 0, 1: 1}, {0: (1, 1), 1: (2, 1)}, ([], []))
    far = grouped([0, 1], {0: 0, 1: 1}, {0: (1, 1), 1: (8, 1)}, ([], []))

    assert near == far


def test_what_is_spoken_of_most_stands_in_the_middle() -> None:
    layout = grouped([0, 0, 0, -1], {0: 0}, {0: (1, 1)}, ([2, 2], [1, 3]))
    disc = next(b for b in layout.blocks if b.level == 1)

    assert (layout.x[2], layout.y[2]) == (disc.x, disc.y)


def test_a_graph_without_things_has_no_discs() -> None:
    assert grouped([], {}, {}, ([], [])) == Layout([], [], [])

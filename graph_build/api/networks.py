"""Parts of the network of things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from graph_build.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Collection

Edge = tuple[str, str, Any, dict[str, Any]]


def narrowed(
    whole: nx.MultiDiGraph[str],
    centre: str | None,
    *,
    hops: int,
    classes: Collection[str] | None,
    properties: Collection[str] | None,
    status: str | None,
) -> nx.MultiDiGraph[str]:
    """Return a copy of the part of a network that is asked for.

    Raises:
        UnknownName: if the centre stands in no statement.
    """
    if centre is not None and centre not in whole:
        raise UnknownName(f"{centre} stands in no statement of the network; see graph.entity")
    edges: list[Edge] = [
        (source, target, key, data)
        for source, target, key, data in whole.edges(data=True, keys=True)
        if (properties is None or data["property"] in properties)
        and (status is None or data["status"] == status)
    ]
    kept: nx.Graph[str] = nx.Graph((source, target) for source, target, *_ in edges)
    if centre is None:
        chosen = set(whole if properties is None and status is None else kept)
    else:
        chosen = set(nx.ego_graph(kept, centre, radius=hops)) if centre in kept else {centre}
    members = {
        one
        for one in chosen
        if classes is None or one == centre or whole.nodes[one]["class"] in classes
    }
    return _induced(whole, members, edges)


def _induced(
    whole: nx.MultiDiGraph[str], members: set[str], edges: list[Edge]
) -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for one in sorted(members):
        made.add_node(one, **whole.nodes[one])
    for source, target, key, data in edges:
        if source in members and target in members:
            made.add_edge(source, target, key=key, **data)
    return made

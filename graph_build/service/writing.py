"""Writes the answer of an engine in the format and within the limits asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.store.graphs import write_graph
from graph_build.store.results import write_table, write_truth
from graph_build.store.rows import GraphAnswer, Rows

if TYPE_CHECKING:
    from graph_build.service.asked import Asked
    from graph_build.store.results import Sink


def write(found: Rows | bool | GraphAnswer, asked: Asked, out: Sink) -> bool:  # noqa: FBT001
    """Write an answer; return whether it was cut.

    Raises:
        QueryError: if it has no such format, or evaluation fails on the way.
    """
    bytes_, rows = asked.most_bytes, asked.most_rows
    if isinstance(found, Rows):
        return write_table(found, out, asked.media_type, most_bytes=bytes_, most_rows=rows)
    if isinstance(found, GraphAnswer):
        return write_graph(found.nodes, out, asked.media_type, most_bytes=bytes_, most_rows=rows)
    write_truth(found, out, asked.media_type)
    return False

"""Questions: `.rq` files with a header, bound to terms and asked of a built graph."""

from graph_build.query.catalogue import GROUPS, catalogue, find
from graph_build.query.graph import FORMAT_VERSION, Graph, current
from graph_build.query.question import Parameter, Query, Value, spellings

__all__ = [
    "FORMAT_VERSION",
    "GROUPS",
    "Graph",
    "Parameter",
    "Query",
    "Value",
    "catalogue",
    "current",
    "find",
    "spellings",
]

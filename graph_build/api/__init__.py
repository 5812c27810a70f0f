"""A built graph in Python: questions as tables, things with their statements, words, networks.

    graph = graph_build.open("graph")
    graph.ask("金华有哪些数字应用？").to_pandas()
    graph.show(around="龙山经验")

Values are plain Python; every statement leads to the characters that say it.
"""

from graph_build.api.opened import OpenGraph
from graph_build.api.picture import Picture
from graph_build.api.table import Answer, Table
from graph_build.api.things import Quote, Statement, Thing

__all__ = ["Answer", "OpenGraph", "Picture", "Quote", "Statement", "Table", "Thing"]

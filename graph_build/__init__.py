"""Fengtu: Chinese governance texts as an RDF graph in which every statement points at its words.

>>> import graph_build
>>> graph = graph_build.open("graph")  # doctest: +SKIP
>>> graph.query("experiences-and-origins", place="金华市")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.api import OpenGraph

__all__ = ["__version__", "open"]

__version__: str


def open(folder: str | Path) -> OpenGraph:  # noqa: A001 - `graph_build.open`, as `gzip.open`
    """Return the published graph of a folder, to be asked from Python.

    >>> graph_build.open(folder).graph.manifest["counts"]["documents"]
    5

    Raises:
        GraphNotFound: if there is none, it is damaged, or a newer version made it.
    """
    from graph_build.api import OpenGraph  # noqa: PLC0415 - the package itself stays quick

    return OpenGraph.open(folder)


if not TYPE_CHECKING:  # else every name would pass the type checker

    def __getattr__(name: str) -> str:
        if name == "__version__":
            from importlib.metadata import version  # noqa: PLC0415 - as above

            return version("fengtu")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""The command that brings a built graph into a SPARQL service."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from graph_build.cli.group import console, graph_option, main


@main.command("push")
@click.argument("url")
@click.option("--as", "name", metavar="IRI", help="The graph to replace; else the default graph.")
@graph_option
def push_command(url: str, name: str | None, folder: Path) -> None:
    """Publish a built graph in a SPARQL service, by the Graph Store Protocol.

    \b
    Example: fengtu push http://localhost:7878/store
             fengtu push http://localhost:8890/sparql-graph-crud-auth --as urn:fengtu

    URL is where the service takes graphs, which is another address than where it answers queries.
    The graph of that name is replaced. An account is named by FENGTU_STORE_USER and
    FENGTU_STORE_PASSWORD, or by FENGTU_STORE_TOKEN.
    """
    from graph_build.query import Graph, find
    from graph_build.store.graphs import N_TRIPLES
    from graph_build.store.remote import put

    graph = Graph.open(folder)
    with tempfile.TemporaryDirectory() as work:
        triples = Path(work) / "graph.nt"
        with triples.open("wb") as out:
            graph.store.write(find("internal/everything").text, out, N_TRIPLES)
        put(triples, url, graph=name)
    count = len(graph.store)  # type: ignore[arg-type]
    where = f"<{name}>" if name else "the default graph"
    console.print(f"{count:,} triples are {where} of {url}", markup=False, soft_wrap=True)

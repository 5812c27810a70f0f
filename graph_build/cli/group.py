"""The group of commands, how its errors are said, and the options that commands share."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from graph_build.errors import FengtuError
from graph_build.layout import FORMS, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_build.query import Graph

_STORE = "graph_build.cli.store"

console = Console(stderr=True, highlight=False)


class _Group(click.Group):
    """Says every error of ours in one line and exits with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FengtuError as error:
            line = " ".join(str(error).splitlines())
            console.print(f"fengtu: {line}", style="red", markup=False, soft_wrap=True)
            ctx.exit(1)
        except BrokenPipeError:
            # The reader of our output has gone; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


def graph_option(command: Any) -> Any:
    """Give a command the option that says which graph it is about."""
    return click.option(
        "--graph",
        "folder",
        type=click.Path(path_type=Path),
        default=Path("graph"),
        show_default=True,
        help="The folder of a built graph.",
    )(command)


def store_option(command: Any) -> Any:
    """Let a command ask a SPARQL service instead of the store of a built graph."""
    return click.option(
        "--store",
        metavar="URL",
        envvar="FENGTU_STORE",
        help="A SPARQL 1.1 service that holds the graph; texts are those of --graph.",
        expose_value=False,
        callback=lambda context, _, url: context.meta.update({_STORE: url}),
    )(command)


def opened(folder: Path) -> Graph:
    """Return the graph that a command is about: of a folder, or of the service it was given.

    Raises:
        GraphNotFound: if there is no built graph in the folder.
        StoreUnreachable: if the service has no address.
    """
    from graph_build.query import Graph

    url = store_url()
    return Graph.open(folder) if url is None else Graph.at(url, folder)


def store_url() -> str | None:
    """Return the address of the service that the command was given, if any."""
    url = click.get_current_context().meta.get(_STORE)
    return None if url is None else str(url)


def form_option(command: Any) -> Any:
    """Give a command the option that says how its rows are written."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(list(FORMS)),
        default="table",
        show_default=True,
    )(command)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fengtu")
def main() -> None:
    """Turn Chinese governance texts into a knowledge graph and work with it.

    Start with: fengtu demo
    """
    for stream in (sys.stdout, sys.stderr):
        # Chinese text comes out whatever the locale is, and names of files as the bytes they are.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def show(names: Iterable[str], rows: Iterable[Sequence[str]], form: str) -> None:
    """Write rows to standard output, folded to the window if there is one."""
    width = console.width if sys.stdout.isatty() else None
    click.echo(laid_out(names, rows, form, width=width), nl=False)

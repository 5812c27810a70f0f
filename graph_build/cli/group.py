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

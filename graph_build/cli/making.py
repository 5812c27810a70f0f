"""Commands that make a graph and serve it."""

from __future__ import annotations

import contextlib
import socket
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import track
from rich.table import Table

from graph_build import resources
from graph_build.cli.group import (
    console,
    graph_option,
    main,
    opened,
    store_option,
    store_url,
)
from graph_build.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.build import Outcome

_FAILED_INPUTS = 1
_SECONDS_TO_START = 1.5


@main.command("build")
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("graph"),
    show_default=True,
    help="Where the graph goes.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes read documents.",
)
@click.option("--base", default=None, help="The base of the IRIs that are minted.")
def build_command(inputs: tuple[Path, ...], out: Path, jobs: int, base: str | None) -> None:
    """Build a graph of text files, or of folders of them.

    \b
    Example: fengtu build report.txt news/ --out graph

    A file that cannot be used gets one line; the others are kept, and the exit code is 1.
    """
    outcome = _build(inputs, out, jobs=jobs, base=base)
    _summary(outcome, out)
    if outcome.failures:
        sys.exit(_FAILED_INPUTS)


def _build(inputs: Iterable[Path], out: Path, *, jobs: int = 1, base: str | None = None) -> Outcome:
    from graph_build import iris
    from graph_build.build import Serial, build
    from graph_build.executors import Pool, relax_collector
    from graph_build.portal.drawn import write_drawn

    relax_collector()
    with Pool(jobs) if jobs > 1 else contextlib.nullcontext(Serial()) as executor:
        return build(
            list(inputs),
            out,
            executor=executor,
            base=base or iris.BASE,
            progress=_progress,
            derive=write_drawn,
        )


def _progress(paths: Iterable[Path]) -> Iterable[Path]:
    listed = list(paths)
    if not console.is_terminal:
        return listed
    return track(listed, description="reading", console=console, transient=True)


def _summary(outcome: Outcome, out: Path) -> None:
    table = Table(title=None, show_header=True, box=None)
    for name in outcome.counts:
        table.add_column(name, justify="right")
    table.add_row(*(f"{n:,}" for n in outcome.counts.values()))
    console.print(table)
    for failure in outcome.failures:
        console.print(f"fengtu: {failure.reason}", style="yellow", markup=False, soft_wrap=True)
    console.print(f"graph {outcome.build} in {out}", markup=False, soft_wrap=True)


@main.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another than loopback is public."
)
@click.option(
    "--publication",
    type=click.Path(path_type=Path),
    default=None,
    help="A folder of `fengtu export portal` whose files are offered.",
)
@click.option("--behind-proxy", is_flag=True, help="A proxy of this machine passes requests on.")
@click.option(
    "--query-seconds",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="How long a query may take.",
)
@click.option("--open/--no-open", "browse", default=False, help="Open the page in a browser.")
@store_option
@graph_option
def serve_command(port: int, host: str, *, browse: bool, folder: Path, **options: Any) -> None:
    """Serve the explorer and the SPARQL endpoint of a built graph.

    \b
    Example: fengtu serve --port 8765

    Queries run in processes of their own that have no network, little memory and little time. On a
    public address, or behind a proxy, each client has a budget of them. With --store the portal
    stands in front of any SPARQL 1.1 service, which is then the one to evaluate queries.
    """
    graph = opened(folder)
    if (url := store_url()) is not None:
        console.print(f"{url} answers: {len(graph.store):,} triples", markup=False)  # type: ignore[arg-type]
    _serve(folder, host, port, browse=browse, store=url, **options)


def _serve(folder: Path, host: str, port: int, *, browse: bool, **options: Any) -> None:
    from graph_build.portal import serve

    port = _free(host, port)
    url = f"http://{host}:{port}/"
    console.print(f"serving {folder} at {url} (stop with Ctrl-C)", markup=False, soft_wrap=True)
    if browse:
        opening = threading.Timer(_SECONDS_TO_START, webbrowser.open, [url])
        opening.daemon = True
        opening.start()
    serve(folder, host, port, **options)


def _free(host: str, port: int) -> int:
    """Return the port, or one that is free for 0, if it can be served.

    Raises:
        OutputError: if it cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as held:
            return int(held.getsockname()[1])
    except OSError as error:
        raise OutputError(
            f"port {port} of {host} cannot be served ({error.strerror}); give another --port"
        ) from error


@main.command("demo")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--open/--no-open", "browse", default=True, help="Open the page in a browser.")
@click.option("--only-build", is_flag=True, help="Build the sample graph and stop.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="Where the graph goes; by default a temporary folder.",
)
def demo_command(port: int, *, browse: bool, only_build: bool, out: Path | None) -> None:
    """Build the packaged sample corpus and serve it.

    \b
    Example: fengtu demo --port 8765
    """
    folder = out or Path(tempfile.mkdtemp(prefix="fengtu-demo-"))
    outcome = _build([resources.sample()], folder)
    _summary(outcome, folder)
    if outcome.failures:
        raise OutputError("the packaged sample corpus could not be built whole; reinstall fengtu")
    if not only_build:
        _serve(folder, "127.0.0.1", port, browse=browse)

"""The command `fengtu`: the composition root, and the only place that prints, exits and logs."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from graph_build import resources
from graph_build.errors import FengtuError, OutputError, ParameterError, UnknownName
from graph_build.layout import FORMS, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_build.build import Outcome

_FAILED_INPUTS = 1

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


def _graph_option(command: Any) -> Any:
    return click.option(
        "--graph",
        "folder",
        type=click.Path(path_type=Path),
        default=Path("graph"),
        show_default=True,
        help="The folder of a built graph.",
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

    relax_collector()
    with Pool(jobs) if jobs > 1 else contextlib.nullcontext(Serial()) as executor:
        return build(
            list(inputs), out, executor=executor, base=base or iris.BASE, progress=_progress
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


@main.command("query")
@click.argument("name", required=False)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the query; may be repeated.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="table",
    show_default=True,
)
@_graph_option
def query_command(name: str | None, params: tuple[str, ...], form: str, folder: Path) -> None:
    """Ask a question of the catalogue, or one from a file.

    \b
    Example: fengtu query experiences-and-origins
             fengtu query my-question.rq --param name=龙山经验 --format csv

    Without a NAME, the questions are listed.
    """
    from graph_build.query import Graph, catalogue

    if name is None:
        for query in catalogue().values():
            click.echo(f"{query.name}\t{query.summary['zh']}\t{query.summary['en']}")
        return
    rows = Graph.open(folder).query(name, **_parameters(params))
    _show(rows.names, [[term.value if term else "" for term in row] for row in rows], form)


def _parameters(params: Iterable[str]) -> dict[str, str]:
    found = {}
    for pair in params:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(f"--param {pair!r}: expected NAME=VALUE")
        found[key] = value
    return found


def _show(names: Iterable[str], rows: Iterable[Sequence[str]], form: str) -> None:
    width = console.width if sys.stdout.isatty() else None
    click.echo(laid_out(names, rows, form, width=width), nl=False)


@main.command("ask")
@click.argument("question")
@click.option("--explain", is_flag=True, help="Say how the question was understood.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="table",
    show_default=True,
)
@_graph_option
def ask_command(question: str, folder: Path, *, explain: bool, form: str) -> None:
    """Answer a question in plain Chinese or English with a query of the catalogue.

    \b
    Example: fengtu ask "金华有哪些数字应用？"
             fengtu ask "Where has the Longshan Experience spread to?" --explain

    The query that is run and its parameters are said on standard error. Where the question is not
    near enough to one query, the nearest three are told instead and the exit code is 1.
    """
    from graph_build.ask import ask
    from graph_build.query import Graph

    graph = Graph.open(folder)
    asked = ask(graph, question)
    for line in asked.explanation() if explain else ():
        console.print(line, markup=False, soft_wrap=True)
    if not asked.certain:
        raise UnknownName(asked.doubt())
    console.print(asked.summary(), markup=False, soft_wrap=True)
    rows = graph.query(asked.nearest[0].query.name, **asked.given())
    _show(rows.names, [[term.value if term else "" for term in row] for row in rows], form)


@main.command("compare")
@click.argument("what", metavar="WHAT")
@click.argument("name", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="table",
    show_default=True,
)
@_graph_option
def compare_command(what: str, name: str | None, folder: Path, *, form: str) -> None:
    """Put what documents say side by side.

    \b
    Example: fengtu compare conflicts
             fengtu compare indicator 群众安全感满意度 --format csv

    \b
    WHAT is one of
      indicator NAME  the values of an indicator across places and years, with baselines
      conflicts       one indicator, object and period with different values, both sentences
      figures         figures that several passages or documents give alike
      plans           planned in one document and reported as done in a later one
      diffusion NAME  where an initiative and what builds on it appears, by date
      sources         relations with several sources first, those with one last
      baselines       changes that do not say what they are compared with
    """
    from graph_build.compare import compare
    from graph_build.query import Graph

    names, rows = compare(Graph.open(folder), what, name)
    _show(names, [[term.value if term else "" for term in row] for row in rows], form)


@main.command("explain")
@click.argument("name")
@_graph_option
def explain_command(name: str, folder: Path) -> None:
    """Say what a thing is, why its names are one thing, and which words say each statement.

    \b
    Example: fengtu explain 龙山经验
             fengtu explain i-62f38a03e053

    NAME is a name, an IRI, or the last part of one.
    """
    from graph_build.explain import explain
    from graph_build.query import Graph

    for thing in explain(Graph.open(folder), name):
        click.echo(f"{thing.name}  {' '.join(thing.kinds)}  {thing.iri}")
        if thing.aliases:
            click.echo(f"also written {'、'.join(thing.aliases)}")
        click.echo(f"one thing {thing.where}, by the rule {thing.rule!r}: {thing.meaning}")
        click.echo(f"identity {thing.group} | {thing.scope} | {thing.normal}")
        for form in thing.forms:
            click.echo(f"    {form.document}: {form.form} ×{form.count}")  # noqa: RUF001
        for other in thing.apart:
            click.echo(f"kept apart from {other.name} {other.where}  {other.iri}")
        click.echo()
        for said in thing.statements:
            click.echo(f"{said.subject or '（无主语）'} {said.says} {said.object}")
            place = f"{said.document} [{said.start}, {said.end})"
            click.echo(f"    {said.status}, {said.rule}, {place}\n    {said.quote}\n")


@main.command("export")
@click.argument("form", metavar="FORMAT")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    help="A file; by default standard output.",
)
@_graph_option
def export_command(form: str, out: Path | None, folder: Path) -> None:
    """Write the graph as nquads, trig, turtle, jsonld, graphml, gexf or html.

    \b
    Example: fengtu export nquads --out graph.nq
             fengtu export html --out network.html
    """
    from graph_build.export import FORMATS, export
    from graph_build.query import Graph

    if form not in FORMATS:
        raise ParameterError(f"no format {form!r}; there are: {', '.join(sorted(FORMATS))}")
    export(Graph.open(folder), form, out if out is not None else sys.stdout.buffer)


@main.command("validate")
@_graph_option
def validate_command(folder: Path) -> None:
    """Check a built graph against its shapes and its texts.

    \b
    Example: fengtu validate --graph graph

    Every quote must be what the text says at its offsets; every shape must hold.
    """
    from graph_build.query import current
    from graph_build.validate import validate

    report = validate(current(folder))
    for violation in report.violations:
        click.echo(violation)
    console.print(f"{len(report.violations)} violations")
    if not report.conforms:
        sys.exit(1)


@main.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    default=None,
    help="The folder below which a gold file's path is.",
)
@click.option("--rules", is_flag=True, help="Say how many predictions of each rule are right.")
@click.option("--alone", is_flag=True, help="Read an excerpt as if it were the whole document.")
@click.option("--misses", is_flag=True, help="List what was missed and what was extra.")
def evaluate_command(
    gold: tuple[Path, ...], texts: Path | None, *, rules: bool, alone: bool, misses: bool
) -> None:
    """Score the extraction on documents with gold annotations.

    \b
    Example: fengtu evaluate tests/gold/development --texts corpus

    GOLD is a *.gold.json file, or a folder of them.
    """
    from graph_build.evaluate import evaluate

    result = evaluate(gold, texts, alone=alone)
    _show(result.head, result.rows, "table")
    if rules:
        _show(result.rule_head, result.rules, "table")
    if misses:
        for line in result.misses:
            click.echo(line)


@main.command("audit")
@click.argument("texts", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--every",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Corrupt only every so manieth claim.",
)
@click.option("--misses", is_flag=True, help="List what slipped by and what is not accounted for.")
@_graph_option
def audit_command(texts: tuple[Path, ...], folder: Path, *, every: int, misses: bool) -> None:
    """Check that wrong claims would be rejected and that every numeral is accounted for.

    \b
    Example: fengtu audit report.txt
             fengtu audit --graph graph --every 10

    Claims of the texts, or of a graph's own texts, are corrupted in every way that is overlooked
    easily. The exit code is 1 where a share is on the wrong side of its bar.
    """
    from graph_build.audit import HEAD, NUMERAL_HEAD, audit, documents_of
    from graph_build.read import find, read

    documents = map(read, find(texts)) if texts else documents_of(folder)
    result = audit(documents, every=every)
    _show(HEAD, result.rows, "table")
    _show(NUMERAL_HEAD, result.numeral_rows, "table")
    for line in (*result.slipped, *result.missed) if misses else ():
        click.echo(line)
    if not result.passed:
        sys.exit(1)


@main.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Only loopback addresses may use SPARQL."
)
@click.option("--open/--no-open", "browse", default=False, help="Open the page in a browser.")
@_graph_option
def serve_command(port: int, host: str, *, browse: bool, folder: Path) -> None:
    """Serve the explorer and the SPARQL endpoint of a built graph.

    \b
    Example: fengtu serve --port 8765
    """
    from graph_build.query import Graph

    Graph.open(folder)
    _serve(folder, host, port, browse=browse)


def _serve(folder: Path, host: str, port: int, *, browse: bool) -> None:
    from graph_build.portal import serve

    url = f"http://{host}:{port}/"
    console.print(f"serving {folder} at {url} (stop with Ctrl-C)", markup=False, soft_wrap=True)
    if browse:
        webbrowser.open(url)
    serve(folder, host, port)


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


if __name__ == "__main__":
    main()

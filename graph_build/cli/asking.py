"""Commands that ask a built graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_build.cli.group import (
    console,
    form_option,
    graph_option,
    main,
    opened,
    show,
    store_option,
)
from graph_build.errors import ParameterError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Iterable


@main.command("query")
@click.argument("name", required=False)
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="A parameter of the query; may be repeated.",
)
@form_option
@store_option
@graph_option
def query_command(name: str | None, params: tuple[str, ...], form: str, folder: Path) -> None:
    """Ask a question of the catalogue, or one from a file.

    \b
    Example: fengtu query experiences-and-origins
             fengtu query my-question.rq --param name=龙山经验 --format csv

    Without a NAME, the questions are listed.
    """
    from graph_build.query import catalogue

    if name is None:
        for query in catalogue().values():
            click.echo(f"{query.name}\t{query.summary['zh']}\t{query.summary['en']}")
        return
    rows = opened(folder).query(name, **_parameters(params))
    show(rows.names, [[term.value if term else "" for term in row] for row in rows], form)


def _parameters(params: Iterable[str]) -> dict[str, str]:
    found = {}
    for pair in params:
        key, equals, value = pair.partition("=")
        if not equals:
            raise ParameterError(f"--param {pair!r}: expected NAME=VALUE")
        found[key] = value
    return found


@main.command("ask")
@click.argument("question")
@click.option("--explain", is_flag=True, help="Say how the question was understood.")
@form_option
@store_option
@graph_option
def ask_command(question: str, folder: Path, *, explain: bool, form: str) -> None:
    """Answer a question in plain Chinese or English with a query of the catalogue.

    \b
    Example: fengtu ask "金华有哪些数字应用？"
             fengtu ask "Where has the Longshan Experience spread to?" --explain

    The query that is run and its parameters are said on standard error. Where the question is not
    near enough to one query, the nearest three are told instead and the exit code is 1.
    """
    from graph_build.ask import ask

    graph = opened(folder)
    asked = ask(graph, question)
    for line in asked.explanation() if explain else ():
        console.print(line, markup=False, soft_wrap=True)
    if not asked.certain:
        raise UnknownName(asked.doubt())
    console.print(asked.summary(), markup=False, soft_wrap=True)
    rows = graph.query(asked.nearest[0].query.name, **asked.given())
    show(rows.names, [[term.value if term else "" for term in row] for row in rows], form)


@main.command("compare")
@click.argument("what", metavar="WHAT")
@click.argument("name", required=False)
@form_option
@store_option
@graph_option
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

    names, rows = compare(opened(folder), what, name)
    show(names, [[term.value if term else "" for term in row] for row in rows], form)


@main.command("explain")
@click.argument("name")
@store_option
@graph_option
def explain_command(name: str, folder: Path) -> None:
    """Say what a thing is, why its names are one thing, and which words say each statement.

    \b
    Example: fengtu explain 龙山经验
             fengtu explain i-62f38a03e053

    NAME is a name, an IRI, or the last part of one.
    """
    from graph_build.explain import explain

    for thing in explain(opened(folder), name):
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
    help="A file; by default standard output. A folder for `portal`.",
)
@click.option(
    "--about",
    "description",
    type=click.Path(path_type=Path),
    default=None,
    help="Who publishes it and where: a TOML file, for `portal`.",
)
@graph_option
def export_command(form: str, out: Path | None, description: Path | None, folder: Path) -> None:
    """Write the graph in a format of others.

    \b
    Whole:     nquads, trig, turtle, jsonld, rdf-star
    Networks:  graphml, gexf, html, explorer
    Profiles:  datacube, nif, nif-text, prov, schema-org, web-annotation, nanopub, quickstatements
    Tables:    registry, skos
    Portal:    portal, a folder with all of it, described for catalogues and harvesters

    \b
    Example: fengtu export nquads --out graph.nq
             fengtu export datacube --out numbers.ttl
             fengtu export portal --out publication --about publication.toml
    """
    from graph_build.export import FORMATS, export
    from graph_build.query import Graph

    if form == "portal":
        _publish(folder, out, description)
        return
    if form not in FORMATS:
        known = ", ".join(sorted((*FORMATS, "portal")))
        raise ParameterError(f"no format {form!r}; there are: {known}")
    export(Graph.open(folder), form, out if out is not None else sys.stdout.buffer)


def _publish(folder: Path, out: Path | None, description: Path | None) -> None:
    """Write a publication and say how large it is.

    Raises:
        ParameterError: if no folder is given.
    """
    from graph_build.export.publication import About, publish
    from graph_build.query import Graph

    if out is None:
        raise ParameterError("a publication is a folder; give one with --out")
    about = About.read(description) if description else About.default()
    facts = publish(Graph.open(folder), out, about)
    size = sum(file.size for file in facts.files.values())
    console.print(
        f"published build {facts.build} in {out}: {len(facts.files)} files, {size:,} bytes; "
        f"quotations cover {facts.share.percent}% of the texts",
        markup=False,
        soft_wrap=True,
    )

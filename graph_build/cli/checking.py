"""Commands that check a graph and measure the extraction."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graph_build.cli.group import console, graph_option, main, show


@main.command("validate")
@graph_option
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
    show(result.head, result.rows, "table")
    if rules:
        show(result.rule_head, result.rules, "table")
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
@graph_option
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
    show(HEAD, result.rows, "table")
    show(NUMERAL_HEAD, result.numeral_rows, "table")
    for line in (*result.slipped, *result.missed) if misses else ():
        click.echo(line)
    if not result.passed:
        sys.exit(1)

from __future__ import annotations

import csv
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from graph_build.cli import main
from graph_build.export import FORMATS
from graph_build.query import catalogue

COMMANDS = sorted(main.commands)


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _succeeds(*arguments: str | Path) -> str:
    result = _run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def _fails(*arguments: str | Path) -> str:
    """Return the one line that a refused command says."""
    result = _run(*arguments)
    assert result.exit_code == 1, result.output
    (line,) = result.stderr.splitlines()
    assert line.startswith("fengtu: ")
    return line


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name: str) -> None:
    text = _succeeds(name, "--help")

    assert f"Example: fengtu {name}" in text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    options = [p for p in main.commands[name].params if isinstance(p, click.Option)]

    assert all(option.help or option.show_default for option in options)


def test_the_version_is_told() -> None:
    assert "0." in _succeeds("--version")


def test_without_a_name_the_questions_are_listed(sample: Path) -> None:
    lines = _succeeds("query", "--graph", sample).splitlines()

    assert [line.split("\t")[0] for line in lines] == list(catalogue())
    assert all(len(line.split("\t")) == 3 for line in lines)


def test_an_answer_has_the_same_rows_in_every_format(sample: Path) -> None:
    ask = ("query", "experiences-and-origins", "--graph", sample, "--format")

    table, comma, records = (_succeeds(*ask, form) for form in ("table", "csv", "json"))

    rows = list(csv.DictReader(comma.splitlines()))
    assert rows == json.loads(records)
    assert len(table.splitlines()) == len(rows) + 1
    assert any(row["originName"] == "金华市" for row in rows)


def test_a_question_takes_parameters(sample: Path) -> None:
    ask = ("query", "evidence", "--graph", sample, "--format", "json", "--param")

    mine, other = (json.loads(_succeeds(*ask, f"name={n}")) for n in ("龙山经验", "后陈经验"))

    assert mine
    assert other
    assert mine != other


def test_a_question_may_be_a_file(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", encoding="utf-8")

    (row,) = json.loads(_succeeds("query", file, "--graph", sample, "--format", "json"))

    assert int(row["n"]) > 1000


def test_explain_gives_the_words_behind_each_statement(sample: Path) -> None:
    text = _succeeds("explain", "龙山经验", "--graph", sample)

    assert text.startswith("龙山经验  Experience  https://w3id.org/fengtu/id/i-")
    assert "龙山经验 发源地 金华市" in text
    assert "“龙山经验”等“三大经验”的发源地，金华" in text


def test_explain_tells_the_nearest_names(sample: Path) -> None:
    assert "nearest: 龙山经验" in _fails("explain", "龙山经", "--graph", sample)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_written_to_a_file(sample: Path, tmp_path: Path, form: str) -> None:
    out = tmp_path / "graph"

    _succeeds("export", form, "--out", out, "--graph", sample)

    # The sample has no thing with a Wikidata id, so that this table is its header.
    assert out.stat().st_size > (1 if form == "quickstatements" else 1000)
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_without_a_file_goes_to_standard_output(sample: Path) -> None:
    result = _run("export", "nquads", "--graph", sample)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].endswith(" .")


def test_the_sample_conforms_to_the_shapes_and_to_its_texts(sample: Path) -> None:
    result = _run("validate", "--graph", sample)

    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("query", "nonsense"), "no query is named 'nonsense'; nearest: "),
        (("query", "evidence", "--param", "name"), "--param 'name': expected NAME=VALUE"),
        (("query", "evidence", "--param", "x=1"), "evidence has no parameter 'x'; it has: name"),
        (("export", "word"), "no format 'word'; there are: datacube, explorer, gexf, "),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(
    sample: Path, arguments: tuple[str, ...], reason: str
) -> None:
    assert reason in _fails(*arguments, "--graph", sample)


@pytest.mark.parametrize(
    "arguments", [("query", "evidence"), ("export", "nquads"), ("validate",), ("serve",)]
)
def test_a_folder_without_a_graph_says_how_to_make_one(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert "make one with: fengtu build" in _fails(*arguments, "--graph", tmp_path)


def test_a_query_that_is_no_sparql_is_refused_in_one_line(sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?x WHERE {\n ?x ?y\n", encoding="utf-8")

    _fails("query", file, "--graph", sample)


def test_the_demo_builds_the_packaged_sample(tmp_path: Path) -> None:
    result = _run("demo", "--only-build", "--out", tmp_path / "graph")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "graph" / "CURRENT").is_file()
    assert "documents" in result.stderr
    assert result.stdout == ""

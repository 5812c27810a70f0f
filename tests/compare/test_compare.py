"""Comparisons keep the words of each side, and every one of them is a query of the catalogue."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from graph_build.cli import main
from graph_build.compare import COMPARISONS, compare
from graph_build.errors import ParameterError, UnknownName
from graph_build.query import Graph, catalogue
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = {"indicator": "群众安全感满意度", "diffusion": "龙山经验"}


@pytest.fixture(scope="module")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


@pytest.fixture(scope="module")
def invented(small: Path) -> Graph:
    store = OxigraphStore.memory()
    store.load([small])
    return Graph(small.parent, {}, store)


def _rows(graph: Graph, what: str, subject: str | None = None) -> list[dict[str, str]]:
    columns, rows = compare(graph, what, subject)
    return [
        {c: term.value for c, term in zip(columns, row, strict=True) if term is not None}
        for row in rows
    ]


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["compare", *map(str, arguments)])


@pytest.mark.parametrize("what", COMPARISONS)
def test_a_comparison_is_a_query_that_has_its_columns(graph: Graph, what: str) -> None:
    comparison = COMPARISONS[what]

    columns, _ = compare(graph, what, SUBJECTS.get(what))

    assert comparison.query in catalogue()
    assert columns == comparison.columns
    assert set(columns) <= set(graph.query(comparison.query).names)


def test_an_indicator_is_compared_across_places_and_years(graph: Graph) -> None:
    rows = _rows(graph, "indicator", "群众安全感满意度")

    assert {(row["aboutName"], row["start"][:4]) for row in rows} >= {
        ("金华市", "2024"),
        ("台州市", "2025"),
    }
    assert all(row["value"] in row["quote"] for row in rows)


def test_conflicting_figures_show_both_sentences_and_files(graph: Graph) -> None:
    (row,) = _rows(graph, "conflicts")

    assert (row["indicator"], row["aboutName"]) == ("群众安全感满意度", "金华市")
    assert row["valueOne"] in row["quoteOne"]
    assert row["valueOther"] in row["quoteOther"]
    assert row["valueOne"] != row["valueOther"]
    assert row["identifierOne"] != row["identifierOther"]


def test_what_was_planned_and_done_shows_the_words_of_both_documents(invented: Graph) -> None:
    (row,) = _rows(invented, "plans")

    assert row["name"] == "网格提质"
    assert (row["planned"], row["planQuote"]) == ("2024-03-01", "将实施网格提质")
    assert (row["reported"], row["reportQuote"]) == ("2026-01-10", "完成网格提质")


def test_an_initiative_spreads_by_date_and_place(graph: Graph) -> None:
    rows = _rows(graph, "diffusion", "龙山经验")

    assert [row["issued"] for row in rows] == sorted(row["issued"] for row in rows)
    assert rows[0]["placeName"] == "金华市"
    assert rows[-1]["placeName"] == "台州市"


def test_relations_of_several_sources_come_first(graph: Graph) -> None:
    documents = [int(row["documents"]) for row in _rows(graph, "sources")]

    assert documents == sorted(documents, reverse=True)
    assert documents[0] > 1
    assert documents[-1] == 1


def test_figures_that_agree_are_counted_by_passage(invented: Graph) -> None:
    (row,) = _rows(invented, "figures")

    assert (row["indicator"], row["value"], row["passages"]) == ("法治示范村数", "14", "2")


def test_only_changes_lack_a_baseline(invented: Graph) -> None:
    assert [row["indicator"] for row in _rows(invented, "baselines")] == ["纠纷下降率"]


@pytest.mark.parametrize("what", COMPARISONS)
def test_the_command_gives_the_same_rows_in_every_format(sample: Path, what: str) -> None:
    given = [what, *([SUBJECTS[what]] if what in SUBJECTS else []), "--graph", str(sample)]

    table, comma, records = (_run(*given, "--format", f) for f in ("table", "csv", "json"))

    rows = list(csv.DictReader(comma.stdout.splitlines()))
    assert rows == json.loads(records.stdout)
    assert len(table.stdout.splitlines()) == len(rows) + 1


def test_the_help_of_the_command_names_every_comparison() -> None:
    text = _run("--help").stdout

    assert all(f"\n    {what}" in text for what in COMPARISONS)


@pytest.mark.parametrize(
    ("what", "subject", "error", "reason"),
    [
        ("nonsense", None, UnknownName, "no comparison is named 'nonsense'; there are: indicator"),
        ("indicator", None, ParameterError, "indicator: expected the name of an indicator"),
        ("plans", "龙山经验", ParameterError, "plans: compares all documents and takes no name"),
    ],
)
def test_a_wrong_comparison_is_refused_with_the_reason(
    graph: Graph, what: str, subject: str | None, error: type[Exception], reason: str
) -> None:
    with pytest.raises(error, match=reason):
        compare(graph, what, subject)
    assert _run(what, *([subject] if subject else []), "--graph", graph.folder).exit_code == 1

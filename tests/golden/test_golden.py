"""The answers on the sample corpus stay as they were reviewed.

`pytest --golden tests/golden` writes `tests/golden/NAME.csv` anew; read the difference before it is
committed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graph_build.query import Graph, catalogue

if TYPE_CHECKING:
    from graph_build.store import Term

HERE = Path(__file__).parent


def _cell(term: Term | None) -> str:
    return "" if term is None else term.value.replace("https://w3id.org/fengtu/", "")


@pytest.fixture(scope="module")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_the_answer_on_the_sample_corpus_is_the_reviewed_one(
    graph: Graph, name: str, request: pytest.FixtureRequest
) -> None:
    rows = graph.query(name)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows.names)
    writer.writerows([[_cell(term) for term in row] for row in rows])
    file = HERE / f"{name}.csv"
    if request.config.getoption("--golden"):
        file.write_text(out.getvalue(), encoding="utf-8", newline="\n")
    assert file.is_file(), f"no reviewed answer; make it with: pytest --golden {HERE.name}"
    assert out.getvalue() == file.read_text(encoding="utf-8")


def test_no_reviewed_answer_is_left_of_a_query_that_is_gone(
    request: pytest.FixtureRequest,
) -> None:
    if request.config.getoption("--golden"):
        pytest.skip("the answers are being written")
    assert {path.stem for path in HERE.glob("*.csv")} == set(catalogue())

"""Plain questions find their query and its parameters; what is not understood is not guessed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from docs.ask import foreign, parameters, questions, shares
from graph_build.ask import Asked, ask
from graph_build.cli import main
from graph_build.query import Graph, Query, catalogue

ROOT = Path(__file__).resolve().parents[2]
SLOTS = {"place", "initiative", "institution", "indicator", "kind", "period", "year", "word"} | {
    "name",
    "number",
}


@pytest.fixture(scope="module")
def graph(sample: Path) -> Graph:
    return Graph.open(sample)


def _value(asked: Asked, name: str) -> str:
    return asked.parameters[0][name].value.removeprefix("https://w3id.org/fengtu/")


def test_held_out_questions_find_their_query(graph: Graph) -> None:
    *_, both = shares(graph)

    assert both.questions == 2 * len(catalogue())
    assert both.first / both.questions >= 0.85
    assert both.third / both.questions >= 0.93


def test_what_is_run_without_doubt_is_nearly_always_right(graph: Graph) -> None:
    measured = shares(graph)

    certain, right = sum(s.certain for s in measured), sum(s.right for s in measured)

    assert certain >= 0.8 * sum(share.questions for share in measured)
    assert right >= 0.98 * certain


def test_parameters_are_what_the_question_names(graph: Graph) -> None:
    right, named = parameters(graph)

    assert right >= 0.95 * named


def test_what_the_catalogue_has_no_query_for_is_refused(graph: Graph) -> None:
    refused = [text for text in foreign() if not ask(graph, text).certain]

    assert len(refused) >= 0.9 * len(foreign())


def test_every_query_has_a_question_of_each_half_and_language() -> None:
    counted = Counter((one.query, one.half, one.language) for one in questions())

    assert set(counted.values()) == {1}
    assert len(counted) == 4 * len(catalogue())


def test_no_question_of_the_test_set_is_a_wording_of_the_catalogue() -> None:
    def plain(text: str) -> str:
        return re.sub(r"[\W_]", "", text).casefold()

    known = {
        plain(text)
        for query in catalogue().values()
        for text in (*query.phrasings, *query.summary.values())
    }

    assert not [one.text for one in questions() if one.half == "held" and plain(one.text) in known]


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_a_query_has_wordings_in_both_languages_with_known_slots(query: Query) -> None:
    han = [text for text in query.phrasings if re.search("[\u3400-\u9fff]", text)]

    assert len(han) >= 4
    assert len(query.phrasings) - len(han) >= 4
    assert {slot for text in query.phrasings for slot in re.findall(r"\{(\w+)\}", text)} <= SLOTS


@pytest.mark.parametrize(
    ("question", "query", "name", "value"),
    [
        ("金华有哪些数字应用？", "applications-and-goals", "place", "place/330700"),
        ("有哪些数字应用是台州市打造的", "applications-and-goals", "place", "place/331000"),
        ("What builds on the longshan experience?", "initiative-lineage", "initiative", "龙山经验"),
        ("“十五五”时期计划做什么？", "planned-initiatives", "period", "period/fyp15"),
        ("置信度低于85%的陈述有哪些？", "low-confidence", "threshold", "0.85"),
        ("哪些县拿过“平安”的牌子？", "honoured-places", "word", "平安"),
        ("哪些变化是以2019年为基期的？", "baselines", "year", "2019"),
    ],
)
def test_names_times_and_numbers_become_parameters(
    graph: Graph, question: str, query: str, name: str, value: str
) -> None:
    asked = ask(graph, question)

    assert asked.certain
    assert asked.nearest[0].query.name == query
    assert _value(asked, name).strip("“”") == value


def test_the_same_months_of_another_year_are_meant_by_a_year_alone(graph: Graph) -> None:
    asked = ask(graph, "2025年1至11月哪些指标比2020年下降了？")

    assert asked.nearest[0].query.name == "falls"
    assert _value(asked, "period") == "period/2025-01--2025-11"
    assert _value(asked, "baseline") == "period/2020-01--2020-11"


def test_a_parameter_that_is_not_named_is_told_as_an_example(graph: Graph) -> None:
    asked = ask(graph, "有哪些数字应用，各解决什么问题？")

    assert asked.given() == {}
    assert "place = place:330700 (example)" in asked.summary()


def test_a_name_may_stand_in_quotes_of_any_kind(graph: Graph) -> None:
    plain, quoted, inner = (
        ask(graph, f"{name}传到了哪些地方？") for name in ("龙山经验", "“龙山经验”", '"龙山经验"')
    )

    assert plain.given() == quoted.given() == inner.given() != {}


@pytest.mark.parametrize("question", ["", "？", " ", "“”", "{place}", "\x00", "a" * 5000])
def test_what_is_no_question_is_doubted(graph: Graph, question: str) -> None:
    assert not ask(graph, question).certain


def test_the_command_answers_and_says_what_it_ran(sample: Path) -> None:
    result = CliRunner().invoke(main, ["ask", "金华有哪些数字应用？", "--graph", str(sample)])

    assert result.exit_code == 0
    assert "金安智治" in result.stdout
    assert result.stderr.startswith("applications-and-goals: ")
    assert "[place = 金华市]" in result.stderr


def test_the_command_tells_the_nearest_when_in_doubt(sample: Path) -> None:
    result = CliRunner().invoke(main, ["ask", "计划和举措？", "--graph", str(sample)])

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.count("fengtu query ") == 3
    assert len(result.stderr.splitlines()) == 1


def test_the_command_explains_how_a_question_was_read(sample: Path) -> None:
    result = CliRunner().invoke(
        main, ["ask", "龙山经验传到了哪些地方？", "--graph", str(sample), "--explain"]
    )

    assert result.exit_code == 0
    assert "read as: {initiative}传到了哪些地方？" in result.stderr
    assert "fengtu query initiative-diffusion --param 'initiative=龙山经验'" in result.stderr


def test_the_page_with_the_accuracy_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/ask.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode == 0, "run: python docs/ask.py"

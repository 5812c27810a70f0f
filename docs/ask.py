"""Writes the reference page of `fengtu ask` with its accuracy: python docs/ask.py [--check]."""

from __future__ import annotations

import csv
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import jinja2

from graph_build import resources
from graph_build.ask import Asked, Matcher, ask
from graph_build.build import build
from graph_build.query import Graph, catalogue

HERE = Path(__file__).resolve().parent
PAGE = HERE / "reference" / "ask.md"
TESTS = HERE.parent / "tests" / "ask"


class Question(NamedTuple):
    """A question of the test set, and the query and parameters that it means."""

    half: str
    language: str
    query: str
    parameters: dict[str, str]
    text: str


class Share(NamedTuple):
    """How many of a set of questions came out right."""

    name: str
    questions: int
    first: int
    third: int
    certain: int
    right: int

    @property
    def top_one(self) -> str:
        """The share whose first query is right."""
        return f"{self.first / self.questions:.3f}"

    @property
    def top_three(self) -> str:
        """The share whose right query is among the nearest three."""
        return f"{self.third / self.questions:.3f}"


def questions() -> list[Question]:
    """Return the test set."""
    with (TESTS / "questions.csv").open(encoding="utf-8", newline="") as lines:
        return [_question(row) for row in csv.DictReader(lines)]


def foreign() -> list[str]:
    """Return what the catalogue has no query for."""
    return (TESTS / "foreign.txt").read_text(encoding="utf-8").splitlines()


def shares(graph: Graph) -> list[Share]:
    """Return the accuracy on both halves, by language."""
    asked = [(question, ask(graph, question.text)) for question in questions()]
    return [
        _share(f"{half}, {language}", [a for a in asked if a[0][:2] == (half, language)])
        for half in ("tune", "held")
        for language in ("zh", "en")
    ] + [_share("held, both", [a for a in asked if a[0].half == "held"])]


def parameters(graph: Graph) -> tuple[int, int]:
    """Return how many of the held-out questions that name something have it right, and of them."""
    named = [one for one in questions() if one.half == "held" and one.parameters]
    asked = [(one, ask(graph, one.text)) for one in named]
    found = [(one, a) for one, a in asked if a.nearest[0].query.name == one.query]
    return sum(_bare(a.given()) == one.parameters for one, a in found), len(found)


def summaries_alone(graph: Graph) -> float:
    """Return the share of held-out questions that the summaries find without other wordings."""
    matcher = Matcher([replace(query, phrasings=()) for query in catalogue().values()])
    held = [one for one in questions() if one.half == "held"]
    ranked = [(one, matcher.rank(ask(graph, one.text).wording)) for one in held]
    return sum(found[0].query.name == one.query for one, found in ranked) / len(held)


def page() -> str:
    """Return the reference page."""
    with tempfile.TemporaryDirectory() as folder:
        build([resources.sample()], Path(folder))
        graph = Graph.open(folder)
        refused = [not ask(graph, text).certain for text in foreign()]
        right, named = parameters(graph)
        text = (HERE / "templates" / "ask.md").read_text(encoding="utf-8")
        made: str = jinja2.Template(text, keep_trailing_newline=True).render(
            shares=shares(graph),
            queries=len(catalogue()),
            questions=len(questions()),
            right=right,
            named=named,
            refused=sum(refused),
            foreign=len(refused),
            alone=f"{summaries_alone(graph):.3f}",
        )
    return made


def _question(row: dict[str, str]) -> Question:
    pairs = (pair.split("=", 1) for pair in row["parameters"].split(";") if pair)
    return Question(
        row["half"],
        row["language"],
        row["query"],
        {pair[0]: pair[1] for pair in pairs},
        row["question"],
    )


def _bare(given: dict[str, str]) -> dict[str, str]:
    start = "https://w3id.org/fengtu/"
    quotes = str.maketrans("", "", "“”")
    return {name: value.removeprefix(start).translate(quotes) for name, value in given.items()}


def _share(name: str, asked: list[tuple[Question, Asked]]) -> Share:
    found = [(q.query, [c.query.name for c in a.nearest], a.certain) for q, a in asked]
    return Share(
        name,
        len(found),
        sum(wanted == names[0] for wanted, names, _ in found),
        sum(wanted in names for wanted, names, _ in found),
        sum(certain for *_, certain in found),
        sum(certain and wanted == names[0] for wanted, names, certain in found),
    )


def main() -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name}: out of date; run: python docs/ask.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

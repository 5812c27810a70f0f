"""The query files are what their headers promise, and keep the habits that make them fast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph_build import resources
from graph_build.errors import QueryError, UnknownName
from graph_build.query import GROUPS, Query, catalogue, find

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(
    path for path in resources.queries().rglob("*.rq") if not path.name.startswith("portal-")
)
QUESTIONS = 46  # the 41 competency questions, three that compare documents, two of who does what


def test_every_competency_question_has_exactly_one_query() -> None:
    numbers = sorted(int(query.header["question"]) for query in catalogue().values())
    assert numbers == list(range(1, QUESTIONS + 1))


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_a_question_says_what_it_asks_in_both_languages(query: Query) -> None:
    assert re.search("[\u4e00-\u9fff]", query.summary["zh"])
    assert re.fullmatch(r"[A-Z][ -~]+\?", query.summary["en"])
    assert query.group in GROUPS
    for parameter in query.parameters.values():
        assert re.fullmatch("[^/]*[\u4e00-\u9fff][^/]* / [ -~]+", parameter.meaning)


@pytest.mark.parametrize("query", catalogue().values(), ids=lambda query: query.name)
def test_the_name_of_a_question_is_short_kebab_case_english(query: Query) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,4}", query.name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_select_query_ends_in_an_order(path: Path) -> None:
    text = find(path).text
    if "\nSELECT" in text:
        assert re.search(r"\nORDER BY [^\n]+\n(LIMIT \d+\n)?\Z", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_query_declares_the_prefixes_it_uses_and_no_others(path: Path) -> None:
    query = find(path)
    body = re.sub(
        r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>|^(?:#|PREFIX).*$', "", query.text, flags=re.MULTILINE
    )
    assert set(re.findall(r"(?<![\w?])([a-z]+):", body)) == set(query.prefixes)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_required_patterns_stand_before_optional_ones(path: Path) -> None:
    # One required pattern after an OPTIONAL became a cross product: 28 s for 0.3 s at 10^6 triples.
    depth, optional_seen = 0, False
    for line in find(path).text.splitlines():
        pattern = line.strip()
        if line.startswith(("#", "PREFIX")):
            continue
        if depth == 1 and optional_seen:
            assert re.match(r"OPTIONAL|FILTER|BIND|MINUS|\}|IF|$", pattern), pattern
        optional_seen |= depth == 1 and pattern.startswith("OPTIONAL")
        depth += line.count("{") - line.count("}")


def test_a_query_is_found_by_the_path_of_its_file() -> None:
    path = resources.queries() / "evidence.rq"
    assert find(path) == find("evidence") == find(path)


def test_an_unknown_name_is_told_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownName, match="no query is named 'evidenc'; nearest: evidence"):
        find("evidenc")


def test_a_parameter_without_values_is_refused() -> None:
    with pytest.raises(QueryError, match="parameter 'place' needs VALUES"):
        Query.parse("#+ param place: 地域\nSELECT * { ?s ?p ?o }", name="q")


def test_an_example_with_an_undeclared_prefix_is_refused() -> None:
    with pytest.raises(QueryError, match="prefix 'place'"):
        Query.parse("#+ param x: 地域\nSELECT * { VALUES ?x { place:330700 } ?x ?p ?o }", name="q")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="cannot be read"):
        find(path)

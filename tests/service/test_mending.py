"""Queries that are written anew mean what they say, and others stay as they are."""

from __future__ import annotations

import pytest

from graph_build.service.mending import mended
from graph_build.store import OxigraphStore
from graph_build.store.rows import Rows


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("ASK {}", "ASK {}"),
        ("ASK { GRAPH <a:b> { ?s ?p ?o } }", "ASK { GRAPH <a:b> { ?s ?p ?o } }"),
        ("ASK { graph $g{} }", "ASK { GRAPH $g {} graph $g{} }"),
        (
            "SELECT (group_concat(DISTINCT ?x ; separator = ')') AS ?y) {}",
            "SELECT (STR(group_concat(DISTINCT ?x ; separator = ')')) AS ?y) {}",
        ),
        (
            "SELECT (GROUP_CONCAT(CONCAT(?a, ?b)) AS ?y) (GROUP_CONCAT(?c) AS ?z) {}",
            "SELECT (STR(GROUP_CONCAT(CONCAT(?a, ?b))) AS ?y) (STR(GROUP_CONCAT(?c)) AS ?z) {}",
        ),
        ("SELECT (GROUP_CONCAT", "SELECT (GROUP_CONCAT"),
        ("SELECT (GROUP_CONCAT(?x", "SELECT (GROUP_CONCAT(?x"),
        (
            "ASK { ?graph ?p 'GROUP_CONCAT(' } # GRAPH ?g {",
            "ASK { ?graph ?p 'GROUP_CONCAT(' } # GRAPH ?g {",
        ),
    ],
)
def test_only_what_the_engine_gets_wrong_is_written_anew(query: str, written: str) -> None:
    assert mended(query) == written


def test_a_function_that_is_not_known_leaves_its_variable_unbound() -> None:
    found = OxigraphStore.memory().evaluate(
        "SELECT (<urn:f>(1) AS ?x) (<urn:g>(2) AS ?y) (3 AS ?z) {}"
    )
    assert isinstance(found, Rows)
    assert [{n: t.value for n, t in row.items()} for row in found.dicts()] == [{"z": "3"}]


def test_an_iri_is_relative_to_the_base() -> None:
    found = OxigraphStore.memory().evaluate("SELECT (<a> AS ?x) {}", base="http://example.org/b/")
    assert isinstance(found, Rows)
    assert [row["x"].value for row in found.dicts()] == ["http://example.org/b/a"]

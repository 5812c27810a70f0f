"""What stands between things of Wikidata becomes a table that QuickStatements reads."""

from __future__ import annotations

import csv
import io
import logging
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph_build.export import FORMATS
from graph_build.query import Graph
from graph_build.store import OxigraphStore
from tests.export.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

# The ids are those of the sandbox items of Wikidata.
LINKED = """
PREFIX : <https://w3id.org/fengtu/id/>
PREFIX c: <https://w3id.org/fengtu/doc/aaaaaaaaaaaaaaaa/claim/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doc: <https://w3id.org/fengtu/doc/>
PREFIX ft: <https://w3id.org/fengtu/ont#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX status: <https://w3id.org/fengtu/scheme/status/>
PREFIX wd: <http://www.wikidata.org/entity/>
:i-1 skos:exactMatch wd:Q4115189 .
:i-2 owl:sameAs wd:Q13406268 .
:h-1 skos:exactMatch wd:Q15397819 .
:i-3 ft:partOf :i-1 .
c:1 rdf:subject :i-1 ; rdf:predicate ft:buildsOn ; rdf:object :i-2 ; ft:status status:ongoing ;
  ft:evidence doc:s1 ; ft:period :p1 .
c:2 rdf:subject :i-3 ; rdf:predicate ft:partOf ; rdf:object :i-1 ; ft:status status:ongoing ;
  ft:evidence doc:s1 .
c:3 rdf:subject :i-2 ; rdf:predicate ft:partOf ; rdf:object :i-1 ; ft:status status:planned ;
  ft:evidence doc:s1 .
c:4 ft:recipient :i-2 ; ft:honour :h-1 ; ft:status status:completed ; ft:evidence doc:s2 .
doc:s1 dcterms:isPartOf doc:aaaaaaaaaaaaaaaa .
doc:s2 dcterms:isPartOf doc:bbbbbbbbbbbbbbbb .
doc:bbbbbbbbbbbbbbbb owl:sameAs wd:Q112795079 .
:p1 dcat:startDate "2021-01-01" ; dcat:endDate "2025-12-31" .
"""


@pytest.fixture
def linked(tmp_path: Path) -> Graph:
    file = tmp_path / "linked.nq"
    quads = ox.parse(LINKED.encode(), ox.RdfFormat.TURTLE)
    ox.serialize(quads, str(file), ox.RdfFormat.N_QUADS)
    store = OxigraphStore.memory()
    store.load([file])
    return Graph(tmp_path, {}, store)


def test_statements_have_period_and_source_beside_their_property(linked: Graph) -> None:
    header, *rows = csv.reader(io.StringIO(write(linked, "quickstatements").decode()))

    beside = ["qal580", "qal582", "S248", "S854"]
    assert header == ["qid", "P144", *beside, "P166", *beside]
    source = '"https://w3id.org/fengtu/doc/aaaaaaaaaaaaaaaa"'
    dates = ["+2021-01-01T00:00:00Z/11", "+2025-12-31T00:00:00Z/11"]
    assert rows == [
        ["Q13406268", *[""] * 5, "Q15397819", "", "", "Q112795079", ""],
        ["Q4115189", "Q13406268", *dates, "", source, *[""] * 5],
    ]


def test_plans_and_things_without_an_id_are_left_out(linked: Graph) -> None:
    assert b"P361" not in write(linked, "quickstatements")


def test_addresses_are_strings_in_three_quotation_marks(linked: Graph) -> None:
    assert b'"""https://w3id.org/fengtu/doc/aaaaaaaaaaaaaaaa"""' in write(linked, "quickstatements")


def test_without_ids_the_header_stands_alone_and_the_reason_is_told(
    graph: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        content = write(graph, "quickstatements")

    assert content == b"qid\n"
    assert "no relation stands between two things with a Wikidata id" in caplog.text


def test_the_table_is_csv() -> None:
    assert FORMATS["quickstatements"].media_type == "text/csv"

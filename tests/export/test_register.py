"""The register as linked data: every division once, in its place, from its edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph_build.gazetteer import Gazetteer, townships

if TYPE_CHECKING:
    from graph_build.query import Graph

Written = Callable[[str], bytes]
BASE = "https://w3id.org/fengtu/"
PREFIXES = f"""
    PREFIX ft: <{BASE}ont#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    PREFIX dcat: <http://www.w3.org/ns/dcat#>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


@pytest.fixture(scope="module")
def register(written: Written) -> ox.Store:
    store = ox.Store()
    store.bulk_load(written("registry"), ox.RdfFormat.TURTLE)
    return store


def _rows(store: ox.Store, text: str) -> list[tuple[str, ...]]:
    return [
        tuple("" if v is None else v.value for v in row)
        for row in store.query(PREFIXES + text)  # type: ignore[union-attr]
    ]


def _pairs(store: ox.Store, text: str) -> list[tuple[str, str]]:
    return [(one, other) for one, other in _rows(store, text)]


def test_every_division_is_a_place_at_its_level(register: ox.Store) -> None:
    rows = _rows(register, "SELECT ?place ?level { ?place a ft:Place ; ft:adminLevel ?level }")
    levels = Counter(level.rpartition("/")[2] for _, level in rows)
    expected = Counter(division.level for division in Gazetteer.load())
    expected["township"] = len(townships())
    assert levels == expected
    assert len({place for place, _ in rows}) == len(rows) == sum(expected.values())


def test_every_place_has_one_chinese_name_and_one_edition(register: ox.Store) -> None:
    names = _rows(
        register, 'SELECT ?p { ?p a ft:Place ; skos:prefLabel ?n FILTER(LANG(?n) = "zh") }'
    )
    editions = _rows(register, "SELECT ?p { ?p a ft:Place ; prov:wasDerivedFrom ?e }")
    places = _rows(register, "SELECT ?p { ?p a ft:Place }")
    assert sorted(names) == sorted(editions) == sorted(places)


def test_editions_are_described(register: ox.Store) -> None:
    rows = _rows(
        register,
        """SELECT DISTINCT ?edition ?title { ?thing prov:wasDerivedFrom ?edition
        OPTIONAL { ?edition dcterms:title ?title FILTER(LANG(?title) = "en") } }""",
    )
    assert {e.removeprefix(f"{BASE}register/") for e, title in rows if title} == {
        "nbs-2023", "gbt-2260", "iso-3166-1", "tables",
    }  # fmt: skip


def test_every_place_in_china_lies_in_a_province(register: ox.Store) -> None:
    above = dict(_pairs(register, "SELECT ?place ?above { ?place ft:within ?above }"))
    levels = dict(_pairs(register, "SELECT ?place ?level { ?place ft:adminLevel ?level }"))
    coded = _rows(register, "SELECT ?place { ?place ft:adminCode ?code }")
    for (place,) in coded:
        top = place
        while top in above:
            top = above[top]
        assert levels[top].endswith("/province"), place


def test_jinhua_has_nine_counties_and_146_townships(register: ox.Store) -> None:
    text = f"SELECT ?c {{ ?c ft:within <{BASE}place/330700> }}"
    counties = _rows(register, text)
    below = _rows(register, f"SELECT ?t {{ ?t ft:within/ft:within <{BASE}place/330700> }}")
    assert (len(counties), len(below)) == (9, 146)


def test_no_label_is_preferred_twice_or_hidden_as_well(register: ox.Store) -> None:
    labels = {
        name: _rows(register, f"SELECT ?x (LANG(?l) AS ?tag) ?l {{ ?x skos:{name} ?l }}")
        for name in ("prefLabel", "altLabel", "hiddenLabel")
    }
    assert Counter((x, tag) for x, tag, _ in labels["prefLabel"]).most_common(1)[0][1] == 1
    assert len(set(chain(*labels.values()))) == sum(map(len, labels.values()))


def test_plan_periods_have_dates_and_numbers(register: ox.Store) -> None:
    rows = _rows(
        register,
        """SELECT ?plan ?start ?end { ?p dcterms:identifier ?plan ; dcat:startDate ?start ;
        dcat:endDate ?end ; prov:wasDerivedFrom ?edition }""",
    )
    assert len(rows) == 15
    assert ("15", "2026-01-01", "2030-12-31") in rows


def test_kinds_and_themes_have_the_words_that_tell_them(register: ox.Store) -> None:
    for scheme, word in (("institutionkind", "政法委"), ("theme", "平安浙江")):
        rows = _rows(
            register,
            f'SELECT ?c {{ ?c skos:inScheme <{BASE}scheme/{scheme}> ; ?p "{word}"@zh }}',
        )
        assert len(rows) == 1, scheme


def test_a_place_is_described_as_the_graph_describes_it(graph: Graph, register: ox.Store) -> None:
    text = f"SELECT ?p ?o {{ <{BASE}place/330700> ?p ?o FILTER(!STRENDS(STR(?p), 'altLabel')) }}"
    said = set(_rows(register, text))
    in_graph = {(str(row[0]), str(row[1])) for row in graph.store.select(text)}
    assert {p for p, _ in said - in_graph} == {"http://www.w3.org/ns/prov#wasDerivedFrom"}

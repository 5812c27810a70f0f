"""The data cube is well-formed by the W3C's integrity constraints, and holds every number once."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

if TYPE_CHECKING:
    from graph_build.query import Graph

Written = Callable[[str], bytes]
HERE = Path(__file__).parent / "cube"
CONSTRAINTS = sorted(HERE.glob("ic-*.rq"))
QB = "http://purl.org/linked-data/cube#"
CUBE = "https://w3id.org/fengtu/cube#"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
FT = "https://w3id.org/fengtu/ont#"
INVERSE = ox.NamedNode("http://www.w3.org/2002/07/owl#inverseOf")


def _store(content: bytes) -> ox.Store:
    store = ox.Store()
    store.load(content, ox.RdfFormat.TURTLE)
    return store


def _violated(store: ox.Store, constraint: Path) -> bool:
    text = constraint.read_text(encoding="utf-8")
    if "$p" not in text:
        return bool(store.query(text))
    return any(store.query(text.replace("$p", p)) for p in _hierarchies(store, constraint.stem))


def _hierarchies(store: ox.Store, name: str) -> list[str]:
    """Return the properties that lead down (IC-20), or those that lead up (IC-21)."""
    found = [
        q.object
        for q in store.quads_for_pattern(None, ox.NamedNode(f"{QB}parentChildProperty"), None)
    ]
    if name == "ic-20":
        return [p.value for p in found if isinstance(p, ox.NamedNode)]
    return [
        q.object.value
        for p in found
        if isinstance(p, ox.BlankNode)
        for q in store.quads_for_pattern(p, INVERSE, None)
        if isinstance(q.object, ox.NamedNode)
    ]


@pytest.fixture(scope="module")
def cube(written: Written) -> ox.Store:
    return _store(written("datacube"))


@pytest.fixture(scope="module")
def small_cube(written_small: Written) -> ox.Store:
    return _store(written_small("datacube"))


def _broken(name: str) -> ox.Store:
    store = ox.Store()
    for quad in ox.parse(path=HERE / "broken.trig", format=ox.RdfFormat.TRIG):
        assert isinstance(quad.graph_name, ox.NamedNode)
        if quad.graph_name.value.rpartition("/")[2] in {"common", name}:
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    return store


def test_there_are_twenty_one_constraints() -> None:
    assert [path.stem for path in CONSTRAINTS] == [f"ic-{n:02}" for n in range(1, 22)]


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda path: path.stem)
def test_the_sample_keeps_a_constraint(cube: ox.Store, constraint: Path) -> None:
    assert not _violated(cube, constraint)


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda path: path.stem)
def test_the_invented_graph_keeps_a_constraint(small_cube: ox.Store, constraint: Path) -> None:
    assert not _violated(small_cube, constraint)


@pytest.mark.parametrize("constraint", CONSTRAINTS, ids=lambda path: path.stem)
def test_a_cube_that_breaks_a_constraint_is_noticed(constraint: Path) -> None:
    assert _violated(_broken(constraint.stem), constraint)
    assert not _violated(_broken("common"), constraint)


def _count(store: ox.Store, text: str) -> int:
    return len(list(store.query(text)))  # type: ignore[arg-type]


def test_every_number_of_the_graph_is_an_observation_with_its_value(
    graph: Graph, cube: ox.Store
) -> None:
    query = f"SELECT ?claim ?value {{ ?claim a <{FT}Observation> ; <{FT}value> ?value }}"
    expected = {(row[0], Decimal(row[1].value)) for row in graph.store.select(query) if row[1]}
    text = f"SELECT ?c ?v {{ ?o a <{QB}Observation> ; <{CUBE}statement> ?c ; <{CUBE}value> ?v }}"
    found = [(row["c"].value, Decimal(row["v"].value)) for row in cube.query(text)]  # type: ignore[union-attr]
    assert len(found) == len(expected) > 20
    assert {(str(claim), value) for claim, value in expected} == set(found)


def test_what_a_text_leaves_open_is_said_to_be(cube: ox.Store) -> None:
    text = f"SELECT ?o {{ ?o <{CUBE}grade> <{CUBE}notStated> ; <{CUBE}period> ?p }}"
    assert _count(cube, text) > 0


def test_every_dimension_and_unit_has_a_label_in_chinese(cube: ox.Store) -> None:
    for name in ("indicator", "about", "period", "status", "grade", "unit", "kind"):
        text = f"""
            SELECT ?value {{
              ?observation <{CUBE}{name}> ?value
              FILTER NOT EXISTS {{ ?value <{LABEL}> ?label FILTER(LANG(?label) = "zh") }}
            }}"""
        assert _count(cube, text) == 0, name


def test_the_structure_names_its_components_once_and_in_order(cube: ox.Store) -> None:
    text = f"SELECT ?n {{ <{CUBE}structure> <{QB}component>/<{QB}order> ?n }}"
    orders = sorted(int(row["n"].value) for row in cube.query(text))  # type: ignore[union-attr]
    assert orders == list(range(1, 14))


def test_the_cube_has_no_blank_node(written: Written) -> None:
    quads = ox.parse(written("datacube"), ox.RdfFormat.TURTLE)
    assert not [q for q in quads if ox.BlankNode in {type(q.subject), type(q.object)}]

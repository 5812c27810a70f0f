"""Why an entity is one: its identity, its rule, its forms by document, what is kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_build.errors import UnknownName
from graph_build.explain import explain
from graph_build.link.identity import RULES
from graph_build.query import Graph

if TYPE_CHECKING:
    from pathlib import Path


def test_a_thing_is_explained_by_its_iri_and_by_the_end_of_it(sample: Path) -> None:
    graph = Graph.open(sample)
    [named] = explain(graph, "龙山经验")
    assert [t.iri for t in explain(graph, named.iri)] == [named.iri]
    assert [t.iri for t in explain(graph, named.iri.rpartition("/")[2])] == [named.iri]


def test_the_identity_and_the_rule_that_decided_are_told(sample: Path) -> None:
    [thing] = explain(Graph.open(sample), "龙山经验")
    assert (thing.group, thing.scope, thing.normal) == ("initiative", "-", "龙山经验")
    assert (thing.rule, thing.meaning) == ("quoted", RULES["quoted"])
    assert thing.where == "everywhere"


def test_the_forms_are_counted_by_document(sample: Path) -> None:
    [thing] = explain(Graph.open(sample), "龙山经验")
    counted = {(form.document, form.form): form.count for form in thing.forms}
    assert counted["05_台州侧记.txt", "“龙山经验”"] >= 2
    assert len({form.document for form in thing.forms}) >= 3


def test_one_name_in_two_cities_is_two_things_that_tell_of_each_other(sample: Path) -> None:
    first, second = explain(Graph.open(sample), "一件事改革")
    assert {first.where, second.where} == {"within 金华市", "within 台州市"}
    assert second.iri in {other.iri for other in first.apart}
    assert first.iri in {other.iri for other in second.apart}


def test_things_that_share_no_name_are_not_listed(sample: Path) -> None:
    [thing] = explain(Graph.open(sample), "龙山经验")
    assert not any("后陈" in other.name for other in thing.apart)


def test_what_the_graph_does_not_know_is_told_with_near_names(sample: Path) -> None:
    with pytest.raises(UnknownName, match="nearest"):
        list(explain(Graph.open(sample), "龙山经念"))

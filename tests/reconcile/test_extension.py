"""Tables are extended with what the graph says of their things."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.reconcile import PROPERTIES
from tests.reconcile import protocol

if TYPE_CHECKING:
    from tests.reconcile.conftest import Service

CITY, LONGSHAN = "place/330700", "id/i-62f38a03e053"
METHOD, RATE, DOCUMENT = "id/i-aaaaaaaa", "id/x-bbbbbbbb", "doc/"


def cells(service: Service, thing: str, name: str, **settings: Any) -> list[Any]:
    wanted = {"id": name, "settings": settings} if settings else name
    found: list[Any] = service.extend([thing], wanted)["rows"][thing][name]
    return found


def test_every_property_of_every_kind_of_thing_is_one_of_the_specification(
    service: Service,
) -> None:
    names = [*PROPERTIES][:20], [*PROPERTIES][20:]
    ids = [CITY, LONGSHAN, "scheme/status/planned", "nothing", "https://w3id.org/fengtu/place/1"]
    for some in names:
        protocol.check_extension(service.extend(ids, *some), ids, some)


def test_values_are_things_texts_numbers_and_dates(service: Service, crafted: Service) -> None:
    assert cells(service, CITY, "code") == [{"str": "330700"}]
    assert cells(service, CITY, "within") == [{"id": "place/330000", "name": "浙江省"}]
    assert cells(service, CITY, "level") == [{"id": "scheme/level/prefecture", "name": "地级"}]
    assert cells(service, LONGSHAN, "originatedIn") == [{"id": CITY, "name": "金华市"}]
    assert cells(service, LONGSHAN, "kind") == [{"str": "Experience"}]
    assert cells(crafted, RATE, "value") == [{"float": 97.2}, {"float": 98.5}]
    assert cells(crafted, METHOD, "honour") == [{"id": "id/h-cccccccc", "name": "全国优秀案例"}]
    assert cells(crafted, METHOD, "alias") == [{"str": "青枫"}]
    (document, *_) = cells(crafted, METHOD, "document")
    assert cells(crafted, document["id"], "issued") == [{"date": "2025-01-02T00:00:00Z"}]
    assert cells(crafted, METHOD, "iri") == [{"str": "https://w3id.org/fengtu/id/i-aaaaaaaa"}]
    planned = {"id": "scheme/status/planned", "name": "planned"}
    assert planned["id"] in [one["id"] for one in cells(crafted, METHOD, "status")]


def test_a_property_tells_of_which_type_its_values_are(service: Service) -> None:
    found = service.extend([CITY], "within", "code")["meta"]
    assert found[0] == {
        "id": "within",
        "name": "上级区划",
        "type": {"id": "Place", "name": "地域"},
    }
    assert found[1] == {"id": "code", "name": "区划代码"}


@pytest.mark.parametrize("limit", [2, "2", 2.0])
def test_settings_limit_values_or_count_them(service: Service, limit: Any) -> None:
    every = cells(service, CITY, "period")
    assert len(every) > 2
    assert cells(service, CITY, "period", limit=limit) == every[:2]
    assert cells(service, CITY, "period", limit=0) == every
    assert cells(service, CITY, "period", count=True) == [{"int": len(every)}]
    assert cells(service, CITY, "period", count="off") == every


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("{}", 400, "extend.ids: expected a list"),
        ({"ids": []}, 400, "extend.properties: expected a list"),
        ({"ids": [3], "properties": []}, 400, "extend.ids[0]: expected a text"),
        ({"ids": [], "properties": ["code"]}, 400, "extend.properties[0]: expected an object"),
        ({"ids": [], "properties": [{"id": "cod"}]}, 400, "did you mean code"),
        (
            {"ids": [], "properties": [{"id": "code", "settings": {"limit": "many"}}]},
            400,
            "settings.limit",
        ),
        (
            {"ids": [], "properties": [{"id": "code", "settings": {"count": [1]}}]},
            400,
            "settings.count",
        ),
        ({"ids": ["x"] * 51, "properties": []}, 413, "at most 50"),
        ({"ids": [], "properties": [{"id": "code"}] * 21}, 413, "at most 20"),
    ],
)
def test_what_is_malformed_is_told_where(
    service: Service, asked: Any, status: int, told: str
) -> None:
    text = asked if isinstance(asked, str) else json.dumps(asked)
    answer = service.client.request("POST", "/reconcile", data={"extend": text})
    assert (answer.status_code, told in answer.json()["detail"]) == (status, True)

"""What a name may mean: found in any writing, certain only where nothing else can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.reconcile.conftest import Service

LONGSHAN = "id/i-62f38a03e053"
SEA, ABROAD, ONE_STOP = "id/t-00000005", "id/t-00000004", "id/t-00000006"
PROVINCE_OFFICE, POLICE, OTHER_POLICE = (f"id/t-{n:08x}" for n in range(3))


def place(value: Any) -> dict[str, Any]:
    return {"properties": [{"pid": "place", "v": value}]}


def features(candidate: Any) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in candidate["features"]}


@pytest.mark.parametrize(
    "name",
    [
        "龙山经验",
        "“龙山经验”",
        "「龙山经验」",
        "《龙山经验》",
        '"龙山经验"',
        " 龙 山 经 验 ",
        "龍山經驗",
        "Longshan Experience",
        "ＬＯＮＧＳＨＡＮ　experience",
        "金华市“龙山经验”",
        "金华“龙山经验”",
        "浙江省金华市龙山经验",
        "“龙山经验”工作法",
        "台州市“龙山经验”做法",
        LONGSHAN,
        "https://w3id.org/fengtu/id/i-62f38a03e053",
    ],
)
def test_a_name_is_known_in_any_writing(service: Service, name: str) -> None:
    found = service.one(name)
    assert (found[0]["id"], found[0]["match"]) == (LONGSHAN, True)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("longshan jingyan", "pinyin"),
        ("lóngshān jīngyàn", "pinyin"),
        ("lsjy", "pinyin"),
        ("龙山经念", "changed_characters"),
        ("龙山的经验", "changed_characters"),
        ("龙山经", "likeness"),
    ],
)
def test_what_is_only_like_a_name_comes_first_and_is_no_match(
    service: Service, name: str, part: str
) -> None:
    found = service.one(name)
    assert (found[0]["id"], found[0]["match"]) == (LONGSHAN, False)
    assert features(found[0])[part]


@pytest.mark.parametrize("name", ["凤凰山经验", "“龙山模式”", "xyz", "市", "经验", "!?"])
def test_a_name_of_nothing_is_no_match(service: Service, name: str) -> None:
    assert not any(one["match"] for one in service.one(name))


def test_a_place_in_the_name_is_one_that_the_thing_is_in(crafted: Service) -> None:
    right = crafted.one("台州市“海上枫桥”")
    assert (right[0]["id"], right[0]["match"]) == (SEA, True)
    assert features(right[0])["place"] == 1
    wrong = crafted.one("丽水市“海上枫桥”")
    assert (wrong[0]["id"], wrong[0]["match"]) == (SEA, False)
    assert features(wrong[0])["place"] == 0
    assert wrong[0]["score"] < right[0]["score"]


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("以外调外", ABROAD),
        ("金华市以外调外", ABROAD),
        ("“以外调外”工作法", ABROAD),
        ("浙江省委政法委", PROVINCE_OFFICE),
        ("中共浙江省委政法委", PROVINCE_OFFICE),
        ("浙江省委政法委员会", PROVINCE_OFFICE),
        ("浙江省金华市公安局", POLICE),
    ],
)
def test_the_usual_short_forms_are_taken_for_the_name(
    crafted: Service, name: str, thing: str
) -> None:
    found = crafted.one(name)
    assert (found[0]["id"], found[0]["match"]) == (thing, thing != ABROAD)
    assert found[0]["score"] >= 87


def test_an_office_of_many_places_is_known_by_the_place(crafted: Service) -> None:
    assert not crafted.one("市公安局")[0]["match"]
    for name in ("市公安局", "公安局"):
        for value, thing in (("金华", POLICE), ("台州市", OTHER_POLICE), ("331000", OTHER_POLICE)):
            found = crafted.one(name, **place(value))
            assert (found[0]["id"], found[0]["match"]) == (thing, True), (name, value)
    by_id = crafted.one("市公安局", **place({"id": "place/330700", "name": "金华市"}))
    assert (by_id[0]["id"], by_id[0]["match"]) == (POLICE, True)


def test_an_office_of_the_province_is_known_from_a_city_of_it(crafted: Service) -> None:
    found = crafted.one("省委政法委", **place("金华市"))
    assert (found[0]["id"], found[0]["match"]) == (PROVINCE_OFFICE, True)
    assert not crafted.one("省委政法委")[0]["match"]


def test_an_office_is_none_of_another_place_nor_of_one_below(crafted: Service) -> None:
    for value in ("台州市", "义乌市"):
        found = crafted.one("金华市公安局", **place(value))
        police = next(one for one in found if one["id"] == POLICE)
        assert not police["match"]
        assert features(police)["property:place"] == 0


def test_namesakes_are_told_apart_by_properties_only(crafted: Service) -> None:
    both = crafted.one("网格联动机制")
    assert [one["score"] for one in both[:2]] == [100, 100]
    assert not any(one["match"] for one in both)
    one = crafted.one("网格联动机制", **place("台州市"))
    assert (one[0]["id"], one[0]["match"]) == ("id/t-00000008", True)
    named = crafted.one("台州市网格联动机制")
    assert (named[0]["id"], named[0]["match"]) == ("id/t-00000008", True)


def test_a_name_that_every_place_has_is_no_match_without_a_place(crafted: Service) -> None:
    found = crafted.one("一站式", type="Mechanism")
    assert (found[0]["id"], found[0]["match"]) == (ONE_STOP, False)


def test_the_kind_of_a_company_may_be_left_out_but_is_no_match(crafted: Service) -> None:
    for name in ("甲市青枫科技", "甲市青枫科技股份有限公司"):
        found = crafted.one(name)
        assert (found[0]["id"], found[0]["match"]) == ("id/t-00000003", False)


@pytest.mark.parametrize("code", ["330782", "330782000000", "place/330782"])
def test_a_place_is_known_by_its_code(crafted: Service, code: str) -> None:
    found = crafted.one(code)
    assert (found[0]["id"], found[0]["match"]) == ("place/330782", True)
    narrowed = crafted.one("义乌", properties=[{"pid": "code", "v": code}])
    assert (narrowed[0]["id"], narrowed[0]["match"]) == ("place/330782", True)


def test_types_are_kept_to_unless_they_only_should_be(service: Service) -> None:
    assert service.one("龙山经验", type="Experience")[0]["match"]
    assert service.one("龙山经验", type="Initiative")[0]["match"]
    assert service.one("龙山经验", type=["Place", "https://w3id.org/fengtu/ont#Experience"])
    kinds = {one["type"][0]["id"] for one in service.one("龙山经验", type="Document")}
    assert kinds == {"Document"}
    soft = service.one("龙山经验", type="Mechanism", type_strict="should")
    longshan = next(one for one in soft if one["id"] == LONGSHAN)
    assert (longshan["score"], longshan["match"]) == (75, False)
    assert service.one("龙山经验", type=["Place", "Experience"], type_strict="all") == []


@pytest.mark.parametrize(
    ("pid", "right", "wrong"),
    [
        ("place", "金华", "温州"),
        ("place", {"id": "place/330700"}, {"id": "place/330300"}),
        ("originatedIn", "金华市", "台州市"),
        ("kind", "经验", "机制"),
        ("kind", "Initiative", "Place"),
        ("period", 2026, 1999),
        ("period", "2026年", "1999年"),
        ("status", "planned", "nothing"),
        ("alias", "longshan experience", "nothing"),
        ("code", "330700", "330300"),
        ("iri", "https://w3id.org/fengtu/id/i-62f38a03e053", "https://w3id.org/fengtu/id/i-1"),
    ],
)
def test_properties_move_the_score(service: Service, pid: str, right: Any, wrong: Any) -> None:
    good = service.one("龙山经验", properties=[{"pid": pid, "v": right}])[0]
    others = service.one("龙山经验", properties=[{"pid": pid, "v": wrong}])
    bad = next(one for one in others if one["id"] == LONGSHAN)
    either = service.one("龙山经验", properties=[{"pid": pid, "v": [wrong, right]}])[0]
    assert (good["id"], good["score"], good["match"]) == (LONGSHAN, 100, True)
    assert features(good)[f"property:{pid}"] == 1
    assert (bad["score"], bad["match"], features(bad)[f"property:{pid}"]) == (75, False, 0)
    assert either["score"] == 100


def test_what_the_graph_does_not_tell_takes_a_little(service: Service) -> None:
    found = service.one("龙山经验", properties=[{"pid": "ledBy", "v": "金华市委政法委"}])[0]
    assert (found["score"], features(found)["property:ledBy"]) == (96, 0.5)


def test_without_a_name_properties_find_things_but_no_match(crafted: Service) -> None:
    found = crafted.ask({"q": {**place("台州市"), "type": "Institution"}})
    ids = [one["id"] for one in found["q"]["result"]]
    assert OTHER_POLICE in ids
    assert POLICE not in ids
    assert not any(one["match"] for one in found["q"]["result"])


def test_a_limit_takes_the_best(service: Service) -> None:
    every = service.one("经验")
    assert service.one("经验", limit=2) == every[:2]

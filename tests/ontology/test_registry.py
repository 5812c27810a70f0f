"""The registry tables agree with each other, with the schemes and with the IRIs that are minted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SKOS

from graph_build import iris
from graph_build.gazetteer import Gazetteer, forms, short_name, townships
from graph_build.model import Period
from graph_build.resources import ontology

REGISTRY = ontology() / "registry"
SOURCE = Path(__file__).resolve().parents[2].parent / "shared" / "external" / "divisions"
MOST_BYTES = 900_000
needs_source = pytest.mark.skipif(not SOURCE.is_dir(), reason="../shared/external is not here")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _concepts(scheme: str) -> set[str]:
    graph = rdflib.Graph().parse(ontology() / "schemes" / f"{scheme}.ttl")
    return {str(s).rsplit("/", 1)[1] for s in graph.subjects(RDF.type, SKOS.Concept)}


@pytest.mark.parametrize("path", sorted(REGISTRY.glob("*.csv")), ids=lambda p: p.name)
def test_a_table_is_small_and_whole(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    rows = _rows(path)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    if path.name != "aliases.csv":
        keys = [
            tuple(row.values())[:2] if path.stem == "themes" else next(iter(row.values()))
            for row in rows
        ]
        if path.stem != "entities":
            assert len(keys) == len(set(keys))


@needs_source
def test_the_register_holds_every_division_but_the_pseudo_cities() -> None:
    gazetteer = Gazetteer.load()
    for row in _rows(SOURCE / "areas.csv"):
        division = gazetteer.by_code(row["code"])
        assert division is not None
        assert division.name == row["name"]
    pseudo = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
    assert not [d for d in gazetteer if d.name in pseudo]
    source = {row["code"]: row["name"] for row in _rows(SOURCE / "streets.csv")}
    assert townships().items() <= source.items()


def test_every_county_lies_in_a_prefecture_or_a_province() -> None:
    gazetteer = Gazetteer.load()
    for division in gazetteer:
        levels = [d.level for d in gazetteer.ancestors(division.code)]
        if division.level in {"county", "zone"}:
            assert levels[-1] == "province", division
        elif division.level == "province":
            assert levels == []
    assert [d.name for d in gazetteer.ancestors("419001")] == ["河南省"]
    assert [d.name for d in gazetteer.ancestors("110101001")] == ["东城区", "北京市"]
    assert [d.name for d in gazetteer.ancestors("DE-MUC")] == ["德国"]


def test_the_nine_counties_of_jinhua() -> None:
    names = [d.name for d in Gazetteer.load().below("330700", "county")]
    assert names == [
        "婺城区", "金东区", "武义县", "浦江县", "磐安县", "兰溪市", "义乌市", "东阳市", "永康市",
    ]  # fmt: skip
    assert len(Gazetteer.load().below("330700", "township")) == 146


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("浙江省", "浙江"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"), ("香港特别行政区", "香港"), ("金华市", "金华"),
        ("黔东南苗族侗族自治州", "黔东南"), ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("义乌市", "义乌"), ("仁寿县", "仁寿"), ("婺城区", "婺城"), ("神农架林区", "神农架"),
        ("景宁畲族自治县", "景宁"), ("鄂温克族自治旗", "鄂温克"),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"), ("滨海新区", "滨海"), ("敖汉旗", "敖汉"),
        ("范县", None), ("郊区", None), ("井陉矿区", None), ("科尔沁左翼中旗", None),
        ("达尔罕茂明安联合旗", None), ("石家庄高新技术产业开发区", None), ("西沙群岛", None),
    ],
)  # fmt: skip
def test_a_short_name_is_how_texts_shorten_it(full: str, short: str | None) -> None:
    assert short_name(full) == short


def test_short_names_never_lose_the_name() -> None:
    for division in Gazetteer.load():
        for form in forms(division.name):
            assert len(form) >= 2
            assert form[0] == division.name[0]


def test_ambiguous_forms_are_forms_of_the_register() -> None:
    gazetteer = Gazetteer.load()
    for row in _rows(REGISTRY / "ambiguous.csv"):
        assert gazetteer.by_name(row["form"]), row
        assert gazetteer.is_doubtful(row["form"])


@pytest.mark.parametrize(
    "form", ["和平", "互助", "通道", "资源", "安宁", "金安", "惠民", "龙山", "朝阳", "新华"]
)
def test_ordinary_words_are_doubtful_as_places(form: str) -> None:
    assert Gazetteer.load().is_doubtful(form)


@pytest.mark.parametrize("form", ["浙江", "金华", "义乌", "宁德", "朝阳区", "德国", "慕尼黑"])
def test_names_are_not_doubtful(form: str) -> None:
    assert not Gazetteer.load().is_doubtful(form)


def test_periods_have_the_ids_that_are_minted() -> None:
    rows = _rows(REGISTRY / "periods.csv")
    assert len(rows) == 15
    for row in rows:
        assert row["id"] == iris.period_id(Period(row["start"], row["end"]))


def test_kinds_and_themes_are_concepts() -> None:
    assert {row["kind"] for row in _rows(REGISTRY / "institution_kinds.csv")} <= _concepts(
        "institutionkind"
    )
    assert {row["theme"] for row in _rows(REGISTRY / "themes.csv")} == _concepts("theme")


def test_every_province_and_prefecture_has_an_english_name() -> None:
    english = {row["key"]: row["en"] for row in _rows(REGISTRY / "labels_en.csv")}
    codes = {
        d.code
        for d in Gazetteer.load()
        if d.level in {"province", "prefecture"} and d.code.isdigit()
    }
    assert codes <= set(english)
    assert all(name.isascii() or name == "Lüliang" for name in english.values())
    assert (english["330700"], english["610000"], english["140400"]) == (
        "Jinhua",
        "Shaanxi",
        "Changzhi",
    )


def test_the_counts_of_the_readme_are_those_of_the_tables() -> None:
    text = (REGISTRY / "places.md").read_text(encoding="utf-8")
    for name in ("places", "aliases", "foreign"):
        assert f"{len(_rows(REGISTRY / f'{name}.csv')):,}" in text, name
    assert f"{len(townships()):,}" in text

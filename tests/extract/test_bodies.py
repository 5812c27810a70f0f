"""Bodies that act, by the shapes their names take; what merely describes is none."""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract import scene_of
from graph_build.extract.account import Account
from graph_build.model import Document, Relation


def bodies(text: str) -> list[str]:
    """Return the institutions that a text names, in order."""
    document = Document(
        text=text,
        identifier="d",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title="",
        published=None,
    )
    return [n.span.of(text) for n in scene_of(document).names if n.group == "institution"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("贯彻十七届二中、三中全会精神。", ["十七届二中、三中全会"]),
        ("落实省委八届五次、六次全会部署。", ["省委八届五次、六次全会"]),
        ("学习二十届历次全会精神。", ["二十届历次全会"]),
        ("会议由国务院第12次常务会议审议。", ["国务院第12次常务会议"]),
        ("各省、自治区、直辖市人民政府：", ["各省、自治区、直辖市人民政府"]),
        ("由国务院卫生行政部门规定。", ["国务院卫生行政部门"]),
        ("报国务院深化农村改革领导小组批准。", ["国务院深化农村改革领导小组"]),
        ("成立了防汛抗旱应急指挥部。", ["防汛抗旱应急指挥部"]),
        ("与浙江海达建设有限公司签约。", ["浙江海达建设有限公司"]),
        ("推动海南科技职业技术学院升格。", ["海南科技职业技术学院"]),
        ("引进美国维克、德国优朗等一批知名企业。", ["美国维克", "德国优朗"]),
        ("教育、民政、财政等部门要配合。", ["教育", "民政", "财政"]),
        ("推动宁德时代落户。", ["宁德时代"]),
        ("自觉接受人大、政协监督。", ["人大", "政协"]),
        ("落实中央决策部署。", ["中央"]),
    ],
)
def test_bodies_are_found_whole(text: str, named: list[str]) -> None:
    assert bodies(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "落实中央八项规定精神。",
        "支持上市公司做大做强。",
        "建设高水平大学。",
        "推动光伏、储能等企业发展。",
        "加强法治政府建设。",
        "对东盟出口增长5%。",
        "听取人大代表意见。",
        "确保“十四五”开好局。",
    ],
)
def test_what_describes_is_no_body(text: str) -> None:
    assert bodies(text) == []


def names(text: str, group: str) -> list[str]:
    """Return what a text names of a group, in order."""
    document = Document(text, "d", hashlib.sha256(text.encode()).hexdigest())
    return [n.span.of(text) for n in scene_of(document).names if n.group == group]


@pytest.mark.parametrize(
    ("text", "group", "named"),
    [
        ("对煤矿矿长李建国受到撤职处分。", "person", ["李建国"]),
        ("授予王志强院士最高奖。", "person", ["王志强"]),
        ("（记者张卫国）报道如下。", "person", ["张卫国"]),
        ("增强群众的获得感、幸福感。", "person", []),
        ("滨河新区建设全面提速。", "place", ["滨河新区"]),
        ("哈尔滨银行进驻营业。", "place", []),
        ("特变电工智慧产业园项目开工。", "institution", ["特变电工"]),
    ],
)
def test_persons_zones_and_firms_are_told_apart(text: str, group: str, named: list[str]) -> None:
    assert names(text, group) == named


def related(text: str, predicate: str) -> list[Relation]:
    """Return what a text says with a predicate, as far as its evidence bears it."""
    account = Account.of(Document(text, "d", hashlib.sha256(text.encode()).hexdigest()))
    found = [c for c in account.claims if isinstance(c, Relation)]
    return [c for c in found if c.predicate == predicate]


def test_the_body_a_name_opens_with_leads_it() -> None:
    led = related("宁德时代智慧产业园项目加快建设。", "ledBy")
    assert [(c.subject.name, c.object.name) for c in led] == [
        ("宁德时代智慧产业园项目", "宁德时代")
    ]


def test_a_goal_behind_a_semicolon_is_pursued_by_what_stands_there() -> None:
    text = "深入实施乡村振兴战略，推进农业现代化；推行河长制，确保一江清水向东流。"
    goals = related(text, "pursuesGoal")
    assert all("；" not in c.evidence[0].quote for c in goals)

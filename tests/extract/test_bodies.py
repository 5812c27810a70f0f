"""Bodies that act, by the shapes their names take; what merely describes is none."""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract import scene_of
from graph_build.model import Document


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

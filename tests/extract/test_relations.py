"""Where initiatives are carried out, whose territory a body has, what a purpose is said of.

The sentences are made up. A rule must find what the words say, and say nothing where they do not.
"""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract.account import Account
from graph_build.model import Document, Relation


def said(text: str, predicate: str) -> dict[tuple[str, str], str]:
    """Return (subject, object) → rule of the relations that a text states by a predicate."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    account = Account.of(Document(text, "t.txt", digest, ""))
    return {
        (c.subject.name, c.object.name): c.rule
        for c in account.claims
        if isinstance(c, Relation) and c.predicate == predicate
    }


HANGZHOU, NINGBO, WENZHOU = "330100", "330200", "330300"


def test_places_in_a_list_before_a_name_all_count() -> None:
    found = said("浙江省新增杭州、宁波、温州跨境电商综合试验区。", "implementedIn")
    places = {place for (name, place) in found if name.endswith("综合试验区")}
    assert {HANGZHOU, NINGBO, WENZHOU} <= places


def test_a_place_inside_a_quoted_name_is_where_it_is_carried_out() -> None:
    text = "浙江省杭州市积极作为。推广“好办事在杭州”服务品牌。"
    found = said(text, "implementedIn")
    assert found[("“好办事在杭州”服务品牌", HANGZHOU)] == "relation.place-in-quote"


def test_a_place_of_another_member_of_a_list_says_nothing() -> None:
    text = "浙江省加快推进杭州国际博览中心、“云上港湾”数字平台建设。"
    found = said(text, "implementedIn")
    assert not [name for name, place in found if "云上港湾" in name and place == HANGZHOU]


@pytest.mark.parametrize("behind", ["落户宁波", "在宁波成功举办"])
def test_an_initiative_settles_at_the_place_behind_it(behind: str) -> None:
    found = said(f"浙江省推进改革。“云上港湾”数字平台{behind}。", "implementedIn")
    assert NINGBO in {place for _, place in found}


@pytest.mark.parametrize(
    ("body", "has_territory"),
    [("宁波市人民政府", True), ("宁波银行", False), ("宁波港集团", False)],
)
def test_only_bodies_that_govern_have_a_territory(body: str, has_territory: bool) -> None:
    found = said(f"浙江省宁波市经济发展。{body}表示祝贺。", "jurisdiction")
    assert bool(found) is has_territory


def test_a_goal_before_its_initiative_needs_a_word_of_purpose() -> None:
    bare = "推动城市更新成果转化应用，建立“四库联动”工作机制。"
    assert "relation.goal-before" not in said(bare, "pursuesGoal").values()


def test_a_meeting_has_no_members_and_does_not_act() -> None:
    text = "学习贯彻党的二十届三中全会精神和王小明同志讲话精神，实施“四库联动”工作机制。"
    assert not said(text, "memberOf")
    assert not said(text, "ledBy")


def test_what_is_said_of_a_list_is_said_of_the_name_that_closes_it() -> None:
    text = "完善“云巡查”、“网格通”、“平安码”等“三项应用”，不断提升群众安全感。"
    assert {name for name, _ in said(text, "pursuesGoal")} == {"“三项应用”"}
    assert ("“云巡查”", "“三项应用”") in said(text, "partOf")


def test_a_semicolon_parts_an_initiative_from_the_goals_behind_it() -> None:
    near = "推行“四库联动”工作机制，巡查全部河道，不断提升水环境质量。"
    meant = ("“四库联动”工作机制", "不断提升水环境质量")
    assert meant in said(near, "pursuesGoal")
    assert meant not in said(near.replace("河道，", "河道；"), "pursuesGoal")

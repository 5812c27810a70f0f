"""Folding and pinyin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from graph_build.search.folding import folded, places, toneless
from graph_build.search.pinyin import readings, spellings
from graph_build.search.query import needles, terms


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert toneless(toneless(text)) == toneless(text)
    assert isinstance(spellings(text), tuple)
    assert all(needle.text for needle in needles(text))
    assert len(terms(text)) <= 6


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("１２３４５熱線", "12345热线"),
        ("“龍山經驗”", "龙山经验"),
        ("ＡＢＣ", "abc"),
        ("Long-shan  Experience", "longshanexperience"),
        ("臺灣", "台湾"),
        ("𠮷村", "𠮷村"),
    ],
)
def test_forms_of_writing_fold(written: str, plain: str) -> None:
    assert folded(written) == plain


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["M"]), max_size=30))
def test_a_folded_character_knows_its_place(text: str) -> None:
    offsets = places(text)
    assert offsets == sorted(offsets)
    assert len(offsets) == len("".join(map(folded, text)))


@pytest.mark.parametrize(
    "name",
    [
        "重庆市长寿区重点行业银行",
        "长兴县行政审批局",
        "乐清市音乐厅",
        "朝阳区单县会计",
        "金华市公安局",
        "诉源治理率先",
        "12345热线abc",
        "传统村落",
        "强制措施",
        "大都市调解",
        "宿迁市六安市",
    ],
)
def test_the_first_reading_is_that_of_the_dictionary_of_phrases(name: str) -> None:
    assert readings(name)[0] == tuple(lazy_pinyin(name, v_to_u=False))


def test_a_character_may_be_read_in_two_ways_beside_others_read_in_one() -> None:
    found = [full for full, _ in spellings("重庆调解")]
    assert found[:2] == ["chongqingtiaojie", "chongqingdiaojie"]
    assert len(found) == 4

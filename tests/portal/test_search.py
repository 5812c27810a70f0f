"""Names are found by characters, pinyin, initials, English, and by other names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.portal.names import Name
from graph_build.portal.pinyin import folded, spellings, toneless
from graph_build.portal.search import Index

if TYPE_CHECKING:
    from tests.portal.client import Client

NAMES = [
    Name("i-1", {"zh": "龙山经验", "en": "Longshan Experience"}, (("zh", "龙山模式"),)),
    Name("i-2", {"zh": "“枫桥经验”"}),
    Name("o-1", {"zh": "重庆市教育局"}),
    Name("i-3", {"zh": "诉调对接"}, (("zh-Latn-pinyin", "sù tiáo duì jiē"),)),
    Name("p-1", {"zh": "乐清市"}),
]
INDEX = Index.of(NAMES, weight=lambda iri: 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("龙山", "i-1"),
        ("龙山模式", "i-1"),
        ("longshan", "i-1"),
        ("LongShan Jing", "i-1"),
        ("lsjy", "i-1"),
        ("lóngshān", "i-1"),
        ("experience", "i-1"),
        ("枫桥经验", "i-2"),
        ("“枫桥", "i-2"),
        ("fq经验", "i-2"),
        ("枫qiao", "i-2"),
        ("chongqing", "o-1"),
        ("jiaoyu局", "o-1"),
        ("sutiao", "i-3"),
        ("sudiao", "i-3"),
        ("yueqing", "p-1"),
    ],
)
def test_a_name_is_found(query: str, found: str) -> None:
    assert INDEX.find(query)[0].name.iri == found


def test_a_whole_name_comes_before_a_part_of_one() -> None:
    index = Index.of([Name("b", {"zh": "金华市委"}), Name("a", {"zh": "金华市"})], weight=len)
    assert [hit.name.iri for hit in index.find("金华市")] == ["a", "b"]


def test_of_equal_matches_the_weightier_comes_first() -> None:
    index = Index.of(
        [Name("a", {"zh": "甲市一"}), Name("b", {"zh": "甲市二"})],
        weight={"a": 1, "b": 2}.__getitem__,
    )
    assert [hit.name.iri for hit in index.find("甲市")] == ["b", "a"]


@pytest.mark.parametrize("query", ["", "  ", "“”", "\u0301", "不存在", "zzzz", "\n", "a" * 500])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert INDEX.find(query) == []


@given(st.text(max_size=40))
def test_any_query_is_answered(query: str) -> None:
    INDEX.find(query)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert toneless(toneless(text)) == toneless(text)
    assert isinstance(spellings(text), tuple)


def test_results_are_grouped_by_class_and_show_the_name_that_matched(crafted: Client) -> None:
    page = crafted.get("/search?q=qingfeng").text
    assert "/page/id/i-aaaaaaaa" in page
    assert "青枫经验" in page


def test_a_search_also_finds_the_words_in_the_texts(crafted: Client) -> None:
    page = crafted.get("/search?q=总结推广").text
    assert "?at=2-6#at" in page


def test_suggestions_are_json(crafted: Client) -> None:
    names = crafted.get("/api/suggest?q=qfjy", "application/json").json()["names"]
    assert [(name["label"], name["href"]) for name in names] == [
        ("青枫经验", "/page/id/i-aaaaaaaa")
    ]


def test_one_class_is_paged(client: Client) -> None:
    page = client.get("/search?q=a&class=Nothing")
    assert page.status_code == 200


def test_a_program_gets_what_is_found_as_json(crafted: Client) -> None:
    answer = crafted.get("/api/search?q=qfjy&limit=5", "application/json").json()
    assert (answer["query"], answer["total"], answer["limit"]) == ("qfjy", 1, 5)
    (result,) = answer["results"]
    assert result["iri"].endswith("/id/i-aaaaaaaa")
    assert result["href"] == "/page/id/i-aaaaaaaa"
    assert (result["label"], result["match"]) == ("青枫经验", "initials")
    assert (result["class"], result["family"]) == ("Experience", "initiative")
    assert result["claims"] == 3


@pytest.mark.parametrize("asked", ["limit=x", "limit=-1", "limit=101", "offset=1e3"])
def test_a_wrong_number_is_said(crafted: Client, asked: str) -> None:
    answer = crafted.get(f"/api/search?q=a&{asked}", "application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(asked.partition("=")[0])

"""Things are found by characters, pinyin, initials, English, other names, and evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build import iris
from graph_build.search import Index, Match
from graph_build.store.scanning import Said
from tests.search.made import DOCUMENT, claim, found, index, thing

NAMES = index(
    thing("i-1", "龙山经验", "龙山模式", english="Longshan Experience"),
    thing("i-2", "“枫桥经验”"),
    thing("o-1", "重庆市教育局", kind="Institution"),
    thing("i-3", "诉调对接"),
    thing("p-1", "乐清市", kind="Place"),
    thing("i-4", "“以外调外”涉外解纷工作法", kind="WorkMethod"),
)


def matches(made: Index, query: str) -> list[tuple[str, str]]:
    """Return how each thing matches a query."""
    finds = made.find(query)
    return [(hit.iri, hit.match.title) for hit in made.hits(finds, query, limit=100)]


@pytest.mark.parametrize(
    ("query", "iri", "match"),
    [
        ("龙山", "i-1", "prefix"),
        ("龙山模式", "i-1", "exact"),
        ("longshan", "i-1", "prefix"),
        ("LongShan Jing", "i-1", "pinyin"),
        ("lsjy", "i-1", "initials"),
        ("lóngshān", "i-1", "pinyin"),
        ("jingyan", "i-1", "pinyin"),
        ("experience", "i-1", "word"),
        ("perience", "i-1", "inside"),
        ("枫桥经验", "i-2", "exact"),
        ("“枫桥", "i-2", "prefix"),
        ("楓橋經驗", "i-2", "exact"),
        ("ＬＳＪＹ", "i-1", "initials"),
        ("fq经验", "i-2", "initials"),
        ("枫qiao", "i-2", "pinyin"),
        ("chongqing", "o-1", "pinyin"),
        ("jiaoyu局", "o-1", "pinyin"),
        ("教育", "o-1", "inside"),
        ("教育局", "o-1", "word"),
        ("局", "o-1", "inside"),
        ("sutiao", "i-3", "pinyin"),
        ("sudiao", "i-3", "pinyin"),
        ("yueqing", "p-1", "pinyin"),
        ("以外调外", "i-4", "core"),
        ("以外", "i-4", "prefix"),
        ("外解", "i-4", "inside"),
        ("重庆 教育", "o-1", "inside"),
        ("工作法 涉外", "i-4", "inside"),
        ("解纷", "i-4", "inside"),
    ],
)
def test_a_thing_is_found(query: str, iri: str, match: str) -> None:
    best = matches(NAMES, query)[0]
    assert best[0] == iri
    # Whether a stretch is a whole word is the dictionary's affair.
    assert best[1] == match or {best[1], match} == {"inside", "word"}


def test_better_matches_come_first_and_then_what_is_mentioned_more() -> None:
    made = index(
        thing("evidence", "丙"),
        thing("inside", "大金华人", mentions=9),
        thing("prefix", "金华市委", mentions=3),
        thing("prefix, more often", "金华市", mentions=5),
        thing("core", "“金华”做法", mentions=1),
        thing("exact", "乙", "金华"),
        claim(1, 0, 5, subject="evidence"),
        texts={DOCUMENT: "丙在金华。"},
    )
    assert found(made, "金华") == [
        "exact",
        "core",
        "prefix, more often",
        "prefix",
        "inside",
        "evidence",
    ]
    finds = made.find("金华")
    assert (len(finds), finds.named) == (6, 5)
    assert [hit.name for hit in made.hits(finds, "金华", limit=2)] == ["金华", "“金华”做法"]


def test_equal_names_come_in_the_order_of_their_addresses() -> None:
    made = index(thing("b", "同名"), thing("a", "同名"), thing("c", "同名"))
    assert found(made, "同名") == ["a", "b", "c"]


@pytest.mark.parametrize(
    "query",
    ["", "  ", "“”", "\u0301", "不存在", "zzzz", "\n", "a" * 500, "\0", '"', "*", "龙山\0经验"],
)
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert found(NAMES, query) == [] or "\0" in query


@pytest.mark.parametrize(
    "query",
    [
        '"龙山经验"',
        "龙山经验*",
        "^龙山经验",
        "(龙山经验)",
        "-龙山经验",
        "{龙山经验}",
        "龙山经验';--",
    ],
)
def test_signs_mean_nothing(query: str) -> None:
    assert matches(NAMES, query) == [("i-1", "exact")]


@pytest.mark.parametrize("query", ["龙山经验 AND 枫桥", "NEAR(龙山 枫桥)", "NOT 龙山"])
def test_words_of_query_languages_are_words(query: str) -> None:
    assert found(NAMES, query) == []


@given(st.text(max_size=40))
def test_any_query_is_answered(query: str) -> None:
    finds = NAMES.find(query)
    NAMES.hits(finds, query, limit=10)
    NAMES.places(query, limit=3)


@given(st.lists(st.text("龙山经验枫桥", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_whatever_stands_in_a_name_finds_it(names: list[str], data: st.DataObject) -> None:
    made = index(*(thing(f"i-{number:02}", name) for number, name in enumerate(names)))
    query = data.draw(st.text("龙山经验枫桥", min_size=1, max_size=3))
    wanted = {f"i-{number:02}" for number, name in enumerate(names) if query in name}
    assert {iri for iri, match in matches(made, query) if match != "pinyin"} >= wanted
    exact = {iri for iri, match in matches(made, query) if match == "exact"}
    assert exact == {f"i-{number:02}" for number, name in enumerate(names) if query == name}


def test_a_graph_of_nothing_is_searched_too() -> None:
    made = index()
    assert found(made, "金华") == []
    assert made.count(made.find("金华"), "class") == []
    assert made.places("金华", limit=3) == []


def facets() -> Index:
    return index(
        thing("i-1", "甲经验", kind="Experience", mentions=2),
        thing("i-2", "乙经验"),
        thing("o-1", "甲市政法委", kind="Institution"),
        thing("p-1", "甲市", kind="Place"),
        claim(1, 0, 4, subject="i-1", object="o-1", place="p-1", status="x/scheme/status/planned"),
        claim(2, 5, 9, subject="i-2", status="x/scheme/status/completed"),
        texts={DOCUMENT: "甲市做了。乙做了。"},
    )


def test_finds_are_counted_by_what_they_have() -> None:
    made = facets()
    finds = made.find("经验")
    counted = {
        facet: made.count(finds, facet) for facet in ("class", "place", "status", "document")
    }
    assert counted == {
        "class": [("Experience", 1), ("Initiative", 1)],
        "place": [("p-1", 1)],
        "status": [("completed", 1), ("planned", 1)],
        "document": [(DOCUMENT, 1)],
    }
    assert made.count(finds, "institution") == [("o-1", 1)]


@pytest.mark.parametrize(
    ("where", "things"),
    [
        ({"class": "Experience"}, ["i-1"]),
        ({"status": "completed"}, ["i-2"]),
        ({"place": "p-1", "institution": "o-1"}, ["i-1"]),
        ({"place": "p-1", "status": "completed"}, []),
        ({"place": "nowhere"}, []),
    ],
)
def test_finds_are_narrowed(where: dict[str, str], things: list[str]) -> None:
    assert found(facets(), "经验", **where) == things


def test_places_of_a_place_count_for_what_lies_around_it() -> None:
    made = index(
        thing("i-1", "甲经验"),
        thing("p-1", "甲县", kind="Place"),
        thing("p-2", "乙市", kind="Place"),
        claim(1, 0, 2, subject="i-1", object="p-1"),
        iter([Said("p-1", iris.term_iri("within"), "p-2", "")]),
        texts={DOCUMENT: "甲做。"},
    )
    assert [value for value, _ in made.count(made.find("甲经验"), "place")] == ["p-1", "p-2"]


def test_sentences_that_say_a_query_are_told_by_document() -> None:
    text = "前一句。“龙山”经验好。又说龙山经验。"
    made = index(texts={DOCUMENT: text})
    (place,) = made.places("龙山经验", limit=5)
    assert (place.document, place.times) == (DOCUMENT, 2)
    assert text[place.begin : place.end] == "“龙山”经验好。"


def test_matches_are_ordered_from_best_to_worst() -> None:
    assert [match.title for match in Match] == [
        *("exact", "core", "prefix", "word", "inside"),
        *("pinyin", "pinyin", "initials", "initials", "evidence"),
    ]

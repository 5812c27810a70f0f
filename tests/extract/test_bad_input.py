from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph_build.extract import extract
from graph_build.extract.ground import Grounder
from graph_build.model import About, Claim, Evidence, Mention, Observation
from tests.strategies import document, genre, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = "金华市委政法委打造“龙山经验”，2024年群众安全感满意度达98.52%，案件数比上年下降32.54%。"
TABLE = (
    "指标 2023年 2024年\n市场主体（万户） 180.5 200.1\n外贸（亿元） 5,891 6,300\n增幅 -2.4 3.1\n"
)


def _evidence(text: str) -> Iterator[Evidence]:
    """Return all evidence of what a text names and says, and check it on the way."""
    for found in extract(document(text)):
        if isinstance(found, About):
            continue
        given_evidence = (found.evidence,) if isinstance(found, Mention) else found.evidence
        for evidence in given_evidence:
            assert evidence.quote == text[evidence.span.start : evidence.span.end]
            yield evidence
        if isinstance(found, Observation):
            assert any(e.span.holds(found.value_span) for e in found.evidence)


@settings(max_examples=150)
@given(st.one_of(genre, hostile))
@example("")
@example("\ufeff")
@example("\r\n\r\n")
@example("“" * 300)
@example("（" * 300 + "）" * 300)
@example("、" * 200)
@example("1" * 500)
@example("12.5、" * 200)
@example("十二万" * 200)
@example("%")
@example("年月日")
@example("分别增长、下降%")
@example(TABLE * 5)
@example("金华市" * 300)
@example("“十四五”" * 50)
@example("记者：\n答：\n■\n一、\n")
def test_any_text_is_read_without_a_crash_and_every_quote_is_in_its_place(text: str) -> None:
    list(_evidence(text))


@settings(max_examples=40)
@given(st.one_of(genre, hostile))
def test_the_same_text_says_the_same_twice(text: str) -> None:
    assert list(extract(document(text))) == list(extract(document(text)))


@settings(max_examples=40)
@given(st.one_of(genre, hostile))
def test_every_name_that_a_claim_uses_can_be_checked(text: str) -> None:
    found = list(extract(document(text)))
    mentions = [m for m in found if isinstance(m, Mention)]
    claims = [c for c in found if isinstance(c, Claim)]

    assert len(list(Grounder(mentions).check(claims))) == len(claims)


@given(st.one_of(genre, hostile), st.one_of(genre, hostile))
@settings(max_examples=40)
def test_a_planted_sentence_is_quoted_where_it_stands(before: str, after: str) -> None:
    text = f"{before}\n{SENTENCE}\n{after}"
    start = len(before) + 1

    inside = [
        e.quote
        for e in _evidence(text)
        if start <= e.span.start and e.span.end <= start + len(SENTENCE)
    ]

    assert all(quote in SENTENCE for quote in inside)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("满意度达98.52%", "98.52"),
        ("满意度达９８．５２％", "98.52"),
        ("满意度达 98.52 %", "98.52"),
        ("满意度达98.52\u200b%", "98.52"),
        ("滿意度達98.52%", "98.52"),
        ("满 意 度 达 9 8 . 5 2 % ， 连 年 提 高", "98.52"),
    ],
    ids=["plain", "full-width", "spaced", "zero-width", "traditional", "ocr"],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("lead", ["", "𠮷林报道。", "😀"])
def test_a_number_is_read_however_it_is_written(
    written: str, value: str, line_end: str, lead: str
) -> None:
    text = f"平安通报{line_end}{lead}2024年群众安全感{written}。{line_end}"

    found = [o for o in extract(document(text)) if isinstance(o, Observation)]

    assert [str(o.value) for o in found] == [value]
    assert all(e.quote == e.span.of(text) for o in found for e in o.evidence)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE.rstrip("。"),
        SENTENCE.replace("。", "").replace("，", ""),
        SENTENCE.replace("“", "「").replace("”", "」"),
        SENTENCE.replace("”", ""),
        SENTENCE.replace("“", ""),
        SENTENCE.replace("“", '"').replace("”", '"'),
        SENTENCE.replace("“龙山经验”", "“新时代‘龙山经验’”"),
        SENTENCE.replace("“龙山经验”", "““龙山经验””"),
        SENTENCE.replace("，", "\r\n"),
    ],
    ids=[
        "stop",
        "marks",
        "corners",
        "unclosed",
        "unopened",
        "straight",
        "nested",
        "doubled",
        "wrapped",
    ],
)
def test_a_sentence_with_broken_marks_still_says_something(text: str) -> None:
    assert list(_evidence(text))


def test_cells_of_a_table_do_not_run_together_into_a_number_of_their_own() -> None:
    found = [o for o in extract(document(TABLE)) if isinstance(o, Observation)]

    cells = set(TABLE.replace("\n", " ").split(" "))
    assert {o.value_span.of(TABLE) for o in found} <= cells

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.model import Span
from graph_build.read import Reading, fold
from tests.strategies import document, genre, hostile

if TYPE_CHECKING:
    import random


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_any_text_keeps_its_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(hostile)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２５年，增長９８．５％", "2025年，增长98.5%"),
        ("中國共產黨(第十九次)", "中国共产党（第十九次）"),
        ("国发〔2019〕3号", "国发（2019）3号"),
        ("「楓橋經驗」『新』", "“枫桥经验”‘新’"),
        ("1,234.5万元,其中", "1234.5万元，其中"),
        ("农村,城市", "农村，城市"),
    ],
)
def test_width_brackets_commas_and_traditional_forms_are_folded(text: str, folded: str) -> None:
    assert fold(text).replace(",", "") == folded


@pytest.mark.parametrize(
    ("text", "matched", "quote"),
    [
        ("建成 131 个综治中心", "131个", "131 个"),
        ("满意度\u200b达98.5%", "满意度达98.5", "满意度\u200b达98.5"),
        ("经 济 增 长 了 5 . 8 % 以 上 的 目 标", "增长了5", "增 长 了 5"),
        ("到２０２７年　覆盖", "2027年", "２０２７年"),
        ("𠮷林市建成 3 个中心", "建成3个", "建成 3 个"),
        ("😀金华市 9 个县", "金华市9个县", "金华市 9 个县"),
    ],
)
def test_what_layout_put_between_characters_is_matched_over_and_quoted(
    text: str, matched: str, quote: str
) -> None:
    reading = Reading.of(document(text))
    start = reading.text.index(matched)

    evidence = reading.evidence(Span(start, start + len(matched)))

    assert evidence.quote == quote
    assert evidence.span.of(text) == quote


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("到1 9 9 8 年增长1 5 .3 %，人口增长1 0 .0 6 ‰", "到1998年增长15.3%，人口增长10.06‰"),
        ("新增面积19. 3 万平方米", "新增面积19.3万平方米"),
        ("指标 2023 2024 年", "指标2023 2024年"),
        ("市场主体 180.5 200.1\n", "市场主体180.5 200.1\n"),
        ("得分 5 8 9\n", "得分5 8 9\n"),
        ("1. 2025年目标\n2. 3个平台", "1. 2025年目标\n2. 3个平台"),
    ],
)
def test_digits_that_stand_one_by_one_are_a_number_and_cells_of_a_table_are_several(
    text: str, read: str
) -> None:
    assert Reading.of(document(text)).text == read


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_that_a_page_wrapped_read_on(line_end: str) -> None:
    lines = [
        "金华是民营经济活跃的城市全市市场主体突破两百万户全市政法机关把法治当",
        "作最好的营商环境来经营五年间金华市委政法委出台了优化法治营商环境的举",
        "措推行涉企执法的三书同达制度。",
    ]
    text = line_end.join(lines)

    reading = Reading.of(document(text))

    assert reading.text == "".join(lines)
    at = reading.text.index("当作")
    assert reading.evidence(Span(at, at + 2)).quote == f"当{line_end}作"


def test_paragraphs_and_numbered_lines_do_not_read_on() -> None:
    text = "一、推进综治中心规范化建设\n二、深化涉企法治服务改革\n金华市\n浦江县\n"

    assert Reading.of(document(text)).text == text


@given(st.one_of(genre, hostile), st.randoms(use_true_random=False))
def test_any_stretch_of_a_reading_quotes_the_source(text: str, choice: random.Random) -> None:
    reading = Reading.of(document(text))
    if not reading.text:
        return
    start = choice.randrange(len(reading.text))
    end = choice.randint(start + 1, len(reading.text))

    evidence = reading.evidence(Span(start, end))

    assert evidence.quote == text[evidence.span.start : evidence.span.end]
    # What was left out between the first and the last character is all that the two differ by.
    assert len(evidence.quote) >= end - start
    assert fold(text)[evidence.span.start] == reading.text[start]
    assert fold(text)[evidence.span.end - 1] == reading.text[end - 1]


@given(st.one_of(genre, hostile))
def test_a_reading_holds_the_characters_of_the_text_in_their_order(text: str) -> None:
    reading = Reading.of(document(text))
    folded = fold(text)

    sources = [reading.source(Span(i, i + 1)) for i in range(len(reading.text))]

    assert all(span.end == span.start + 1 for span in sources)
    assert all(a.end <= b.start for a, b in pairwise(sources))
    assert "".join(folded[s.start] for s in sources) == reading.text

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.read import Reading
from graph_build.segment import sections
from tests.strategies import document, genre, hostile


def _laid_out(text: str) -> list[tuple[str, str]]:
    """Return the kinds of the sections and what stands in them."""
    reading = Reading.of(document(text))
    return [(s.kind, s.span.of(reading.text)) for s in sections(reading)]


def test_a_report_has_a_title_headings_and_paragraphs() -> None:
    text = (
        "平安建设情况通报\n\n一、工作回顾\n全市建成综治中心147个。\n"
        "（一）主要做法\n推进改革，深化治理。\n"
    )

    assert _laid_out(text) == [
        ("title", "平安建设情况通报"),
        ("heading", "一、工作回顾"),
        ("paragraph", "全市建成综治中心147个。"),
        ("heading", "（一）主要做法"),
        ("paragraph", "推进改革，深化治理。"),
    ]


def test_a_paragraph_knows_the_headings_above_it_outermost_first() -> None:
    text = "第一章 总则\n一、工作回顾\n（一）成效\n全市平安。\n二、打算\n继续推进。\n"
    reading = Reading.of(document(text))

    found = {s.span.of(reading.text): s.headings for s in sections(reading)}

    assert found["全市平安。"] == ("总则", "工作回顾", "成效")
    assert found["继续推进。"] == ("总则", "打算")


def test_a_numbered_line_with_its_text_behind_the_heading_is_an_item() -> None:
    text = "通报\n一、推进综治中心建设。全市建成147个。\n"

    (_, item) = _laid_out(text)

    assert item == ("item", "一、推进综治中心建设。全市建成147个。")


def test_turns_of_a_talk_name_their_speakers_and_the_question_they_answer() -> None:
    text = (
        "访谈\n记者：数字应用起到什么作用？\n林纪平：打造了应用。\n还推进了改革。\n记者：有何打算？\n"
        "林纪平：继续深化。\n"
    )
    reading = Reading.of(document(text))

    found = [
        (s.kind, s.speaker, s.question, s.span.of(reading.text)) for s in sections(reading)[1:]
    ]

    first, second = "数字应用起到什么作用？", "有何打算？"
    assert found == [
        ("question", "记者", first, first),
        ("answer", "林纪平", first, "打造了应用。"),
        ("paragraph", "林纪平", first, "还推进了改革。"),
        ("question", "记者", second, second),
        ("answer", "林纪平", second, "继续深化。"),
    ]


def test_a_colon_alone_makes_no_speaker() -> None:
    text = "通报\n主要做法：推进改革。\n其中：下降三成。\n"

    assert all(s.speaker is None for s in sections(Reading.of(document(text))))


def test_a_fact_box_stands_apart_from_speakers() -> None:
    text = "访谈\n记者：作用？\n林纪平：很大。\n■ 满意度达98.52%\n"

    box = sections(Reading.of(document(text)))[-1]

    assert (box.kind, box.speaker, box.question) == ("box", None, None)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_ends_a_paragraph(line_end: str) -> None:
    text = line_end.join(["通报", "一、回顾", "全市平安。", ""])

    assert [kind for kind, _ in _laid_out(text)] == ["title", "heading", "paragraph"]


@pytest.mark.parametrize(
    "text", ["金华", "全市建成147个。", "一、", "■", "记者：", "“", "。", "1."]
)
def test_a_document_of_one_line_is_laid_out_without_fuss(text: str) -> None:
    assert all(held in text for _, held in _laid_out(text))


@given(st.one_of(genre, hostile))
def test_sections_of_any_text_are_in_order_disjoint_and_not_empty(text: str) -> None:
    reading = Reading.of(document(text))

    spans = [section.span for section in sections(reading)]

    assert all(0 <= s.start < s.end <= len(reading.text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.one_of(genre, hostile))
def test_no_section_of_any_text_begins_or_ends_in_space(text: str) -> None:
    reading = Reading.of(document(text))

    found = [section.span.of(reading.text) for section in sections(reading)]

    assert all(held == held.strip() for held in found if held.isprintable())

"""What surrounds a sentence decides whether it reports or plans, and which days it speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given

from graph_build.extract.passages import Passage, layout
from graph_build.extract.references import reference_of
from graph_build.extract.time import Reference, plan_period, year_of
from graph_build.model import Document, Period, Span, Status
from graph_build.read import Reading
from graph_build.segment import sections
from tests.strategies import document, hostile

REPORT = """政府工作报告
各位代表：
一、2025年工作回顾
新增就业3万人。
就业稳定。两年来，新建公园20个。绿地增加50公顷。
新建学校8所。
“十四五”期间，新建桥梁9座。
二、2026年主要任务
新增就业2万人。
党的十八大以来，我们已建成公园90个。
今年以来已完成投资3亿元。
三、今后五年目标
建成学校100所。
"""
INTERVIEW = """记者：“十五五”时期有什么打算？
局长：我们要建成法庭20个。
记者：五年来成效如何？
局长：案件下降20%。
"""


def passages(text: str, *, name: str = "a.txt", title: str = "") -> dict[str, Passage]:
    laid = layout(document(text, name=name, title=title))
    return {p.sentence.span.of(laid.reading.text): p for p in laid.passages}


def reference(text: str, *, name: str = "a.txt", title: str = "", day: str = "") -> Reference:
    made = Document(text, name, "0" * 64, title, day or None)
    reading = Reading.of(made)
    return reference_of(reading, sections(reading))


@pytest.mark.parametrize(
    ("sentence", "planning", "period"),
    [
        ("新增就业3万人", False, year_of(2025)),
        ("两年来，新建公园20个", False, year_of(2024, 2025)),
        ("绿地增加50公顷", False, year_of(2024, 2025)),
        ("新建学校8所", False, year_of(2025)),
        ("“十四五”期间，新建桥梁9座", False, year_of(2021, 2025)),
        ("新增就业2万人", True, year_of(2026)),
        ("建成学校100所", True, year_of(2026, 2030)),
    ],
)
def test_headings_and_opening_times_hold_for_what_follows(
    sentence: str, planning: bool, period: Period
) -> None:
    passage = passages(REPORT)[sentence]

    assert (passage.planning, passage.period) == (planning, period)


def test_what_has_gone_on_until_now_is_done_even_in_a_plan() -> None:
    found = passages(REPORT)

    for said in ("党的十八大以来，我们已建成公园90个", "今年以来已完成投资3亿元"):
        assert found[said].status(found[said].sentence.clauses[-1]) is Status.COMPLETED


def test_a_question_sets_the_days_and_the_mode_of_its_answer() -> None:
    found = passages(INTERVIEW, name="2025访谈.txt")

    assert found["我们要建成法庭20个"].planning
    assert found["我们要建成法庭20个"].period == year_of(2026, 2030)
    assert not found["案件下降20%"].planning
    assert found["案件下降20%"].period == year_of(2021, 2025)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("将建成公园12个", Status.PLANNED),
        ("力争建成公园12个", Status.PLANNED),
        ("下一步建成公园12个", Status.PLANNED),
        ("已建成公园12个", Status.COMPLETED),
        ("建成了公园12个", Status.COMPLETED),
        ("群众满意度达到98%", Status.COMPLETED),
        ("即将到来的节日里建成公园12个", Status.COMPLETED),
        ("持续推进改革", Status.ONGOING),
        ("正在建设公园12个", Status.ONGOING),
        ("目前有公园12个", Status.ONGOING),
        ("为了群众健康", Status.ONGOING),
        ("到2099年建成公园12个", Status.COMPLETED),
    ],
)
def test_a_cue_of_the_clause_says_how_far_a_thing_has_come(text: str, status: Status) -> None:
    [passage] = layout(document(f"全市{text}。")).passages

    assert passage.status(passage.sentence.clauses[0]) is status


def test_a_year_to_come_is_a_plan_where_the_year_of_the_document_is_known() -> None:
    laid = layout(document("2025年3月1日\n\n全市到2030年建成公园12个。\n", name="2025年信息.txt"))
    passage = laid.passages[-1]

    assert passage.status(passage.sentence.clauses[-1]) is Status.PLANNED


@pytest.mark.parametrize("title", ["关于加强管理的意见", "行动方案", "发展规划（2026—2030年）"])
def test_what_its_title_calls_a_plan_is_one(title: str) -> None:
    found = passages("加强领导。\n", title=title)

    assert found["加强领导"].planning


@pytest.mark.parametrize(
    ("text", "clause", "period"),
    [
        ("2025年，建成公园12个", 1, year_of(2025)),
        ("截至2025年6月底，建成公园12个", 1, Period("2025-06-30", "2025-06-30")),
        ("2023年的公园，建成12个", 1, None),
        ("2025年4月成立办公室，案件下降5%", 1, None),
        ("“2025年行动”深入人心，建成公园12个", 1, None),
        ("比2020年多建公园12个", 0, None),
        ("近年来，建成公园12个", 1, None),
        ("2020年以来，建成公园12个", 1, Period("2020-01-01", None)),
    ],
)
def test_the_last_adverbial_time_governs(text: str, clause: int, period: Period | None) -> None:
    [passage] = layout(document(f"{text}。")).passages

    assert passage.period_at(passage.sentence.clauses[clause]) == period


def test_the_time_that_a_change_is_measured_against_is_its_basis() -> None:
    text = "2025年，税收比2020年增长5%。"
    [passage] = layout(document(text)).passages
    basis = passage.basis_at(Span(0, len(text)))

    assert basis is not None
    assert basis.span.of(text) == "2020年"
    assert passage.basis_at(Span(0, 6)) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"text": "一、2025年工作回顾\n好。"}, Reference(2026, 2025, plan_period(14), 2025, True)),
        ({"text": "二、2026年主要任务\n好。"}, Reference(2026, 2025, plan_period(14), 2025, True)),
        ({"text": "好。", "title": "2024年政府工作报告"}, Reference(2024, 2023, None, 2023, True)),
        ({"text": "好。", "day": "2024-05-06"}, Reference(2024, 2024, None, 2024)),
        ({"text": "好。", "name": "2019_新闻.txt"}, Reference(2019, 2019, None, 2019)),
        ({"text": "2023年启动，2023年建成。"}, Reference(2023, 2023, plan_period(14), None)),
        ({"text": "建成公园12个。"}, Reference()),
    ],
)
def test_a_document_speaks_in_the_year_that_it_tells(
    said: dict[str, str], expected: Reference
) -> None:
    assert reference(**said) == expected


def test_boxes_and_headings_set_no_days_for_each_other() -> None:
    found = passages("■ 2024年98.5%\n\n建成公园12个。\n")

    assert found["建成公园12个"].period is None


@given(hostile)
def test_any_text_is_laid_out_with_a_status_for_every_clause(text: str) -> None:
    laid = layout(document(text))

    assert len(laid.passages) == len(laid.sentences)
    for passage in laid.passages:
        for clause in passage.sentence.clauses:
            assert passage.status(clause) in Status
            days = passage.period_at(clause)
            assert days is None or None in days or str(days.start) <= str(days.end)

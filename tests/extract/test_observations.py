"""What the numbers of a sentence measure, when, against what, and how far it has come."""

from __future__ import annotations

import string
from decimal import Decimal
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.extract.observations import merge, observations
from graph_build.extract.passages import layout
from graph_build.extract.words import Words
from graph_build.model import Bound, Grade, Key, Observation, Period, Span, Status, ValueKind
from tests.extract.documented import table
from tests.strategies import document, hostile

REPORT = "政府工作报告\n各位代表：\n一、2025年工作回顾\n{}\n二、2026年主要任务\n{}\n"
YEAR = Period("2025-01-01", "2025-12-31")
BEFORE = Period("2024-01-01", "2024-12-31")
HALVES = (Period("2025-01-01", "2025-06-30"), Period("2024-01-01", "2024-06-30"))


def read(text: str) -> list[Observation]:
    laid = layout(document(text))
    words = Words.of(laid.reading.text)
    found = (observations(laid.reading, passage, words) for passage in laid.passages)
    return merge(chain.from_iterable(found))


@pytest.mark.parametrize(
    ("sentence", "indicator", "number", "unit", "kind", "period"),
    table("| sentence | indicator | value | unit | kind | period |"),
)
def test_documented_sentences_say_so(
    sentence: str, indicator: str, number: str, unit: str, kind: str, period: str
) -> None:
    claims = [o for o in read(sentence) if o.indicator == indicator]
    [found] = [o for o in claims if o.value == Decimal(number)]

    assert (found.unit, found.kind.value) == (unit, kind)
    assert found.period == Period(*period.split("/"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("用水量、用电量分别下降5%、6.5%。", "用水量 -5 PERCENT, 用电量 -6.5 PERCENT"),
        ("城乡居民收入分别增长5%和6%。", "城镇居民收入 5 PERCENT, 农村居民收入 6 PERCENT"),
        ("出口额、进口额均增长5%。", "出口额 5 PERCENT, 进口额 5 PERCENT"),
        ("总收入和地方收入增长18%。", "总收入 18 PERCENT, 地方收入 18 PERCENT"),
        ("建成调解室120个、省级35个。", "建成调解室数 120 个, 省级建成调解室数 35 个"),
        ("法庭由12个增至35个。", "法庭数 12 个, 法庭数 35 个"),
        ("税收50万元，增长7%。", "税收 500000 CNY, 税收 7 PERCENT"),
        ("经济总量翻两番。", "经济总量 4 TIMES"),
        ("上访量下降三成。", "上访量 -30 PERCENT"),
        ("新增车位300个，其中公共车位80个。", "新增车位数 300 个, 公共车位数 80 个"),
        ("失业率下降0.5个百分点。", "失业率 -0.5 PERCENTAGE_POINT"),
        ("轻重工业比例为42：58。", "轻工业比重 42 PERCENT, 重工业比重 58 PERCENT"),
        ("甲业占总量的51%和就业的1/4。", "甲业占总量比重 51 PERCENT, 甲业占就业比重 25 PERCENT"),
        ("甲业占总量的51%、乙业占25%。", "甲业占总量比重 51 PERCENT, 乙业占总量比重 25 PERCENT"),
        (
            "甲类收入和乙类支出均较快增长，分别增收5亿元和2亿元。",
            "甲类收入 500000000 CNY, 乙类支出 200000000 CNY",
        ),
        ("2万户、6万人稳定脱贫。", "稳定脱贫户数 20000 户, 稳定脱贫人数 60000 人"),
        ("审批时间压缩至5个工作日。", "审批时间 5 个工作日"),
        ("搭建科创、金融等4大平台。", "搭建平台数 4 个"),
        (
            "甲企业增至5家、乙企业增至9家，均居全省第一。",
            "甲企业数 5 家, 乙企业数 9 家, 甲企业数全省排名 1 名, 乙企业数全省排名 1 名",
        ),
        ("选手在技能大赛上获得1金1银。", "技能大赛金牌数 1 枚, 技能大赛银牌数 1 枚"),
        ("8个县获得表彰。", "获得表彰的县数 8 个"),
        ("10个县（市、区）通过验收。", "通过验收的县（市、区）数 10 个"),
        ("5个村被评为示范村。", "被评为示范村的村数 5 个"),
        ("89%的学校实现开放。", "实现开放的学校占比 89 PERCENT"),
        ("民生支出占总支出的80%以上。", "民生支出占总支出比重 80 PERCENT"),
        ("总产值，由三百亿元增加到七百亿元。", "总产值 30000000000 CNY, 总产值 70000000000 CNY"),
        ("惠及5万居民。", "惠及居民数 50000 人"),
        ("整合13个部门、18项业务。", "整合部门数 13 个, 整合业务数 18 项"),
        ("地方税收突破千亿大关。", "地方税收 100000000000 CNY"),
        ("年客流量突破百万。", "年客流量 1000000 人次"),
        ("完成投资25亿元、占年度计划的80%。", "投资 2500000000 CNY, 投资占年度计划比重 80 PERCENT"),
    ],
)
def test_numbers_have_their_indicators(text: str, expected: str) -> None:
    assert ", ".join(f"{o.indicator} {o.value} {o.unit}" for o in read(text)) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("满意度达98.5%", ValueKind.LEVEL),
        ("生产总值6000亿元", ValueKind.LEVEL),
        ("建成公园12个", ValueKind.COUNT),
        ("工业占生产总值的35%", ValueKind.SHARE),
        ("税收增长5%", ValueKind.CHANGE_RATE),
        ("增速达到5%", ValueKind.CHANGE_RATE),
        ("森林面积增加30万亩", ValueKind.CHANGE_AMOUNT),
        ("失业率下降0.5个百分点", ValueKind.CHANGE_AMOUNT),
        ("新增就业3万人", ValueKind.CHANGE_AMOUNT),
        ("总量居全国第3位", ValueKind.RANK),
        ("力争税收增长5%", ValueKind.TARGET),
        ("到2030年，力争公园达到100个", ValueKind.TARGET),
    ],
)
def test_numbers_have_their_kind(text: str, kind: ValueKind) -> None:
    assert [o.kind for o in read(f"2025年，{text}。" if "20" not in text else f"{text}。")] == [
        kind
    ]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("创建国家级园区3个", Grade.NATIONAL),
        ("创建省级园区3个", Grade.PROVINCIAL),
        ("创建市级园区3个", Grade.MUNICIPAL),
        ("创建县级园区3个", Grade.COUNTY),
        ("创建园区3个", None),
    ],
)
def test_an_indicator_says_the_level_of_its_things(text: str, grade: Grade | None) -> None:
    assert [o.grade for o in read(text)] == [grade]


@pytest.mark.parametrize(
    ("text", "period", "baseline"),
    [
        ("2025年，税收增长5%", YEAR, None),
        ("2025年，税收比上年增长5%", YEAR, BEFORE),
        ("2025年，税收同比增长5%", YEAR, BEFORE),
        ("2025年，税收较2020年增长5%", YEAR, Period("2020-01-01", "2020-12-31")),
        ("2025年上半年，税收同比增长5%", *HALVES),
        ("2025年，税收年均增长5%", YEAR, None),
        ("2020年以来，税收增长5%", Period("2020-01-01", None), None),
        ("“十四五”期间，税收增长5%", Period("2021-01-01", "2025-12-31"), None),
        ("截至2025年6月底，累计税收5亿元", Period(None, "2025-06-30"), None),
        ("税收增长5%", None, None),
    ],
)  # fmt: skip
def test_numbers_have_their_days(text: str, period: Period | None, baseline: Period | None) -> None:
    [found] = read(text)

    assert (found.period, found.baseline) == (period, baseline)


def test_a_report_reviews_one_year_and_plans_the_next() -> None:
    review, plan = read(REPORT.format("新增就业3万人。", "新增就业2万人。"))

    assert (review.status, review.kind, review.period) == (
        Status.COMPLETED, ValueKind.CHANGE_AMOUNT, YEAR,
    )  # fmt: skip
    assert (plan.status, plan.kind, plan.period) == (
        Status.PLANNED, ValueKind.TARGET, Period("2026-01-01", "2026-12-31"),
    )  # fmt: skip


def test_a_bare_change_in_a_report_is_against_the_year_before() -> None:
    [found] = read(REPORT.format("税收增长5%。", "继续努力。"))

    assert found.baseline == BEFORE


def test_a_bound_word_before_a_run_holds_for_each_number() -> None:
    assert [o.bound for o in read("用水量、用电量分别超过5亿吨、6亿吨。")] == [Bound.AT_LEAST] * 2


def test_evidence_reaches_back_to_what_the_number_is_about() -> None:
    found = read("全市总产值，由三百亿元增加到七百亿元。")

    assert {e.quote for o in found for e in o.evidence} == {"全市总产值，由三百亿元增加到七百亿元"}


def test_a_fact_box_is_evidence_of_the_claim_that_explains_it() -> None:
    [found] = read("■ 98.5%\n\n2025年，群众满意率达98.5%。\n")

    assert [e.quote for e in found.evidence] == ["2025年，群众满意率达98.5%", "98.5%"]


def test_a_fact_box_that_nothing_explains_is_dropped() -> None:
    assert read("■ 98.5%\n\n2025年，工作取得成效。\n") == []


def test_a_number_that_is_stated_twice_is_one_claim() -> None:
    [found] = read("2025年，群众满意率达98.5%。\n群众满意率98.5%。\n")

    assert len(found.evidence) == 2
    assert found.period == YEAR


def test_the_same_value_in_another_year_is_another_claim() -> None:
    assert len(read("2024年，群众满意率达98.5%。2025年，群众满意率达98.5%。")) == 2


def test_numbers_inside_names_are_not_counted() -> None:
    laid = layout(document("推进百千万工程10个。"))
    words = Words.of(laid.reading.text)
    found = list(observations(laid.reading, laid.passages[0], words, names=[Span(2, 10)]))

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "召开第三次会议。", "开通12345热线。", "建设15分钟生活圈。", "推行“四个平台”。",
        "印发国发〔2020〕5号文件。", "2025年3月5日。", "一是加强领导。", "19日上午开会。",
        "（一）总则", "服务60岁以上老人。", "数百家企业受益。",
    ],
)  # fmt: skip
def test_numerals_that_state_no_quantity_give_no_claim(text: str) -> None:
    assert read(text) == []


def test_the_caller_says_what_a_number_is_about() -> None:
    laid = layout(document("建成公园12个。"))
    place = Key("place", "金华市")
    [found] = observations(
        laid.reading, laid.passages[0], Words.of(laid.reading.text), about=lambda _: place
    )

    assert found.about == place


@given(st.integers(2, 9999), st.sampled_from(["公园", "学校", "法庭"]), st.integers(2000, 2030))
def test_a_planted_count_is_claimed_with_its_characters(what: int, thing: str, year: int) -> None:
    text = f"{year}年，建成{thing}{what}个。"
    [found] = read(text)

    assert found.value == what
    assert (found.unit, found.indicator) == ("个", f"建成{thing}数")
    assert found.value_span.of(text) == f"{what}个"
    assert found.period == Period(f"{year}-01-01", f"{year}-12-31")


@given(hostile)
def test_any_text_gives_claims_whose_values_stand_in_it(text: str) -> None:
    for found in read(text):
        assert found.value_span.of(text).strip(string.whitespace)
        assert found.unit
        assert all(e.quote == e.span.of(text) for e in found.evidence)
        assert any(e.span.holds(found.value_span) for e in found.evidence)

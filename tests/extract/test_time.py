"""Times have the days that the page says, wherever they stand."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.extract.time import (
    UNKNOWN,
    Reference,
    Time,
    TimeKind,
    baseline,
    plan_period,
    shifted,
    times,
    year_of,
)
from graph_build.model import Period
from graph_build.read import fold
from tests.extract.documented import table
from tests.strategies import hostile

REPORT = Reference(2026, 2025, plan_period(14), 2025, is_report=True)
FILL = st.text(alphabet="建设推进服务工作群众满意将为，。；：\n ", max_size=12)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def read(text: str, reference: Reference = REPORT) -> list[Time]:
    folded = fold(text)
    return times(folded, 0, len(folded), reference)


def days(said: str) -> str | None:
    return None if said == "…" else said


@pytest.mark.parametrize(
    ("kind", "example", "start", "end"), table("| kind | example | from | to |")
)
def test_documented_times_have_their_days(kind: str, example: str, start: str, end: str) -> None:
    [found] = read(f"我们{example}，推进")

    assert found.span.of(f"我们{example}，推进") == example
    assert (found.kind.value, *found.period) == (kind, days(start), days(end))


@pytest.mark.parametrize(
    ("change", "basis", "expected"), table("| change in | compared with | baseline |")
)
def test_documented_baselines_have_their_days(change: str, basis: str, expected: str) -> None:
    [time, compared] = read(f"{change}税收{basis}增长")

    assert compared.basis
    assert baseline(compared, time.period) == Period(*expected.split("/"))


@pytest.mark.parametrize(
    "text",
    [
        "投资2025亿元", "3.08年", "三年行动", "五年规划", "连续三年", "9时30分", "24小时",
        "一年一度", "全年", "同比", "第2025号", "1.5", "80后", "百年", "月月红", "“八五”普法",
        "千年古城",
    ],
)  # fmt: skip
def test_what_is_no_time_is_passed_over(text: str) -> None:
    assert read(f"推进{text}工作") == []


@pytest.mark.parametrize(
    ("text", "is_basis"),
    [
        ("比2020年下降5%", True),
        ("较上年末增加3家", True),
        ("与2020年同期相比", True),
        ("同上年持平", True),
        ("2020年比重为5%", False),
        ("在2020年下降5%", False),
        ("和2020年一起", False),
    ],
)
def test_a_time_that_is_only_compared_with_is_a_basis(text: str, is_basis: bool) -> None:
    [found] = read(text)

    assert found.basis is is_basis


def test_a_day_the_calendar_does_not_have_has_no_days() -> None:
    [found] = read("2025年2月30日")

    assert found.period == UNKNOWN


def test_a_month_takes_the_year_that_was_named_before() -> None:
    assert [t.period.start for t in read("2023年5月立项，8月建成")] == ["2023-05-01", "2023-08-01"]


def test_the_year_of_a_basis_is_not_taken_for_what_follows() -> None:
    [_, month] = read("比2019年增长，9月建成")

    assert month.period.start == "2025-09-01"


def test_relative_times_without_a_reference_are_times_without_days() -> None:
    found = [
        t for text in ("今年", "去年底", "五年来", "3月", "年底") for t in read(text, Reference())
    ]

    assert [t.period for t in found] == [UNKNOWN] * 5


@pytest.mark.parametrize("text", ["2024年11月至3月", "2024年11月至次年3月", "2024年11月—2025年3月"])
def test_a_range_over_the_new_year_ends_in_the_next(text: str) -> None:
    assert [t.period for t in read(text)] == [Period("2024-11-01", "2025-03-31")]


def test_a_range_that_runs_backwards_has_no_days() -> None:
    assert [t.period for t in read("2025年至2021年")] == [UNKNOWN]


def test_a_range_may_stand_inside_quotes_and_brackets() -> None:
    assert [t.period for t in read("（2021—2023年）“2025年”")] == [
        year_of(2021, 2023),
        year_of(2025),
    ]


@pytest.mark.parametrize(
    ("number", "first"), [(1, 1953), (2, 1958), (3, 1966), (6, 1981), (15, 2026)]
)
def test_plans_have_the_years_they_had(number: int, first: int) -> None:
    assert plan_period(number) == year_of(first, first + 4)


@given(DAYS, FILL, FILL)
def test_a_planted_day_is_found_at_its_offsets(day: date, before: str, after: str) -> None:
    said = f"{day.year}年{day.month}月{day.day}日"
    text = f"{before}，{said}，{after}"

    assert [(t.span.of(text), t.period) for t in times(text, 0, len(text))] == [
        (said, Period(day.isoformat(), day.isoformat()))
    ]


@given(
    st.dates(date(1900, 1, 1), date(2096, 12, 31)),
    st.integers(0, 900),
    st.sampled_from(["至", "到", "—", "——", "-", "~"]),
)
def test_a_planted_range_of_months_has_both_its_ends(day: date, more: int, to: str) -> None:
    last = day + timedelta(days=more)
    said = f"{day.year}年{day.month}月{to}{last.year}年{last.month}月"
    [found] = read(f"自{said}。")

    stop = monthrange(last.year, last.month)[1]
    assert found.period == Period(f"{day:%Y-%m}-01", f"{last:%Y-%m}-{stop:02d}")
    assert found.kind is TimeKind.RANGE


@given(DAYS, DAYS, st.integers(-20, 20))
def test_shifting_days_keeps_their_order_and_comes_back(one: date, other: date, years: int) -> None:
    period = Period(min(one, other).isoformat(), max(one, other).isoformat())
    moved = shifted(period, years)

    assert moved is not None
    assert moved.start is not None
    assert moved.end is not None
    assert moved.start <= moved.end
    assert moved.start[5:7] == f"{min(one, other):%m}"
    if (one.month, one.day) != (2, 29) and (other.month, other.day) not in {(2, 28), (2, 29)}:
        back = shifted(moved, -years)
        assert back is not None
        assert back.start in (period.start, f"{min(one, other):%Y}-02-29")


@given(hostile)
def test_any_text_gives_disjoint_times_with_days_of_the_calendar(text: str) -> None:
    folded = fold(text)
    found = times(folded, 0, len(folded), REPORT)

    assert all(0 <= t.span.start < t.span.end <= len(folded) for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(t.period.start <= t.period.end for t in found if t.period.start and t.period.end)
    for day in (day for t in found for day in t.period if day is not None):
        assert date.fromisoformat(day).isoformat() == day

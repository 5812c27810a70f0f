"""Numbers have the value, unit, bound and direction that the page says, or a reason."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.extract.coverage import coverage
from graph_build.extract.quantity import Quantity, quantities
from graph_build.extract.reasons import Reason, in_quotes
from graph_build.extract.units import unit_at, units
from graph_build.model import Bound
from graph_build.read import Reading, fold
from tests.extract.documented import table
from tests.strategies import document, hostile

FILL = st.text(alphabet="建设推进服务工作群众满意将，。；：\n ", max_size=12)
UNITS = st.sampled_from(
    ["个", "家", "亿元", "万元", "%", "个百分点", "公里", "亩", "万人次", "户", "吨"]
)
NUMBERS = st.one_of(
    st.integers(2, 9999).map(str), st.decimals(Decimal("0.01"), 9999, places=2).map(str)
)


def read(text: str) -> list[Quantity]:
    folded = fold(text)
    # What opens a line may number it, so the examples do not.
    return quantities("我们" + folded, 0, len(folded) + 2)


def one(text: str) -> Quantity:
    [found] = [q for q in read(text) if q.reason is None and q.dimension]
    return found


@pytest.mark.parametrize(
    ("form", "example", "number", "unit", "bound", "direction"),
    table("| form | example | value | unit | bound | direction |"),
)
def test_documented_quantities_are_read_so(
    form: str, example: str, number: str, unit: str, bound: str, direction: str
) -> None:
    found = one(example)

    assert (found.value, found.unit) == (Decimal(number), unit), form
    assert (found.bound.value, found.direction) == (bound, int(direction)), form


@pytest.mark.parametrize(
    ("form", "example", "values", "notations", "bounds"),
    table("| form | example | values | units | bounds |"),
)
def test_documented_pairs_share_their_unit(
    form: str, example: str, values: str, notations: str, bounds: str
) -> None:
    found = [q for q in read(example) if q.reason is None]

    assert ", ".join(str(q.value) for q in found) == values, form
    assert ", ".join(q.unit for q in found) == notations, form
    assert ", ".join(q.bound.value for q in found) == bounds, form


@pytest.mark.parametrize(("example", "numeral", "reason"), table("| example | numeral | reason |"))
def test_documented_numerals_have_a_reason(example: str, numeral: str, reason: str) -> None:
    folded = fold(example)
    found = {q.span.of(folded): q.reason for q in quantities(folded, 0, len(folded))}

    assert found[numeral] is Reason(reason)


@pytest.mark.parametrize(
    "text",
    ["三农工作", "四川", "统一", "一一列举", "万众一心", "百姓", "两会", "陆家嘴", "四大家鱼"],
)
def test_words_written_with_numerals_are_no_quantities(text: str) -> None:
    assert [q for q in read(text) if q.reason is None] == []


@pytest.mark.parametrize(
    ("before", "after", "bound"),
    [
        ("", "", Bound.EXACT),
        ("超", "", Bound.AT_LEAST),
        ("超过了", "", Bound.AT_LEAST),
        ("突破", "大关", Bound.AT_LEAST),
        ("不低于", "", Bound.AT_LEAST),
        ("逾", "", Bound.AT_LEAST),
        ("", "及以上", Bound.AT_LEAST),
        ("近", "", Bound.APPROX),
        ("约", "", Bound.APPROX),
        ("", "左右", Bound.APPROX),
        ("不足", "", Bound.AT_MOST),
        ("控制在", "以内", Bound.AT_MOST),
        ("最多", "", Bound.AT_MOST),
    ],
)
def test_words_around_a_number_bound_it(before: str, after: str, bound: Bound) -> None:
    assert one(f"投入{before}35亿元{after}").bound is bound


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("增长约5%", 1), ("同比下降超过5%", -1), ("压减5%", -1), ("提速5%", 1), ("负增长5%", -1),
        ("增幅为5%", 1), ("达到5%", 0), ("占5%", 0), ("自然增长率5%", 0), ("降幅5%", -1),
    ],
)  # fmt: skip
def test_words_before_a_number_say_where_it_goes(text: str, direction: int) -> None:
    assert one(text).direction == direction


@pytest.mark.parametrize(
    ("text", "said", "number"),
    [
        ("投入3亿4000万元", "3亿4000万元", 340_000_000),
        ("培训2万3000人", "2万3000人", 23_000),
        ("产煤四百零六万千瓦", "四百零六万千瓦", 4_060_000),
        ("储能300兆瓦", "300兆瓦", 300),
        ("增产三千八百亿斤", "三千八百亿斤", 380_000_000_000),
        ("投入3，500万元", "3，500万元", 35_000_000),
    ],
)
def test_numbers_are_read_to_their_end(text: str, said: str, number: int) -> None:
    found = one(text)

    assert found.span.of("我们" + fold(text)) == said
    assert found.value == number


def test_the_unit_that_is_the_thing_counted_is_no_part_of_the_span() -> None:
    found = one("会同6部门")

    assert found.is_noun
    assert found.span.of("我们会同6部门") == "6"


def test_a_number_in_a_quote_is_part_of_a_name_only_if_the_quote_is_short() -> None:
    text = "建设“15分钟生活圈”，他说：“我们用了15分钟，走完了全程。”"

    assert in_quotes(text, 3, 7)
    assert not in_quotes(text, 20, 24)


@pytest.mark.parametrize("form", sorted(units()))
def test_every_unit_of_the_table_is_found_whole(form: str) -> None:
    found = unit_at(form, 0, len(form))

    assert found is not None
    assert found[1] == len(form)


def test_numerals_of_a_document_are_claims_reasons_or_misses() -> None:
    reading = Reading.of(document("一、目标\n2025年增长5.8%，实施第三批项目。\n"))

    assert [(s.of(reading.text), why) for s, why in coverage(reading, ())] == [
        ("2025年", "date"),
        ("5.8%", None),
        ("三", "ordinal"),
    ]


@given(FILL, NUMBERS, UNITS, FILL)
def test_a_planted_quantity_is_found_at_its_offsets(
    before: str, number: str, unit: str, after: str
) -> None:
    text = f"{before}达{number}{unit}，{after}"
    [found] = quantities(text, 0, len(text))
    meant, _ = unit_at(unit.lstrip("万亿"), 0, 9) or (None, 0)
    scale = {"亿": 10**8, "万": 10**4}.get(unit[0], 1)

    assert found.span == (len(before) + 1, len(before) + 1 + len(number) + len(unit))
    assert meant is not None
    assert (found.value, found.unit) == (Decimal(number) * scale, meant.notation)
    assert found.reason is None


@given(hostile)
def test_any_text_gives_disjoint_quantities_in_order(text: str) -> None:
    folded = fold(text)
    found = quantities(folded, 0, len(folded))

    assert all(0 <= q.span.start < q.span.end <= len(folded) for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(q.value.is_finite() for q in found)

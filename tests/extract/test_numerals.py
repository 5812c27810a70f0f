"""Numerals have the values that the page says, and are found where they stand."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.extract.numerals import canonical, find, value
from graph_build.read import fold
from tests.extract.documented import table

DIGITS = "零一二三四五六七八九"
FILL = st.text(alphabet="建设推进服务工作群众满意在是为将，。；：\n ", max_size=12)


def in_words(number: int) -> str:
    """Write a whole number below 10**12 as Chinese does: 3206 is 三千二百零六."""
    for power, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= power:
            rest = number % power
            gap = "零" if rest and rest < power // 10 else ""
            return in_words(number // power) + sign + (gap + in_words(rest) if rest else "")
    said, zero = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            said += ("零" if zero and said else "") + DIGITS[digit] + sign
        zero = digit == 0
    return said or "零"


@pytest.mark.parametrize(("form", "example", "said"), table("| form | example | value |"))
def test_documented_numerals_have_their_values(form: str, example: str, said: str) -> None:
    assert value(fold(example)) == (None if said == "-" else Decimal(said)), form


@pytest.mark.parametrize("text", ["四川", "统一", "一切", "大陆", "百姓", "唯一", "五台山", "万一"])
def test_characters_that_are_numerals_only_by_writing_are_passed_over(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize(
    "text", ["", "亿元", "点五", "零分之五", "3/0", "1.2.3", "一百二千又", "半个"]
)
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    assert value(text) is None


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_words_has_its_value(number: int) -> None:
    assert value(in_words(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_a_number_in_digits_has_its_value_with_and_without_commas(number: int) -> None:
    assert value(str(number)) == value(f"{number:,}") == number


@given(st.integers(0, 10**8 - 1).map(str))
def test_a_number_said_digit_by_digit_has_its_value(digits: str) -> None:
    assert value("".join(DIGITS[int(digit)] for digit in digits)) == int(digits)


@given(st.decimals(0, 10**4, places=2), st.sampled_from([("万", 4), ("亿", 8), ("万亿", 12)]))
def test_a_scaled_number_is_exact(number: Decimal, scale: tuple[str, int]) -> None:
    assert value(f"{number}{scale[0]}") == number * 10 ** scale[1]


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_fraction_in_words_is_that_in_digits(above: int, below: int) -> None:
    assert value(f"{in_words(below)}分之{in_words(above)}") == value(f"{above}/{below}")


@given(FILL, st.integers(0, 10**9), FILL)
def test_a_planted_number_is_found_at_its_offsets(before: str, number: int, after: str) -> None:
    found = [tuple(n) for n in find(f"{before}{number}{after}")]

    assert found == [(len(before), len(before) + len(str(number)), number)]


@given(st.text(max_size=60))
def test_any_text_gives_disjoint_numerals_in_order(text: str) -> None:
    found = list(find(fold(text)))

    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.decimals(-(10**12), 10**12, places=6))
def test_a_canonical_number_is_equal_and_has_no_exponent(number: Decimal) -> None:
    assert canonical(number) == number
    assert "E" not in str(canonical(number)) or number == 0

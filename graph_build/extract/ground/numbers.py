"""Whether a number is what its own characters say, and measures what the evidence names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.slots import SIGNED, elided_unit
from graph_build.model import Bound, ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.ground.context import Context, Number
    from graph_build.extract.quantity import Quantity
    from graph_build.model import Observation, Span

_CHANGES = (ValueKind.CHANGE_RATE, ValueKind.CHANGE_AMOUNT)
_SIDE_BY_SIDE = re.compile(
    r"(?:及?以[上下内]|左右|多|余)?(?:以及|[、，和与及])?(?:[约近超逾达共为]|大约|超过|突破)*"
)
_LEVEL = re.compile(r"[到至为成的](?:[约近超过逾]|大约|超过|左右)*$")
"""What a value is, and not by how much it fell: 降到10%, 计划的11%."""
_FALL = re.compile(r"减|降(?!落|水|设施)|跌|削|压|缩|回落")
_CHANGE = re.compile(
    r"增|减|升|降|涨|跌|提高|扩大|缩|回落|翻|净|新|多|少|拓展|延长|快|慢|高于|低于"
)
_COUNTS = {"个", "1"}
"""What a number without a unit counts in, where its indicator implies none: 突破千亿 is money."""
_FREE = frozenset("的数占比重率均值新增年总量额为第名次化连续排人")
_BY_UNIT = re.compile(r"(?:面积|里程|长度|金额|资金|人数|次数|数量|时间|容量|产量|总额|规模)$")
"""What a unit says of a thing and the text does not: 新建绿道137公里 is its 里程."""
_SHARE_OF_NAME = 0.6


def number_reasons(claim: Observation, context: Context, spans: list[Span]) -> Iterator[str]:
    """Return why an observation is not what its characters say."""
    place = context.folded(claim.value_span)
    if not any(span.holds(place) for span in spans):
        yield f"value: the characters {claim.value_span} are not in the evidence"
        return
    number = context.number(place)
    if number is None:
        yield f"value: {place.of(context.text)!r} is not one whole quantity"
        return
    if name := context.name_at(place):
        yield f"value: {place.of(context.text)!r} is a part of the name {name.of(context.text)!r}"
    yield from _value(claim, context, number)
    yield from _indicator(claim, context, spans)


def _value(claim: Observation, context: Context, number: Number) -> Iterator[str]:
    quantity = number.quantity
    said = quantity.span.of(context.text)
    if quantity.reason is not None:
        yield f"value: {said!r} states no quantity ({quantity.reason})"
    if abs(claim.value) != abs(quantity.value):
        yield f"value: {said!r} is {quantity.value}, not {claim.value}"
    implied = {elided_unit(claim.indicator)} - {""} or _COUNTS
    if claim.unit != quantity.unit and (quantity.unit or claim.unit not in implied):
        yield f"unit: {said!r} is in {quantity.unit!r}, not in {claim.unit!r}"
    if claim.bound not in _bounds(context.text, number):
        yield f"bound: {said!r} is {quantity.bound}, not {claim.bound}"
    yield from _direction(claim, context, number)


def _direction(claim: Observation, context: Context, number: Number) -> Iterator[str]:
    direction = _direction_of(context.text, number)
    clause_start = _clause_start(number)
    before = context.text[clause_start : number.quantity.span.start]
    if claim.kind not in SIGNED:
        if claim.value < 0:
            yield f"value: {claim.value} is negative but no change"
        return
    if direction and claim.value and (claim.value > 0) != (direction > 0):
        yield f"value: the evidence says a {'rise' if direction > 0 else 'fall'}, not {claim.value}"
    if direction == 0 and claim.value < 0 and (_LEVEL.search(before) or not _FALL.search(before)):
        yield f"value: no word of the evidence says the fall {claim.value}"
    if claim.kind in _CHANGES and not direction and not _CHANGE.search(before + claim.indicator):
        yield f"kind: no word of the evidence says a change ({claim.kind})"


def _bounds(text: str, number: Number) -> set[Bound]:
    """Return the bounds that the words give a number: its own, or that of the run it stands in."""
    own = number.quantity.bound
    if own is not Bound.EXACT:
        return {own}
    return {quantity.bound for quantity in run_before(text, number)}


def run_before(text: str, number: Number) -> Iterator[Quantity]:
    """Return a number and those that stand side by side before it, the nearest first."""
    found, index = number.quantities, number.at
    yield found[index]
    while index > 0:
        between = text[found[index - 1].span.end : found[index].span.start]
        if not _SIDE_BY_SIDE.fullmatch(between):
            return
        index -= 1
        yield found[index]


def _clause_start(number: Number) -> int:
    at = number.quantity.span.start
    starts = [c.start for c in number.passage.sentence.clauses if c.start <= at]
    return max(starts, default=number.passage.sentence.span.start)


def _direction_of(text: str, number: Number) -> int:
    """Return the direction of a number, or of the one that it stands side by side with."""
    return next((q.direction for q in run_before(text, number) if q.direction), 0)


def _indicator(claim: Observation, context: Context, spans: list[Span]) -> Iterator[str]:
    said = "".join(s.of(context.text) for s in spans)
    names = claim.indicator, _BY_UNIT.sub("", claim.indicator)
    if all(_covered(name, said) < _SHARE_OF_NAME for name in names):
        yield f"indicator: {claim.indicator!r} is not in the words of the evidence"


def _covered(name: str, said: str) -> float:
    """Return the share of a name's characters that pairs of neighbours of the evidence cover.

    >>> _covered("交通事故起数", "全市交通事故起数下降32.54%"), _covered("电诈案件数", "交通事故")
    (1.0, 0.2)
    """
    held = [c in _FREE for c in name]
    for at in range(len(name) - 1):
        if name[at : at + 2] in said:
            held[at] = held[at + 1] = True
    return sum(held) / len(held) if held else 0.0

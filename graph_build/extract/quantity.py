"""Numbers with their unit, bound and direction, and the numerals that state no quantity.

The units are the table `ontology/lexicon/units.csv`. What a number measures, and when, is the
business of `observations`; which stretches are dates is that of `time`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from graph_build.extract import numerals, reasons
from graph_build.extract.lexicon import table
from graph_build.extract.reasons import Reason
from graph_build.model import Bound, Span


class Unit(NamedTuple):
    """A unit: its notation, what it measures, and the factor from the form to the notation."""

    notation: str
    dimension: str
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text writes it.

    `span` covers the number and its unit; `value` is in `unit` ("" where the text names none);
    `direction` is 1 for a rise, -1 for a fall, 0 where the words before the number say neither;
    `reason` is None for a number that states a quantity. `is_noun` says that the unit is itself the
    thing counted (6部门, 5万居民) and not part of the span.
    """

    span: Span
    value: Decimal
    unit: str = ""
    dimension: str = ""
    bound: Bound = Bound.EXACT
    direction: int = 0
    reason: Reason | None = None
    is_noun: bool = False


@cache
def units() -> dict[str, Unit]:
    """Return the unit table: form in the text → unit."""
    return {
        row["form"]: Unit(row["notation"], row["dimension"], int(row["factor"]))
        for row in table("units")
    }


_LONGEST_UNIT = 6
_A, _H = numerals.ARABIC, numerals.HAN
_SCALE = "百千万亿兆"
_NUMERAL = re.compile(
    rf"(?=[\d{_H}数几上成好])(?:(?P<per>[百千万]+分之(?:{_A}|[{_H}]+(?:点[{_H}]+)?))"
    rf"|(?P<fraction>(?<![\d/.])\d{{1,3}}/\d{{1,3}}(?![\d/])|[{_H}]+分之[{_H}]+)"
    rf"|(?P<arabic>(?:{_A})(?:[余多几]?[{_SCALE}]+(?:零?\d+[百千万]+)*)?)(?P<more>[余多几])?"
    rf"|(?P<verbal>[数几][十百千万亿]+|[上成][百千万]+(?![元分])|[{_H}]*十几[百千万亿]*|好几)"
    rf"|(?P<han>[{_H}]+(?:点[{_H}]+|[余多来][{_SCALE}]+)?)(?P<hmore>[余多])?)"
)
_SECOND = re.compile(
    rf"(?:(?P<range>—{{1,2}}|--?|–|~|至|到)|[、和及与])(?P<number>{_A})[余多]?(?P<scale>[{_SCALE}]*)"
)
_RANGE = re.compile(r"—{1,2}|--?|–|~|至|到")
_RANGE_BEFORE = re.compile(r"[\d%元个万亿][—\-–~至到]{1,2}$")
_APPROX = "大约|约|将近|接近|近|大概"
_LEAST = "超过|超|突破|逾|越过|跨过|迈过|过|不少于|不低于|不小于|至少|高于|大于|多达"
_MOST = "不到|不足|低于|不超过|少于|小于|不高于|不多于|不大于|最多|最高|控制在"
_BEFORE = re.compile(rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<approx>{_APPROX}))[了到（]?$")
_AFTER = re.compile(r"(?P<approx>左右|上下)|(?P<least>及?以上|大关)|(?P<most>及?以[内下]|之内)")
_FILL = rf"(?:了|{_APPROX}|{_LEAST}|{_MOST})*$"
_DIRECTION = re.compile(
    rf"(?:(?P<down>下降|减少|降低|回落|削减|压减|缩减|缩短|收窄|下跌|下滑|缩小|精简|压缩|负增长|减|降)"
    rf"|(?P<up>增长|增加|提高|上升|上涨|提升|扩大|提速|多增|(?<![新净])增|升|涨))(?:达)?{_FILL}"
    rf"|(?:(?P<rate>增幅|涨幅|增速|(?<!自然)增长率|增长幅度)|(?P<fall>降幅|跌幅))(?:达到?|为|在|保持在?|预计)?{_FILL}"
)
_WINDOW = 14
_PERSON = re.compile(
    r"[城乡农村困难脱贫失业下岗各族市新老名]{0,4}(?:居民|群众|农民|职工|师生|学生|党员|干部|游客|老人|人口|"
    r"市民|移民|务工|劳动力|青年|儿童|妇女|旅客|教师|人才|学子|消费者|用户|残疾人|村民)"
)
_THING = re.compile(
    r"大?(?:国家|省份|城市|部门|单位|街道|社区|企业|学校|园区|大类|行业|领域|产业|系统|平台|板块|节点|中心|口岸|专业|岗位|景区|机构|乡镇|集群)"
)
_HAN_UNITS = frozenset(
    "个 家 项 件 条 所 座 名 位 套 台 只 张 场 处 艘 架 人 户 倍 成 公里 亩 元 吨 小时 个月 部门 国家 辆 支 栋 番 个百分点 美元 人次 "
    "平方米 平方公里 分钟 家次 天 年 种".split()
)
_DIGIT_HAN = re.compile(rf"[{numerals.HAN_DIGITS}十]")
_NEIGHBOURS = re.compile("一二|二三|三四|四五|五六|六七|七八|八九|两三|三五")
_MORE = re.compile("[余多几]")
_SMALL = 10


def quantities(text: str, start: int, end: int, line: int | None = None) -> list[Quantity]:
    """Return the numerals between two offsets, in order: quantities, and the rest with a reason.

    `line` is the start of the paragraph, `start` if it is not given.

    >>> [q] = quantities("增长8.36亿元以上", 0, 10)
    >>> q.value, q.unit, q.bound.value, q.direction
    (Decimal('836000000'), 'CNY', 'atLeast', 1)
    """
    at = start if line is None else line
    found = (_quantity(text, match, end, at) for match in _NUMERAL.finditer(text, start, end))
    return [quantity for quantity in found if quantity is not None]


def unit_at(text: str, start: int, end: int) -> tuple[Unit, int] | None:
    """Return the longest unit at an offset and where it ends; 元/人 is one unit.

    >>> unit_at("36.5微克/立方米", 4, 10)
    (Unit(notation='微克/立方米', dimension='other', factor=1), 10)
    """
    known = units()
    for length in range(min(_LONGEST_UNIT, end - start), 0, -1):
        unit = known.get(text[start : start + length])
        if unit is None:
            continue
        stop = start + length
        if text.startswith("/", stop) and (per := unit_at(text, stop + 1, end)):
            return Unit(text[start : per[1]], "other", unit.factor), per[1]
        return unit, stop
    return None


def _quantity(text: str, match: re.Match[str], end: int, line: int) -> Quantity | None:
    if match["arabic"]:
        return _figures(text, match, end, line)
    if match["han"]:
        return _words(text, match, end)
    if match["verbal"]:
        return Quantity(Span(*match.span()), Decimal(0), reason=Reason.APPROXIMATE)
    number = numerals.value(match[0])
    if number is None:
        return None
    percent = Unit("PERCENT", "share")
    return _made(text, Span(*match.span()), numerals.canonical(round(number * 100, 2)), percent)


def _figures(text: str, match: re.Match[str], end: int, line: int) -> Quantity | None:
    start, stop = match.start(), match.end("arabic")
    number = numerals.value(match["arabic"])
    if number is None:
        return None
    if reason := reasons.of_figures(text, start, stop, line):
        if reason is Reason.ORDINAL and (rank := _rank(text, start, stop, number)):
            return rank
        return Quantity(Span(start, stop), number, reason=reason)
    if (
        text[stop - 1] == "千"
        and text[stop : stop + 1] in ("瓦", "米", "克", "伏", "卡")
        and stop - start > 1
    ):
        stop -= 1
        number = numerals.value(text[start:stop]) or number
        found = unit_at(text, stop, end)
        if found is not None:
            return _made(text, Span(start, found[1]), number, found[0])
    is_more = match["more"] is not None or _MORE.search(match["arabic"]) is not None
    found = unit_at(text, match.end(), end)
    if found is not None and found[0].notation == "个":
        second = _SECOND.match(text, found[1], end)
        if (
            second
            and (other := unit_at(text, second.end(), end))
            and other[0].dimension == "points"
        ):
            found = other[0], found[1]
    if found is not None and found[0].notation == "个" and text[match.end()] not in "个":
        return _made(
            text, Span(start, match.end()), number, found[0], is_more=is_more, is_noun=True
        )
    if found is not None and found[0].notation != "点":
        return _made(text, Span(start, found[1]), number, found[0], is_more=is_more)
    reason = reasons.of_unitless(text, start, stop) or reasons.of_line(text, start, stop, line)
    if reason:
        return Quantity(Span(start, stop), number, reason=reason)
    return _without_unit(text, Span(start, match.end()), number, end, is_more=is_more)


def _without_unit(
    text: str, span: Span, number: Decimal, end: int, *, is_more: bool
) -> Quantity | None:
    at = span.end
    while second := _SECOND.match(text, at, end):
        at = second.end()
        found = unit_at(text, at, end)
        if found is not None:
            scale = numerals.value(second["scale"]) if second["scale"] else None
            if scale is not None and number < scale:
                number *= scale
            return _made(text, span, number, found[0], is_more=is_more)
    if _PERSON.match(text, span.end):
        return _made(text, span, number, Unit("人", "people"), is_more=is_more, is_noun=True)
    if _THING.match(text, span.end):
        return _made(text, span, number, Unit("个", "count"), is_more=is_more, is_noun=True)
    scaled = text[span.end - 1] in _SCALE
    return _made(text, span, number, Unit("", "bare" if scaled else ""), is_more=is_more)


def _words(text: str, match: re.Match[str], end: int) -> Quantity | None:
    said, start, stop = match["han"], match.start(), match.end()
    before = text[start - 1] if start else ""
    if not _DIGIT_HAN.search(said):
        return _scale_only(text, match, end)
    found = unit_at(text, stop, end)
    if before == "第":
        number = numerals.value(said)
        if number is not None and (rank := _rank(text, start, stop, number)):
            return rank
        return Quantity(Span(start, stop), number or Decimal(0), reason=Reason.ORDINAL)
    if found is None:
        return _unitless_words(text, Span(start, stop), said)
    unit, unit_end = found
    number = numerals.value(said)
    if number is None:
        return None
    if unit.dimension == "ordinal":
        return Quantity(
            Span(start, unit_end),
            number,
            reason=reasons.of_counted(text, start, unit_end, "ordinal"),
        )
    form = text[stop:unit_end]
    if len(said) == 1 and form not in _HAN_UNITS:
        return None
    if said == "一" and form not in ("倍", "成", "番", "个百分点"):
        return Quantity(Span(start, unit_end), number, reason=Reason.TRIVIAL)
    if unit.notation == "个" and form[0] != "个":
        unit_end = stop
    if _NEIGHBOURS.search(said) and not said.startswith("二〇"):
        return Quantity(Span(start, unit_end), number, reason=Reason.APPROXIMATE)
    quantity = _made(text, Span(start, unit_end), number, unit, is_more=match["hmore"] is not None)
    return _delimits(text, quantity, form)


def _delimits(text: str, quantity: Quantity, form: str) -> Quantity:
    """Return the quantity, with a reason if it is a small number in words that counts nothing."""
    reason = quantity.reason
    if reason is None and quantity.value <= _SMALL:
        if quantity.dimension == "time" and quantity.bound is Bound.EXACT:
            reason = Reason.DURATION
        elif form in ("个", "项", "条", "种", "件"):
            reason = reasons.of_words(text, quantity.span.end)
    if reason is quantity.reason:
        return quantity
    return Quantity(quantity.span, quantity.value, quantity.unit, quantity.dimension, reason=reason)


def _scale_only(text: str, match: re.Match[str], end: int) -> Quantity | None:
    """Return 过千万 or 突破百亿: a power of ten that only a bound makes a number."""
    start, stop = match.span()
    if not _BEFORE.search(text, max(0, start - 3), start):
        return None
    number = numerals.value(match["han"])
    if number is None:
        return None
    found = unit_at(text, stop, end)
    if found is None:
        if not re.compile(r"大关|[的，。、；]|级|$").match(text, stop, end):
            return None
        return _made(text, Span(start, stop), number, Unit("", "bare"))
    return _made(text, Span(start, found[1]), number, found[0])


def _unitless_words(text: str, span: Span, said: str) -> Quantity | None:
    if text.startswith("大", span.end):
        return Quantity(span, Decimal(0), reason=Reason.NAME)
    if len(said) < 2 or said[0] == said[-1]:  # noqa: PLR2004
        return None
    return None


def _rank(text: str, start: int, stop: int, number: Decimal) -> Quantity | None:
    """Return 居全国第2位 as the quantity 2位; other ordinals are none."""
    unit = re.compile(r"[位名]|(?=、第\d|[，。；、）]|$)").match(text, stop)
    if unit is None or not re.search(
        r"(?:居|列|排|位|名|跃|升|榜|全国|全省)[^，。；]{0,8}第$", text[max(0, start - 14) : start]
    ):
        return None
    return Quantity(Span(start, unit.end()), number, unit[0] or "位", "rank")


def _made(
    text: str,
    span: Span,
    number: Decimal,
    unit: Unit,
    *,
    is_more: bool = False,
    is_noun: bool = False,
) -> Quantity:
    start, stop = span
    return Quantity(
        span,
        number * unit.factor if unit.factor != 1 else number,
        unit.notation,
        unit.dimension,
        _bound(text, start, stop, is_more=is_more),
        _direction(text, start),
        reasons.of_counted(text, start, stop, unit.dimension),
        is_noun,
    )


def _bound(text: str, start: int, stop: int, *, is_more: bool) -> Bound:
    if _SECOND.match(text, stop) and _RANGE.match(text, stop):
        return Bound.AT_LEAST
    before = _BEFORE.search(text, max(0, start - 5), start)
    if before is not None:
        return _NAMED[before.lastgroup or ""]
    if is_more:
        return Bound.AT_LEAST
    after = _AFTER.match(text, stop)
    if after is not None:
        return _NAMED[after.lastgroup or ""]
    if _RANGE_BEFORE.search(text, max(0, start - 4), start):
        return Bound.AT_MOST
    return Bound.EXACT


_NAMED = {"most": Bound.AT_MOST, "least": Bound.AT_LEAST, "approx": Bound.APPROX}


def _direction(text: str, start: int) -> int:
    found = _DIRECTION.search(text, max(0, start - _WINDOW), start)
    if found is None:
        return 0
    return -1 if found["down"] or found["fall"] else 1

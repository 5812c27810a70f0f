"""Numbers with their unit, bound and direction, and the numerals that state no quantity.

What a number measures, and when, is the business of `observations`; which stretches are dates is
that of `time`; why a numeral counts nothing is that of `reasons`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from graph_build.extract import numerals, reasons
from graph_build.extract.reasons import Reason
from graph_build.extract.units import Unit, unit_at
from graph_build.model import Bound, Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text writes it.

    `span` covers the number and its unit; `value` is in `unit` ("" where the text names none);
    `direction` is 1 for a rise, -1 for a fall, 0 where the words before the number say neither;
    `reason` is None for a number that states a quantity. `is_noun` says that the unit is the thing
    counted itself (6部门, 5万居民), which is then not part of the span. `part` is the place, from
    1, of a number in a ratio of `parts` shares that make up a whole.
    """

    span: Span
    value: Decimal
    unit: str = ""
    dimension: str = ""
    bound: Bound = Bound.EXACT
    direction: int = 0
    reason: Reason | None = None
    is_noun: bool = False
    part: int = 0
    parts: int = 0


_A, _H = numerals.ARABIC, numerals.HAN
_SCALE = "百千万亿兆"
_NUMERAL = re.compile(
    rf"(?=[\d{_H}数几上成好半])(?:"
    rf"(?P<half>(?<![\u4e00-\u9fff])一半|(?<=[过近约占达到的为超])(?:一半|半数)|(?:一半|半数)(?=以上|左右))"
    rf"|(?P<per>[百千万佰仟]+分之(?:{_A}|(?:[{_H}](?!分))+(?:点[{_H}]+)?))"
    rf"|(?P<fraction>(?<![\d/.])\d{{1,3}}/\d{{1,3}}(?![\d/])|[{_H}]+分之[{_H}]+)"
    rf"|(?P<arabic>(?:{_A})(?:[余多几]?[{_SCALE}]+(?:零?\d+[百千万]+)*)?(?:(?<=[万亿])\d{{4}}(?![\d.年]))?)(?P<more>[余多几])?"
    rf"|(?P<verbal>[数几][十百千万亿]+|[上成][百千万]+(?![元分])|[{_H}]*十几[百千万亿]*|好几)"
    rf"|(?P<han>[{_H}]+(?:点[{_H}]+|[余多来][{_SCALE}]+)?)(?P<hmore>[余多])?)"
)
_SECOND = re.compile(
    rf"(?:(?P<range>—{{1,2}}|--?|–|~|至|到)|[、和及与])(?P<number>{_A})[余多]?(?P<scale>[{_SCALE}]*)"
)
_RANGE_BEFORE = re.compile(r"[\d%元个万亿][—\-–~至到]{1,2}$")
_RATIO = re.compile(r"(?<![\d：∶︰.])\d+(?:\.\d+)?(?:[：∶︰]\d+(?:\.\d+)?){1,2}(?![\d：∶︰])")  # noqa: RUF001
_IN_RATIO = re.compile(r"\d[：∶︰]\d")  # noqa: RUF001
_MORE = re.compile("[余多几]")
_APPROX = "大约|约|将近|接近|近|大概"
_LEAST = "超过|超|突破|破|逾|越过|跨过|迈过|过|不少于|不低于|不小于|至少|高于|大于|多达"
_MOST = "不到|不足|低于|不超过|少于|小于|不高于|不多于|不大于|最多|最高|控制在"
_BEFORE = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<approx>{_APPROX}))[了到占（]?$"
)
_AFTER = re.compile(
    r"(?P<approx>左右|上下)|(?P<least>及?以上|大关)|(?P<most>及?以[内下]|之内|内(?=[，。；、完办解实达建]))"
)
_BOUNDS = {"most": Bound.AT_MOST, "least": Bound.AT_LEAST, "approx": Bound.APPROX}
_FILL = rf"(?:了|{_APPROX}|{_LEAST}|{_MOST})*$"
_DIRECTION = re.compile(
    rf"(?:(?P<down>下降|减少|降低|回落|削减|压减|缩减|压降|缩短|收窄|下跌|下滑|缩小|精简|压缩|负增长|减收|减支|减产|减|降)"
    rf"|(?P<up>增长|增加|提高|上升|上涨|提升|改善|扩大|提速|多增|增收|增支|增产|翻|(?<![新净])增|升|涨))(?:达)?{_FILL}"
    rf"|(?:(?P<rate>增幅|涨幅|增速|(?<!自然)增长率|增长幅度)|(?P<fall>降幅|跌幅))(?:达到?|为|在|保持在?|预计)?{_FILL}"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:居民|群众|农民|职工|师生|学生|党员|干部|游客|老人|老年人|人口|市民|移民|务工|劳动力|劳动者|青年|儿童|妇女|旅客|教师|人才"
    r"|学子|消费者|用户|残疾人|村民|婴幼儿|毕业生|在校生|人员|对象|考生|军人|战士|民警|医生|护士|牧民)"
)
_THING = re.compile(
    r"大?(?:国家|省份|城市|部门|单位|街道|社区|企业|学校|园区|大类|行业|领域|产业|系统|平台|板块|节点|中心|口岸|专业|岗位|景区|机构|乡镇|集群)"
)
_MEASURE_WORDS = frozenset(
    "个 家 项 件 条 所 座 名 位 套 台 只 张 场 处 艘 架 人 户 倍 成 公里 亩 元 吨 小时 个月 部门 "
    "国家 辆 支 栋 番 起 个百分点 美元 人次 平方米 平方公里 分钟 家次 天 年 种".split()
)
"""What a single Chinese numeral may stand before and be a number: 三个, but not 三农."""
_COUNTS_ONE = frozenset("倍 成 番 个百分点".split())
_MAY_COUNT_NOTHING = frozenset("个 项 条 种 件".split())
_NAMES = frozenset("壹贰叁肆伍陆柒捌玖")
"""Digits of cheques, which alone are a word or a surname: 陆家坝."""
_ONE_BY_ONE = "一一"
_HAS_DIGIT = re.compile(rf"[{numerals.HAN_DIGITS}十]")
_VERBAL_PAIR = re.compile(
    r"^[^点]*(?:一二|二三|三四|四五|五六|六七|七八|八九|两三|三五)(?:[十百千万亿]|$)"
)
_BARE_SCALE = re.compile(r"大关|[的，。、；]|级|$")
_RANKED = re.compile(r"[位名]|(?=、第\d|[，。；、）]|$)")
_RANKS = re.compile(r"(?:居|列|排|位|名|跃|升|榜|全国|全省)[^，。；]{0,8}第$")
_MINUS = re.compile(r"(?<![\dA-Za-z%万亿元）—–~])[-−负]$")  # noqa: RUF001
_TENTHS = re.compile(rf"(?P<half>半)|(?P<more>[{numerals.HAN_DIGITS}])(?![{_H}个年月])")
_PREFIXES, _PREFIXED = frozenset("千兆"), frozenset("瓦米克伏卡")
_SMALL = 10
_MOST_PLACES = 12
_WINDOW = 14


def quantities(text: str, start: int, end: int, line: int | None = None) -> list[Quantity]:
    """Return the numerals between two offsets, in order: quantities, and the rest with a reason.

    `line` is the start of the paragraph, `start` if it is not given.

    >>> [q] = quantities("增长8.36亿元以上", 0, 10)
    >>> q.value, q.unit, q.bound.value, q.direction
    (Decimal('836000000'), 'CNY', 'atLeast', 1)
    """
    at = start if line is None else line
    made = (_quantity(text, match, end, at) for match in _NUMERAL.finditer(text, start, end))
    found = [quantity for quantity in made if quantity is not None]
    for ratio in _RATIO.finditer(text, start, end) if _IN_RATIO.search(text, start, end) else ():
        found = _with_shares(found, ratio)
    return found


def _with_shares(found: list[Quantity], ratio: re.Match[str]) -> list[Quantity]:
    """Return the quantities with the numbers of a ratio that makes up a whole as shares of it."""
    inside = [q for q in found if ratio.start() <= q.span.start and q.span.end <= ratio.end()]
    if abs(sum((q.value for q in inside), Decimal(0)) - 100) > 1:
        return found
    shares = {
        q.span.start: Quantity(q.span, q.value, "PERCENT", "share", part=at, parts=len(inside))
        for at, q in enumerate(inside, 1)
    }
    return [shares.get(q.span.start, q) for q in found]


def _quantity(text: str, match: re.Match[str], end: int, line: int) -> Quantity | None:
    if match["arabic"]:
        return _figures(text, match, end, line)
    if match["han"]:
        return _words(text, match, end)
    span = Span(*match.span())
    if match["half"]:
        return _made(text, span, Decimal(50), Unit("PERCENT", "share"))
    if match["verbal"] or _VERBAL_PAIR.search(match[0]):
        return Quantity(span, Decimal(0), reason=Reason.APPROXIMATE)
    number = numerals.value(match[0])
    if number is None:
        return None
    return _made(text, span, _as_percent(number), Unit("PERCENT", "share"))


def _as_percent(number: Decimal) -> Decimal:
    """Return a fraction in percent, to two places if it does not end: 1/3 is 33.33."""
    percent = number * 100
    is_endless = -int(percent.as_tuple().exponent) > _MOST_PLACES
    return numerals.canonical(round(percent, 2) if is_endless else percent)


def _figures(text: str, match: re.Match[str], end: int, line: int) -> Quantity | None:
    """Return what a numeral in Arabic figures says."""
    start = match.start()
    stop = _without_prefix(text, start, match.end("arabic"), end)
    number = numerals.value(text[start:stop])
    if number is None:
        return Quantity(Span(start, stop), Decimal(0), reason=Reason.CODE)
    if reason := reasons.of_figures(text, start, stop, line):
        rank = _rank(text, start, stop, number) if reason is Reason.ORDINAL else None
        return rank or Quantity(Span(start, stop), number, reason=reason)
    is_more = match["more"] is not None or _MORE.search(match["arabic"]) is not None
    unit_start = match.end() if match["more"] else stop
    found = unit_at(text, unit_start, end) or _of_a_list(text, start, unit_start)
    if found is not None and found[0].notation != "点":
        unit, unit_end = _shared_unit(text, found, end)
        is_noun = _is_thing(unit, text[unit_start])
        span = Span(start, unit_start if is_noun else unit_end)
        return _made(text, span, number, unit, is_more=is_more, is_noun=is_noun)
    if reason := reasons.of_unitless(text, start, stop, line):
        return Quantity(Span(start, stop), number, reason=reason)
    return _without_unit(text, Span(start, match.end()), number, end, is_more=is_more)


def _without_prefix(text: str, start: int, stop: int, end: int) -> int:
    """Return where a number ends before the prefix of a unit: 214万千瓦 is 214万 of 千瓦."""
    if text[stop - 1] not in _PREFIXES or text[stop : stop + 1] not in _PREFIXED:
        return stop
    return stop - 1 if stop - start > 1 and unit_at(text, stop - 1, end) else stop


def _of_a_list(text: str, start: int, stop: int) -> tuple[Unit, int] | None:
    """Return 大 as the measure word that closes a list: 科创等4大平台; else it makes names."""
    if text[stop : stop + 1] != "大" or text[start - 1 : start] != "等":
        return None
    return Unit("个", "count"), stop + 1


def _is_thing(unit: Unit, form: str) -> bool:
    """Say whether the form of a unit is what is counted: 6部门, 4金2银."""
    return unit.notation in ("个", "枚") and form not in (unit.notation, "大")


def _shared_unit(text: str, found: tuple[Unit, int], end: int) -> tuple[Unit, int]:
    """Return the unit at hand, or that of the next number: 1个、0.2个百分点 are both points."""
    unit, stop = found
    if unit.notation == "个" and (second := _SECOND.match(text, stop, end)):
        other = unit_at(text, second.end(), end)
        if other is not None and other[0].dimension == "points":
            return other[0], stop
    return unit, stop


def _without_unit(
    text: str, span: Span, number: Decimal, end: int, *, is_more: bool
) -> Quantity | None:
    """Return a number whose unit is said behind a later one (100、200亿元) or not at all."""
    at = span.end
    while second := _SECOND.match(text, at, end):
        at = second.end()
        found = unit_at(text, at, end)
        if found is not None:
            scale = numerals.value(second["scale"]) if second["scale"] else None
            if scale is not None and number < scale:
                number *= scale
            made = _made(text, span, number, found[0], is_more=is_more)
            # What the last of a range is, the first is: 3—6岁, 8至12号.
            reason = reasons.of_counted(text, second.start("number"), found[1], made.dimension)
            return replace(made, reason=made.reason or reason) if second["range"] else made
    if _PERSON.match(text, span.end):
        return _made(text, span, number, Unit("人", "people"), is_more=is_more, is_noun=True)
    if _THING.match(text, span.end):
        return _made(text, span, number, Unit("个", "count"), is_more=is_more, is_noun=True)
    is_scaled = text[span.start : span.end].rstrip("余多几").endswith(tuple(_SCALE))
    dimension = "bare" if is_scaled else ""
    return _made(text, span, number, Unit("", dimension), is_more=is_more)


def _words(text: str, match: re.Match[str], end: int) -> Quantity | None:
    """Return what a Chinese numeral says, None where its characters are part of a word."""
    start, stop = match.span()
    if match["hmore"] is None:
        stop = _without_prefix(text, start, stop, end)
    said = text[start:stop] if match["hmore"] is None else match["han"]
    if not _HAS_DIGIT.search(said):
        return _scale_only(text, match, stop, end)
    number = None if said == _ONE_BY_ONE else numerals.value(said)
    if number is None:
        return None
    if text[start - 1 : start] == "第":
        rank = _rank(text, start, stop, number)
        return rank or Quantity(Span(start, stop), number, reason=Reason.ORDINAL)
    found = unit_at(text, stop, end) or _of_a_list(text, start, stop)
    if found is None:
        is_name = text.startswith("大", stop)
        return Quantity(Span(start, stop), number, reason=Reason.NAME) if is_name else None
    unit, unit_end = found
    form = text[stop:unit_end]
    is_word = len(said) == 1 and form not in _MEASURE_WORDS and unit.dimension != "ordinal"
    if is_word or (said in _NAMES and unit.dimension != "money"):
        return None
    is_noun = _is_thing(unit, form[0])
    span = Span(start, stop if is_noun else unit_end)
    is_article = said == "一" and unit.dimension != "money" and form not in _COUNTS_ONE
    if is_article and unit.dimension != "ordinal":
        return Quantity(span, number, reason=Reason.TRIVIAL)
    if _VERBAL_PAIR.search(said):
        return Quantity(span, number, reason=Reason.APPROXIMATE)
    is_more = match["hmore"] is not None or _MORE.search(said) is not None
    made = _made(text, span, number, unit, is_more=is_more, is_noun=is_noun)
    return _unless_it_delimits(text, made, form)


def _unless_it_delimits(text: str, quantity: Quantity, form: str) -> Quantity:
    """Return the quantity, with a reason if it is a small number in words that counts nothing."""
    if quantity.reason is not None or quantity.value > _SMALL:
        return quantity
    if quantity.dimension == "time" and quantity.bound is Bound.EXACT:
        return replace(quantity, reason=Reason.DURATION)
    if form in _MAY_COUNT_NOTHING:
        return replace(quantity, reason=reasons.of_words(text, quantity.span.end))
    return quantity


def _scale_only(text: str, match: re.Match[str], stop: int, end: int) -> Quantity | None:
    """Return 过千万 or 百余项: a power of ten that only a bound makes a number."""
    start, is_more = match.start(), match["hmore"] == "余"
    if not is_more and not _BEFORE.search(text, max(0, start - 3), start):
        return None
    number = numerals.value(text[start:stop])
    if number is None:
        return None
    found = unit_at(text, stop, end)
    if found is not None and not (is_more and found[0].dimension == "time"):
        return _made(text, Span(start, found[1]), number, found[0], is_more=is_more)
    if not is_more and _BARE_SCALE.match(text, stop, end):
        return _made(text, Span(start, stop), number, Unit("", "bare"))
    return None


def _rank(text: str, start: int, stop: int, number: Decimal) -> Quantity | None:
    """Return 居全国第2位 as the quantity 2位; other ordinals are none."""
    unit = _RANKED.match(text, stop)
    if unit is None or not _RANKS.search(text, max(0, start - _WINDOW), start):
        return None
    return Quantity(Span(start, unit.end()), number, unit[0] or "名", "rank")


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
    if text[stop - 1] == "番":
        number = Decimal(2) ** min(int(number), _SMALL)
    if unit.dimension == "share":
        span, number = _with_sign(text, span, number)
    return Quantity(
        span,
        numerals.canonical(number * unit.factor) if unit.factor != 1 else number,
        unit.notation,
        unit.dimension,
        _bound(text, start, stop, is_more=is_more),
        abs(_direction(text, span.start)) if number < 0 else _direction(text, start),
        reasons.of_counted(text, start, stop, unit.dimension),
        is_noun,
    )


def _with_sign(text: str, span: Span, number: Decimal) -> tuple[Span, Decimal]:
    """Return a percentage with the sign before it and, for 三成半, the tenths behind it."""
    start, stop = span
    if text[stop - 1] == "成" and (tenths := _TENTHS.match(text, stop)):
        digit = numerals.value(tenths["more"]) if tenths["more"] else None
        number += Decimal("0.5") if digit is None else digit / 10
        stop = tenths.end()
    if _MINUS.search(text, max(0, start - 2), start):
        number, start = -number, start - 1
    return Span(start, stop), number


def _bound(text: str, start: int, stop: int, *, is_more: bool) -> Bound:
    second = _SECOND.match(text, stop)
    if second is not None and second["range"]:
        return Bound.AT_LEAST
    before = _BEFORE.search(text, max(0, start - 5), start)
    after = _AFTER.match(text, stop)
    if before is not None and not (after and before["most"] == "控制在"):
        return _BOUNDS[before.lastgroup or ""]
    if is_more:
        return Bound.AT_LEAST
    if after is not None:
        return _BOUNDS[after.lastgroup or ""]
    is_upper_end = _RANGE_BEFORE.search(text, max(0, start - 4), start) is not None
    return Bound.AT_MOST if is_upper_end else Bound.EXACT


def _direction(text: str, start: int) -> int:
    found = _DIRECTION.search(text, max(0, start - _WINDOW), start)
    if found is None:
        return 0
    return -1 if found["down"] or found["fall"] else 1

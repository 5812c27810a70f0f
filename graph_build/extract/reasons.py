"""Why a numeral states no quantity: it is a date, an ordinal, a list number or part of a name.

Only the characters around the numeral are looked at; names that the document defines are known to
`observations`, not here. Rules are tried in order; each is a reason with what must stand before and
behind the numeral.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Reason(StrEnum):
    """Why a numeral states no quantity."""

    AGE = "age"
    APPROXIMATE = "approximate in words"
    CELL = "table cell"
    CLOCK = "time of day"
    CODE = "part of a code"
    DATE = "date"
    DOCUMENT = "document number"
    DURATION = "length of time that only delimits"
    LIMIT = "limit that only picks out a class"
    LIST = "list number"
    NAME = "part of a name"
    NOTE = "note mark"
    ORDINAL = "ordinal"
    RATIO = "ratio"
    TRIVIAL = "article rather than count"


class _Rule(NamedTuple):
    """A reason that holds if both patterns match: one ends, the other starts at the numeral."""

    reason: Reason
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def _rule(reason: Reason, before: str = "", after: str = "") -> _Rule:
    ends = re.compile(rf"(?:{before})$") if before else None
    return _Rule(reason, ends, re.compile(after) if after else None)


_FIGURES = (
    _rule(Reason.ORDINAL, "第"),
    _rule(Reason.DOCUMENT, "（", r"）第?\d+号"),
    _rule(Reason.NOTE, r"[（［\[]", r"[）］\]]"),
    _rule(Reason.LIST, "", r"\.\d"),
    _rule(Reason.LIST, r"\d\."),
    _rule(Reason.NAME, "[+＋×]"),  # noqa: RUF001
    _rule(Reason.NAME, "", r"(?:国|省|县|乡)道|号线|[+＋×][\dA-Za-z\u4e00-\u9fff]"),  # noqa: RUF001
    _rule(Reason.RATIO, "∶"),  # noqa: RUF001
    _rule(Reason.RATIO, "", "∶"),  # noqa: RUF001
    _rule(Reason.RATIO, r"\d：", ""),
    _rule(Reason.LIST, "[图表式]|附件|附表|[国省县]道"),
    _rule(Reason.CODE, "[A-Za-z]-?"),
    _rule(Reason.DOCUMENT, r"（(?:19|20)\d\d）第?", "号"),
)
_UNITLESS = (
    _rule(Reason.CODE, "", r"[A-Za-zⅠ-Ⅻ]|-[A-Z]"),  # noqa: RUF001
    _rule(Reason.CODE, r"(?:/[TZ]|ISO|GB|DB\d\d) "),
    _rule(
        Reason.CODE,
        "",
        r"\.0|版|热线|强(?!度|制|化)|工程|专线|平台|报警|警情|电话|系列|号(?![召称])|[、—-]?\d*(?:热线|号线)|代(?![表理码])",
    ),
    _rule(Reason.CLOCK, "", r"[点时](?:[半整至到，。）\d]|$)|：\d\d(?!\d)"),
    _rule(Reason.NAME, "(?<!等)", "大"),
)
_SPAN_OF_TIME = (
    # 19日 is a day of a month named before; 30日内 and 每5日 are lengths.
    _rule(Reason.DATE, "(?<![每期时足])", r"(?<=[\d十]日)(?![内以之游龄制（])"),
    # A term runs from an event: 自印发之日起30日内.
    _rule(Reason.DURATION, r"之日起|作出之?后|次月|[^从由自]起", r"(?:之?内|前)"),
    _rule(Reason.DURATION, "[近最来]", "(?:来|以来)?(?:的?新[高低]|最[高低好大快])"),
    _rule(Reason.DURATION, r"(?:[隔用]|经过|通过)(?:\d+[—－\-~–到至]+)?"),
    _rule(
        Reason.NAME,
        "",
        r"行动|计划(?!生)|攻坚|规划|方案|便民|生活圈|服务圈|步行圈|经济圈|交通圈|通勤圈|出行|[^，。；、\d]{0,6}圈|[^，。；、\d]{0,10}纲要|一遇|制|期(?![间限末])|级(?!以上)",
    ),
    _rule(
        Reason.DURATION,
        "[^从由续]",
        r"(?:累计|共|实际|年均|净)?(?:增长|提高|增加|下降|翻|减少|降低)",
    ),
)
_COUNTED = (
    _rule(Reason.CLOCK, r"\d(?:时|点)", r"(?<=\d分)(?![数钱、])"),
    _rule(Reason.ORDINAL, "前", r"(?<=[%‰名位强])"),
    _rule(
        Reason.TRIVIAL,
        r"每[\d一二三四五六七八九十两半]+个?[年月周天季][\u4e00-\u9fff]{0,6}",
        "(?<=1次)",
    ),
    _rule(Reason.TRIVIAL, "", "(?<=位)数"),
    _rule(Reason.NAME, "", "(?<=伏)(?:[第级输变及电（]|以上)"),
)
_IN_ADDRESS = tuple("/=%&-_.~+#？：")
_ADDRESS = re.compile(r"(?:https?：//|www\.)[!-~？：]*$")
_LIMITED = frozenset("money area mass power length volume energy".split())
_LIMIT = re.compile(r"(?:及?以[上下内]|级)(?=[的\u4e00-\u9fff])")
_NOT_LIMITED = re.compile(
    r"同比|环比|[和与及并]|比|较|增|下降|减少|提[高升]|上升|降|占|居(?![民住])|达|分别|其中|左右|的?(?:目标|水平|增速|速度|幅度)"
)
_YEARS = re.compile(r"(?:1[89]|20)\d\d")
_LIFE = re.compile(r"寿命[^，；]{0,9}$|(?:提高|延长)$")
_ABSTRACT = re.compile(
    r"(?:[^，。；、]{0,2})?(?:方面|层面|阶段|环节|维度|角度|关键|时期|月|确保|维护|确立|坚持|务必|毫不|结合|统一|转变|转移|面向|文明|自信|意识|更加?|积极性|规定|必"
    r"|大局|代表|重大|轮子|方向|百年|体系|梯次|年度|纳税|突出|优势|原则|问题|特点|台阶|翻番|翻一番)|[“‘一不以]"
)
_PAIRS = (("“", "”", 18), ("《", "》", 40), ("‘", "’", 18))
_MARKS = re.compile(r"[，。；]")
_IDENTIFIER_DIGITS = 5
_WINDOW = 12


def of_figures(text: str, start: int, stop: int, line: int) -> Reason | None:
    """Return why an Arabic numeral states no quantity, judged before its unit is read.

    `line` is where the paragraph starts, since only there a number can number the paragraph.

    >>> of_figures("国发（2019）4号", 3, 7, 0), of_figures("第3次", 1, 2, 0)
    (<Reason.DOCUMENT: 'document number'>, <Reason.ORDINAL: 'ordinal'>)
    """
    if start == line and text[stop : stop + 1] in tuple(".、．）"):
        return Reason.LIST
    if text[start - 1 : start] in _IN_ADDRESS and _ADDRESS.search(text, max(0, start - 300), start):
        return Reason.CODE
    return _first(_FIGURES, text, start, stop)


def of_unitless(text: str, start: int, stop: int, line: int) -> Reason | None:
    """Return why an Arabic numeral without a unit states no quantity."""
    if reason := _first(_UNITLESS, text, start, stop):
        return reason
    if stop - start >= _IDENTIFIER_DIGITS and text[start:stop].isdecimal():
        return Reason.CODE
    if _YEARS.fullmatch(text, start, stop):
        return Reason.DATE
    if start != line:
        return None
    return Reason.LIST if text[stop : stop + 1].strip() else Reason.CELL


def of_counted(text: str, start: int, stop: int, dimension: str) -> Reason | None:
    """Return why a numeral with a unit states no quantity."""
    last = text[stop - 1]
    if dimension == "ordinal":
        return Reason.ORDINAL
    if last == "岁":
        return None if _LIFE.search(text, max(0, start - _WINDOW), start) else Reason.AGE
    if dimension in _LIMITED and _limits(text, stop):
        return Reason.LIMIT
    if reason := _first(_COUNTED, text, start, stop):
        return reason
    if dimension == "time" and (reason := _first(_SPAN_OF_TIME, text, start, stop)):
        return reason
    return Reason.NAME if in_quotes(text, start, stop) else None


def of_words(text: str, stop: int) -> Reason | None:
    """Return why a small Chinese numeral with a measure word states no quantity."""
    return Reason.TRIVIAL if _ABSTRACT.match(text, stop) else None


def in_quotes(text: str, start: int, stop: int) -> bool:
    """Say whether a numeral stands inside a short quote or a title, as names do.

    >>> in_quotes("建设“15分钟生活圈”试点", 3, 5), in_quotes("“他们”有15分钟", 5, 7)
    (True, False)
    """
    for opening, closing, longest in _PAIRS:
        begin = text.rfind(opening, max(0, start - longest), start)
        if begin < 0 or text.find(closing, begin, start) >= 0:
            continue
        end = text.find(closing, stop, stop + longest)
        if end >= 0 and not _MARKS.search(text, begin, end):
            return True
    return False


def _first(rules: tuple[_Rule, ...], text: str, start: int, stop: int) -> Reason | None:
    begin = max(0, start - _WINDOW)
    for reason, before, after in rules:
        if after is not None and after.match(text, stop) is None:
            continue
        if before is None or before.search(text, begin, start):
            return reason
    return None


def _limits(text: str, stop: int) -> bool:
    limit = _LIMIT.match(text, stop)
    return limit is not None and _NOT_LIMITED.match(text, limit.end()) is None

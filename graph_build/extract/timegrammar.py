"""The surface grammar of Chinese dates and periods: which strings are one, and their parts.

Meaning (days) is the business of `time`. One scan finds where an expression starts; from there
atoms (year, month, day, part of a year, range mark, 以来 …) are taken as long as they touch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph_build.extract import numerals

_N = "一二三四五六七八九"
_YEAR = rf"1[89]\d\d|20\d\d|[一二][〇零{_N}]{{3}}"
_MONTH = rf"1[0-2]|0?[1-9]|十[一二]?|[{_N}]"
_DAY = rf"3[01]|[12]\d|0?[1-9]|三十一?|二?十[{_N}]?|[{_N}]"
_TO = r"(?:至|到|~|[—―]{1,2}|--?|–)"
_COUNT = rf"\d{{1,2}}|二?十[{_N}]?|[{_N}两]"
_NEXT_CENTURY = 50
"""08年 is 2008; two figures from here on are a year of the last century."""
CONGRESSES = {
    12: "1982-09-01", 13: "1987-10-25", 14: "1992-10-12", 15: "1997-09-12", 16: "2002-11-08",
    17: "2007-10-15", 18: "2012-11-08", 19: "2017-10-18", 20: "2022-10-16",
}  # fmt: skip
"""The day on which a national congress of the party opened: 党的十八大以来."""
RELATIVE = {
    "今年": 0, "本年度": 0, "本年": 0, "去年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2,
}  # fmt: skip
ANAPHORIC = {
    "当年": 0, "同年": 0, "次年": 1, "翌年": 1, "前一年": -1, "上年度": -1, "上一年度": -1,
    "上一年": -1, "上年": -1,
}  # fmt: skip
_POINT = (
    r"(?P<iso>(?<!\d)(?:1[89]|20)\d\d([-./])(?:1[0-2]|0?[1-9])\2(?:3[01]|[12]\d|0?[1-9])(?!\d))"
    rf"|(?<!\d)(?P<year>{_YEAR})年度?(?!产(?!量)|利用|吞吐)"
    rf"|(?<![\d.,零〇十百千万{_N}])(?P<shortyear>0\d|[零〇][{_N}]|\d\d(?=年(?:{_MONTH})月)|(?<=\d{{4}}[-–—―~至到])\d\d)年"
    rf"|(?<!\d)(?P<bareyear>(?:1[89]|20)\d\d)(?={_TO}(?:(?:1[89]|20)\d\d|\d\d)年)"
    rf"|(?P<relative>{'|'.join([*RELATIVE, *ANAPHORIC])})"
    rf"|(?<![\d.])(?P<month>{_MONTH})月份?(?!球)|(?<![\d.])(?P<baremonth>{_MONTH})(?={_TO}(?:{_MONTH})月)"
    rf"|(?P<part>上半年|下半年|第?[一二三四1-4](?:{_TO}[二三四2-4])?季度|前[一二三四1-4]个?季度|年初|年底|年末|岁末)"
)
MAY_HOLD = re.compile(r"[年月]|\d日|季度|五[”\"’时期规计末]|以来|目前|当前|\d{4}[-./]")
"""A quick look: a text without a match holds no time expression."""
_OPENERS = rf"[\d{_N}零〇十今去前明后两本当同次翌来上下年第“\"‘未此过最近这多长几改截目岁党]"
SCAN = re.compile(
    rf"(?={_OPENERS})(?:{_POINT}"
    rf"|[“\"‘]?(?P<plan>十[{_N}]?|[{_N}])五(?:[”\"’]|(?=规划|计划|时期|期间|以来|末))(?!普法)"
    rf"|(?P<ahead>今后|未来|此后|下)的?(?P<ahead_n>{_COUNT})个?年"
    rf"|(?P<back>过去|最近|近|前|这|[过上本]届(?:政府)?(?:任期)?)的?(?P<back_n>{_COUNT})年(?P<back_end>来|间|里)?"
    rf"|(?<![{_N}十\d])(?P<years>{_COUNT})年多?(?:以?来(?!的?[水往])|间|(?=累计|共[^同和享]|实际))"
    rf"|(?:(?P<century>\d\d|[二十{_N}]{{2,3}}|上|本)世纪)?(?P<decade>[2-9{_N}][0十])年代(?P<decade_part>初|末|后期)?"
    rf"|(?:党的)?(?P<congress>十[{_N}]?|二十)大以来"
    rf"|(?P<vague>近年来?|近几年来?|多年来|长期以来|几年来|改革开放以来|截至目前|目前|当前))"
)
_NEXT = re.compile(
    rf"的?(?:{_POINT})|(?P<day>{_DAY})[日号](?!线)|(?P<third>[上中下]{{1,2}})旬"
    rf"|(?P<to>{_TO}|[与和](?=(?:{_YEAR})年之?间))(?=今|\d|[零〇十{_N}]{{1,4}}[年月日]|[今去次翌明来]年|[上下]半年|年[底末])"
    rf"|(?P<end>[底末](?!端)|初(?!步))|(?P<same>同期|同月)|(?P<since>以来|今|迄今|起(?![草步点诉源飞义重降用底伏跑])|开始，|以后|之后)"
    rf"|(?P<until>之?前(?![{_N}两\d])|以前)|(?P<during>期间|时期|规划|计划|之?间)"
)


@dataclass(slots=True)
class Point:
    """The parts of one date that are said; None is unsaid."""

    year: int | None = None
    shift: int | None = None
    anaphoric: bool = False
    month: int | None = None
    last_month: int | None = None
    day: int | None = None
    third: str = ""
    edge: str = ""

    def is_empty(self) -> bool:
        """Say whether nothing of the date was said."""
        said = (self.year, self.shift, self.month, self.day)
        return not self.edge and not self.third and all(part is None for part in said)


@dataclass(slots=True)
class Expression:
    """A date or a range of dates with what follows it: same, since, until, during."""

    end: int
    points: list[Point] = field(default_factory=lambda: [Point()])
    suffix: str = ""


def read(text: str, match: re.Match[str], stop: int) -> Expression:
    """Return the expression that starts with a match of `SCAN` in one of its point groups."""
    expression = Expression(match.end())
    _take(expression, match)
    while following := _NEXT.match(text, expression.end, stop):
        if not _fits(expression, following):
            break
        _take(expression, following)
        expression.end = following.end()
    return expression


def number(text: str) -> int:
    """Return the whole number of a numeral of the grammar."""
    found = numerals.value(text)
    return 0 if found is None else int(found)


def _fits(expression: Expression, atom: re.Match[str]) -> bool:
    kind, point = atom.lastgroup, expression.points[-1]
    if kind in ("same", "since", "until", "during"):
        return not expression.suffix
    if expression.suffix:
        return False
    if kind in ("iso", "year", "bareyear", "shortyear", "relative"):
        return point.is_empty()
    if kind in ("month", "baremonth"):
        return point.month is None and not point.edge
    if kind == "part":
        return point.month is None and not point.edge
    if kind in ("day", "third"):
        return (
            point.day is None
            and not point.edge
            and not point.third
            and (point.month is not None or point.is_empty())
        )
    if kind == "end":
        return not point.edge and point.day is None and not point.is_empty()
    return not point.is_empty() and len(expression.points) == 1


def _take(expression: Expression, atom: re.Match[str]) -> None:
    kind = atom.lastgroup or ""
    point, said = expression.points[-1], atom[kind]
    if kind in ("same", "since", "until", "during"):
        expression.suffix = kind
    elif kind == "to":
        expression.points.append(Point())
    elif kind in ("year", "bareyear"):
        point.year = number(said)
    elif kind == "shortyear":
        point.year = number(said) + (2000 if number(said) < _NEXT_CENTURY else 1900)
    elif kind == "iso":
        point.year, point.month, point.day = (int(part) for part in re.split("[-./]", said))
    elif kind == "relative":
        point.anaphoric = said in ANAPHORIC
        point.shift = ANAPHORIC[said] if point.anaphoric else RELATIVE[said]
    elif kind in ("month", "baremonth"):
        point.month = number(said)
    elif kind == "day":
        point.day = number(said)
    elif kind == "third":
        point.third = said
    else:
        _take_part(point, said)


def _take_part(point: Point, said: str) -> None:
    if said in ("上半年", "下半年"):
        point.month, point.last_month = (1, 6) if said == "上半年" else (7, 12)
    elif said.endswith("季度"):
        quarters = said.strip("第前个季度")
        first = 1 if said[0] == "前" else number(quarters[0])
        point.month, point.last_month = first * 3 - 2, number(quarters[-1]) * 3
    else:
        point.edge = said.lstrip("年岁")

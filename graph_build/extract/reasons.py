"""Why a numeral states no quantity: it is a date, an ordinal, a list number, part of a name …

Only the characters around the numeral are looked at; names that the document defines are known to
`observations`, not here.
"""

from __future__ import annotations

import re
from enum import StrEnum


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
    LIST = "list number"
    NAME = "part of a name"
    NOTE = "note mark"
    ORDINAL = "ordinal"
    RATIO = "ratio"
    TRIVIAL = "article rather than count"


_LETTER_BEFORE = re.compile(r"[A-Za-z]-?$")
_LETTER_AFTER = re.compile(r"[A-Za-zⅠ-Ⅻ]|-[A-Z]")
_SUM = re.compile(r"[+＋×](?:\d|[A-Za-z]|[\u4e00-\u9fff])")
_CLOCK = re.compile(r"[点时](?:[半整至到，。）\d]|$)|：\d\d(?!\d)")
_CODE_AFTER = re.compile(
    r"\.0|版|热线|强(?!度|制|化)|工程|专线|平台|报警|警情|电话|系列|号(?!召|称)|[、—-]?\d*(?:热线|号线)|(?:国|省|县)道|代(?!表|理|码|码)"
)
_DOCUMENT_YEAR = re.compile(r"）第?\d+号")
_DOCUMENT_NUMBER = re.compile(r"（(?:19|20)\d\d）第?$")
_YEARS = re.compile(r"(?:1[89]|20)\d\d")
_NAME_UNIT_AFTER = re.compile(
    r"(?:行动|计划(?!生)|攻坚|规划|方案|便民|生活圈|服务圈|步行圈|经济圈|交通圈|通勤圈|出行|医疗圈|就医圈|圈|一遇|制|期(?!间|限|末)|级(?!以上))"
)
_ABSTRACT = re.compile(
    r"(?:[^，。；、]{0,2})?(?:方面|层面|阶段|环节|维度|角度|关键|时期|月|确保|维护|确立|坚持|务必|毫不|结合|统一|转变|转移|面向|文明|自信"
    r"|意识|更加?|积极性|规定|必|大局|代表|重大|轮子|方向|百年|体系|梯次|年度|纳税|突出|优势|原则|问题|特点|台阶|翻番|翻一番)|[“‘一不以]"
)
_EVERY = re.compile(r"[每隔用]$|经过$")
_PACE = re.compile(r"(?:累计|共|实际|年均|净)?(?:增长|提高|增加|下降|翻|减少|降低)")
_LIFE = re.compile(r"寿命[^，；]{0,9}$|(?:提高|延长)$")
_GRID = re.compile(r"[第级输变及电（]|以上")
_ROAD = re.compile(r"(?:国|省|县|乡)道|号线")
_LONGEST_QUOTE = 18
_TELEPHONE_DIGITS = 5


def of_figures(text: str, start: int, stop: int, line: int) -> Reason | None:
    """Return why an Arabic numeral states no quantity, judged before its unit is read.

    `line` is where the paragraph starts, since only there a number can number the paragraph.
    """
    before, after = text[max(0, start - 1) : start], text[stop : stop + 1]
    if before == "第":
        return Reason.ORDINAL
    if before in "（［[" and after in "）］]" and before:
        return Reason.DOCUMENT if _DOCUMENT_YEAR.match(text, stop) else Reason.NOTE
    if after == "." and text[stop + 1 : stop + 2].isdecimal():
        return Reason.LIST
    if before == "." and text[max(0, start - 2) : start - 1].isdecimal():
        return Reason.LIST
    if start == line and after in ".、．）" and after:
        return Reason.LIST
    if before in "+＋×" and before:
        return Reason.NAME
    if _ROAD.match(text, stop) or _SUM.match(text, stop):
        return Reason.NAME
    if before == "：" and text[max(0, start - 2) : start - 1].isdecimal():
        return Reason.RATIO
    if before.isascii() and before.isalpha():
        return Reason.CODE
    if before == "-" and _LETTER_BEFORE.search(text, max(0, start - 2), start):
        return Reason.CODE
    if after == "号" and _DOCUMENT_NUMBER.search(text, max(0, start - 8), start):
        return Reason.DOCUMENT
    return None


def of_unitless(text: str, start: int, stop: int) -> Reason | None:
    """Return why an Arabic numeral without a unit states no quantity."""
    if _LETTER_AFTER.match(text, stop) or _CODE_AFTER.match(text, stop):
        return Reason.CODE
    if _CLOCK.match(text, stop):
        return Reason.CLOCK
    if stop - start >= _TELEPHONE_DIGITS and text[start:stop].isdecimal():
        return Reason.CODE
    if _YEARS.fullmatch(text, start, stop):
        return Reason.DATE
    if text.startswith("大", stop):
        return Reason.NAME
    return None


def of_line(text: str, start: int, stop: int, line: int) -> Reason | None:
    """Return why a numeral without a unit that opens a paragraph states no quantity."""
    if start != line:
        return None
    after = text[stop : stop + 1]
    if not after or after == "\n" or after == "\r":
        return Reason.CELL
    return Reason.LIST


def of_counted(text: str, start: int, stop: int, dimension: str) -> Reason | None:
    """Return why a numeral with a unit states no quantity."""
    if dimension == "ordinal":
        return Reason.ORDINAL
    if text[stop - 1] == "岁":
        return None if _LIFE.search(text, max(0, start - 12), start) else Reason.AGE
    if text[stop - 1] == "位" and text.startswith("数", stop):
        return Reason.TRIVIAL
    if text[stop - 1] == "伏" and _GRID.match(text, stop):
        return Reason.NAME
    if dimension == "time" and _EVERY.search(text, max(0, start - 2), start):
        return Reason.DURATION
    if dimension == "time" and _NAME_UNIT_AFTER.match(text, stop):
        return Reason.NAME
    if text[stop - 1] == "分" and dimension == "other" and _CLOCK.match(text, stop - 1):
        return Reason.CLOCK
    if (
        dimension == "time"
        and _PACE.match(text, stop)
        and text[max(0, start - 1) : start] not in "从由"
    ):
        return Reason.DURATION
    return Reason.NAME if in_quotes(text, start, stop) else None


def of_words(text: str, stop: int) -> Reason | None:
    """Return why a small Chinese numeral with a measure word states no quantity."""
    return Reason.TRIVIAL if _ABSTRACT.match(text, stop) else None


def in_quotes(text: str, start: int, stop: int) -> bool:
    """Say whether a numeral stands inside a short quote or a title, as names do.

    >>> in_quotes("建设“15分钟生活圈”试点", 3, 5), in_quotes("“他们”有15分钟", 5, 7)
    (True, False)
    """
    for opening, closing, longest in (
        ("“", "”", _LONGEST_QUOTE),
        ("《", "》", 40),
        ("‘", "’", _LONGEST_QUOTE),
    ):
        begin = text.rfind(opening, max(0, start - longest), start)
        if begin < 0 or text.find(closing, begin, start) >= 0:
            continue
        end = text.find(closing, stop, stop + longest)
        if end >= 0 and not re.search(r"[，。；]", text[begin:end]):
            return True
    return False

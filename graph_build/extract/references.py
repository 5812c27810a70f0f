"""The year that a document speaks in, from which its 今年, 去年 and 五年来 are counted.

Taken from its headings, its date, its title, its file name or, last, the years that it names.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from graph_build.extract.time import Reference, plan_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.model import Period, Section
    from graph_build.read import Reading

_REPORT = re.compile(r"工作(?:的)?报告")
_REPORT_FILE = re.compile(r"工作报告|(?i:gwr|work.?report)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_FILE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_REVIEWED = re.compile(
    r"((?:19|20)\d\d)年[^年，；]{0,14}(?:回顾|总结|执行情况|完成情况|成就|首先报告)|首先报告((?:19|20)\d\d)年"
)
_PLANNED = re.compile(
    r"((?:19|20)\d\d)年[^年，；]{0,14}(?:任务|安排|重点|建议|工作$|工作总体|总体要求|目标)"
)
_PAST_YEAR = re.compile(
    r"(?<![到至—\-])(?<!力争)((?:19|20)\d\d)(?=年(?!远景|前|底前|全面|建成|目标|基本|奥运))"
)
_NEWS = re.compile(r"记者|本报|通讯员|新华社|采访|据介绍|据了解|日电|编辑")
_GROWTH = re.compile(r"(?:增长|下降|提高|新增|达到?)\d")
_WHOLE = re.compile(r"[全我][省市县区州]")
_OPENS = re.compile(r"(?:^|[。！\n])\s*((?:19|20)\d\d)年(?=[，是])")
_FEW = 3
_OFTEN = 0.34
_FIRST_IMPLAUSIBLE = 2035
_PLANS = range(6, 20)
_ADDRESS_CHARACTERS = 2000


def reference_of(reading: Reading, sections: Sequence[Section]) -> Reference:
    """Return what the relative times of a document are counted from.

    A work report speaks in its own year of the year before: its 今年 is the year after the one that
    its headings review. Other documents speak in the year they were published. `default` is None
    where the year is only a guess from the years that the text names.
    """
    document, text = reading.document, reading.text
    reviewed = _reviewed(sections)
    is_report = (
        reviewed is not None
        or _REPORT.search(document.title) is not None
        or _REPORT_FILE.search(document.identifier) is not None
        or "各位代表" in text[:_ADDRESS_CHARACTERS]
    )
    said = _said(reading, reviewed, is_report=is_report)
    if said is None and not is_report and _reads_as_report(text):
        told = _told(text)
        is_report, said = True, None if told is None else told + 1
        if said is None:
            return Reference(is_report=True)
    newest = _newest(text) if said is None else None
    year = said if said is not None else newest
    if year is None:
        return Reference(is_report=is_report)
    if said is None and is_report:
        year += 1
    last = year - 1 if is_report else year
    plan = _current_plan(last, year, is_guess=said is None)
    return Reference(year, last, plan, None if said is None else last, is_report)


def _said(reading: Reading, reviewed: int | None, *, is_report: bool) -> int | None:
    """Return the year that headings, date, title or file name give, in that order."""
    document = reading.document
    if reviewed is not None:
        return reviewed + 1
    titled = _YEAR.search(document.title)
    if titled and is_report:
        return int(titled[1])
    if document.published:
        return int(document.published[:4])
    named = _FILE_YEAR.search(document.identifier)
    return int(named[1]) if named else None


def _reads_as_report(text: str) -> bool:
    """Say whether a text counts what a whole province or city did, and no reporter speaks."""
    if _NEWS.search(text):
        return False
    return len(_GROWTH.findall(text)) >= _FEW and len(_WHOLE.findall(text)) >= _FEW


def _told(text: str) -> int | None:
    """Return the year that sentences open with, the most frequent and newest."""
    opened = Counter(int(year) for year in _OPENS.findall(text))
    return max(opened, key=lambda year: (opened[year], year), default=None)


def _reviewed(sections: Sequence[Section]) -> int | None:
    """Return the last year that a heading reviews, or the one before the year it plans."""
    planned: int | None = None
    for section in sections:
        if section.kind not in ("heading", "item") or not section.headings:
            continue
        heading = section.headings[0]
        if looked_back := _REVIEWED.search(heading):
            return int(looked_back[1] or looked_back[2])
        if planned is None and (ahead := _PLANNED.search(heading)) and "五" not in heading:
            planned = int(ahead[1]) - 1
    return planned


def _newest(text: str) -> int | None:
    """Return the newest year that a text names often enough not to be a mere target."""
    named = Counter(int(found[1]) for found in _PAST_YEAR.finditer(text))
    often = max(named.values(), default=0) * _OFTEN
    return max((y for y, n in named.items() if n >= often and y < _FIRST_IMPLAUSIBLE), default=None)


def _current_plan(last: int, year: int, *, is_guess: bool) -> Period | None:
    """Return the plan that ends with these years, or the one they lie in if they are a guess."""
    for number in _PLANS:
        plan = plan_period(number)
        begin, end = int((plan.start or "0")[:4]), int((plan.end or "0")[:4])
        if end in (last, year) or (is_guess and last == year and begin <= year <= end):
            return plan
    return None

"""Times in a question: years, months, half-open stretches of months, five-year plans."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.model import Period

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST_PLAN = (3, 1966)
_YEARS_OF_A_PLAN = 5
_DECEMBER = 12
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_MONTHS = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?年(?P<first>\d{1,2})月?(?:至|到|-|—|–)(?P<last>\d{1,2})月"
)
_FIRST_MONTHS = re.compile(r"(?P<year>(?:19|20)\d\d) ?年(?:的)?前(?P<last>\d{1,2})个月")
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d) ?年(?P<first>\d{1,2})月")
_PLAN_ZH = re.compile(r"[“\"]?十(?P<ones>[一二三四五六七八九]?)五[”\"]?(?:时期|规划|期间)*")
_PLAN_EN = re.compile(
    r"(?P<number>\d{1,2})(?:st|nd|rd|th)\b(?:[ -]five[ -]year)?(?:[ -]plan)?(?: period)?",
    re.IGNORECASE,
)
_FIVE_YEARS = re.compile(r"five[ -]year|\bplan", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)(?: ?年)?(?:同期)?")
_AGAINST = re.compile(
    r"(?:比|较|跟|与|和|同|以|拿|against|with|over|than|from|to|use|take|using|base(?:line)?|year)"
    r" ?(?:疫情那年|the pandemic year |the year )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A stretch of a question that names a period; `against` where something is compared to it."""

    start: int
    end: int
    period: Period
    against: bool

    @property
    def year(self) -> int:
        """The year that the period begins in."""
        return int((self.period.start or "0")[:4])


def times(question: str) -> list[Time]:
    """Return the times that a question names, in order.

    >>> [tuple(time.period) for time in times("2025年1至11月比2020年同期减少的有哪些")]
    [('2025-01-01', '2025-11-30'), ('2020-01-01', '2020-11-30')]
    >>> [tuple(time.period) for time in times("从“十四五”延续到十五五")]
    [('2021-01-01', '2025-12-31'), ('2026-01-01', '2030-12-31')]
    """
    kept: list[Time] = []
    for found, period in _candidates(question):
        if all(found.end() <= other.start or other.end <= found.start() for other in kept):
            against = bool(_AGAINST.search(question[: found.start()]))
            kept.append(Time(found.start(), found.end(), period, against))
    return _same_months(question, sorted(kept, key=lambda time: time.start))


def _candidates(question: str) -> Iterator[tuple[re.Match[str], Period]]:
    """Return what may be a time, the longer forms first."""
    for found in _MONTHS.finditer(question):
        yield found, _months(found["year"], int(found["first"]), int(found["last"]))
    for found in _FIRST_MONTHS.finditer(question):
        yield found, _months(found["year"], 1, int(found["last"]))
    for found in _MONTH.finditer(question):
        yield found, _months(found["year"], int(found["first"]), int(found["first"]))
    for found in _PLAN_ZH.finditer(question):
        yield found, _plan(10 + _DIGITS.get(found["ones"], 0))
    for found in _PLAN_EN.finditer(question) if _FIVE_YEARS.search(question) else ():
        yield found, _plan(int(found["number"]))
    for found in _YEAR.finditer(question):
        yield found, Period(f"{found['year']}-01-01", f"{found['year']}-12-31")


def _months(year: str, first: int, last: int) -> Period:
    first, last = max(1, min(first, _DECEMBER)), max(1, min(last, _DECEMBER))
    days = calendar.monthrange(int(year), last)[1]
    return Period(f"{year}-{first:02}-01", f"{year}-{last:02}-{days}")


def _plan(number: int) -> Period:
    counted, year = _FIRST_PLAN
    start = year + (number - counted) * _YEARS_OF_A_PLAN
    return Period(f"{start}-01-01", f"{start + _YEARS_OF_A_PLAN - 1}-12-31")


def _same_months(question: str, found: list[Time]) -> list[Time]:
    """Give a year that is said to be the same months (同期) the months of the time before it."""
    made: list[Time] = []
    for time in found:
        period = time.period
        if made and "同期" in question[time.start : time.end]:
            model = made[-1].period
            period = Period(
                *(f"{time.year}{day[4:]}" if day else None for day in (model.start, model.end))
            )
        made.append(Time(time.start, time.end, period, time.against))
    return made

"""Stretches of text that say when, resolved to days.

A governance text says most of its times relative to something: to the year it speaks of (今年,
过去一年, 五年来), to a plan period (“十四五”), or to another time (2020年同期, 比上年). What can be
resolved against the `Reference` is resolved; what a change is compared with is marked as a `basis`
and resolved by `baseline` once the period of the change is known.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract import timegrammar
from graph_build.model import Period, Span

if TYPE_CHECKING:
    from graph_build.extract.timegrammar import Expression, Point

UNKNOWN = Period(None, None)


class TimeKind(StrEnum):
    """What a time expression is.

    calendar: a year, a part of it, a month; range: between two dates; day: one day, also 年底, the
    last day of a year; since, until: open at one end; plan: the five years of a plan; years:
    counted from the reference (五年来, 今后五年); same: 同期 of another year; previous: the year
    before what is compared; vague: 近年来, 目前, without days.
    """

    CALENDAR = "calendar"
    RANGE = "range"
    DAY = "day"
    SINCE = "since"
    UNTIL = "until"
    PLAN = "plan"
    YEARS = "years"
    SAME = "same"
    PREVIOUS = "previous"
    VAGUE = "vague"


class Reference(NamedTuple):
    """What relative times are counted from, each None where the document does not tell.

    `year` is the one that 今年 means, `reviewed` the last one that is over (过去一年), `plan` the
    five years that a bare 五年来 means, `default` the year of a month or a 年底 without a year,
    and of 当年. `is_report` says that the document reports on a year before its own.
    """

    year: int | None = None
    reviewed: int | None = None
    plan: Period | None = None
    default: int | None = None
    is_report: bool = False


NO_REFERENCE = Reference()


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: where it stands, the days it means, and whether it is only compared with.

    `basis` says that a change is measured against it (比2020年同期, 较上年末); `year` is the last
    calendar year that it names.
    """

    span: Span
    period: Period
    kind: TimeKind
    basis: bool = False
    year: int | None = None


_BASIS_BEFORE = re.compile(r"(?:比|较|相比|对比|是|为|超过)$")
_BASIS_WITH = re.compile(r"(?:与|同|和|跟)$")
_BASIS_AFTER = re.compile(r"(?:的?[\u4e00-\u9fff]{0,6})?相比|比较?|持平|的\d")
_UNTIL_BEFORE = re.compile(r"(?:截至|截止到?|截止|截至到)$")
_THIRDS = "上中下"
_PLAN_TAIL = re.compile(r"以来|时期|期间|末期?|规划|计划")
_PLAN_TIME = re.compile(r"期间|时期|以来|执行情况|[的]?完成|$")


def times(text: str, start: int, end: int, reference: Reference = NO_REFERENCE) -> list[Time]:
    """Return the time expressions between two offsets, in order and disjoint.

    >>> found = times("2025年1至11月，比2020年同期下降5%", 0, 20)
    >>> [(t.kind.value, t.period.start, t.period.end, t.basis) for t in found]
    [('range', '2025-01-01', '2025-11-30', False), ('same', None, None, True)]
    """
    found: list[Time] = []
    if timegrammar.MAY_HOLD.search(text, start, end) is None:
        return found
    year = reference.default
    at = start
    while match := timegrammar.SCAN.search(text, at, end):
        time = _time(text, match, end, reference, year)
        at = match.end()
        if time is not None:
            found.append(time)
            at = max(at, time.span.end)
            year = time.year if time.year is not None and not time.basis else year
    return found


def baseline(time: Time, period: Period | None) -> Period | None:
    """Return the days that a change over `period` is measured against, if `time` is its basis.

    >>> [since, basis] = times("2025年1至11月，比2020年同期下降5%", 0, 20)
    >>> baseline(basis, since.period)
    Period(start='2020-01-01', end='2020-11-30')
    """
    if time.kind is TimeKind.PREVIOUS:
        return shifted(period, -1)
    if time.kind is TimeKind.SAME:
        if period is None or period.start is None:
            return None
        year = int(period.start[:4])
        return shifted(period, -1 if time.year is None else time.year - year)
    return None if time.period == UNKNOWN else time.period


def shifted(period: Period | None, years: int) -> Period | None:
    """Return the same days of another year; None if a side of the period is open.

    >>> shifted(Period("2024-02-01", "2024-02-29"), -1)
    Period(start='2023-02-01', end='2023-02-28')
    """
    if period is None or period.start is None or period.end is None:
        return None
    return Period(_moved(period.start, years), _moved(period.end, years))


def _moved(day: str, years: int) -> str:
    year, month = int(day[:4]), int(day[5:7])
    was_last = int(day[8:]) == monthrange(year, month)[1]
    last = monthrange(year + years, month)[1]
    return f"{year + years:04d}-{month:02d}-{last if was_last else min(int(day[8:]), last):02d}"


def year_of(first: int, last: int | None = None) -> Period:
    """Return the days of a year, or from one year to another.

    >>> year_of(2021, 2025)
    Period(start='2021-01-01', end='2025-12-31')
    """
    return Period(f"{first:04d}-01-01", f"{first if last is None else last:04d}-12-31")


def plan_period(number: int) -> Period:
    """Return the years of the nth five-year plan: the first began in 1953, the sixth in 1981.

    >>> plan_period(14)
    Period(start='2021-01-01', end='2025-12-31')
    """
    # The third plan began in 1966, three years after the second ended.
    first = 1951 + 5 * number if number > 2 else 1948 + 5 * number  # noqa: PLR2004
    return year_of(first, first + 4)


def _time(
    text: str, match: re.Match[str], end: int, reference: Reference, year: int | None
) -> Time | None:
    kind = match.lastgroup
    start = match.start()
    if kind == "vague":
        return Time(Span(*match.span()), UNKNOWN, TimeKind.VAGUE)
    if kind == "plan" or match["plan"]:
        return _plan(text, match, end)
    if match["ahead"] or match["back"] or match["years"]:
        return _years(match, reference)
    if match["congress"]:
        day = timegrammar.CONGRESSES.get(timegrammar.number(match["congress"]))
        kind = TimeKind.SINCE if day else TimeKind.VAGUE
        return Time(Span(*match.span()), Period(day, None), kind)
    if match["decade"]:
        return _decade(match)
    expression = timegrammar.read(text, match, end)
    if expression.points[-1].is_empty() and expression.suffix != "since":
        return None
    return _resolved(text, start, expression, reference, year)


def _plan(text: str, match: re.Match[str], end: int) -> Time | None:
    period = plan_period(timegrammar.number(match["plan"]))
    tail = _PLAN_TAIL.match(text, match.end(), end)
    stop = tail.end() if tail else match.end()
    if tail and tail[0] in ("规划", "计划") and not _PLAN_TIME.match(text, stop, end):
        return None
    if tail and tail[0].startswith("末"):
        day = Period(period.end, period.end)
        return Time(
            Span(match.start(), stop), day, TimeKind.DAY, _is_basis(text, match.start(), stop)
        )
    basis = _is_basis(text, match.start(), stop)
    return Time(Span(match.start(), stop), period, TimeKind.PLAN, basis)


def _years(match: re.Match[str], reference: Reference) -> Time | None:
    span = Span(*match.span())
    count = timegrammar.number(match["ahead_n"] or match["back_n"] or match["years"])
    if match["ahead"]:
        if reference.year is None:
            return Time(span, UNKNOWN, TimeKind.YEARS)
        first = reference.year if reference.reviewed == reference.year - 1 else reference.year + 1
        return Time(span, year_of(first, first + count - 1), TimeKind.YEARS)
    if match["back"] == "前" and not match["back_end"]:
        return None
    if (
        match["back"] == "近"
        and not match["back_end"]
        and not match.string.startswith("，", match.end())
    ):
        return None
    last = reference.reviewed
    if reference.plan is not None and count == 5:  # noqa: PLR2004
        return Time(span, reference.plan, TimeKind.YEARS)
    if last is None:
        return Time(span, UNKNOWN, TimeKind.YEARS)
    return Time(span, year_of(last - count + 1, last), TimeKind.YEARS)


def _decade(match: re.Match[str]) -> Time:
    century = match["century"]
    if century in (None, "上"):
        base = 1900
    elif century == "本":
        base = 2000
    else:
        base = (timegrammar.number(century) - 1) * 100
    said = match["decade"]
    first = base + (int(said) if said.isdecimal() else timegrammar.number(said))
    if century is None and first < 1930:  # noqa: PLR2004
        first += 100
    return Time(Span(*match.span()), year_of(first, first + 9), TimeKind.RANGE)


def _resolved(
    text: str, start: int, expression: Expression, reference: Reference, year: int | None
) -> Time | None:
    first, last = expression.points[0], expression.points[-1]
    span = Span(start, expression.end)
    basis = _is_basis(text, start, expression.end)
    if (
        (expression.suffix == "same" or basis)
        and first.shift == -1
        and first.month is None
        and not first.edge
    ):
        kind = TimeKind.SAME if expression.suffix == "same" else TimeKind.PREVIOUS
        return Time(span, UNKNOWN, kind, basis=True)
    if basis and first.shift == -1 and first.edge:
        return Time(span, UNKNOWN, TimeKind.PREVIOUS, basis=True)
    first_year = _year(first, reference, year)
    if first_year is None and not last.year:
        return Time(span, UNKNOWN, TimeKind.CALENDAR, basis)
    if expression.suffix == "same":
        return Time(span, UNKNOWN, TimeKind.SAME, basis=True, year=first_year)
    days = _days(first, first_year or last.year or 0)
    if days is None:
        return Time(span, UNKNOWN, TimeKind.DAY, basis)
    begin, stop = days
    if last is not first and not last.is_empty():
        if first.is_empty():
            return None
        stop = _end_of_range(first, last, days, first_year, reference)
        if stop < begin:
            return Time(span, UNKNOWN, TimeKind.RANGE, basis)
    made = _closed(text, span, expression, Period(begin, stop), first_year, basis=basis)
    # 当年 after 上年 still means the year before it.
    return replace(made, year=None) if first.anaphoric and first.shift else made


def _closed(
    text: str, span: Span, expression: Expression, period: Period, year: int | None, *, basis: bool
) -> Time:
    last = expression.points[-1]
    year = int(period.end[:4]) if period.end else year
    if expression.suffix == "since":
        return Time(span, Period(period.start, None), TimeKind.SINCE, basis, year)
    if expression.suffix == "until":
        return Time(span, Period(None, period.end), TimeKind.UNTIL, basis, year)
    if len(expression.points) > 1:
        return Time(span, period, TimeKind.RANGE, basis, year)
    if _UNTIL_BEFORE.search(text, max(0, span.start - 4), span.start):
        return Time(span, Period(period.end, period.end), TimeKind.UNTIL, basis, year)
    if last.edge or last.day is not None:
        return Time(span, period, TimeKind.DAY, basis, year)
    return Time(span, period, TimeKind.CALENDAR, basis, year)


def _is_basis(text: str, start: int, end: int) -> bool:
    if _BASIS_BEFORE.search(text, max(0, start - 2), start):
        return True
    return bool(
        _BASIS_WITH.search(text, max(0, start - 1), start) and _BASIS_AFTER.match(text, end)
    )


def _year(point: Point, reference: Reference, year: int | None) -> int | None:
    if point.year is not None:
        return point.year
    if point.shift is None or point.anaphoric:
        return None if year is None else year + (point.shift or 0)
    return None if reference.year is None else reference.year + point.shift


def _end_of_range(
    first: Point, last: Point, days: tuple[str, str], year: int | None, reference: Reference
) -> str:
    """Return the last day of a range whose first date falls on the given days."""
    opens_a_month = last.month is not None
    if last.month is None and (last.day is not None or last.third):
        last.month = first.month
    is_dated = last.year is not None or last.shift is not None
    said = _year(last, reference, year) if is_dated else year
    found = _days(last, said or year or 0)
    if found is not None and found[1] < days[0] and opens_a_month and not is_dated and year:
        # 11月至3月 goes over the new year.
        found = _days(last, year + 1)
    return days[1] if found is None else found[1]


def _days(point: Point, year: int) -> tuple[str, str] | None:
    """Return the first and last day of a date, or None if the calendar has no such day."""
    month, last_month = point.month or 1, point.last_month or point.month or 12
    first, last = 1, monthrange(year, last_month)[1]
    if point.day is not None:
        if point.day > monthrange(year, month)[1]:
            return None
        first, last, last_month = point.day, point.day, month
    elif point.edge == "初":
        last, last_month = 1, month
    elif point.edge:
        first, month = last, last_month
    elif point.third:
        first = 10 * _THIRDS.index(point.third[0]) + 1
        last = last if point.third[-1] == "下" else 10 * _THIRDS.index(point.third[-1]) + 10
    return f"{year:04d}-{month:02d}-{first:02d}", f"{year:04d}-{last_month:02d}-{last:02d}"

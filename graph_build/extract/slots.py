"""What else an observation says of its number: kind, days, baseline, grade, and an unsaid unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.time import TimeKind, baseline, shifted, year_of
from graph_build.model import Grade, Period, Span, Status, ValueKind

if TYPE_CHECKING:
    from graph_build.extract.naming import Draft
    from graph_build.extract.passages import Passage

SIGNED = (ValueKind.CHANGE_RATE, ValueKind.CHANGE_AMOUNT, ValueKind.TARGET)
"""The kinds whose falls are negative."""
_GRADES = (
    (
        re.compile(
            r"国家级|全国(?!平均|第)|中国|国家(?=重点|高新|示范|试点|免检|制造|卫生|森林|文明|地质|湿地|技术|实验|工程|专精|企业|现代|中医|区域|科学)"
        ),
        Grade.NATIONAL,
    ),
    (re.compile(r"省级|自治区级|全省(?!平均|第)"), Grade.PROVINCIAL),
    (re.compile(r"市级"), Grade.MUNICIPAL),
    (re.compile(r"县级|区级|县（市、区）"), Grade.COUNTY),
    (re.compile(r"乡镇|镇级|乡级"), Grade.TOWNSHIP),
)
_GROWING = re.compile(r"新增|净增|^增加(?!值)|增设|新筹集|新添")
_GROWABLE = frozenset("count people money area length mass power energy volume data".split())
_COUNTED = frozenset(("count", "people"))
_RATES = re.compile(r"(?:增速|增幅|涨幅|降幅|(?<!自然)增长率)$")
_LEVELS = re.compile(r"(?:满意度|安全感|获得感|强度|浓度|密度|集中度|指数|水平|利率|税率)$")
_MONEY = re.compile(
    r"收入|产值|额|投资|资金|规模|总量|存款|贷款|营收|税收|GDP|生产总值|资产|利润|消费|增加值|市值|财政|经济"
)
_PASSERS = re.compile(r"人流|客流|游客|人次|旅客|流量|访问|点击|客运|吞吐")
_ORIGIN = re.compile(r"[从由][^，；]{0,8}$|[从由][^，；]{0,8}[：∶︰\d.]+$")  # noqa: RUF001
_REACHED = re.compile(r"[达至到][约近]?$")
_WINDOW = 24
_CUMULATED = re.compile(r"累计[^、，；]*$")
_RUNNING = re.compile(r"^(?:持续实施|继续实施|加快发展|抓好|聚焦|用好|办好|做好|围绕|深化)")


def unit_of(draft: Draft) -> str:
    """Return the unit of 突破千亿 or 过千万 from what is measured, or "" where it does not tell."""
    return draft.quantity.unit or elided_unit(draft.indicator)


def elided_unit(name: str) -> str:
    """Return the unit that an indicator's name implies, or "" where it tells none.

    >>> elided_unit("地方财政收入"), elided_unit("年客流量")
    ('CNY', '人次')
    """
    if _PASSERS.search(name):
        return "人次"
    if "人口" in name:
        return "人"
    if "用户" in name:
        return "户"
    return "CNY" if _MONEY.search(name) else ""


def grade_of(name: str) -> Grade | None:
    """Return the level that a name says its things are of.

    >>> grade_of("新增省级高新技术企业数")
    <Grade.PROVINCIAL: 'provincial'>
    """
    return next((grade for word, grade in _GRADES if word.search(name)), None)


def kind_of(draft: Draft, unit: str, status: Status) -> ValueKind:
    """Return what the number is; in a plan it is what the plan aims at.

    A plan that only speaks of what runs already (持续实施6个专项) counts and does not aim.
    """
    kind = _kind(draft, unit)
    if status is not Status.PLANNED or kind is ValueKind.RANK:
        return kind
    runs = kind is ValueKind.COUNT and _RUNNING.search(draft.verb or draft.indicator)
    return kind if runs else ValueKind.TARGET


def _kind(draft: Draft, unit: str) -> ValueKind:
    dimension = draft.quantity.dimension
    if dimension == "rank":
        return ValueKind.RANK
    if draft.direction:
        rates = dimension in ("share", "multiple")
        return ValueKind.CHANGE_RATE if rates else ValueKind.CHANGE_AMOUNT
    if dimension in _GROWABLE and _GROWING.search(draft.indicator):
        return ValueKind.CHANGE_AMOUNT
    if dimension == "share":
        if _RATES.search(draft.indicator):
            return ValueKind.CHANGE_RATE
        return ValueKind.LEVEL if _LEVELS.search(draft.indicator) else ValueKind.SHARE
    counts = dimension in _COUNTED or draft.in_a_row or (dimension == "bare" and unit != "CNY")
    return ValueKind.COUNT if counts else ValueKind.LEVEL


def reach_of(passage: Passage, draft: Draft) -> Span:
    """Return the stretch of the sentence whose times can govern a number."""
    return Span(passage.sentence.span.start, draft.anchor)


def period_of(passage: Passage, draft: Draft, status: Status) -> Period | None:
    """Return the days that a number speaks of.

    Where only the passage tells them: 累计 opens their start, the origin of a change lies before
    them, and what is reached in several years is reached in the last one.
    """
    reach = reach_of(passage, draft)
    time = passage.time_at(reach)
    period = passage.period_at(reach, draft.clause)
    if draft.in_a_row and period is not None and period.end is not None:
        last = int(period.end[:4])
        return year_of(last - int(draft.quantity.value) + 1, last)
    begin = draft.start if draft.share_subject else draft.clause.start
    said = passage.text[begin : draft.quantity.span.start]
    cumulated = "累计" in said if draft.share_subject else bool(_CUMULATED.search(said))
    if time is not None:
        opens = time.kind is TimeKind.UNTIL and cumulated and period is not None
        return Period(None, period.end) if opens and period is not None else period
    if period is None or period.start is None or period.end is None or not passage.annual:
        return None if draft.is_origin else period
    first, last = int(period.start[:4]), int(period.end[:4])
    if draft.is_origin:
        return year_of(first - 1)
    if first == last:
        return Period(None, period.end) if cumulated else period
    is_flow = draft.direction or cumulated or _GROWING.search(draft.indicator)
    ends = draft.reaches and not is_flow and status is not Status.PLANNED
    return year_of(last) if ends else period


def derived(text: str, start: int, value: int, period: Period) -> set[Period]:
    """Return the other days that the words before a number at `start` may make of its period's.

    >>> derived("企业从236家", 3, 236, year_of(2012))
    {Period(start='2011-01-01', end='2011-12-31')}
    """
    said = text[max(0, start - _WINDOW) : start]
    if period.start is None or period.end is None:
        return set()
    first, last = int(period.start[:4]), int(period.end[:4])
    found = set()
    if _ORIGIN.search(said):
        found.add(year_of(first - 1))
    if first != last and _REACHED.search(said):
        found.add(year_of(last))
    if said.endswith("连续"):
        found.add(year_of(last - value + 1, last))
    return found


def baseline_of(
    passage: Passage, draft: Draft, kind: ValueKind, period: Period | None
) -> Period | None:
    """Return the days that a change is measured against.

    In a report on years a bare change is one against the year before its period.
    """
    start, at = draft.start, draft.quantity.span.start
    if draft.quantity.dimension == "multiple" and not draft.direction:
        basis = passage.basis_at(Span(draft.clause.start, at))
        return None if basis is None else baseline(basis, period)
    if kind not in SIGNED or not draft.direction or draft.is_object:
        return None
    basis = passage.basis_at(Span(start, at))
    if basis is not None:
        return baseline(basis, period)
    said = passage.text[draft.clause.start : at]
    if "年均" in said[-12:] or "环比" in said:
        return None
    if "同比" in said:
        return shifted(period, -1)
    return _before(period, kind) if passage.annual else None


def _before(period: Period | None, kind: ValueKind) -> Period | None:
    if period is None or period.start is None or period.end is None:
        return None
    first, last = int(period.start[:4]), int(period.end[:4])
    if first == last:
        return shifted(period, -1)
    return None if kind is ValueKind.TARGET else year_of(first - 1)

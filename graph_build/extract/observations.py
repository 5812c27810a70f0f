"""Every number that a sentence states, with what it measures, when, and against what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_build.extract.indicators import drafts
from graph_build.extract.pieces import masked, pieces
from graph_build.extract.quantity import quantities
from graph_build.extract.time import baseline, shifted
from graph_build.model import Grade, Observation, Period, Span, ValueKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.extract.naming import Draft
    from graph_build.extract.passages import Passage
    from graph_build.extract.words import Words
    from graph_build.model import Key
    from graph_build.read import Reading

RULE = "quantity"
_GRADES = (
    (
        re.compile(
            r"国家级|全国(?!平均)|中国|国家(?=重点|高新|示范|试点|免检|制造|卫生|森林|文明|地质|湿地|技术|实验|工程|专精|企业|现代|中医|区域|科学)"
        ),
        Grade.NATIONAL,
    ),
    (re.compile(r"省级|自治区级|全省(?!平均)"), Grade.PROVINCIAL),
    (re.compile(r"市级"), Grade.MUNICIPAL),
    (re.compile(r"县级|区级|县（市、区）"), Grade.COUNTY),
    (re.compile(r"乡镇|镇级|乡级"), Grade.TOWNSHIP),
)
_GROWING = re.compile(r"新增|净增|^增加(?!值)|^减少|增设")
_OPEN = re.compile(r"累计")
_GOVERNS = re.compile(r"(?:^|，|；)[^，；]{0,4}累计(?![达到约超近为\d有])")
_SHARES = re.compile(r"(?:占比|比重|比例|份额|率)$")
_RATES = re.compile(r"(?:增速|增幅|涨幅|降幅|(?<!自然)增长率)$")
_LEVELS = re.compile(r"(?:度|指数|水平|强度|利率|税率|浓度)$")
_MONEY = re.compile(
    r"收入|产值|额|投资|资金|规模|总量|存款|贷款|营收|税收|GDP|生产总值|资产|利润|消费|增加值|市值|财政|经济"
)
_PASSERS = re.compile(r"人流|客流|游客|人次|旅客|流量|访问|点击|客运|吞吐")


_MARKS = re.compile(r"[“”‘’《》（）、·\s]")
_SHORTEST_NAME = 2


def _nothing(_: Span) -> Key | None:
    return None


def observations(
    reading: Reading,
    passage: Passage,
    words: Words,
    *,
    about: Callable[[Span], Key | None] = _nothing,
    names: Iterable[Span] = (),
) -> Iterator[Observation]:
    """Return the observations of one sentence, in the order of their numbers.

    `about` says which thing the number at a span is about; numerals inside `names` are not counted.
    A number of a fact box that stands alone has the indicator "", and `merge` adds its evidence to
    the claim that explains it.
    """
    sentence = passage.sentence
    span = sentence.span
    found = [
        q
        for q in quantities(reading.text, *span, sentence.section.span.start)
        if q.reason is None and q.dimension
    ]
    if found:
        held = [*names, *(t.span for t in passage.times)]
        found = [q for q in found if not any(n.overlaps(q.span) for n in held)]
    if not found:
        return
    text = masked(reading.text, passage)
    for draft in drafts(text, span.start, pieces(text, passage, found, words), words):
        if not draft.indicator and sentence.section.kind != "box":
            continue
        made = _observation(reading, passage, draft, about)
        if made is not None:
            yield made


def _observation(
    reading: Reading, passage: Passage, draft: Draft, about: Callable[[Span], Key | None]
) -> Observation | None:
    quantity = draft.quantity
    unit = quantity.unit or _unit(draft)
    if not unit:
        return None
    period = _period(passage, draft)
    kind = _kind(draft, unit)
    return Observation(
        evidence=(reading.evidence(_evidence(passage, draft)),),
        status=passage.status(draft.clause),
        rule=RULE,
        period=period,
        grade=next((g for word, g in _GRADES if word.search(draft.indicator)), None),
        indicator=draft.indicator,
        value=-quantity.value if draft.direction < 0 and kind in _SIGNED else quantity.value,
        unit=unit,
        value_span=reading.source(quantity.span),
        kind=kind,
        bound=quantity.bound,
        about=about(quantity.span),
        baseline=_baseline(passage, draft, kind, period),
    )


_GROWABLE = frozenset("count people money area length mass power energy volume data".split())
_SIGNED = (ValueKind.CHANGE_RATE, ValueKind.CHANGE_AMOUNT)


def _unit(draft: Draft) -> str:
    """Return the unit of 突破千亿 or 过千万 from what is measured, or "" where it does not tell."""
    if _PASSERS.search(draft.indicator):
        return "人次"
    if "人口" in draft.indicator:
        return "人"
    if "用户" in draft.indicator:
        return "户"
    return "CNY" if _MONEY.search(draft.indicator) else ""


def _reach(passage: Passage, draft: Draft) -> Span:
    return Span(passage.sentence.span.start, draft.quantity.span.start)


def _period(passage: Passage, draft: Draft) -> Period | None:
    reach = _reach(passage, draft)
    time = passage.time_at(reach)
    period = passage.period_at(reach, draft.clause)
    if draft.is_origin and time is None:
        return None
    if time is None and passage.annual and period is not None:
        text = passage.text
        own = _OPEN.search(text, draft.clause.start, draft.quantity.span.start)
        if (
            own
            and "、" in text[own.end() : draft.quantity.span.start]
            and not _GOVERNS.search(text[draft.clause.start : draft.quantity.span.start])
        ):
            own = None
        if own or _GOVERNS.search(text[reach.start : draft.quantity.span.start]):
            return Period(None, period.end)
    return period


def _evidence(passage: Passage, draft: Draft) -> Span:
    """Return the clauses that say the number, what it measures, and when."""
    start = min(draft.start, draft.clause.start)
    time = passage.time_at(_reach(passage, draft))
    if time is not None:
        start = min(start, time.span.start)
    return Span(start, draft.clause.end)


def _baseline(
    passage: Passage, draft: Draft, kind: ValueKind, period: Period | None
) -> Period | None:
    start, at = draft.start, draft.quantity.span.start
    if draft.quantity.dimension == "multiple" and not draft.direction:
        basis = passage.basis_at(Span(draft.clause.start, at))
        return None if basis is None else baseline(basis, period)
    if kind not in _SIGNED or not draft.direction:
        return None
    basis = passage.basis_at(Span(start, at))
    if basis is not None:
        return baseline(basis, period)
    said = passage.text[draft.clause.start : at]
    if "年均" in said[-12:] or "环比" in said:
        return None
    if "同比" in said:
        return shifted(period, -1)
    return shifted(period, -1) if passage.annual and _is_one_year(period) else None


def _is_one_year(period: Period | None) -> bool:
    return period is not None and (period.start or "-")[:4] == (period.end or "")[:4]


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
    is_count = dimension in ("count", "people") or (dimension == "bare" and unit != "CNY")
    return ValueKind.COUNT if is_count else ValueKind.LEVEL


def merge(found: Iterable[Observation]) -> list[Observation]:
    """Return the observations of one document, each stated thing once with all its evidence.

    Two are the same if value, unit, kind and grade are equal, no day they name differs, and one
    indicator ends with the other. A number without an indicator, as it stands alone in a fact box,
    becomes evidence of the claim with its value and unit, or is dropped.
    """
    merged: dict[tuple[object, ...], list[Observation]] = {}
    lone: list[Observation] = []
    for one in found:
        if not one.indicator:
            lone.append(one)
            continue
        bucket = merged.setdefault((one.value, one.unit, one.kind, one.grade), [])
        for at, other in enumerate(bucket):
            if _same_thing(one, other):
                bucket[at] = _joined(other, one)
                break
        else:
            bucket.append(one)
    claims = [one for bucket in merged.values() for one in bucket]
    for one in lone:
        for at, other in enumerate(claims):
            if abs(other.value) == abs(one.value) and other.unit == one.unit:
                claims[at] = _joined(other, one)
                break
    return sorted(claims, key=lambda claim: claim.value_span)


def _same_thing(one: Observation, other: Observation) -> bool:
    names = sorted((_bare(one.indicator), _bare(other.indicator)), key=len)
    if not names[1].endswith(names[0]) or len(names[0]) < _SHORTEST_NAME:
        return False
    if one.about != other.about:
        return False
    pairs = ((one.period, other.period), (one.baseline, other.baseline))
    return all(a is None or b is None or a == b for a, b in pairs)


def _bare(name: str) -> str:
    return _MARKS.sub("", name)


def _joined(first: Observation, second: Observation) -> Observation:
    """Return the first with the evidence of the second, and with the days that only that names."""
    evidence = first.evidence + tuple(e for e in second.evidence if e not in first.evidence)
    return replace(
        first,
        evidence=evidence,
        period=first.period or second.period if second.indicator else first.period,
        baseline=first.baseline or second.baseline,
    )

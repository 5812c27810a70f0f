"""Every number that a sentence states, with what it measures, when, and against what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.quantity import Quantity, quantities
from graph_build.extract.time import baseline, shifted
from graph_build.model import Grade, Observation, Span, ValueKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.extract.passages import Passage
    from graph_build.extract.words import Words
    from graph_build.model import Key
    from graph_build.read import Reading

RULE = "quantity"
_LEAD = re.compile(r"^(?:全[市省县区国年]|我[市省县]|其中|同时|并|共|累计|实现|完成|达到?)+")
_VERB = re.compile(
    r"(?:达到?|为|实现|突破|超过?|完成|累计|增长|下降|增加|减少|提高|分别|比上年|同比|了|约|近)+$"
)
_GRADES = {
    "国家级": Grade.NATIONAL,
    "全国": Grade.NATIONAL,
    "省级": Grade.PROVINCIAL,
    "市级": Grade.MUNICIPAL,
    "县级": Grade.COUNTY,
}


def _nothing(span: Span) -> Key | None:  # noqa: ARG001
    return None


def observations(
    reading: Reading,
    passage: Passage,
    words: Words,  # noqa: ARG001
    *,
    about: Callable[[Span], Key | None] = _nothing,
    names: Iterable[Span] = (),
) -> Iterator[Observation]:
    """Return the observations of one sentence, in the order of their numbers."""
    text = reading.text
    span = passage.sentence.span
    held = [*names, *(t.span for t in passage.times)]
    last = ""
    at = span.start
    for quantity in quantities(text, span.start, span.end):
        if quantity.reason or any(n.overlaps(quantity.span) for n in held):
            continue
        clause = next((c for c in passage.sentence.clauses if c.holds(quantity.span)), span)
        indicator = _indicator(
            text, Span(max(at, clause.start), quantity.span.start), quantity, last
        )
        at = quantity.span.end
        if not indicator:
            continue
        last = indicator
        yield _observation(
            reading, passage, quantity, indicator, Span(clause.start, clause.end), about
        )


def _indicator(text: str, left: Span, quantity: Quantity, last: str) -> str:
    phrase = re.split("[，、；：]", left.of(text))[-1]
    phrase = _VERB.sub("", _LEAD.sub("", phrase))
    return phrase or last


def _observation(
    reading: Reading,
    passage: Passage,
    quantity: Quantity,
    indicator: str,
    clause: Span,
    about: Callable[[Span], Key | None],
) -> Observation:
    period = passage.period_at(clause)
    kind = _kind(quantity)
    base = None
    if kind is ValueKind.CHANGE_RATE:
        time = passage.basis_at(clause)
        if time is not None:
            base = baseline(time, period)
        elif passage.annual:
            base = shifted(period, -1)
    value = -quantity.value if quantity.direction < 0 and base is not None else quantity.value
    return Observation(
        evidence=(reading.evidence(clause),),
        status=passage.status(clause),
        rule=RULE,
        period=period,
        grade=next((g for word, g in _GRADES.items() if word in indicator), None),
        indicator=indicator,
        value=value,
        unit=quantity.unit,
        value_span=reading.source(quantity.span),
        kind=kind,
        bound=quantity.bound,
        about=about(quantity.span),
        baseline=base,
    )


def _kind(quantity: Quantity) -> ValueKind:
    if quantity.direction and quantity.unit in ("PERCENT", "TIMES"):
        return ValueKind.CHANGE_RATE
    if quantity.direction:
        return ValueKind.CHANGE_AMOUNT
    return ValueKind.COUNT if quantity.dimension == "count" else ValueKind.LEVEL


def merge(found: Iterable[Observation]) -> list[Observation]:
    """Return the observations of one document, each stated thing once with all its evidence."""
    return list(found)

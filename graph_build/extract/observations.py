"""Every number that a sentence states, with what it measures, when, and against what."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_build.extract.indicators import drafts
from graph_build.extract.pieces import masked, pieces
from graph_build.extract.slots import (
    SIGNED,
    baseline_of,
    grade_of,
    kind_of,
    period_of,
    reach_of,
    unit_of,
)
from graph_build.model import Observation, Span, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.extract.naming import Draft
    from graph_build.extract.passages import Passage
    from graph_build.extract.words import Words
    from graph_build.model import Key
    from graph_build.read import Reading

RULE = "quantity"
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
    found = [q for q in passage.quantities() if q.reason is None and q.dimension]
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
    unit = unit_of(draft)
    if not unit:
        return None
    status = _status(passage, draft)
    period = period_of(passage, draft, status)
    kind = kind_of(draft, unit, status)
    return Observation(
        evidence=(reading.evidence(_evidence(passage, draft)),),
        status=status,
        rule=RULE,
        period=period,
        grade=grade_of(draft.indicator),
        indicator=draft.indicator,
        value=-quantity.value if draft.direction < 0 and kind in SIGNED else quantity.value,
        unit=unit,
        value_span=reading.source(quantity.span),
        kind=kind,
        bound=draft.bound or quantity.bound,
        about=about(quantity.span),
        baseline=baseline_of(passage, draft, kind, period),
    )


def _status(passage: Passage, draft: Draft) -> Status:
    """Return the status of a number: in a report, only things can be under way, not amounts."""
    status = passage.status(draft.clause)
    is_amount = draft.quantity.dimension not in ("count", "people")
    return Status.COMPLETED if passage.annual and status is Status.ONGOING and is_amount else status


def _evidence(passage: Passage, draft: Draft) -> Span:
    """Return the clauses that say the number, what it measures, and when."""
    start = min(draft.start, draft.clause.start)
    time = passage.time_at(reach_of(passage, draft))
    if time is not None:
        start = min(start, time.span.start)
    return Span(start, draft.clause.end)


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

"""Whether a claim's days and status are said by its evidence or by the declared context of it.

The context of a sentence is what its passage holds: the days of the heading or the question above
it, the year that the document reports on. It is read from the document again, and a time that the
sentence itself says goes before it, so that a period that is a year off is not supported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.extract.ground.numbers import run_before
from graph_build.extract.slots import derived
from graph_build.extract.time import UNKNOWN, baseline, shifted, year_of
from graph_build.model import Action, Observation, Period, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.ground.context import Context
    from graph_build.extract.passages import Passage
    from graph_build.model import Claim

_COMPARED = ("同比", "上年", "去年")


def time_reasons(claim: Claim, context: Context, spans: list[Span]) -> Iterator[str]:
    """Return why the days of a claim are not those that the text says."""
    if claim.period is not None and not _is_said(claim.period, claim, context, spans):
        yield f"period: no time of the evidence or its passage is {_shown(claim.period)}"
    if not isinstance(claim, Observation) or claim.baseline is None:
        return
    if claim.baseline not in _baselines(claim, context, spans):
        yield f"baseline: nothing is compared with {_shown(claim.baseline)}"


def status_reasons(
    claim: Claim, context: Context, spans: list[Span], timeless: Iterable[Status] = ()
) -> Iterator[str]:
    """Return why a claim is not as far as it says; `timeless` needs no cue."""
    if claim.status in timeless:
        return
    said: set[Status] = set()
    for span in spans:
        for passage in context.passages(span):
            for clause in passage.sentence.clauses:
                if clause.overlaps(span):
                    said.add(passage.status(clause))
                    if claim.status in said:
                        return
            said.add(passage.status(_common(passage, span)))
            counts = passage.annual and isinstance(claim, Observation)
            if counts and Status.ONGOING in said and not passage.planning:
                # What a report counts is a result, even where its verb goes on (继续压减18亿元).
                said.add(Status.COMPLETED)
    if claim.status not in said:
        yield f"status: the evidence says {', '.join(sorted(said))}, not {claim.status}"


def _common(passage: Passage, span: Span) -> Span:
    start, end = passage.sentence.span
    return Span(max(start, span.start), min(end, span.end))


def _is_said(period: Period, claim: Claim, context: Context, spans: list[Span]) -> bool:
    """Say whether days govern the evidence or, where none do, stand in it."""
    known = set()
    for governs in _governing(claim, context, spans):
        if governs is not None and governs != UNKNOWN:
            if governs == period:
                return True
            known.add(governs)
    if not known:
        known = {
            time.period
            for span in spans
            for passage in context.passages(span)
            for time in passage.times
            if not time.basis and time.span.overlaps(span)
        }
    if isinstance(claim, Observation):
        # 累计 counts from an open start to the end of the days that are said.
        opened = {Period(None, p.end) for p in known if p.end}
        value = int(abs(claim.value))
        starts = _starts(claim, context)
        later = {d for p in known for at in starts for d in derived(context.text, at, value, p)}
        known |= opened | later
    return period in known


def _governing(claim: Claim, context: Context, spans: list[Span]) -> Iterator[Period | None]:
    if isinstance(claim, Observation):
        number = context.folded(claim.value_span)
        for passage in context.passages(number):
            clauses = [c for c in passage.sentence.clauses if c.overlaps(number)]
            for start in set(_starts(claim, context)):
                reach = Span(passage.sentence.span.start, start)
                yield passage.period_at(reach)
                yield from (passage.period_at(reach, clause) for clause in clauses)
        return
    names = context.names(claim.object) if isinstance(claim, Action) else []
    for span in spans:
        for passage in context.passages(span):
            inner = _common(passage, span)
            held = [n for n in names if inner.holds(n)]
            yield from (passage.period_at(name) for name in held)
            starts = {inner.start, passage.sentence.span.start}
            ends = {inner.end, *(n.end for n in held)}
            yield from (passage.period_at(Span(start, end)) for start in starts for end in ends)


def _starts(claim: Observation, context: Context) -> list[int]:
    """Return where a number starts, and where the run of numbers starts that it stands in."""
    place = context.folded(claim.value_span)
    number = context.number(place)
    if number is None:
        return [place.start]
    run = list(run_before(context.text, number))
    return [run[0].span.start, run[-1].span.start]


def _baselines(claim: Observation, context: Context, spans: list[Span]) -> set[Period | None]:
    """Return what a change may be measured against: what its words name, else the year before."""
    number = context.folded(claim.value_span)
    start = min((s.start for s in spans if s.holds(number)), default=number.start)
    start = max(start, context.text.rfind("；", start, number.start))
    found: set[Period | None] = set()
    for passage in context.passages(number):
        named = passage.basis_at(Span(start, number.start))
        if named is not None:
            found.add(baseline(named, claim.period))
            continue
        said = passage.sentence.span.of(context.text)
        if passage.annual or any(word in said for word in _COMPARED):
            found.add(shifted(claim.period, -1))
            found.add(_year_before(claim.period))
    return found


def _year_before(period: Period | None) -> Period | None:
    """Return the year before the first of several, which a change over them starts from."""
    if period is None or period.start is None or period.start[:4] == (period.end or "")[:4]:
        return None
    return year_of(int(period.start[:4]) - 1)


def _shown(period: Period) -> str:
    return f"{period.start or '…'} to {period.end or '…'}"

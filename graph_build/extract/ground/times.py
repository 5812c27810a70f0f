"""Whether a claim's days and status are said by its evidence or by the declared context of it.

The context of a sentence is what its passage holds: the days of the heading or the question above
it, the year that the document reports on. It is read from the document again, so that a period
that is a year off is not supported by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.extract.time import UNKNOWN, baseline, shifted
from graph_build.model import Observation, Period, Span, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.ground.context import Context
    from graph_build.extract.passages import Passage
    from graph_build.model import Claim

_COMPARED = ("同比", "上年", "去年")


def time_reasons(claim: Claim, context: Context, spans: list[Span]) -> Iterator[str]:
    """Return why the days of a claim are not those that the text says."""
    if claim.period is not None and claim.period not in _periods(claim, context, spans):
        yield f"period: no time of the evidence or its passage is {_shown(claim.period)}"
    basis = claim.baseline if isinstance(claim, Observation) else None
    if basis is not None and basis not in _baselines(claim, context, spans):
        yield f"baseline: nothing is compared with {_shown(basis)}"


def status_reasons(
    claim: Claim, context: Context, spans: list[Span], timeless: Iterable[Status] = ()
) -> Iterator[str]:
    """Return why a claim is not as far as it says; `timeless` needs no cue."""
    if claim.status in timeless:
        return
    said: set[Status] = set()
    for span in spans:
        for passage in context.passages(span):
            said.update(passage.status(c) for c in passage.sentence.clauses if c.overlaps(span))
            said.add(passage.status(_common(passage, span)))
    if claim.status not in said:
        yield f"status: the evidence says {', '.join(sorted(said))}, not {claim.status}"


def _common(passage: Passage, span: Span) -> Span:
    start, end = passage.sentence.span
    return Span(max(start, span.start), min(end, span.end))


def _periods(claim: Claim, context: Context, spans: list[Span]) -> set[Period]:
    """Return the days that hold somewhere in the evidence, and those up to their end."""
    found: set[Period | None] = set()
    for span in spans:
        for passage in context.passages(span):
            found.update(_of_passage(passage, _common(passage, span)))
    known = {p for p in found if p is not None and p != UNKNOWN}
    if isinstance(claim, Observation):
        known |= {Period(None, p.end) for p in known if p.end}
    return known


def _of_passage(passage: Passage, span: Span) -> Iterator[Period | None]:
    start = passage.sentence.span.start
    for time in passage.times:
        if not time.basis and time.span.overlaps(span):
            yield time.period
    for clause in passage.sentence.clauses:
        if clause.overlaps(span):
            yield passage.period_at(Span(clause.start, clause.end))
            yield passage.period_at(Span(start, clause.end))
    yield passage.period_at(span)
    yield passage.period


def _baselines(claim: Claim, context: Context, spans: list[Span]) -> set[Period | None]:
    found: set[Period | None] = set()
    for span in spans:
        for passage in context.passages(span):
            found.update(baseline(t, claim.period) for t in passage.times if t.basis)
            said = passage.sentence.span.of(context.text)
            if passage.annual or any(word in said for word in _COMPARED):
                found.add(shifted(claim.period, -1))
    return found


def _shown(period: Period) -> str:
    return f"{period.start or '…'} to {period.end or '…'}"

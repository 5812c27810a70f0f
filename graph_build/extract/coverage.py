"""Is every numeral of a text accounted for: a value of a claim, or no quantity for a reason?"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from graph_build.extract.quantity import quantities
from graph_build.extract.reasons import Reason
from graph_build.extract.references import reference_of
from graph_build.extract.time import times
from graph_build.model import Claim, Observation, Span
from graph_build.segment import sections as read_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_build.read import Reading


def coverage(
    reading: Reading, claims: Iterable[Claim], names: Iterable[Span] = ()
) -> list[tuple[Span, str | None]]:
    """Return the numerals of a reading in order, each with what accounts for it.

    That is "claim" where a claim's value stands, else the reason why it states no quantity, else
    None: a miss. Spans are those of the reading; `names` are spans of names in it.

    A numeral is a run of digits, or a Chinese numeral with a measure word behind it.
    """
    values = _starts(c.value_span for c in claims if isinstance(c, Observation))
    named = _starts(names)
    found: list[tuple[Span, str | None]] = []
    reference = reference_of(reading, sections := read_sections(reading))
    for section in sections:
        dates = _starts(t.span for t in times(reading.text, *section.span, reference))
        for quantity in quantities(reading.text, *section.span):
            span = quantity.span
            if _holds(values, reading.source(span)):
                found.append((span, "claim"))
            elif _holds(dates, span):
                found.append((span, Reason.DATE.value))
            elif _holds(named, span):
                found.append((span, Reason.NAME.value))
            else:
                found.append((span, None if quantity.reason is None else quantity.reason.value))
    return found


def _starts(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans)


def _holds(spans: Sequence[Span], span: Span) -> bool:
    """Say whether one of the sorted spans shares a character with a span."""
    at = bisect_right(spans, (span.end, span.end))
    return any(other.overlaps(span) for other in spans[max(0, at - 3) : at])

"""Every numeral of a text: the value of a claim, no quantity for a reason, or a miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.extract.coverage import coverage
from graph_build.extract.ground.context import folded
from graph_build.extract.quantity import quantities
from graph_build.model import Observation
from graph_build.read import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.extract.account import Account
    from graph_build.model import Span

MISSED = "not accounted for"
_RESTATED = "claim, stated again"
_HELD = "claim, in quarantine"
_AROUND = 16


def numerals(account: Account) -> Iterator[tuple[str, str]]:
    """Return each numeral of a document as a reader finds it, with what accounts for it."""
    reading = Reading.of(account.document)
    names = [folded(reading, m.evidence.span) for m in account.mentions if m.key.group != "goal"]
    held = [q.claim.value_span for q in account.quarantined if isinstance(q.claim, Observation)]
    for span, how in coverage(reading, account.claims, names):
        if how is not None:
            yield "", how
        elif reading.source(span) in held:
            yield "", _HELD
        elif _is_restated(account, reading, span):
            yield "", _RESTATED
        else:
            yield _shown(account, reading, span), MISSED


def _is_restated(account: Account, reading: Reading, span: Span) -> bool:
    """Say whether a claim whose evidence holds the numeral has its value: 24个 alone in a box."""
    place = reading.source(span)
    found = quantities(reading.text, span.start, span.end)
    return any(
        isinstance(claim, Observation)
        and any(e.span.holds(place) for e in claim.evidence)
        and any(q.value == abs(claim.value) for q in found)
        for claim in account.claims
    )


def _shown(account: Account, reading: Reading, span: Span) -> str:
    text = reading.text
    before = text[max(0, span.start - _AROUND) : span.start]
    after = text[span.end : span.end + _AROUND]
    line = " ".join(f"{before}[{span.of(text)}]{after}".split())
    return f"{account.document.identifier}\t{line}"

"""The same claim stated twice in a document is one claim with the evidence of both places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_build.model import Action, Claim, Observation, Recognition, Relation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable


def consolidate(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims with equal ones merged, in the order of their first evidence."""
    merged: dict[Hashable, Claim] = {}
    for claim in claims:
        what = _what(claim)
        first = merged.get(what)
        if first is None:
            merged[what] = claim
            continue
        held = {e.span: e for e in (*first.evidence, *claim.evidence)}
        merged[what] = replace(first, evidence=tuple(held.values()))
    return sorted(merged.values(), key=_order)


def _what(claim: Claim) -> Hashable:
    """Return what makes two claims of a document the same claim."""
    if isinstance(claim, Relation):
        return "relation", claim.subject, claim.predicate, claim.object
    if isinstance(claim, Action):
        return "action", claim.actor, claim.verb, claim.object, claim.status
    if isinstance(claim, Recognition):
        return "recognition", claim.recipient, claim.honour, claim.grade
    if isinstance(claim, Observation):
        return "observation", claim.indicator, claim.value_span
    return id(claim)


def _order(claim: Claim) -> tuple[int, int, str, str]:
    span = claim.evidence[0].span
    return span.start, span.end, type(claim).__name__, repr(_what(claim))

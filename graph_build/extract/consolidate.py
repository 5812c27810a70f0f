"""The same claim stated twice in a document is one claim with the evidence of both places."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from graph_build.model import Action, Claim, Observation, Recognition, Relation

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence


def consolidate(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims with equal ones merged, in the order of their first evidence."""
    again = _merged(claims, _restated(claims))
    merged = _merged(again, [_what(claim) for claim in again])
    return list(_ordered(merged))


def _merged(claims: Sequence[Claim], what: Iterable[Hashable]) -> list[Claim]:
    """Return one claim for each key: the first one, with the evidence of all."""
    merged: dict[Hashable, Claim] = {}
    for claim, key in zip(claims, what, strict=True):
        first = merged.get(key)
        if first is None:
            merged[key] = claim
        else:
            held = {e.span: e for e in (*first.evidence, *claim.evidence)}
            merged[key] = replace(first, evidence=tuple(held.values()))
    return list(merged.values())


def _restated(claims: Sequence[Claim]) -> Iterator[Hashable]:
    """Return a key that actions of a clause share with the same clause elsewhere (a fact box).

    Who acts may be unsaid there; several actors of one clause stay apart by their order.
    """
    seen: Counter[Hashable] = Counter()
    for claim in claims:
        if isinstance(claim, Action):
            evidence = claim.evidence[0]
            stated = claim.verb, claim.object, evidence.quote
            seen[stated, evidence.span] += 1
            yield "restated", stated, seen[stated, evidence.span]
        else:
            yield id(claim)


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


def _ordered(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Return the claims in the order of their first evidence, then of what they say."""
    for _, same in groupby(sorted(claims, key=_place), key=_place):
        first, *others = same
        yield from sorted((first, *others), key=lambda c: repr(_what(c))) if others else (first,)


def _place(claim: Claim) -> tuple[int, int, str]:
    start, end = claim.evidence[0].span
    return start, end, type(claim).__name__

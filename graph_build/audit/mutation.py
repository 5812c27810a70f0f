"""How many wrong claims the grounder rejects: right claims are corrupted and checked again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from graph_build.extract.ground import Grounder
from graph_build.model import Action, Observation, Recognition, Relation

if TYPE_CHECKING:
    from collections.abc import Hashable, Set

    from graph_build.audit.corruptions import Corrupted, Corruption
    from graph_build.extract.account import Account
    from graph_build.model import Claim

_TEXTS_CHANGED = 25
"""How many changed texts of a document are read anew; each costs a reading of the document."""


@dataclass(slots=True)
class Caught:
    """How many corrupted claims there were and how many were rejected; those that slipped by."""

    made: int = 0
    rejected: int = 0
    slipped: list[str] = field(default_factory=list)

    @property
    def rate(self) -> float | None:
        """The share that was rejected, None where nothing could be corrupted."""
        return self.rejected / self.made if self.made else None


def mutate(account: Account, caught: dict[Corruption, Caught], *, every: int = 1) -> None:
    """Corrupt every so manieth claim of an account in each way, and count what is rejected.

    What a corruption makes may be what the text says elsewhere; that is no wrong claim and is not
    counted.
    """
    grounder = Grounder(account.mentions, account.about)
    right = {statement(claim) for claim in account.claims}
    read: Counter[Corruption] = Counter()
    for claim in account.claims[::every]:
        for corruption, score in caught.items():
            for corrupted in corruption.make(claim, account):
                if corrupted.document is not None:
                    read[corruption] += 1
                    if read[corruption] <= _TEXTS_CHANGED:
                        _count(score, corrupted, Grounder(corrupted.mentions, account.about))
                elif _is_wrong(corrupted.claim, claim, right):
                    _count(score, corrupted, grounder)


def _is_wrong(corrupted: Claim, claim: Claim, right: Set[Hashable]) -> bool:
    return corrupted.evidence != claim.evidence or statement(corrupted) not in right


def _count(score: Caught, corrupted: Corrupted, grounder: Grounder) -> None:
    score.made += 1
    if next(grounder.reasons(corrupted.claim), None) is not None:
        score.rejected += 1
    else:
        score.slipped.append(_shown(corrupted.claim))


def statement(claim: Claim) -> Hashable:
    """Return what a claim states, without where and by which rule."""
    shared = claim.status, claim.period, claim.place, claim.grade, claim.speaker
    if isinstance(claim, Relation):
        return "relation", claim.subject, claim.predicate, claim.object, shared
    if isinstance(claim, Action):
        return "action", claim.actor, claim.verb, claim.object, shared
    if isinstance(claim, Recognition):
        return "recognition", claim.recipient, claim.honour, shared
    if isinstance(claim, Observation):
        measured = claim.indicator, claim.value, claim.unit, claim.kind, claim.bound
        return "observation", measured, claim.about, claim.baseline, claim.value_span, shared
    return id(claim)


def _shown(claim: Claim) -> str:
    """Return a corrupted claim in one line: where it is said to stand, and all its slots."""
    first = claim.evidence[0]
    slots = {f.name: getattr(claim, f.name) for f in fields(claim)}
    said = ", ".join(f"{k}={v}" for k, v in slots.items() if v is not None and k != "evidence")
    where = f"{first.document.identifier} [{first.span.start}, {first.span.end})"
    return f"{where}\t{' '.join(first.quote.split())}\t{type(claim).__name__}: {said}"

"""How much a graph says of each thing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.portal.vocabulary import STATUSES, local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.store import Term

FACETS = ("relation", *STATUSES, "figure", "recognition")
"""What an overview counts: relations, actions by status, figures, recognitions."""

_CLAIM_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Profile:
    """How much a graph says of one thing: claims by facet, documents and places of mention."""

    facets: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    places: int = 0

    @property
    def claims(self) -> int:
        """The number of claims."""
        return sum(self.facets.values())

    @property
    def weight(self) -> int:
        """What orders things: claims count more than mentions."""
        return _CLAIM_WEIGHT * self.claims + self.places


def profiles(
    claims: Iterable[dict[str, Term]], mentions: Iterable[dict[str, Term]]
) -> dict[str, Profile]:
    """Return the profile of each thing, of rows (thing, kind, status, claims) and of mentions."""
    facets: dict[str, Counter[str]] = defaultdict(Counter)
    for row in claims:
        facet = facet_of(local(row["kind"].value), local(row["status"].value))
        facets[row["thing"].value][facet] += int(row["claims"].value)
    places = {
        row["thing"].value: (int(row["documents"].value), int(row["places"].value))
        for row in mentions
    }
    return {
        thing: Profile(dict(facets.get(thing, {})), *places.get(thing, (0, 0)))
        for thing in facets.keys() | places.keys()
    }


def facet_of(kind: str, status: str) -> str:
    """Return the facet that a claim counts for.

    >>> facet_of("Action", "planned"), facet_of("Observation", "completed")
    ('planned', 'figure')
    """
    if kind == "Action":
        return status
    return {"Relation": "relation", "Observation": "figure"}.get(kind, "recognition")

"""Claims as they stand in the graph, read property by property."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal.vocabulary import CLAIM_KINDS, local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.store import Term

_EVIDENCE = ("evidence", "valueSpan")


class SpanRef(NamedTuple):
    """A stretch of a document: the IRI of the document and the offsets, in code points."""

    document: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim: the values of each property by its local name, and where its spans lie."""

    iri: str
    values: dict[str, tuple[Term, ...]]
    spans: dict[str, tuple[SpanRef, ...]]

    @property
    def kind(self) -> str:
        """Relation, Action, Observation or Recognition."""
        kinds = {local(term.value) for term in self.values.get("type", ())}
        return next((kind for kind in CLAIM_KINDS if kind in kinds), "")

    @property
    def evidence(self) -> tuple[SpanRef, ...]:
        """The stretches of text that say it, in the order of the text."""
        return self.spans.get("evidence", ())

    @property
    def document(self) -> str:
        """The IRI of the document that makes the claim; empty if it has lost its evidence."""
        return self.evidence[0].document if self.evidence else ""

    def one(self, name: str) -> str:
        """Return the value of a property, empty if there is none."""
        found = self.values.get(name)
        return found[0].value if found else ""


def read_claim(iri: str, rows: Iterable[dict[str, Term]]) -> ClaimRecord:
    """Return the claim whose rows have `property`, `value` and, for spans, offsets."""
    values: dict[str, list[Term]] = {}
    spans: dict[str, list[SpanRef]] = {}
    for row in rows:
        name = local(row["property"].value)
        if name not in _EVIDENCE:
            values.setdefault(name, []).append(row["value"])
        elif "begin" in row and "end" in row and "document" in row:
            ref = SpanRef(row["document"].value, int(row["begin"].value), int(row["end"].value))
            spans.setdefault(name, []).append(ref)
    return ClaimRecord(
        iri,
        {name: tuple(found) for name, found in values.items()},
        {name: tuple(sorted(found)) for name, found in spans.items()},
    )

"""Whether a claim's own evidence supports each of its slots; what it does not is quarantined.

Every name must stand in the evidence in one of the forms the document uses for it, or be declared:
the document's subject place, a speaker, or a body that the paragraph has named before. Numbers are
read again from their characters and compared.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from graph_build.extract.coreference import plain
from graph_build.extract.quantity import quantities
from graph_build.model import (
    Action,
    Claim,
    Key,
    Mention,
    Observation,
    Quarantined,
    Recognition,
    Relation,
)
from graph_build.read import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_INHERITED = frozenset(("actor", "about", "recipient", "speaker", "object place"))


class Grounder:
    """Checks claims of one document against the names that the document mentions."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._forms: dict[Key, set[str]] = defaultdict(set)
        for mention in mentions:
            self._forms[mention.key].add(plain(fold(mention.evidence.quote)))

    def check(self, claims: Iterable[Claim]) -> Iterator[Claim | Quarantined]:
        """Return every claim, wrapped with the reasons where it is not supported."""
        for claim in claims:
            reasons = tuple(self.reasons(claim))
            yield Quarantined(claim, reasons) if reasons else claim

    def reasons(self, claim: Claim) -> Iterator[str]:
        """Return why a claim is not supported by its own evidence; nothing where it is."""
        for evidence in claim.evidence:
            if evidence.span.of(evidence.document.text) != evidence.quote:
                yield f"the quote at {evidence.span} is not what the text says there"
        said = plain(fold(" ".join(e.quote for e in claim.evidence)))
        if isinstance(claim, Observation):
            yield from self._observation(claim, said)
        elif isinstance(claim, Relation):
            yield from self._name("subject", claim.subject, said)
            yield from self._name("object", claim.object, said, inherited=claim.object.group in {"place", "institution"})
        elif isinstance(claim, Action):
            yield from self._name("object", claim.object, said)
            yield from self._name("actor", claim.actor, said, inherited=True)
            if plain(fold(claim.verb)) not in said:
                yield f"verb: {claim.verb!r} is not in the evidence"
        elif isinstance(claim, Recognition):
            yield from self._name("honour", claim.honour, said)
            yield from self._name("recipient", claim.recipient, said, inherited=True)

    def _name(self, slot: str, key: Key | None, said: str, *, inherited: bool = False) -> Iterator[str]:
        if key is None:
            return
        forms = self._forms.get(key)
        if forms is None:
            if not inherited:
                yield f"{slot}: {key.name!r} is named nowhere in the document"
        elif not inherited and not any(form in said for form in forms):
            yield f"{slot}: {key.name!r} is not in the evidence"

    def _observation(self, claim: Observation, said: str) -> Iterator[str]:
        whole = claim.evidence[0].document.text
        number = claim.value_span.of(whole)
        if not any(e.span.holds(claim.value_span) for e in claim.evidence):
            yield f"value: {number!r} is not in the evidence"
            return
        start = max(0, claim.value_span.start - 12)
        window = fold(whole[start : claim.value_span.end + 12])
        read = {abs(q.value) for q in quantities(window, 0, len(window))}
        if abs(claim.value) not in read:
            yield f"value: {number!r} reads as another number than {claim.value}"

"""What one document says as quads: the document, its spans, its mentions and its claims."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.assemble.terms import (
    DCTERMS,
    ITSRDF,
    NIF,
    PROV,
    RDF,
    SPDX,
    Sheet,
    concept,
    decimal,
    ft,
    indicator_iri,
    node,
    text,
    typed,
)
from graph_build.model import Action, Evidence, Observation, Recognition, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graph_build.model import Claim, Document, Key, Mention, Period, Span

_TYPE = node(RDF + "type")
_PART_OF = node(DCTERMS + "isPartOf")
_BEGIN, _END, _ANCHOR = node(NIF + "beginIndex"), node(NIF + "endIndex"), node(NIF + "anchorOf")
_REF = node(ITSRDF + "taIdentRef")


_GENERATED = node(PROV + "wasGeneratedBy")


@cache
def _rule(rule: str, base: str) -> str:
    return node(iris.rule_iri(rule, base=base))


@lru_cache(4096)
def _period(period: Period, base: str) -> str:
    return node(iris.period_iri(period, base=base))


@lru_cache(65536)
def _indicator(name: str, base: str) -> str:
    return node(indicator_iri(name, base))


class DocumentSheet:
    """The graph of one document: the document, its spans, its mentions and its claims."""

    def __init__(self, document: Document, entities: Mapping[Key, str], base: str) -> None:
        self._document = document
        self._entities = {key: node(iri) for key, iri in entities.items()}
        self._base = base
        self._iri = iris.document_iri(document.id, base=base)
        self._node = node(self._iri)
        self._sheet = Sheet(self._iri)
        self._spans: dict[Span, str] = {}
        self._numbers: dict[str, int] = defaultdict(int)
        self.periods: set[Period] = set()
        self.units: set[str] = set()
        self.indicators: set[str] = set()
        self.rules: set[str] = set()

    def lines(self) -> list[str]:
        """Return the sorted lines of the graph."""
        return self._sheet.lines()

    def describe(self, place: Key | None) -> None:
        """Say what the document is: name, title, date, language, digest, what it is about."""
        add, doc, document = self._sheet.add, self._node, self._document
        add(doc, _TYPE, ft("Document"))
        add(doc, node(DCTERMS + "identifier"), text(document.identifier))
        add(doc, node(DCTERMS + "title"), text(document.title or document.identifier, "zh"))
        add(doc, node(DCTERMS + "language"), text("zh"))
        if document.published:
            add(doc, node(DCTERMS + "issued"), typed(document.published, "date"))
        if place is not None and place in self._entities:
            add(doc, node(DCTERMS + "spatial"), self._entities[place])
        checksum = node(iris.checksum_iri(document.id, base=self._base))
        add(doc, node(SPDX + "checksum"), checksum)
        add(checksum, _TYPE, node(SPDX + "Checksum"))
        add(checksum, node(SPDX + "algorithm"), node(SPDX + "checksumAlgorithm_sha256"))
        add(checksum, node(SPDX + "checksumValue"), typed(document.sha256.upper(), "hexBinary"))

    def mention(self, mention: Mention) -> None:
        """Say that a stretch of the text names an entity."""
        self._sheet.add(self._span(mention.evidence), _REF, self._entities[mention.key])

    def claim(self, claim: Claim) -> None:
        """Say a claim with everything it carries."""
        kind = type(claim).__name__
        first = min(e.span for e in claim.evidence)
        self._numbers[f"{kind}{first}"] += 1
        number = self._numbers[f"{kind}{first}"]
        subject = f"<{self._iri}/claim/{kind.lower()}-{first.start}-{first.end}-{number}>"
        add = self._sheet.add
        add(subject, _TYPE, ft("Claim"))
        add(subject, _TYPE, ft(kind))
        for evidence in claim.evidence:
            add(subject, ft("evidence"), self._span(evidence))
        add(subject, ft("status"), concept("status", claim.status))
        add(
            subject,
            ft("confidence"),
            typed(format(claim.confidence, ".2f").rstrip("0").rstrip("."), "decimal"),
        )
        add(subject, node(PROV + "wasGeneratedBy"), _rule(claim.rule, self._base))
        self.rules.add(claim.rule)
        if claim.speaker in self._entities:
            add(subject, ft("assertedBy"), self._entities[claim.speaker])
        if claim.period is not None:
            add(subject, ft("period"), self._period(claim.period))
        if claim.place in self._entities:
            add(subject, ft("place"), self._entities[claim.place])
        if claim.grade is not None:
            add(subject, ft("grade"), concept("grade", claim.grade))
        for predicate, obj in self._slots(subject, claim):
            add(subject, predicate, obj)

    def _slots(self, subject: str, claim: Claim) -> Iterator[tuple[str, str]]:
        if isinstance(claim, Relation):
            yield from self._relation(subject, claim)
        elif isinstance(claim, Action):
            yield ft("verb"), text(claim.verb, "zh")
            yield ft("actsOn"), self._entities[claim.object]
            if claim.actor in self._entities:
                yield ft("actor"), self._entities[claim.actor]
        elif isinstance(claim, Observation):
            yield from self._observation(claim)
        elif isinstance(claim, Recognition):
            yield ft("recipient"), self._entities[claim.recipient]
            yield ft("honour"), self._entities[claim.honour]

    def _relation(self, subject: str, claim: Relation) -> Iterator[tuple[str, str]]:
        predicate = ft(claim.predicate)
        left, right = self._entities[claim.subject], self._entities[claim.object]
        self._sheet.add(subject, _TYPE, node(RDF + "Statement"))
        self._sheet.add(left, predicate, right)
        yield node(RDF + "subject"), left
        yield node(RDF + "predicate"), predicate
        yield node(RDF + "object"), right

    def _observation(self, claim: Observation) -> Iterator[tuple[str, str]]:
        self.indicators.add(claim.indicator)
        self.units.add(claim.unit)
        number = Evidence.at(self._document, claim.value_span)
        yield ft("indicator"), _indicator(claim.indicator, self._base)
        yield ft("value"), decimal(claim.value)
        yield ft("unit"), node(iris.unit_iri(claim.unit))
        yield ft("valueText"), text(number.quote)
        yield ft("valueSpan"), self._span(number)
        yield ft("valueKind"), concept("valuekind", claim.kind)
        yield ft("bound"), concept("bound", claim.bound)
        if claim.about in self._entities:
            yield ft("about"), self._entities[claim.about]
        if claim.baseline is not None:
            yield ft("baselinePeriod"), self._period(claim.baseline)

    def _period(self, period: Period) -> str:
        self.periods.add(period)
        return _period(period, self._base)

    def _span(self, evidence: Evidence) -> str:
        known = self._spans.get(evidence.span)
        if known is not None:
            return known
        begin, end = evidence.span
        span = f"<{self._iri}/span/{begin}-{end}>"
        add = self._sheet.add
        add(span, _TYPE, ft("TextSpan"))
        add(span, _BEGIN, typed(str(begin), "nonNegativeInteger"))
        add(span, _END, typed(str(end), "nonNegativeInteger"))
        add(span, _ANCHOR, text(evidence.quote))
        add(span, _PART_OF, self._node)
        self._spans[evidence.span] = span
        return span

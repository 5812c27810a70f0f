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
    XSD,
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
    from collections.abc import Mapping

    from graph_build.model import (
        Bound,
        Claim,
        Document,
        Key,
        Mention,
        Period,
        Span,
        Status,
        ValueKind,
    )

_TYPE = node(RDF + "type")
_PART_OF = node(DCTERMS + "isPartOf")
_BEGIN, _END, _ANCHOR = node(NIF + "beginIndex"), node(NIF + "endIndex"), node(NIF + "anchorOf")
_OFFSET = f"^^<{XSD}nonNegativeInteger>"
_REF = node(ITSRDF + "taIdentRef")
_SUBJECT, _PREDICATE, _OBJECT = (
    node(RDF + "subject"),
    node(RDF + "predicate"),
    node(RDF + "object"),
)
_EVIDENCE, _ASSERTED_BY, _PERIOD = ft("evidence"), ft("assertedBy"), ft("period")
_PLACE, _GRADE, _BASELINE = ft("place"), ft("grade"), ft("baselinePeriod")
_VERB, _ACTS_ON, _ACTOR = ft("verb"), ft("actsOn"), ft("actor")
_RECIPIENT, _HONOUR, _ABOUT = ft("recipient"), ft("honour"), ft("about")
_VALUE, _VALUE_TEXT, _VALUE_SPAN = ft("value"), ft("valueText"), ft("valueSpan")
_IS_CLAIM = f"{_TYPE} {ft('Claim')}"
_IS_STATEMENT = f"{_TYPE} {node(RDF + 'Statement')}"
_IS_SPAN = f"{_TYPE} {ft('TextSpan')}"


# What follows is a predicate with its object; there are few of each.
@cache
def _kind(kind: str) -> str:
    return f"{_TYPE} {ft(kind)}"


@cache
def _status(status: Status) -> str:
    return f"{ft('status')} {concept('status', status)}"


@cache
def _value_kind(kind: ValueKind) -> str:
    return f"{ft('valueKind')} {concept('valuekind', kind)}"


@cache
def _bound(bound: Bound) -> str:
    return f"{ft('bound')} {concept('bound', bound)}"


@cache
def _confidence(confidence: float) -> str:
    number = format(confidence, ".2f").rstrip("0").rstrip(".")
    return f"{ft('confidence')} {typed(number, 'decimal')}"


@cache
def _rule(rule: str, base: str) -> str:
    return f"{node(PROV + 'wasGeneratedBy')} {node(iris.rule_iri(rule, base=base))}"


@lru_cache(4096)
def _unit(unit: str) -> str:
    return f"{ft('unit')} {node(iris.unit_iri(unit))}"


@lru_cache(65536)
def _indicator(name: str, base: str) -> str:
    return f"{ft('indicator')} {node(indicator_iri(name, base))}"


@lru_cache(4096)
def _period(period: Period, base: str) -> str:
    return node(iris.period_iri(period, base=base))


class DocumentSheet:
    """The graph of one document: the document, its spans, its mentions and its claims."""

    def __init__(self, document: Document, entities: Mapping[Key, str], base: str) -> None:
        self._document = document
        self._entities = {key: node(iri) for key, iri in entities.items()}
        self._base = base
        self._iri = iris.document_iri(document.id, base=base)
        self._node = node(self._iri)
        self._is_part = f"{_PART_OF} {self._node}"
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
        stem = f"{self._iri}/claim/{kind.lower()}-{first.start}-{first.end}"
        self._numbers[stem] += 1
        said = [
            _IS_CLAIM,
            _kind(kind),
            *(f"{_EVIDENCE} {self._span(evidence)}" for evidence in claim.evidence),
            _status(claim.status),
            _confidence(claim.confidence),
            _rule(claim.rule, self._base),
        ]
        self.rules.add(claim.rule)
        self._circumstances(claim, said)
        self._slots(claim, said)
        self._sheet.put(f"<{stem}-{self._numbers[stem]}>", said)

    def _circumstances(self, claim: Claim, said: list[str]) -> None:
        """Say who states a claim, and when, where and at which level it holds."""
        entities = self._entities
        if claim.speaker in entities:
            said.append(f"{_ASSERTED_BY} {entities[claim.speaker]}")
        if claim.period is not None:
            said.append(f"{_PERIOD} {self._period(claim.period)}")
        if claim.place in entities:
            said.append(f"{_PLACE} {entities[claim.place]}")
        if claim.grade is not None:
            said.append(f"{_GRADE} {concept('grade', claim.grade)}")

    def _slots(self, claim: Claim, said: list[str]) -> None:
        entities = self._entities
        if isinstance(claim, Relation):
            self._relation(claim, said)
        elif isinstance(claim, Action):
            said.append(f"{_VERB} {text(claim.verb, 'zh')}")
            said.append(f"{_ACTS_ON} {entities[claim.object]}")
            if claim.actor in entities:
                said.append(f"{_ACTOR} {entities[claim.actor]}")
        elif isinstance(claim, Observation):
            self._observation(claim, said)
        elif isinstance(claim, Recognition):
            said.append(f"{_RECIPIENT} {entities[claim.recipient]}")
            said.append(f"{_HONOUR} {entities[claim.honour]}")

    def _relation(self, claim: Relation, said: list[str]) -> None:
        predicate = ft(claim.predicate)
        left, right = self._entities[claim.subject], self._entities[claim.object]
        self._sheet.add(left, predicate, right)
        said.append(_IS_STATEMENT)
        said.append(f"{_SUBJECT} {left}")
        said.append(f"{_PREDICATE} {predicate}")
        said.append(f"{_OBJECT} {right}")

    def _observation(self, claim: Observation, said: list[str]) -> None:
        self.indicators.add(claim.indicator)
        self.units.add(claim.unit)
        number = Evidence.at(self._document, claim.value_span)
        said += (
            _indicator(claim.indicator, self._base),
            f"{_VALUE} {decimal(claim.value)}",
            _unit(claim.unit),
            f"{_VALUE_TEXT} {text(number.quote)}",
            f"{_VALUE_SPAN} {self._span(number)}",
            _value_kind(claim.kind),
            _bound(claim.bound),
        )
        if claim.about in self._entities:
            said.append(f"{_ABOUT} {self._entities[claim.about]}")
        if claim.baseline is not None:
            said.append(f"{_BASELINE} {self._period(claim.baseline)}")

    def _period(self, period: Period) -> str:
        self.periods.add(period)
        return _period(period, self._base)

    def _span(self, evidence: Evidence) -> str:
        known = self._spans.get(evidence.span)
        if known is not None:
            return known
        begin, end = evidence.span
        span = self._spans[evidence.span] = f"<{self._iri}/span/{begin}-{end}>"
        # Only what a span refers to comes behind these.
        self._sheet.begin(
            span,
            (
                f"{_ANCHOR} {text(evidence.quote)}",
                f'{_BEGIN} "{begin}"{_OFFSET}',
                f'{_END} "{end}"{_OFFSET}',
                self._is_part,
                _IS_SPAN,
            ),
        )
        return span

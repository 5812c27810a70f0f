"""Claims and entities become quads: the one door from Python to RDF.

A quad is a line of N-Quads; a document's lines go into the graph that bears the document's IRI,
descriptions of entities into the registry graph. No blank nodes, so that lines can be sorted and
compared byte for byte.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.gazetteer import Gazetteer
from graph_build.model import (
    Action,
    Claim,
    Document,
    Entity,
    Evidence,
    Key,
    Mention,
    Observation,
    Period,
    Recognition,
    Relation,
    Span,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
PROV = "http://www.w3.org/ns/prov#"
FOAF = "http://xmlns.com/foaf/0.1/"
SPDX = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CONTROLS = {c: None for c in range(32) if c not in {9, 10, 13}}


def node(iri: str) -> str:
    """Return an IRI as a term of N-Quads."""
    return f"<{iri}>"


def text(value: str, language: str = "") -> str:
    """Return a string as a term of N-Quads, with a language if one is given.

    Control characters that XML cannot hold are left out.
    """
    escaped = value.translate(_CONTROLS).translate(_ESCAPES)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def typed(value: str, datatype: str) -> str:
    """Return a literal of an XML Schema datatype."""
    return f'"{value}"^^<{XSD}{datatype}>'


def decimal(value: Decimal) -> str:
    """Return a number in plain notation without trailing zeros, as an xsd:decimal.

    >>> from decimal import Decimal
    >>> decimal(Decimal("8.360E+8")), decimal(Decimal("-32.540"))[:8]
    ('"836000000"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"-32.54"')
    """
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return typed(plain if plain not in {"-0", ""} else "0", "decimal")


@cache
def ft(name: str) -> str:
    """Return the term of a class or property of the vocabulary by its local name."""
    return node(iris.term_iri(name))


_TYPE = node(RDF + "type")
_PREF, _ALT = node(SKOS + "prefLabel"), node(SKOS + "altLabel")
_PART_OF = node(DCTERMS + "isPartOf")
_BEGIN, _END, _ANCHOR = node(NIF + "beginIndex"), node(NIF + "endIndex"), node(NIF + "anchorOf")
_REF = node(ITSRDF + "taIdentRef")


class Sheet:
    """The lines of one named graph, each once; `lines` gives them sorted."""

    def __init__(self, graph: str) -> None:
        self._tail = f" <{graph}> .\n"
        self._lines: set[str] = set()

    def add(self, subject: str, predicate: str, obj: str) -> None:
        """Add a quad whose terms are written already."""
        self._lines.add(f"{subject} {predicate} {obj}{self._tail}")

    def lines(self) -> list[str]:
        """Return the lines in the order of their bytes."""
        return sorted(self._lines, key=str.encode)


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
        subject = node(iris.claim_iri(self._document.id, kind, first, number, base=self._base))
        add = self._sheet.add
        add(subject, _TYPE, ft("Claim"))
        add(subject, _TYPE, ft(kind))
        for evidence in claim.evidence:
            add(subject, ft("evidence"), self._span(evidence))
        add(subject, ft("status"), node(iris.concept_iri("status", claim.status)))
        add(
            subject,
            ft("confidence"),
            typed(format(claim.confidence, ".2f").rstrip("0").rstrip("."), "decimal"),
        )
        add(
            subject, node(PROV + "wasGeneratedBy"), node(iris.rule_iri(claim.rule, base=self._base))
        )
        self.rules.add(claim.rule)
        if claim.speaker in self._entities:
            add(subject, ft("assertedBy"), self._entities[claim.speaker])
        if claim.period is not None:
            add(subject, ft("period"), self._period(claim.period))
        if claim.place in self._entities:
            add(subject, ft("place"), self._entities[claim.place])
        if claim.grade is not None:
            add(subject, ft("grade"), node(iris.concept_iri("grade", claim.grade)))
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
        yield ft("indicator"), node(indicator_iri(claim.indicator, self._base))
        yield ft("value"), decimal(claim.value)
        yield ft("unit"), node(iris.unit_iri(claim.unit))
        yield ft("valueText"), text(number.quote)
        yield ft("valueSpan"), self._span(number)
        yield ft("valueKind"), node(iris.concept_iri("valuekind", claim.kind))
        yield ft("bound"), node(iris.concept_iri("bound", claim.bound))
        if claim.about in self._entities:
            yield ft("about"), self._entities[claim.about]
        if claim.baseline is not None:
            yield ft("baselinePeriod"), self._period(claim.baseline)

    def _period(self, period: Period) -> str:
        self.periods.add(period)
        return node(iris.period_iri(period, base=self._base))

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


def indicator_iri(name: str, base: str = iris.BASE) -> str:
    """Return the IRI of an indicator by its name."""
    return iris.entity_iri("indicator", "".join(name.split()), digits=12, base=base)


def registry(
    entities: Iterable[Entity],
    *,
    periods: Iterable[Period] = (),
    units: Iterable[str] = (),
    indicators: Iterable[str] = (),
    rules: Iterable[str] = (),
    base: str = iris.BASE,
) -> list[str]:
    """Return the sorted lines of the registry graph: what every entity and concept is called."""
    sheet = Sheet(iris.graph_iri("registry", base=base))
    places: set[str] = set()
    for entity in entities:
        _entity(sheet, entity, base)
        if entity.kinds[0] == "Place" and entity.merged_by != "named":
            places.add(entity.iri.rsplit("/", 1)[1])
    _places(sheet, places, base)
    for period in sorted(set(periods), key=str):
        _period(sheet, period, base)
    for unit in sorted(set(units)):
        _unit(sheet, unit)
    for name in sorted(set(indicators)):
        indicator = node(indicator_iri(name, base))
        sheet.add(indicator, _TYPE, ft("Indicator"))
        sheet.add(indicator, _PREF, text(name, "zh"))
    for rule in sorted(set(rules)):
        subject = node(iris.rule_iri(rule, base=base))
        sheet.add(subject, _TYPE, node(PROV + "Activity"))
        sheet.add(subject, node(RDFS + "label"), text(rule, "en"))
    return sheet.lines()


def _entity(sheet: Sheet, entity: Entity, base: str) -> None:
    subject = node(entity.iri)
    for kind in entity.kinds:
        sheet.add(subject, _TYPE, ft(kind))
        if kind == "Person":
            sheet.add(subject, node(FOAF + "name"), text(entity.name))
    sheet.add(subject, _PREF, text(entity.name, "zh"))
    for alias in entity.aliases:
        sheet.add(subject, _ALT, text(alias, "zh"))
    if entity.scope and not entity.scope.startswith("doc:"):
        sheet.add(
            subject, node(DCTERMS + "coverage"), node(iris.place_iri(entity.scope, base=base))
        )


def _places(sheet: Sheet, codes: Iterable[str], base: str) -> None:
    """Describe register places and everything above them."""
    gazetteer = Gazetteer.load()
    wanted = set(codes)
    for code in list(wanted):
        wanted.update(d.code for d in gazetteer.ancestors(code))
    for code in sorted(wanted):
        division = gazetteer.by_code(code)
        if division is None:
            continue
        subject = node(iris.place_iri(code, base=base))
        sheet.add(subject, _TYPE, ft("Place"))
        sheet.add(subject, _PREF, text(division.name, "zh"))
        sheet.add(subject, ft("adminLevel"), node(iris.concept_iri("level", division.level)))
        if code.isdigit():
            sheet.add(subject, ft("adminCode"), text(code))
        above = gazetteer.ancestors(code)
        if above:
            sheet.add(subject, ft("within"), node(iris.place_iri(above[0].code, base=base)))


def _period(sheet: Sheet, period: Period, base: str) -> None:
    subject = node(iris.period_iri(period, base=base))
    sheet.add(subject, _TYPE, node(DCTERMS + "PeriodOfTime"))
    sheet.add(subject, _PREF, text(iris.period_id(period).replace("--", "/"), "en"))
    sheet.add(subject, _PREF, text(_spoken(period), "zh"))
    if period.start:
        sheet.add(subject, node(DCAT + "startDate"), typed(period.start, "date"))
    if period.end:
        sheet.add(subject, node(DCAT + "endDate"), typed(period.end, "date"))


def _spoken(period: Period) -> str:
    """Return a period as a Chinese reader says it.

    >>> _spoken(Period("2025-01-01", "2025-11-30")), _spoken(Period("2021-01-01", "2025-12-31"))
    ('2025年1月至2025年11月', '“十四五”时期')
    """
    short = iris.period_id(period)
    if short.startswith("fyp"):
        numeral = "〇一二三四五六七八九"
        tens, ones = divmod(int(short[3:]), 10)
        return f"“{'十' if tens else ''}{numeral[ones] if ones else ''}五”时期"
    start, _, end = short.partition("--")
    if "--" not in short:
        return _day(start)
    if not end:
        return f"{_day(start)}以来"
    return f"{_day(start)}至{_day(end)}" if start else f"截至{_day(end)}"


def _day(day: str) -> str:
    return "".join(
        f"{int(part)}{mark}" for part, mark in zip(day.split("-"), "年月日", strict=False)
    )


def _unit(sheet: Sheet, unit: str) -> None:
    subject = node(iris.unit_iri(unit))
    sheet.add(subject, _TYPE, node(SKOS + "Concept"))
    sheet.add(subject, node(SKOS + "inScheme"), node(iris.scheme_iri("unit")))
    sheet.add(subject, node(SKOS + "notation"), text(unit))
    if not unit.isascii():
        sheet.add(subject, _PREF, text(unit, "zh"))

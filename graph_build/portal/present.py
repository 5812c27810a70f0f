"""Claims and things as a page shows them: plain values in one language, made before rendering."""

from __future__ import annotations

import datetime as dt
import itertools
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_build.errors import UnknownName
from graph_build.portal import cite, periods
from graph_build.portal.evidence import End, Passage, passage
from graph_build.portal.numbers import in_figures, unit_in_words
from graph_build.portal.vocabulary import DCAT, ROLES, STATUSES, class_iri, local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.portal.claims import ClaimRecord, SpanRef
    from graph_build.portal.language import Language
    from graph_build.portal.links import Links
    from graph_build.portal.reader import Mention, Reader
    from graph_build.portal.sources import Source


_TEXTS_LANGUAGE = "zh"


class Thing(NamedTuple):
    """A link to a thing: how it is called, in which language, and what it is."""

    iri: str
    label: str
    href: str | None
    family: str
    kind: str
    language: str


class Chip(NamedTuple):
    """A short property of a claim; `style` colours it, `href` explains it."""

    text: str
    style: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence of a claim: the passage, the document it stands in, and how to cite it."""

    passage: Passage | None
    ref: SpanRef
    source: Source | None
    reading: str
    citations: tuple[tuple[str, str], ...]

    @property
    def exact(self) -> str:
        """The characters of the evidence itself."""
        return "".join(p.text for p in self.passage.pieces if p.marked) if self.passage else ""


@dataclass(frozen=True, slots=True)
class Figure:
    """The number of an observation, as written and normalised."""

    indicator: Thing | None
    written: str
    value: str
    unit: str
    unit_iri: str
    kind: str
    baseline: Thing | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in words: left end, what it says, right end; with its properties and evidence."""

    iri: str
    href: str | None
    kind: str
    left: Thing | None
    words: str
    predicate: str
    right: Thing | None
    status: str
    chips: tuple[Chip, ...]
    period: Thing | None
    place: Thing | None
    grade: str
    speaker: Thing | None
    rule: Thing | None
    confidence: str
    figure: Figure | None
    quotes: tuple[Quote, ...]

    @property
    def document(self) -> Source | None:
        """The document that says it."""
        return self.quotes[0].source if self.quotes else None


class Presenter:
    """Turns what a reader of the graph returns into what pages show, in one language."""

    def __init__(self, reader: Reader, links: Links, language: Language) -> None:
        self.reader = reader
        self.links = links
        self.language = language

    def thing(self, iri: str) -> Thing:
        """Return a link to a thing."""
        name, code = self.reader.names.of(iri), self.language.code
        label = name.label(code)
        if name.kind == "PeriodOfTime" and not (code == _TEXTS_LANGUAGE and name.labels):
            label = self._period(iri) or label
        kind = self.term(name.kind) if name.kind else ""
        return Thing(iri, label, self.links.page(iri), name.family, kind, name.language(code))

    def term(self, name: str) -> str:
        """Return the label of a class or property by its local name."""
        found = self.reader.names.of(class_iri(name))
        key = f"term.{name}"
        return (
            self.language(key)
            if not found.labels and self.language.has(key)
            else found.label(self.language.code)
        )

    def scope(self, iri: str) -> str:
        """Return what tells a thing from others of its name; empty for a name of its own."""
        found = self.reader.scopes.get(iri)
        return self.thing(found).label if found else ""

    def kind(self, name: str) -> Thing:
        """Return a class by its local name; one that the graph does not describe has no page."""
        iri = class_iri(name)
        found = self.thing(iri)._replace(label=self.term(name))
        return found if iri in self.reader.names else found._replace(href=None)

    def _maybe(self, iri: str) -> Thing | None:
        return self.thing(iri) if iri else None

    def _period(self, iri: str) -> str:
        days = {local(p): v.value for p, v in self.reader.description(iri) if p.startswith(DCAT)}
        plan = "" if self.language.code == _TEXTS_LANGUAGE else periods.plan(local(iri))
        return plan or periods.in_words(
            days.get("startDate", ""), days.get("endDate", ""), self.language.code
        )

    def claim(self, record: ClaimRecord, *, quoted: bool = True) -> ClaimView:
        """Return a claim in words, with its evidence unless the text itself is on the page."""
        left, right = (record.one(role) for role in ROLES.get(record.kind, ("subject", "object")))
        status = local(record.one("status"))
        predicate = record.one("predicate")
        return ClaimView(
            iri=record.iri,
            href=self.links.page(record.iri),
            kind=record.kind,
            left=self._maybe(left),
            words=self._words(record, predicate),
            predicate=predicate,
            right=self._maybe(right),
            status=status,
            chips=tuple(self._chips(record, status)),
            period=self._maybe(record.one("period")),
            place=self._maybe(record.one("place")),
            grade=self._concept(record.one("grade")),
            speaker=self._maybe(record.one("assertedBy")),
            rule=self._maybe(record.one("wasGeneratedBy")),
            confidence=record.one("confidence"),
            figure=self._figure(record) if record.kind == "Observation" else None,
            quotes=tuple(self.quote(record, ref) for ref in record.evidence) if quoted else (),
        )

    def _words(self, record: ClaimRecord, predicate: str) -> str:
        if record.kind == "Relation":
            return self.reader.names.of(predicate).label(self.language.code)
        return (
            record.one("verb") if record.kind == "Action" else self.language(f"words.{record.kind}")
        )

    def _concept(self, iri: str) -> str:
        return self.reader.names.of(iri).label(self.language.code) if iri else ""

    def _chips(self, record: ClaimRecord, status: str) -> list[Chip]:
        chips = []
        if status in STATUSES:
            text = self.language(f"status.{status}")
            chips.append(Chip(text, status, self.links.page(record.one("status"))))
        if grade := record.one("grade"):
            chips.append(Chip(self._concept(grade), "grade", self.links.page(grade)))
        return chips

    def _figure(self, record: ClaimRecord) -> Figure:
        unit, kind = record.one("unit"), record.one("valueKind")
        return Figure(
            indicator=self._maybe(record.one("indicator")),
            written=record.one("valueText"),
            value=in_figures(record.one("value"), local(record.one("bound"))),
            unit=self._unit(unit) if unit else "",
            unit_iri=unit,
            kind=self._concept(kind),
            baseline=self._maybe(record.one("baselinePeriod")),
        )

    def _unit(self, iri: str) -> str:
        name, code = self.reader.names.of(iri), self.language.code
        return unit_in_words(name.notation or local(iri), code)

    def quote(self, record: ClaimRecord, ref: SpanRef) -> Quote:
        """Return a piece of evidence with both ends of the claim marked in it."""
        source = self.reader.sources.get(ref.document)
        try:
            text = self.reader.text(ref.document)
            found = passage(text, ref.begin, ref.end, self._ends(record, ref, text))
        except (UnknownName, ValueError):
            # A lost anchor is told; nothing near it is marked in its stead.
            return Quote(None, ref, source, self.links.reading(ref), ())
        quoted = text[ref.begin : ref.end]
        today = dt.datetime.now(dt.UTC).date()
        citations = cite.citations(source, ref, quoted, today) if source else ()
        return Quote(found, ref, source, self.links.reading(ref), citations)

    def _ends(self, record: ClaimRecord, ref: SpanRef, text: str) -> list[End]:
        things = {record.one(role) for role in ROLES.get(record.kind, ())} - {""}
        ends = [
            End(m.begin, m.end, self.reader.names.of(m.thing).family, m.thing)
            for m in _within(self.reader.mentions_in(ref.document), ref)
            if m.thing in things
        ]
        ends += [
            End(span.begin, span.end, "value")
            for span in record.spans.get("valueSpan", ())
            if span.document == ref.document
        ]
        for role, family in (("verb", "verb"), ("indicator", "figure"), ("honour", "honour")):
            word = record.one(role)
            word = (
                word
                if role == "verb"
                else self.reader.names.of(word).labels.get("zh", "")
                if word
                else ""
            )
            at = text.find(word, ref.begin, ref.end) if word else -1
            if at >= 0:
                ends.append(End(at, at + len(word), family))
        return ends


def _within(mentions: Sequence[Mention], ref: SpanRef) -> Iterator[Mention]:
    """Yield the mentions, of some in the order of the text, that lie in a stretch."""
    first = bisect_left(mentions, ref.begin, key=lambda m: m.begin)
    for mention in itertools.islice(mentions, first, None):
        if mention.begin >= ref.end:
            return
        if mention.end <= ref.end:
            yield mention

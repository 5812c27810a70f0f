"""The types that the rooms hand each other; standard library only, frozen, no RDF.

Offsets are Unicode code points of `Document.text`, 0-based; ranges are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

INITIATIVE_CLASSES = (
    "Initiative",
    "Experience",
    "DigitalApplication",
    "Mechanism",
    "Campaign",
    "WorkMethod",
    "Reform",
    "Facility",
)
GROUPS: dict[str, str] = {
    **dict.fromkeys(INITIATIVE_CLASSES, "initiative"),
    "Institution": "institution",
    "Place": "place",
    "Person": "person",
    "Goal": "goal",
    "Honour": "honour",
}
"""The class of an entity → its group. Only things of one group can be the same thing."""


class Status(StrEnum):
    """How far the document says a thing has come (scheme `status`)."""

    COMPLETED = "completed"
    ONGOING = "ongoing"
    PLANNED = "planned"


class Grade(StrEnum):
    """The level that grants or counts (scheme `grade`)."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"
    TOWNSHIP = "township"


class ValueKind(StrEnum):
    """What a number is (scheme `valuekind`)."""

    LEVEL = "level"
    COUNT = "count"
    SHARE = "share"
    CHANGE_RATE = "changeRate"
    CHANGE_AMOUNT = "changeAmount"
    RANK = "rank"
    TARGET = "target"


class Bound(StrEnum):
    """How a number limits the true value (scheme `bound`)."""

    EXACT = "exact"
    AT_LEAST = "atLeast"
    AT_MOST = "atMost"
    APPROX = "approx"


class Span(NamedTuple):
    """A half-open range of code points.

    >>> Span(2, 4).of("金华市域")
    '市域'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of the range."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Say whether the other range lies inside this one."""
        return self.start <= other.start and other.end <= self.end


class Period(NamedTuple):
    """Days from start to end, both included, as ISO dates; None is an open or unsaid end."""

    start: str | None
    end: str | None


class Key(NamedTuple):
    """One thing within one document: its group and its canonical name there."""

    group: str
    name: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source text in one fixed version.

    `text` is the decoded source, newlines untouched; `identifier` is its file name;
    `published` an ISO date or None where the text gives none.
    """

    text: str = field(repr=False)
    identifier: str
    sha256: str
    title: str = ""
    published: str | None = None
    encoding: str = "utf-8"

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the digest of the source bytes."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Section:
    """A paragraph of a document and what its layout says.

    `kind` is one of title, heading, byline, question, answer, item, box, paragraph.
    `headings` are the headings above it, outermost first; `question` is the question it answers.
    """

    kind: str
    span: Span
    speaker: str | None = None
    headings: tuple[str, ...] = ()
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its final mark, its section, and its clauses (split at ，；：)."""

    span: Span
    section: Section
    clauses: tuple[Span, ...]


class Evidence(NamedTuple):
    """A stretch of a document that says something; made only by `Evidence.at`."""

    document: Document
    span: Span
    quote: str

    def __repr__(self) -> str:
        return f"Evidence(span={self.span!r}, quote={self.quote!r})"

    @classmethod
    def at(cls, document: Document, span: Span) -> Evidence:
        """Return the evidence at a span.

        Raises:
            ValueError: if the span is empty or leaves the text.
        """
        start, end = span
        if not 0 <= start < end <= len(document.text):
            raise ValueError(
                f"expected 0 <= start < end <= {len(document.text)}, got [{start}, {end})"
            )
        return cls(document, span, document.text[start:end])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text: the class it shows there, the thing it names, the rule that found it."""

    kind: str
    key: Key
    evidence: Evidence
    rule: str

    def __post_init__(self) -> None:
        if GROUPS.get(self.kind) != self.key.group:
            raise ValueError(f"{self.kind!r} is not a class of the group {self.key.group!r}")


@dataclass(frozen=True, slots=True)
class About:
    """The territory that a document as a whole is about; a document has one or none."""

    place: Key
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one document says: never without evidence; `rule` names its producer."""

    evidence: tuple[Evidence, ...]
    status: Status
    rule: str
    confidence: float = 1.0
    speaker: Key | None = None
    period: Period | None = None
    place: Key | None = None
    grade: Grade | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a claim of rule {self.rule!r} has no evidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Claim):
    """A binary fact; `predicate` is the local name of the property (`ledBy`, `memberOf` …)."""

    subject: Key
    predicate: str
    object: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Claim):
    """An actor does something to an initiative; `verb` as written."""

    verb: str
    object: Key
    actor: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Claim):
    """One number: `value` in the base unit, falls negative; `unit` is a unit notation."""

    indicator: str
    value: Decimal
    unit: str
    value_span: Span
    kind: ValueKind
    bound: Bound = Bound.EXACT
    about: Key | None = None
    baseline: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition(Claim):
    """A recipient got an honour."""

    recipient: Key
    honour: Key


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A claim that its own evidence does not support, with the reasons; never published."""

    claim: Claim
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """One real thing across the corpus.

    `kinds` are its classes, most specific first; `merged_by` names the rule that decided identity.
    """

    iri: str
    kinds: tuple[str, ...]
    name: str
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    merged_by: str = ""

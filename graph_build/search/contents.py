"""What a graph has to be searched for: things with their names, and passages of its texts.

Read by query files from any store; the texts are asked for one by one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.iris import ONT
from graph_build.model import INITIATIVE_CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.store.scanning import Said

CLASSES = (
    *INITIATIVE_CLASSES[1:],
    "Initiative",
    "Institution",
    "Person",
    "Place",
    "Goal",
    "Honour",
    "Indicator",
    "Document",
    "PeriodOfTime",
    "Concept",
    "ConceptScheme",
    "Class",
    "ObjectProperty",
    "DatatypeProperty",
)
"""The classes of what can be found, by local name; of several that a thing has the first counts."""

FACETS = ("class", "place", "period", "status", "institution", "document")
"""By what finds can be narrowed: local names of classes and statuses, years, otherwise IRIs."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = f"{_RDF}type"
_DCTERMS = "http://purl.org/dc/terms/"
_DCAT = "http://www.w3.org/ns/dcat#"

PREDICATES = frozenset(
    (
        *(_RDF + name for name in ("type", "subject", "object")),
        *(_SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel", "notation")),
        *(_DCTERMS + name for name in ("title", "coverage", "spatial", "issued")),
        *(_DCAT + name for name in ("startDate", "endDate")),
        *(
            ONT + name
            for name in (
                "within",
                "jurisdiction",
                "actor",
                "actsOn",
                "about",
                "indicator",
                "recipient",
            )
        ),
        *(ONT + name for name in ("honour", "place", "status", "period", "evidence")),
        "http://www.w3.org/2000/01/rdf-schema#label",
        "http://www.w3.org/2005/11/its/rdf#taIdentRef",
    )
)
"""What is read of a graph."""

_ORDER = {name: rank for rank, name in enumerate(CLASSES)}
_FACTS = frozenset(
    ("coverage", "spatial", "issued", "startDate", "endDate", "within", "jurisdiction")
)
_Span = tuple[str, int, int]
_NAMES = {"prefLabel": 0, "title": 1, "label": 2, "notation": 3, "altLabel": 4, "hiddenLabel": 5}
_ENDS = frozenset(
    ("subject", "object", "actor", "actsOn", "about", "indicator", "recipient", "honour")
)
_SPAN = re.compile(r"(.+/doc/[^/]+)/span/(\d+)-(\d+)")
_SENTENCE = re.compile(r"[^。！？!?；;\r\n]+(?:[。！？!?；;]+[”’」』）)】》]*)?")
_LONGEST_PASSAGE = 400
_LONGEST_PERIOD = 10


class Given(NamedTuple):
    """A name as the graph gives it; `rank` tells labels (0 to 3) from aliases."""

    rank: int
    language: str
    text: str


@dataclass(slots=True)
class Entry:
    """A thing that can be found."""

    iri: str
    kind: str
    names: list[Given] = field(default_factory=list)
    mentions: int = 0
    claims: int = 0
    facets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


class Passage(NamedTuple):
    """A sentence of a text, [begin, end) in code points, and the things claims say there."""

    document: str
    begin: int
    end: int
    text: str
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Things, the most often mentioned first, and passages in the order of their texts."""

    entries: list[Entry]
    passages: list[Passage]

    @classmethod
    def read(cls, triples: Iterable[Said], text: Callable[[str], str]) -> Contents:
        """Return what triples say, in any order; `text` returns the text of a document by its IRI.

        Triples with other predicates than `PREDICATES` must not be among them.
        """
        return _Reading(triples).contents(text)


@dataclass(slots=True)
class _Claim:
    """What one claim is about."""

    ends: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)
    periods: set[str] = field(default_factory=set)
    spans: list[_Span] = field(default_factory=list)


class _Reading:
    """Collects triples by thing."""

    def __init__(self, triples: Iterable[Said]) -> None:
        self._kinds: dict[str, str] = {}
        self._names: dict[str, set[Given]] = defaultdict(set)
        self._facts: dict[str, dict[str, list[str]]] = defaultdict(dict)
        self._claims: dict[str, _Claim] = defaultdict(_Claim)
        self._mentions: dict[str, set[_Span]] = defaultdict(set)
        self._outer: dict[str, tuple[str, ...]] = {}
        for subject, predicate, value, language in triples:
            if predicate == _TYPE:
                self._classify(subject, _local(value))
            else:
                self._take(subject, _local(predicate), value, language)

    def _take(self, subject: str, name: str, value: str, language: str) -> None:
        if name in _NAMES:
            self._names[subject].add(Given(_NAMES[name], language, value))
        elif name in _ENDS:
            self._claims[subject].ends.add(value)
        elif name in _FACTS:
            self._facts[subject].setdefault(name, []).append(value)
        elif name == "place":
            self._claims[subject].near.add(value)
        elif name == "status":
            self._claims[subject].statuses.add(_local(value))
        elif name == "period":
            self._claims[subject].periods.add(value)
        elif name == "evidence":
            self._claims[subject].spans += _spans(value)
        else:
            self._mentions[value].update(_spans(subject))

    def _classify(self, thing: str, name: str) -> None:
        order = _ORDER.get(name, len(CLASSES))
        if order < _ORDER.get(self._kinds.get(thing, ""), len(CLASSES)):
            self._kinds[thing] = name

    def contents(self, text: Callable[[str], str]) -> Contents:
        entries = {iri: self._entry(iri) for iri in self._kinds if iri in self._names}
        for claim in self._claims.values():
            self._count(claim, entries)
        for entry in entries.values():
            self._place(entry)
        ordered = sorted(entries.values(), key=lambda e: (-e.mentions, -e.claims, e.iri))
        return Contents(ordered, list(self._passages(text)))

    def _entry(self, iri: str) -> Entry:
        spans = self._mentions.get(iri, set())
        entry = Entry(iri, self._kinds[iri], sorted(self._names[iri]), len(spans))
        entry.facets["document"] = {document for document, _, _ in spans}
        return entry

    def _count(self, claim: _Claim, entries: dict[str, Entry]) -> None:
        years = {year for period in claim.periods for year in self._years(period)}
        near = [
            (kind.lower(), other)
            for other in claim.ends | claim.near
            if (kind := self._kinds.get(other)) in {"Place", "Institution"}
        ]
        for end in claim.ends:
            if entry := entries.get(end):
                entry.claims += 1
                entry.facets["status"] |= claim.statuses
                entry.facets["period"] |= years
                for facet, other in near:
                    if other != end:
                        entry.facets[facet].add(other)

    def _place(self, entry: Entry) -> None:
        """Add what the thing itself says: its class, the places it lies in, its years."""
        facts = self._facts.get(entry.iri, {})
        entry.facets["class"].add(entry.kind)
        entry.facets["period"].update(day[:4] for day in facts.get("issued", ()))
        if entry.kind == "PeriodOfTime":
            entry.facets["period"].update(self._years(entry.iri))
        places = entry.facets["place"]
        for fact in ("coverage", "spatial", "jurisdiction"):
            places.update(facts.get(fact, ()))
        for place in [*places, entry.iri]:
            places.update(self._around(place))

    def _around(self, place: str) -> tuple[str, ...]:
        """Return the places that a place lies in."""
        if place not in self._outer:
            self._outer[place] = ()  # so that a ring of places ends
            within = self._facts.get(place, {}).get("within", ())
            found = (*within, *(outer for one in within for outer in self._around(one)))
            self._outer[place] = found
        return self._outer[place]

    def _years(self, period: str) -> list[str]:
        facts = self._facts.get(period, {})
        days = [*facts.get("startDate", ()), *facts.get("endDate", ())]
        years = [int(day[:4]) for day in days if day[:4].isdecimal()]
        last = min(max(years), min(years) + _LONGEST_PERIOD) if years else 0
        return [str(year) for year in range(min(years, default=1), last + 1)]

    def _passages(self, text: Callable[[str], str]) -> Iterator[Passage]:
        said: dict[str, list[tuple[int, int, set[str]]]] = defaultdict(list)
        for claim in self._claims.values():
            for document, begin, end in claim.spans:
                said[document].append((begin, end, claim.ends))
        for document in sorted(iri for iri, kind in self._kinds.items() if kind == "Document"):
            yield from _sentences(document, text(document), sorted(said[document], key=_where))


def _spans(iri: str) -> Iterator[_Span]:
    """Yield the document, the begin and the end of a span, if it is one."""
    if found := _SPAN.fullmatch(iri):
        yield found[1], int(found[2]), int(found[3])


def _where(span: tuple[int, int, set[str]]) -> tuple[int, int]:
    return span[0], span[1]


def _sentences(
    document: str, text: str, spans: list[tuple[int, int, set[str]]]
) -> Iterator[Passage]:
    """Yield the sentences of a text with the things of the claims that rest on them."""
    pieces = [
        (at, min(at + _LONGEST_PASSAGE, found.end()))
        for found in _SENTENCE.finditer(text)
        for at in range(found.start(), found.end(), _LONGEST_PASSAGE)
    ]
    things: list[set[str]] = [set() for _ in pieces]
    first = 0
    for begin, end, ends in spans:
        while first < len(pieces) and pieces[first][1] <= begin:
            first += 1
        number = first
        while number < len(pieces) and pieces[number][0] < end:
            things[number] |= ends
            number += 1
    for (begin, end), named in zip(pieces, things, strict=True):
        yield Passage(document, begin, end, text[begin:end], tuple(sorted(named)))


@lru_cache(4096)
def _local(iri: str) -> str:
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]

"""Every IRI that Fengtu mints, as pure functions.

The vocabulary (ontology terms, schemes and their concepts) has one fixed place. Instances
(entities, places, periods, documents, rules, graphs) live under a base that a publisher may choose.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from graph_build.model import Period, Span

BASE = "https://w3id.org/fengtu/"
ONT = f"{BASE}ont#"
SCHEMES = f"{BASE}scheme/"

LETTERS = {
    "initiative": "i",
    "institution": "o",
    "person": "p",
    "goal": "g",
    "honour": "h",
    "indicator": "x",
}
"""The group of an entity → the letter that its IRI begins with; places have codes instead."""

ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
_TERMS_OF_OTHERS = {"memberOf": f"{ORG}memberOf", "Person": f"{FOAF}Person"}
_QUDT = {
    "PERCENT": "http://qudt.org/vocab/unit/PERCENT",
    "CNY": "http://qudt.org/vocab/unit/CCY_CNY",
    "USD": "http://qudt.org/vocab/unit/CCY_USD",
}
_DIGITS = 8
_DOCUMENT = re.compile(r"[0-9a-f]{16}")
_FIRST_PLAN_COUNTED = (3, 1966)
_PLAN_YEARS = 5


def term_iri(name: str) -> str:
    """Return the IRI of a class or property by its local name.

    >>> term_iri("ledBy"), term_iri("memberOf")
    ('https://w3id.org/fengtu/ont#ledBy', 'http://www.w3.org/ns/org#memberOf')
    """
    return _TERMS_OF_OTHERS.get(name, ONT + name)


def scheme_iri(scheme: str) -> str:
    """Return the IRI of a concept scheme."""
    return SCHEMES + scheme


def concept_iri(scheme: str, name: str) -> str:
    """Return the IRI of a concept.

    >>> concept_iri("status", "planned")
    'https://w3id.org/fengtu/scheme/status/planned'
    """
    return f"{SCHEMES}{scheme}/{quote(name, safe='')}"


def unit_iri(notation: str) -> str:
    """Return the IRI of a unit: QUDT's for percent and currencies, else a concept of the scheme.

    A Chinese measure word is spelled by its code points, so that every word a text uses has a
    readable IRI of its own and no table has to list it.

    >>> unit_iri("PERCENT"), unit_iri("人次")
    ('http://qudt.org/vocab/unit/PERCENT', 'https://w3id.org/fengtu/scheme/unit/u4eba6b21')
    """
    if notation in _QUDT:
        return _QUDT[notation]
    if notation.isascii():
        return concept_iri("unit", notation)
    return concept_iri("unit", "u" + "".join(f"{ord(c):04x}" for c in notation))


def entity_iri(
    group: str, name: str, *, scope: str = "-", digits: int = _DIGITS, base: str = BASE
) -> str:
    """Return the IRI of a thing by its group, its normalised name and the code of its scope.

    `digits` of the hash are shown; a registry takes more where two things would share an IRI.

    >>> entity_iri("initiative", "龙山经验")
    'https://w3id.org/fengtu/id/i-62f38a03'
    """
    return f"{base}id/{LETTERS[group]}-{_hash(group, scope, name, digits)}"


def place_iri(code: str, *, base: str = BASE) -> str:
    """Return the IRI of a place by its division code."""
    return f"{base}place/{quote(code, safe='')}"


def unregistered_place_iri(
    name: str, *, scope: str = "-", digits: int = _DIGITS, base: str = BASE
) -> str:
    """Return the IRI of a place without a division code: a zone, a foreign place."""
    return f"{base}place/z-{_hash('place', scope, name, digits)}"


def document_iri(document_id: str, *, base: str = BASE) -> str:
    """Return the IRI of a document; also the name of the graph of what it says.

    Raises:
        ValueError: if the id is not 16 hexadecimal digits.
    """
    if not _DOCUMENT.fullmatch(document_id):
        raise ValueError(f"a document id is 16 hexadecimal digits, got {document_id!r}")
    return f"{base}doc/{document_id}"


def checksum_iri(document_id: str, *, base: str = BASE) -> str:
    """Return the IRI of the checksum of a document."""
    return f"{document_iri(document_id, base=base)}/checksum"


def span_iri(document_id: str, span: Span, *, base: str = BASE) -> str:
    """Return the IRI of a stretch of a document; the same stretch has the same IRI."""
    return f"{document_iri(document_id, base=base)}/span/{span.start}-{span.end}"


def claim_iri(document_id: str, kind: str, span: Span, number: int, *, base: str = BASE) -> str:
    """Return the IRI of the `number`-th claim of a kind whose first evidence is the span.

    >>> from graph_build.model import Span
    >>> claim_iri("0debc310404e23d1", "Action", Span(555, 586), 1)
    'https://w3id.org/fengtu/doc/0debc310404e23d1/claim/action-555-586-1'
    """
    document = document_iri(document_id, base=base)
    return f"{document}/claim/{kind.lower()}-{span.start}-{span.end}-{number}"


def rule_iri(rule: str, *, base: str = BASE) -> str:
    """Return the IRI of the rule that produced a claim."""
    return f"{base}rule/{quote(rule, safe='')}"


def graph_iri(name: str, *, base: str = BASE) -> str:
    """Return the name of a graph that belongs to no document: `registry` or `ontology`."""
    return f"{base}graph/{quote(name, safe='')}"


def period_iri(period: Period, *, base: str = BASE) -> str:
    """Return the IRI of a period; equal periods have equal IRIs and different ones different IRIs.

    >>> from graph_build.model import Period
    >>> period_iri(Period("2025-01-01", "2025-11-30"))
    'https://w3id.org/fengtu/period/2025-01--2025-11'
    """
    return f"{base}period/{period_id(period)}"


def period_id(period: Period) -> str:
    """Return the readable id of a period, as coarse as its ends allow.

    >>> from graph_build.model import Period
    >>> [period_id(Period(*p)) for p in (("2024-01-01", "2024-12-31"), ("2020-01-01", None))]
    ['2024', '2020--']
    >>> [
    ...     period_id(Period(*p))
    ...     for p in (("2021-01-01", "2025-12-31"), ("2025-03-05", "2025-03-07"))
    ... ]
    ['fyp14', '2025-03-05--2025-03-07']

    Raises:
        ValueError: if both ends are open, an end is no ISO date, or the end is before the start.
    """
    start = date.fromisoformat(period.start) if period.start else None
    end = date.fromisoformat(period.end) if period.end else None
    if start is None and end is None:
        raise ValueError("a period needs a start or an end")
    if start and end and end < start:
        raise ValueError(f"a period ends before it starts: {start} to {end}")
    if plan := _five_year_plan(start, end):
        return plan
    shown = max(_start_parts(start), _end_parts(end))
    first, last = _cut(start, shown), _cut(end, shown)
    return first if first == last else f"{first}--{last}"


def _five_year_plan(start: date | None, end: date | None) -> str | None:
    """Return fypN for exactly the five years of a plan; the third began in 1966."""
    number, year = _FIRST_PLAN_COUNTED
    if not start or not end or start.year < year or (start.year - year) % _PLAN_YEARS:
        return None
    whole = start == date(start.year, 1, 1) and end == date(start.year + _PLAN_YEARS - 1, 12, 31)
    return f"fyp{number + (start.year - year) // _PLAN_YEARS:02}" if whole else None


def _start_parts(day: date | None) -> int:
    """Return how many parts of a date are needed to tell it as a start: year, month, day."""
    if day is None or (day.month, day.day) == (1, 1):
        return 1
    return 2 if day.day == 1 else 3


def _end_parts(day: date | None) -> int:
    if day is None or (day.month, day.day) == (12, 31):
        return 1
    return 2 if day.day == calendar.monthrange(day.year, day.month)[1] else 3


def _cut(day: date | None, parts: int) -> str:
    return "-".join(day.isoformat().split("-")[:parts]) if day else ""


def _hash(group: str, scope: str, name: str, digits: int) -> str:
    return hashlib.sha256(f"{group}|{scope}|{name}".encode()).hexdigest()[:digits]

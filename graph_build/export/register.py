"""The tables that every graph shares as linked data: places, plan periods, kinds, themes.

Places and periods are described as `assemble` describes them in a graph, so that both say the same;
each names the edition of the register that it was derived from (`ontology/registry/registers.ttl`).
"""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from graph_build import iris
from graph_build.assemble.registry import registry
from graph_build.assemble.terms import DCTERMS, PROV, SKOS, node, text
from graph_build.export.notation import PREFIXES, Notation, base_of
from graph_build.export.profiles import fixed, write_turtle
from graph_build.gazetteer import Division, Gazetteer, townships
from graph_build.model import Entity, Period
from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query import Graph

_EDITIONS = f"{iris.BASE}register/"
# In GB/T 2260 and not in the statistics.
_BY_STANDARD_ALONE = frozenset({"710000", "810000", "820000"})
_KEYWORDS = {
    "institution_kinds": ("institutionkind", "kind", "suffix"),
    "themes": ("theme", "theme", "keyword"),
}
_SCHEMES = tuple(f"schemes/{name}.ttl" for name in ("institutionkind", "level", "theme"))


def write_registry(graph: Graph, out: BinaryIO) -> None:
    """Write the register with the sources of its entries, as Turtle."""
    base = base_of(graph)
    made = (_described(base), _english(base), _derived(base), _keywords())
    lines = chain(*made, fixed("registry/registers.ttl", *_SCHEMES))
    prefixes = PREFIXES | {"vann": "http://purl.org/vocab/vann/"}
    write_turtle(lines, out, Notation(base, prefixes))


def divisions() -> Iterator[Division]:
    """Return every division of the register, from countries down to townships."""
    gazetteer = Gazetteer.load()
    yield from gazetteer
    yield from filter(None, map(gazetteer.by_code, townships()))


def edition(division: Division) -> str:
    """Return the name of the register edition that a division was taken from.

    >>> gazetteer = Gazetteer.load()
    >>> [edition(gazetteer.by_code(code)) for code in ("330700", "710000", "DE", "DE-MUC")]
    ['nbs-2023', 'gbt-2260', 'iso-3166-1', 'tables']
    """
    if division.code.isdigit():
        return "gbt-2260" if division.code in _BY_STANDARD_ALONE else "nbs-2023"
    return "tables" if "-" in division.code else "iso-3166-1"


def _described(base: str) -> Iterator[str]:
    """Return what a graph would say of every place and plan period, without its named graph."""
    gazetteer = Gazetteer.load()
    entities = (
        Entity(
            iris.place_iri(division.code, base=base),
            ("Place",),
            division.name,
            gazetteer.forms(division)[1:],
        )
        for division in divisions()
    )
    tail = f" {node(iris.graph_iri('registry', base=base))} .\n"
    for line in registry(entities, periods=_periods(), base=base):
        yield line.removesuffix(tail) + " .\n"


def _periods() -> list[Period]:
    return [Period(row["start"], row["end"]) for row in _rows("periods")]


def _derived(base: str) -> Iterator[str]:
    """Return which edition each place and period comes from."""
    derived = node(f"{PROV}wasDerivedFrom")
    for division in divisions():
        place = node(iris.place_iri(division.code, base=base))
        yield f"{place} {derived} {node(_EDITIONS + edition(division))} .\n"
    for row, period in zip(_rows("periods"), _periods(), strict=True):
        subject = node(iris.period_iri(period, base=base))
        yield f"{subject} {derived} {node(_EDITIONS + 'tables')} .\n"
        yield f"{subject} {node(DCTERMS + 'identifier')} {text(row['plan'])} .\n"
        yield f"{subject} {node(SKOS + 'altLabel')} {text(row['alias'], 'zh')} .\n"


def _english(base: str) -> Iterator[str]:
    """Return the English names of places abroad, which only the register has."""
    for row in _rows("foreign"):
        place = node(iris.place_iri(row["code"], base=base))
        yield f"{place} {node(SKOS + 'prefLabel')} {text(row['en'], 'en')} .\n"


def _keywords() -> Iterator[str]:
    """Return the words by which the kind of an institution or the theme of a thing is told."""
    labels = {line.split(" ", 1)[0] + line.rpartition("> ")[2] for line in fixed(*_SCHEMES)}
    derived, hidden = node(f"{PROV}wasDerivedFrom"), node(f"{SKOS}hiddenLabel")
    for table, (scheme, concept, word) in _KEYWORDS.items():
        for row in _rows(table):
            subject, label = node(iris.concept_iri(scheme, row[concept])), text(row[word], "zh")
            yield f"{subject} {derived} {node(_EDITIONS + 'tables')} .\n"
            # A label is not hidden as well (SKOS, S13).
            if f"{subject}{label} .\n" not in labels:
                yield f"{subject} {hidden} {label} .\n"


def _rows(table: str) -> list[dict[str, str]]:
    path = ontology() / "registry" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))

"""What every entity and concept of a graph is called, as quads of the registry graph."""

from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.assemble.terms import (
    DCAT,
    DCTERMS,
    FOAF,
    ORG,
    PROV,
    RDF,
    RDFS,
    SKOS,
    Sheet,
    ft,
    indicator_iri,
    node,
    text,
    typed,
)
from graph_build.gazetteer import Gazetteer
from graph_build.model import GROUPS
from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.model import Entity, Period

_TYPE = node(RDF + "type")
_PREF, _ALT = node(SKOS + "prefLabel"), node(SKOS + "altLabel")


def registry(
    entities: Iterable[Entity],
    *,
    periods: Iterable[Period] = (),
    units: Iterable[str] = (),
    indicators: Iterable[str] = (),
    rules: Iterable[str] = (),
    subjects: Iterable[str] = (),
    base: str = iris.BASE,
) -> list[str]:
    """Return the sorted lines of the registry graph: what every entity and concept is called.

    `subjects` are the codes of the places that documents are about: what lies in them is described
    too, so that counts of a text can be held against the register.
    """
    sheet = Sheet(iris.graph_iri("registry", base=base))
    places: set[str] = set()
    for entity in entities:
        _entity(sheet, entity, base)
        if entity.kinds[0] == "Place" and entity.merged_by != "named":
            places.add(entity.iri.rsplit("/", 1)[1])
    for code in subjects:
        places.update(_below(code))
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
        if kind == "Institution" and (classified := _kind_of(entity.name)):
            concept = iris.concept_iri("institutionkind", classified)
            sheet.add(subject, node(ORG + "classification"), node(concept))
        if GROUPS.get(kind) == "initiative":
            for theme in _themes_of(entity.name):
                sheet.add(
                    subject, node(DCTERMS + "subject"), node(iris.concept_iri("theme", theme))
                )
    sheet.add(subject, _PREF, text(entity.name, "zh"))
    english = _english().get(entity.name)
    if english:
        sheet.add(subject, _PREF, text(english, "en"))
    for alias in entity.aliases:
        sheet.add(subject, _ALT, text(alias, "zh"))
    if entity.scope and not entity.scope.startswith("doc:"):
        sheet.add(
            subject, node(DCTERMS + "coverage"), node(iris.place_iri(entity.scope, base=base))
        )


def _below(code: str) -> Iterator[str]:
    """Return the codes of the counties in a place, and of its townships unless it is a province."""
    gazetteer = Gazetteer.load()
    division = gazetteer.by_code(code)
    if division is None:
        return
    levels = ("prefecture", "county") if division.level == "province" else ("county", "township")
    for level in levels:
        yield from (d.code for d in gazetteer.below(code, level))


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
        if english := _english().get(code):
            sheet.add(subject, _PREF, text(english, "en"))
        sheet.add(subject, ft("adminLevel"), node(iris.concept_iri("level", division.level)))
        if division.admin_code:
            sheet.add(subject, ft("adminCode"), text(division.admin_code))
        above = gazetteer.ancestors(code)
        if above:
            sheet.add(subject, ft("within"), node(iris.place_iri(above[0].code, base=base)))


def _period(sheet: Sheet, period: Period, base: str) -> None:
    subject = node(iris.period_iri(period, base=base))
    sheet.add(subject, _TYPE, node(DCTERMS + "PeriodOfTime"))
    short = iris.period_id(period)
    plan = _plans().get(short)
    sheet.add(subject, _PREF, text(plan[1] if plan else short.replace("--", "/"), "en"))
    sheet.add(subject, _PREF, text(plan[0] if plan else _spoken(short), "zh"))
    if period.start:
        sheet.add(subject, node(DCAT + "startDate"), typed(period.start, "date"))
    if period.end:
        sheet.add(subject, node(DCAT + "endDate"), typed(period.end, "date"))


def _spoken(short: str) -> str:
    """Return the short id of a period as a Chinese reader says it.

    >>> _spoken("2025-01--2025-11"), _spoken("2020--"), _spoken("2024")
    ('2025年1月至2025年11月', '2020年以来', '2024年')
    """
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


@cache
def _kind_of(name: str) -> str | None:
    """Return the kind of an institution by the longest suffix of its name that the table has."""
    fitting = [suffix for suffix in _kinds() if name.endswith(suffix)]
    return _kinds()[max(fitting, key=len)] if fitting else None


@cache
def _themes_of(name: str) -> tuple[str, ...]:
    """Return the themes whose keywords a name holds, in the order of their ids."""
    return tuple(sorted({row["theme"] for row in _rows("themes") if row["keyword"] in name}))


@cache
def _kinds() -> dict[str, str]:
    return {row["suffix"]: row["kind"] for row in _rows("institution_kinds")}


@cache
def _english() -> dict[str, str]:
    return {row["key"]: row["en"] for row in _rows("labels_en")}


@cache
def _plans() -> dict[str, tuple[str, str]]:
    return {row["id"]: (row["zh"], row["en"]) for row in _rows("periods")}


@cache
def _rows(table: str) -> tuple[dict[str, str], ...]:
    path = ontology() / "registry" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))

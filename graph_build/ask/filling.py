"""Parameters of a query from what a question names: things, times, quoted words, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.ask.naming import names
from graph_build.ask.times import times
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.ask.naming import Named
    from graph_build.ask.times import Time
    from graph_build.query import Graph, Parameter, Query

QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]+)[”\"’]")
NUMBER = re.compile(r"(?<![\d.])(0?\.\d+|\d{1,2} ?%)(?!\d)")
# The quotes around a whole name are the text's; those inside one belong to it.
_WRAPPED = re.compile(r"^“([^“”]+)”$")
_SORTS = {
    "place": ("place",),
    "county": ("place",),
    "initiative": ("initiative",),
    "institution": ("institution",),
    "actor": ("institution", "place", "person"),
    "indicator": ("indicator",),
    "kind": ("kind",),
    "level": ("level",),
    "name": ("initiative", "institution", "honour", "goal", "indicator", "person", "place"),
}
"""A parameter → the sorts of things it may be, the likeliest first."""
_MONTHS = re.compile(r"/\d{4}-(\d\d)--\d{4}-(\d\d)$")
_YEAR = re.compile(r"/(\d{4})$")
_BY_IRI = frozenset({"place", "county", "kind", "level"})
_LEVELS = ("country", "province", "prefecture", "county", "zone", "township", "village")
_WANTED_LEVEL = {"county": "county"}


@dataclass(frozen=True, slots=True)
class Filled:
    """The value of a parameter; `given` says whether the question names it or the query does."""

    value: str
    shown: str
    given: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question names."""

    question: str
    names: tuple[Named, ...]
    times: tuple[Time, ...]
    quoted: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, graph: Graph, question: str) -> Understood:
        """Return what a question names, by the names that things of the graph bear."""
        return cls(
            question,
            tuple(names(graph, question)),
            tuple(times(question)),
            tuple(QUOTED.findall(question)),
            tuple(NUMBER.findall(question)),
        )


def fill(query: Query, understood: Understood) -> dict[str, Filled]:
    """Return the value of every parameter of a query, its own example where none is named."""
    filled = {
        name: _value(parameter, understood, query) or _default(parameter, query)
        for name, parameter in query.parameters.items()
    }
    return _same_months(filled)


def _value(parameter: Parameter, understood: Understood, query: Query) -> Filled | None:
    if parameter.name in _SORTS:
        return _thing(parameter.name, understood)
    if parameter.name == "word":
        return next((Filled(text, text, given=True) for text in understood.quoted), None)
    if (parameter.example.datatype or "").startswith(XSD):
        return _number(parameter, understood)
    return _period(parameter.name, understood, tuple(query.parameters))


def _same_months(filled: dict[str, Filled]) -> dict[str, Filled]:
    """Give a baseline that is only a year the months of the period that is compared with it."""
    months = _MONTHS.search(filled["period"].value) if "period" in filled else None
    year = _YEAR.search(filled["baseline"].value) if "baseline" in filled else None
    if not months or not year or not filled["baseline"].given:
        return filled
    value = f"{filled['baseline'].value}-{months[1]}--{year[1]}-{months[2]}"
    return {**filled, "baseline": Filled(value, f"{year[1]}-{months[1]}–{months[2]}", given=True)}


def _thing(parameter: str, understood: Understood) -> Filled | None:
    for sort in _SORTS[parameter]:
        fitting = [one for one in understood.names if one.sort == sort]
        if fitting:
            chosen = min(fitting, key=lambda one: _preference(parameter, one))
            value = chosen.iri if parameter in _BY_IRI else _WRAPPED.sub(r"\1", chosen.name)
            return Filled(value, chosen.name, given=True)
    if parameter not in _BY_IRI and understood.quoted:
        return Filled(understood.quoted[0], understood.quoted[0], given=True)
    return None


def _preference(parameter: str, one: Named) -> tuple[int, int, int, str]:
    """Order things of a sort: the level that is wanted, the longer name, the higher level."""
    off = int(parameter in _WANTED_LEVEL and one.level != _WANTED_LEVEL[parameter])
    level = _LEVELS.index(one.level) if one.level in _LEVELS else len(_LEVELS)
    return off, -one.length, level, one.iri


def _number(parameter: Parameter, understood: Understood) -> Filled | None:
    if (parameter.example.datatype or "").endswith("integer"):
        years = sorted(understood.times, key=lambda time: not time.against)
        return Filled(str(years[0].year), str(years[0].year), given=True) if years else None
    for text in understood.numbers:
        value = f"0.{text.rstrip('% ').zfill(2)}" if text.endswith("%") else f"0{text.lstrip('0')}"
        return Filled(value, text, given=True)
    return None


def _period(parameter: str, understood: Understood, parameters: Sequence[str]) -> Filled | None:
    """Return the period that a parameter is, of one or two times that the question names."""
    ordered = sorted(understood.times, key=lambda time: time.period.start or "")
    if "baseline" in parameters and len(ordered) == 1:
        chosen = ordered[0] if ordered[0].against == (parameter == "baseline") else None
    elif parameter in {"before", "baseline"}:
        chosen = ordered[0] if len(ordered) > 1 else None
    else:
        chosen = ordered[-1] if ordered else None
    if chosen is None:
        return None
    shown = understood.question[chosen.start : chosen.end]
    return Filled(iris.period_iri(chosen.period), shown, given=True)


def _default(parameter: Parameter, query: Query) -> Filled:
    value = parameter.example.value
    return Filled(value, short(value, query), given=False)


def short(value: str, query: Query) -> str:
    """Return an IRI as `prefix:name` where a query has the prefix, any other value as it is."""
    for prefix, start in query.prefixes.items():
        if value.startswith(start):
            return f"{prefix}:{value.removeprefix(start)}"
    return value

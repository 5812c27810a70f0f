"""The units that numbers have, as the table `ontology/lexicon/units.csv` says."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graph_build.extract.lexicon import table


class Unit(NamedTuple):
    """A unit: its notation, what it measures, and the factor from the form to the notation.

    The notation is a code (PERCENT, PERCENTAGE_POINT, TIMES, CNY, USD) or the measure word itself;
    "" where only the thing measured tells (突破百亿大关).
    """

    notation: str
    dimension: str
    factor: int = 1


_PER = re.compile(
    r"立方米|平方米|平方公里|公里|公斤|千克|毫升|小时|人次|[人户亩年月季天日吨升米斤次件台张套家个]"
)
_ALTERNATIVE = re.compile(r"（([\u4e00-\u9fff]{1,2})）")


@cache
def units() -> dict[str, Unit]:
    """Return the unit table: form in the text → unit."""
    return {
        row["form"]: Unit(row["notation"], row["dimension"], int(row["factor"]))
        for row in table("units")
    }


@cache
def _longest() -> dict[str, int]:
    """Return the length of the longest form that starts with a character."""
    lengths: dict[str, int] = {}
    for form in units():
        lengths[form[0]] = max(len(form), lengths.get(form[0], 0))
    return lengths


def unit_at(text: str, start: int, end: int) -> tuple[Unit, int] | None:
    """Return the longest unit at an offset and where it ends; 元/人 and 套（间） are one unit.

    >>> unit_at("36.5微克/立方米", 4, 10)
    (Unit(notation='微克/立方米', dimension='other', factor=1), 10)
    """
    known = units()
    for length in range(min(_longest().get(text[start : start + 1], 0), end - start), 0, -1):
        unit = known.get(text[start : start + length])
        if unit is not None:
            return _widened(text, unit, start, start + length, end)
    return None


def _widened(text: str, unit: Unit, start: int, stop: int, end: int) -> tuple[Unit, int]:
    if text.startswith("/", stop) and (per := _PER.match(text, stop + 1, end)):
        return Unit(text[start : per.end()], "other", unit.factor), per.end()
    if unit.dimension == "count" and (other := _ALTERNATIVE.match(text, stop, end)):
        also = units().get(other[1])
        if also is not None and also.dimension == "count" and also.notation == other[1]:
            return Unit(text[start : other.end()], "count", unit.factor), other.end()
    return unit, stop

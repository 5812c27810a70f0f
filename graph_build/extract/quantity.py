"""Numbers with their unit, bound and direction, and the numerals that count nothing."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build import resources
from graph_build.extract import numerals
from graph_build.model import Bound, Span

if TYPE_CHECKING:
    from decimal import Decimal


class Unit(NamedTuple):
    """A unit: its notation, what it measures, and the factor to the notation."""

    notation: str
    dimension: str
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a text writes it.

    `span` covers number, unit and the words of its bound inside them; `value` is in the unit
    `unit`; `direction` is 1 for a rise, -1 for a fall, 0 for none; `reason` says why a number that
    counts nothing does not count, None for one that does.
    """

    span: Span
    value: Decimal
    unit: str
    dimension: str = ""
    bound: Bound = Bound.EXACT
    direction: int = 0
    reason: str | None = None


@cache
def units() -> dict[str, Unit]:
    """Return the unit table: surface form → unit."""
    with (resources.ontology() / "lexicon" / "units.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {r["form"]: Unit(r["notation"], r["dimension"], int(r["factor"])) for r in rows}


_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z+])(?:百分之(?P<percent>(?:{numerals.ARABIC})|[{numerals.HAN}点]+)"
    rf"|(?P<fraction>\d+/\d+|[{numerals.HAN}]+分之[{numerals.HAN}]+)"
    rf"|(?P<number>{numerals.ARABIC}|[{numerals.HAN}]+)(?P<vague>[余多来])?(?P<scale>[百千万亿]+)?)"
)
_BEFORE = (
    (re.compile(r"(?:约|近|大约)$"), Bound.APPROX),
    (re.compile(r"(?:超过?|突破|逾|过|不少于|不低于|至少|高于)$"), Bound.AT_LEAST),
    (re.compile(r"(?:不到|不足|低于|不超过|少于|控制在)$"), Bound.AT_MOST),
)
_AFTER = (
    (re.compile(r"左右|上下"), Bound.APPROX),
    (re.compile(r"以上|[余多]"), Bound.AT_LEAST),
    (re.compile(r"以[内下]"), Bound.AT_MOST),
)
_DIRECTION = re.compile(
    r"(?:(?P<up>增长|增加|提高|上升|上涨|提升|扩大|增|升)|(?P<down>下降|减少|降低|回落|削减|压减|减|降))(?:了|约|近|超过?)*$"
)


def quantities(text: str, start: int, end: int) -> list[Quantity]:
    """Return the numbers between two offsets, in order, with those that count nothing."""
    return [q for m in _NUMBER.finditer(text, start, end) if (q := _quantity(text, m, end))]


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    said = match[0]
    if match["percent"]:
        number = numerals.value(match["percent"])
        unit, stop = Unit("PERCENT", "share"), match.end()
    elif match["fraction"]:
        number = numerals.value(match["fraction"])
        number = None if number is None else round(number * 100, 2)
        unit, stop = Unit("PERCENT", "share"), match.end()
    else:
        number = numerals.value(said)
        found = unit_at(text, match.end(), end)
        if found is None:
            return None
        unit, stop = found
    if number is None:
        return None
    return Quantity(
        Span(match.start(), stop),
        number * unit.factor,
        unit.notation,
        unit.dimension,
        _bound(text, match, stop),
        _direction(text, match.start()),
    )


def unit_at(text: str, start: int, end: int) -> tuple[Unit, int] | None:
    """Return the longest unit at an offset and where it ends."""
    table = units()
    for length in range(min(6, end - start), 0, -1):
        unit = table.get(text[start : start + length])
        if unit is not None:
            return unit, start + length
    return None


def _bound(text: str, match: re.Match[str], stop: int) -> Bound:
    for pattern, bound in _BEFORE:
        if pattern.search(text, max(0, match.start() - 4), match.start()):
            return bound
    if match["vague"]:
        return Bound.AT_LEAST
    for pattern, bound in _AFTER:
        if pattern.match(text, stop):
            return bound
    return Bound.EXACT


def _direction(text: str, start: int) -> int:
    found = _DIRECTION.search(text, max(0, start - 8), start)
    if found is None:
        return 0
    return 1 if found["up"] else -1

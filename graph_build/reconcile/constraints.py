"""Whether a thing has the properties that a query names."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.errors import ParameterError
from graph_build.iris import term_iri
from graph_build.reconcile.likeness import SURE, Sought, alike
from graph_build.reconcile.properties import PROPERTIES, TYPES, Property, broader
from graph_build.reconcile.where import coded
from graph_build.search.folding import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_build.reconcile.asked import Constraint, Query, Value
    from graph_build.reconcile.facts import Facts
    from graph_build.reconcile.where import Where
    from graph_build.store import Term

_OF_PLACES = frozenset(("place", "within", "code"))
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a graph says, compared with what queries name."""

    facts: Facts
    where: Where

    def agrees(
        self, thing: int, constraint: Constraint, said: Mapping[str, list[Term]]
    ) -> bool | None:
        """Say whether a thing has one of the values of a property; None if the graph tells none."""
        wanted = property_of(constraint)
        index = self.facts.index
        if wanted.id == "kind":
            return self._is_kind(index.kind(thing), constraint.values)
        if wanted.id == "code" and index.kind(thing) == "Place":
            return self._is_coded(index.iri(thing), constraint.values)
        if wanted.id in _OF_PLACES:
            return self.where.agrees(thing, self.asked_places(constraint), said)
        if wanted.id == "alias":
            given = index.names(thing)
            return any(self._named(one.text, given) for one in constraint.values)
        values = self.facts.values(index.iri(thing), wanted, said)
        if not values:
            return None
        return any(
            self._equal(one, value.text, value.kind)
            for one in constraint.values
            for value in values
        )

    def asked_places(self, constraint: Constraint) -> set[str]:
        """Return the places that a constraint names."""
        return {place for value in constraint.values for place in self.where.meant(value)}

    def _is_coded(self, place: str, values: Sequence[Value]) -> bool:
        own = self.where.code(place)
        return any(own in {coded(one.text), *map(_last, one)} for one in values)

    def _is_kind(self, kind: str, values: Sequence[Value]) -> bool:
        named = {form for one in (kind, broader(kind)) for form in self._kind_names(one)}
        return any(folded(text) in named for one in values for text in (one.text, one.id) if text)

    def _kind_names(self, kind: str) -> set[str]:
        return {folded(name) for name in (kind, *self.facts.names(kind_iri(kind)))} - {""}

    @staticmethod
    def _named(text: str, names: Sequence[str]) -> bool:
        sought = Sought.of(text)
        return any(alike(sought, name).value >= SURE for name in names)

    def _equal(self, asked: Value, value: str, kind: str) -> bool:
        if kind == "thing":
            if asked.id:
                return asked.id == value or value.endswith(f"/{asked.id}")
            return value == asked.text or self._named(asked.text, self.facts.names(value))
        if kind == "number":
            return _number(asked.text) == _number(value)
        if kind == "date":
            return bool(_DAY.fullmatch(asked.text)) and value.startswith(asked.text)
        return folded(asked.text) == folded(value) != ""


def _number(text: str) -> float | None:
    """Return the number that a text is; a year may stand in a date or before 年."""
    if found := _YEAR.search(text):
        return float(found[1])
    try:
        return float(text)
    except ValueError:
        return None


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def property_of(constraint: Constraint) -> Property:
    """Return the property of a constraint.

    Raises:
        ParameterError: if there is none of that identifier.
    """
    name = constraint.pid.rpartition("#")[2].rpartition("/")[2]
    if name in PROPERTIES:
        return PROPERTIES[name]
    raise ParameterError(_unknown(constraint.where, "property", constraint.pid, list(PROPERTIES)))


def types_of(query: Query) -> tuple[str, ...]:
    """Return the types of a query by their identifiers, which may be IRIs.

    Raises:
        ParameterError: if there is none of that identifier.
    """
    names = tuple(one.rpartition("#")[2].rpartition("/")[2] for one in query.types)
    for name in names:
        if name not in TYPES:
            raise ParameterError(_unknown(f"{query.where}.type", "type", name, list(TYPES)))
    return names


def kind_iri(kind: str) -> str:
    """Return the IRI of a class."""
    return term_iri(kind)


def _unknown(where: str, what: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name[:60], known, 3, 0.5)
    hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known)}"
    return f"{where}: no {what} is named {name[:60]!r}; {hint}"

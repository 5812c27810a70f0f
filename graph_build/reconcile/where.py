"""Where things are: places by their names, codes and what lies in what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.gazetteer import Gazetteer
from graph_build.reconcile.forms import chain
from graph_build.reconcile.properties import INITIATIVES, PLACES, WITHIN
from graph_build.search.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_build.reconcile.asked import Value
    from graph_build.reconcile.facts import Facts
    from graph_build.search import Index
    from graph_build.store import Term

_CODE = re.compile(r"(\d{6}|\d{9})(?:0{3}|0{6})?")
_PLACE = "place/"
_SETTLED = frozenset(("Place", "Institution"))
"""What is in one place, though claims connect it with many; methods are where they are used."""

_NAMED_AFTER_PLACES = frozenset((*INITIATIVES, "Institution"))


@dataclass(frozen=True, slots=True)
class Where:
    """The places of a graph whose instances live under `base`, and those of the register."""

    facts: Facts
    base: str
    _around: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    @property
    def index(self) -> Index:
        """The index of the graph."""
        return self.facts.index

    def iri(self, code: str) -> str:
        """Return the IRI of a division by its code."""
        return f"{self.base}{_PLACE}{code}"

    def code(self, place: str) -> str:
        """Return the code of a division by its IRI, or nothing for a place that has none."""
        return place.removeprefix(self.base + _PLACE) if place.startswith(self.base) else ""

    def meant(self, value: Value) -> set[str]:
        """Return the places that a value may mean: by its identifier, its code or its name."""
        if value.id:
            return {value.id if value.id.startswith(("http:", "https:")) else self.base + value.id}
        if found := coded(value.text):
            return {self.iri(found)}
        plain = folded(value.text)
        rest, codes = chain(plain)
        if codes and not rest:
            return {self.iri(codes[-1])}
        named = {self.iri(one.code) for one in Gazetteer.load().by_name(plain)}
        here = (self.index.iri(n) for n in self.index.whole(rest) if self.index.kind(n) == "Place")
        around = self.iri(codes[-1]) if codes else ""
        return named | {one for one in here if not around or around in self.around(one)}

    def around(self, place: str) -> frozenset[str]:
        """Return the places that a place lies in, as the register or else the graph says."""
        if place not in self._around:
            self._around[place] = frozenset()  # so that a ring of places ends
            self._around[place] = frozenset(self._above(place)) - {place}
        return self._around[place]

    def _above(self, place: str) -> set[str]:
        gazetteer, code = Gazetteer.load(), self.code(place)
        if gazetteer.by_code(code) is not None:
            return {self.iri(one.code) for one in gazetteer.ancestors(code)}
        if self.index.number(place) is None:
            return set()
        within = {term.value for term in self.facts.said([place])[place].get(WITHIN, ())}
        return within.union(*(self.around(one) for one in within))

    def of(self, thing: int, said: Mapping[str, list[Term]]) -> tuple[set[str], set[str]]:
        """Return the places that a thing is in, and those that these lie in.

        The territory that its name opens with counts, then what the thing itself says; without
        these, the places that claims connect it with.
        """
        own = self._named(thing)
        own = own or {term.value for predicate in PLACES for term in said.get(predicate, ())}
        own = own or self.index.values(thing, "place") - {self.index.iri(thing)}
        around = {outer for place in own for outer in self.around(place)}
        every = own | around
        if self.index.kind(thing) not in _SETTLED:
            every |= self.index.values(thing, "place")
        return own - around, every

    def _named(self, thing: int) -> set[str]:
        if self.index.kind(thing) not in _NAMED_AFTER_PLACES:
            return set()
        codes = [
            found for name in self.index.labels(thing) for found in chain(folded(name))[1][-1:]
        ]
        return {self.iri(code) for code in codes}

    def agrees(
        self, thing: int, asked: Iterable[str], said: Mapping[str, list[Term]]
    ) -> bool | None:
        """Say whether a thing is in one of some places; None if the graph does not tell.

        Of a method that a graph knows in a city it does not tell whether a county there has it; an
        office of the city is none of the county.
        """
        wanted = set(asked)
        own, every = self.of(thing, said)
        if self.index.kind(thing) == "Place":
            every = every | {self.index.iri(thing)}
        if not every:
            return None
        if every & wanted:
            return True
        settled = self.index.kind(thing) in _SETTLED
        inside = any(own & self.around(place) for place in wanted)
        return None if inside and not settled else False


def coded(text: str) -> str:
    """Return the division code that a text is, or nothing; zeros that fill it up are left out.

    >>> [coded(text) for text in ("330700", "330783001000", "330783000000", "3307", "龙山")]
    ['330700', '330783001', '330783', '', '']
    """
    found = _CODE.fullmatch(text.strip())
    if found is None:
        return ""
    code = found[1]
    return code[:6] if code.endswith("000") and len(code) > 6 else code  # noqa: PLR2004

"""The things that a name of a table may mean, each with a score and what the score is made of."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graph_build.link.identity import generic
from graph_build.link.territory import elliptic
from graph_build.reconcile.constraints import Constraints, property_of, types_of
from graph_build.reconcile.facts import Facts
from graph_build.reconcile.forms import QUOTED, completed
from graph_build.reconcile.likeness import (
    SURE,
    Likeness,
    Sought,
    alike,
    distance,
    pairs_shared,
)
from graph_build.reconcile.properties import KINDS, narrower
from graph_build.reconcile.where import Where, coded
from graph_build.search.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_build.query import Graph
    from graph_build.reconcile.asked import Query
    from graph_build.search import Index
    from graph_build.store import Term

MISSED = 0.75
"""What is left of a score for each property, place or type that is another one."""

UNTOLD = 0.96
"""What is left of a score for each property of which the graph says nothing."""

NEAR = 2.0
"""Points by which the first candidate must lead to be the only one that can be meant."""

AMONG_PLACES = 3.5
"""The same where a place is given: 能源集团 of Guizhou and 贵州能源集团 may both be meant."""

LEAST = 20.0
"""Points below which a thing is no candidate."""

_SOUGHT = 24
_SPELLED = 40
_WEIGHED = 24
_MOST_NAMESAKES = 400
_DOUBTFUL = 0.94
_ONLY_PROPERTIES = 0.5
_SURE_SCORE = 100 * SURE
_LONGEST = 100
_BARE = ("name", "office")
_PLACE_PROPERTIES = ("place", "within", "parent", "jurisdiction", "code")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a query may mean.

    `name` is that of its names which is most like what was sought, `how` in which way it is;
    `features` are the parts of the score; `match` says that nothing else can be meant.
    """

    iri: str
    kind: str
    name: str
    how: str
    score: float
    features: Mapping[str, bool | float]
    match: bool = False


class _Found(NamedTuple):
    """A thing by number with how its best name is like the one that is sought."""

    thing: int
    name: str
    is_label: bool
    likeness: Likeness
    worth: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query made ready: its types, what its name is compared by, the places that it names."""

    query: Query
    sought: Sought
    types: tuple[str, ...]
    kinds: frozenset[str]
    places: frozenset[str]
    common: bool


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Finds what names mean in a graph whose instances live under `base`; threads may share one."""

    index: Index
    facts: Facts
    where: Where
    constraints: Constraints = field(repr=False)

    @classmethod
    def of(cls, graph: Graph, index: Index, *, base: str) -> Reconciler:
        """Return what reconciles names with the things of a graph."""
        facts = Facts(graph, index)
        where = Where(facts, base)
        return cls(index, facts, where, Constraints(facts, where))

    def candidates(self, query: Query) -> list[Candidate]:
        """Return what a query may mean, the likeliest first.

        Raises:
            ParameterError: if it asks for a type or a property that there is not.
        """
        asked = self._asked(query)
        found = self._found(asked)
        said = self._said(asked, found)
        made = [self._candidate(asked, one, said) for one in found]
        numbers = {self.index.iri(one.thing): one.thing for one in found}
        made.sort(key=lambda one: (-one.score, numbers[one.iri]))
        made = [one for one in made if one.score >= LEAST or query.text == ""]
        if made and _is_certain(made, lead=AMONG_PLACES if asked.places else NEAR):
            made[0] = dataclasses.replace(made[0], match=True)
        return made[: query.limit]

    def _asked(self, query: Query) -> _Asked:
        types = types_of(query)
        for constraint in query.constraints:
            property_of(constraint)
        kinds = {kind for one in types for kind in narrower(one)}
        if query.strict == "all" and types:
            kinds = set.intersection(*({*narrower(one)} for one in types))
        places = {
            place
            for one in query.constraints
            if property_of(one).id in _PLACE_PROPERTIES
            for place in self.constraints.asked_places(one)
        }
        codes = [code for place in sorted(places) if (code := self.where.code(place))]
        text = query.text[:_LONGEST]
        sought = Sought.of(text, list(completed(text, codes)) if folded(text) else ())
        return _Asked(
            query,
            sought,
            types,
            kinds=frozenset(kinds if types else KINDS),
            places=frozenset(places),
            common=elliptic(sought.plain, None)[0] or sought.plain in generic(),
        )

    def _found(self, asked: _Asked) -> list[_Found]:
        """Return the things whose names are most like the one that is sought."""
        query = asked.query
        if not query.text:
            return [self._without_name(one) for one in self._having(asked)]
        known = self.identified(query.text)
        numbers = dict.fromkeys([*known, *self._near(asked)])
        found = [self._alike(asked, number) for number in numbers]
        found = [one if one.thing not in known else _identified(one) for one in found]
        found.sort(key=lambda one: (-one.worth, not self._is_there(asked, one), one.thing))
        return found[:_WEIGHED]

    def identified(self, text: str) -> list[int]:
        """Return the thing whose identifier or division code a text is."""
        plain = text.strip()
        code = coded(plain)
        tried = (plain, self.where.base + plain, self.where.iri(code) if code else "")
        return [n for one in tried if one and (n := self.index.number(one)) is not None][:1]

    def _near(self, asked: _Asked) -> Iterator[int]:
        index, kinds = self.index, asked.kinds
        soft = asked.query.strict == "should" and bool(asked.types)
        allowed = kinds | set(KINDS) if soft else kinds
        for form in asked.sought.forms:
            same = [n for n in index.whole(form.text) if index.kind(n) in allowed]
            yield from same[:_MOST_NAMESAKES]
        yield from index.near(asked.sought.plain, _SOUGHT, kinds=kinds)
        if soft:
            yield from index.near(asked.sought.plain, _SOUGHT // 2, kinds=allowed)
        for form in asked.sought.forms[1:2]:
            yield from index.near(form.text, _SOUGHT // 2, kinds=kinds)
        if asked.sought.spelled:
            spelled = index.spelled(asked.sought.spelled, _SPELLED)
            yield from (n for n in spelled if index.kind(n) in allowed)

    def _alike(self, asked: _Asked, number: int) -> _Found:
        names = self.index.names(number)
        found = [alike(asked.sought, name) for name in names]
        # 省委政法委 means less than 浙江省委政法委, which it is once the place is added.
        common = _BARE if asked.common else ()
        worth = [_DOUBTFUL if one.way in common else one.value for one in found]
        best = max(range(len(names)), key=lambda at: (worth[at], -at))
        is_label = names[best] in self.index.labels(number)
        return _Found(number, names[best], is_label, found[best], worth[best])

    def _is_there(self, asked: _Asked, found: _Found) -> bool:
        return bool(asked.places & self.index.values(found.thing, "place"))

    def _having(self, asked: _Asked) -> list[int]:
        """Return things by their properties alone, for a query without a name."""
        known: list[int] = []
        facets: dict[str, str] = {}
        for constraint in asked.query.constraints:
            name = property_of(constraint).id
            if name == "iri":
                known += [
                    n for one in constraint.values for n in self.identified(one.id or one.text)
                ]
            elif name == "alias":
                known += [n for one in constraint.values for n in self.index.whole(one.text)]
            elif name in _PLACE_PROPERTIES:
                places = sorted(self.constraints.asked_places(constraint))
                known += [n for p in places if (n := self.index.number(p)) is not None]
                facets |= {"place": places[0]} if places else {}
            elif name == "period":
                facets |= {"period": constraint.values[0].text[:4]}
        known += self.index.having(facets, _MOST_NAMESAKES)
        return [n for n in dict.fromkeys(known) if self.index.kind(n) in asked.kinds][:_WEIGHED]

    def _without_name(self, number: int) -> _Found:
        name = self.index.names(number)[0]
        return _Found(
            number,
            name,
            is_label=True,
            likeness=Likeness(_ONLY_PROPERTIES, "none"),
            worth=_ONLY_PROPERTIES,
        )

    def _said(
        self, asked: _Asked, found: Sequence[_Found]
    ) -> Mapping[str, Mapping[str, list[Term]]]:
        """Return what the graph says of the candidates, if that is asked for."""
        placed = any(one.likeness.division for one in found)
        if not (asked.query.constraints or placed):
            return {}
        return self.facts.said([self.index.iri(one.thing) for one in found])

    def _candidate(
        self, asked: _Asked, found: _Found, said: Mapping[str, Mapping[str, list[Term]]]
    ) -> Candidate:
        index, likeness = self.index, found.likeness
        iri, kind = index.iri(found.thing), index.kind(found.thing)
        told = self._told(asked, found, said.get(iri, {}))
        value = self._worth(asked, found, told)
        for agreed in told.values():
            value *= 1.0 if agreed else UNTOLD if agreed is None else MISSED
        features = _features(asked, found, told)
        features["mentions"] = float(index.mentions(found.thing))
        return Candidate(iri, kind, found.name, likeness.way, round(100 * value, 2), features)

    def _told(
        self, asked: _Asked, found: _Found, said: Mapping[str, list[Term]]
    ) -> dict[str, bool | None]:
        """Return what agrees beside the name: the type, the place in the name, each property."""
        told: dict[str, bool | None] = {}
        if asked.types:
            told["type"] = self.index.kind(found.thing) in asked.kinds
        if found.likeness.division:
            inside = [self.where.iri(found.likeness.division)]
            told["place"] = self.where.agrees(found.thing, inside, said)
        for constraint in asked.query.constraints:
            wanted = property_of(constraint)
            # The name has been completed by the place, which a body of a higher level lies around.
            named = found.likeness.way == "completed" and wanted.id in _PLACE_PROPERTIES
            agreed = named or self.constraints.agrees(found.thing, constraint, said)
            key = f"property:{wanted.id}"
            told[key] = agreed if key not in told else told[key] and agreed
        return told

    def _worth(self, asked: _Asked, found: _Found, told: Mapping[str, bool | None]) -> float:
        """Return the likeness of a name, less where every place has something of that name."""
        value = found.likeness.value
        if found.likeness.way == "identifier" or value <= _DOUBTFUL:
            return value
        placed = any(told.get(f"property:{name}") for name in _PLACE_PROPERTIES)
        return _DOUBTFUL if asked.common and not placed and not told.get("place") else value


def _identified(found: _Found) -> _Found:
    return found._replace(likeness=Likeness(1.0, "identifier"), worth=1.0)


def _is_certain(made: Sequence[Candidate], *, lead: float) -> bool:
    """Say whether the first candidate is what is meant: it may be, and no other one may."""
    first = made[0]
    if first.how == "identifier":
        return True
    wrong = any(value is False for key, value in first.features.items() if key in _DECIDING)
    second = made[1].score if len(made) > 1 else 0.0
    return not wrong and first.score >= _SURE_SCORE and first.score - second >= lead


_DECIDING = ("type", "place")


def _features(
    asked: _Asked, found: _Found, told: Mapping[str, bool | None]
) -> dict[str, bool | float]:
    likeness, plain, other = found.likeness, asked.sought.plain, folded(found.name)
    way = likeness.way
    made: dict[str, bool | float] = {
        "name_equal": way == "name" and found.is_label,
        "alias_equal": way == "name" and not found.is_label,
        "quoted_equal": way == "quoted" and likeness.value >= QUOTED**2,
        "abbreviation": way in {"office", "completed", "abbreviation"},
        "pinyin": way in {"pinyin", "initials"},
        "likeness": round(100 * likeness.value, 2),
        "shared_pairs": round(100 * pairs_shared(plain, other), 2),
        "changed_characters": float(distance(plain[:_LONGEST], other[:_LONGEST])),
    }
    for key, agreed in told.items():
        made[key] = (
            bool(agreed) if key == "type" else 1.0 if agreed else 0.5 if agreed is None else 0.0
        )
    return made

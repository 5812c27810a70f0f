"""What a build says of one document, in the terms that are scored."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.gazetteer import Gazetteer
from graph_build.link import gather, link
from graph_build.model import GROUPS, Entity, Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.account import Account


@dataclass(frozen=True, slots=True)
class Found:
    """An entity that a document names: its group, its classes, and all that it is called.

    `labels` are the forms of the document and the names that the whole build knows; `rules` are
    those that found the mentions.
    """

    iri: str
    group: str
    kinds: frozenset[str]
    name: str
    labels: frozenset[str]
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Prediction:
    """The account of one document with its entities by IRI, and the IRI of each key."""

    account: Account
    entities: dict[str, Found] = field(repr=False)
    iris: dict[Key, str] = field(repr=False)

    def iri(self, key: Key | None) -> str | None:
        """Return the IRI of a thing that the document names, None for anything else."""
        return None if key is None else self.iris.get(key)

    def name(self, key: Key) -> str:
        """Return what the build calls a thing."""
        return self.entities[self.iris[key]].name


def predictions(accounts: Iterable[Account]) -> Iterator[Prediction]:
    """Return one prediction per account, linked together as in one build."""
    held = list(accounts)
    linked = [link(a.document, a.mentions, a.scope) for a in held]
    entities = {e.iri: e for e in gather(one for found in linked for one in found.values())}
    for account, found in zip(held, linked, strict=True):
        iris = {key: one.iri for key, one in found.items()}
        yield Prediction(account, _found(account, iris, entities), iris)


def _found(account: Account, iris: dict[Key, str], entities: dict[str, Entity]) -> dict[str, Found]:
    forms: dict[str, set[str]] = defaultdict(set)
    rules: dict[str, set[str]] = defaultdict(set)
    for mention in account.mentions:
        iri = iris[mention.key]
        forms[iri].add(mention.evidence.quote)
        rules[iri].add(mention.rule)
    return {iri: _one(entities[iri], forms[iri], rules[iri]) for iri in forms}


def _one(entity: Entity, forms: set[str], rules: set[str]) -> Found:
    labels = {entity.name, *entity.aliases, *forms}
    group = GROUPS[entity.kinds[0]]
    if group == "place" and (division := Gazetteer.load().by_code(entity.iri.rsplit("/", 1)[1])):
        labels.add(division.name)
    return Found(
        entity.iri, group, frozenset(entity.kinds), entity.name, frozenset(labels), frozenset(rules)
    )

"""The values of properties of things that have been reconciled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.reconcile.asked import Constraint
from graph_build.reconcile.constraints import property_of
from graph_build.reconcile.facts import Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.reconcile.asked import Extension, Wanted
    from graph_build.reconcile.facts import Facts
    from graph_build.reconcile.properties import Property

MOST = 1_000
"""The most values of one property of one thing."""


def properties(asked: Extension) -> list[Property]:
    """Return the properties that are asked for.

    Raises:
        ParameterError: if one of them does not exist.
    """
    return [property_of(Constraint(one.pid, (), f"{one.where}.id")) for one in asked.properties]


def extended(facts: Facts, asked: Extension, things: Sequence[str]) -> list[list[list[Value]]]:
    """Return the values of each property of each thing, by IRI; a thing unknown has none.

    Raises:
        ParameterError: if one of the properties does not exist.
    """
    wanted = list(zip(asked.properties, properties(asked), strict=True))
    said = facts.said(thing for thing in things if facts.index.number(thing) is not None)
    return [
        [
            _kept(facts.values(thing, one, said[thing]), settings) if thing in said else []
            for settings, one in wanted
        ]
        for thing in things
    ]


def _kept(values: list[Value], settings: Wanted) -> list[Value]:
    if settings.counted:
        return [Value(str(len(values)), "number")]
    return values[: min(settings.limit or MOST, MOST)]

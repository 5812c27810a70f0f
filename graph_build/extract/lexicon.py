"""The field's vocabulary: the tables under `ontology/lexicon/`, each read once."""

from __future__ import annotations

import csv
from functools import cache

from graph_build.resources import ontology


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the table `ontology/lexicon/NAME.csv`, in file order."""
    with (ontology() / "lexicon" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def column(name: str, key: str, value: str | None = None) -> dict[str, str]:
    """Return one column of a table by another; without `value` each key stands for itself."""
    return {row[key]: row[value or key] for row in table(name)}


@cache
def words_with(name: str, key: str, **where: str) -> frozenset[str]:
    """Return the keys of the rows in which the given columns hold the given values."""
    return frozenset(row[key] for row in table(name) if all(row[c] == v for c, v in where.items()))

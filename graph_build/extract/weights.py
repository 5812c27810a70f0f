"""Small linear models whose weights are a reviewed table: a score is the sum of its features.

The tables `ontology/lexicon/*_weights.csv` are made by `tests/evaluation/learn.py` from the
annotated documents; every decision can be explained by listing its features and their weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.lexicon import table

if TYPE_CHECKING:
    from collections.abc import Iterable

BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model over named features; a feature without a weight counts nothing."""

    bias: float
    of: dict[str, float]

    @classmethod
    def load(cls, name: str) -> Weights:
        """Return the model of the table `ontology/lexicon/NAME_weights.csv`."""
        return _load(name)

    def sum(self, features: Iterable[str]) -> float:
        """Return the summed weights of the features, without the bias."""
        of = self.of
        return sum([of[f] for f in features if f in of])

    def part(self, name: str) -> dict[str, float]:
        """Return the weights of the features `NAME=value`, by value."""
        return self.beginning(f"{name}=")

    def beginning(self, start: str) -> dict[str, float]:
        """Return the weights of the features that begin with a string, by the rest."""
        return {f.removeprefix(start): w for f, w in self.of.items() if f.startswith(start)}

    def score(self, features: Iterable[str]) -> float:
        """Return the log-odds of the features."""
        return self.bias + self.sum(features)


@cache
def _load(name: str) -> Weights:
    of = {row["feature"]: float(row["weight"]) for row in table(f"{name}_weights")}
    return Weights(of.pop(BIAS, 0.0), of)

"""True positives, predictions and gold items per measure, and the table made of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """The counts of one measure."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add the counts of one document."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float | None:
        """The share of the predictions that are right, None without predictions."""
        return self.right / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """The share of the gold items that were found, None without gold items."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall, None where there is nothing to measure."""
        precision, recall = self.precision, self.recall
        if precision and recall:
            return 2 * precision * recall / (precision + recall)
        return 0.0 if self.gold or self.predicted else None


@dataclass(slots=True)
class Card:
    """What the documents that were scored so far add up to.

    `measures` are in the order in which they were first counted; `rules` counts the predictions of
    every rule by kind; `misses` says what was missed and what was extra, tab separated.
    """

    measures: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[str] = field(default_factory=list)

    def table(self) -> list[list[str]]:
        """Return a row per measure: name, P, R, F1, tp, predicted, gold."""
        return [
            [
                name,
                *map(_share, (t.precision, t.recall, t.f1)),
                *map(str, (t.right, t.predicted, t.gold)),
            ]
            for name, t in self.measures.items()
        ]

    def rule_table(self) -> list[list[str]]:
        """Return a row per rule: what it makes, its name, predictions, how many are right, P."""
        return [
            [kind, rule, str(t.predicted), str(t.right), _share(t.precision)]
            for (kind, rule), t in sorted(self.rules.items())
        ]


def _share(value: float | None) -> str:
    return "n/a" if value is None else f"{value:.3f}"

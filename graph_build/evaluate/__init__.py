"""How good the extraction is on documents that people have annotated: precision, recall, F1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.evaluate.excerpt import cut
from graph_build.evaluate.gold import Gold, find_gold, read_gold
from graph_build.evaluate.predicted import predictions
from graph_build.evaluate.score import score
from graph_build.evaluate.tally import Card
from graph_build.extract.account import Account

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEAD = ("", "P", "R", "F1", "tp", "predicted", "gold")
RULE_HEAD = ("kind", "rule", "predicted", "right", "P")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The table of an evaluation, its rules, and what was missed and extra.

    A row has the name of a measure, precision, recall, F1 (three decimals, "n/a" where there is
    nothing to measure), and the counts of right, predicted and gold items. A row of `rules` has
    what a rule makes, its name, and how many of its predictions the gold confirms.
    """

    head: tuple[str, ...]
    rows: list[list[str]]
    misses: list[str]
    rule_head: tuple[str, ...] = RULE_HEAD
    rules: tuple[tuple[str, ...], ...] = ()


def evaluate(
    gold_files: Iterable[Path], texts: Path | None = None, *, alone: bool = False
) -> Evaluation:
    """Return how the extraction scores on gold files, or folders of them.

    All documents are linked as one build, since the name that a thing has in one document may come
    from another. `texts` is the folder below which the path of a gold file is. An excerpt is a
    part of its document, which is read whole; `alone` reads the excerpt as if it were all.

    Raises:
        InputError: if a gold file cannot be used or its text is missing.
    """
    golds = [read_gold(path, texts) for path in find_gold(gold_files)]
    card = Card()
    accounts = (_account(gold, alone=alone) for gold in golds)
    for gold, prediction in zip(golds, predictions(accounts), strict=True):
        score(gold, prediction, card)
    return Evaluation(
        HEAD, card.table(), card.misses, rules=tuple(tuple(row) for row in card.rule_table())
    )


def _account(gold: Gold, *, alone: bool) -> Account:
    if gold.whole is None or gold.place is None or alone:
        return Account.of(gold.document)
    return cut(Account.of(gold.whole), gold.document, gold.place)

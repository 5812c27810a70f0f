"""Judge documents by weights that have not seen them: the folds of a cross-validation.

Decisions that build on names must be learned on names as a new text gives them, faults included:
names that the weights have been trained on are too good.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_build.evaluate import _account
from graph_build.evaluate.predicted import predictions
from graph_build.evaluate.score import _entities, score
from graph_build.evaluate.tally import Card
from graph_build.extract import frames, names
from graph_build.extract import weights as models
from graph_build.extract.aims import aims
from graph_build.extract.marks import marks
from graph_build.extract.shapes import shapes
from graph_build.extract.weights import BIAS, Weights
from graph_build.extract.wording import wording
from tests.evaluation import learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_build.evaluate.gold import Gold
    from graph_build.evaluate.predicted import Prediction
    from graph_build.extract.account import Account

Tables = dict[str, dict[str, float]]


def names_and_goals(golds: Sequence[Gold]) -> list[Tables]:
    """Return for each fold the weights that the documents of the other folds give."""
    folds: list[Tables] = [{} for _ in range(learn.FOLDS)]
    for group, rows_of in (("initiative", learn.initiative_rows), ("goal", learn.goal_rows)):
        rows = [row for number, gold in enumerate(golds) for row in rows_of(number, gold)]
        for fold, tables in enumerate(folds):
            others = [r for r in rows if learn.unseen_by(fold, r)]
            tables[group] = learn.fit(others, learn.PENALTY[group])
    return folds


@contextmanager
def judged_by(tables: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
    """Take these weights in place of the tables of the lexicon, within the block."""
    given = {
        name: Weights(table[BIAS], {f: w for f, w in table.items() if f != BIAS})
        for name, table in tables.items()
    }
    load = models._load

    def chosen(name: str) -> Weights:
        return given[name] if name in given else load(name)

    models._load = chosen  # type: ignore[assignment]
    _forget()
    try:
        yield
    finally:
        models._load = load
        _forget()


def _forget() -> None:
    """Forget what is derived from the weights."""
    kept_of = (marks, shapes, wording, names._term_range, names._weighed, aims, frames._weighed)
    for kept in kept_of:
        kept.cache_clear()


def accounts(golds: Sequence[Gold], folds: Sequence[Tables]) -> list[Account]:
    """Return the account of each document by the weights of its fold."""
    found: dict[int, Account] = {}
    for fold, tables in enumerate(folds):
        with judged_by(tables):
            for number in range(fold, len(golds), len(folds)):
                found[number] = _account(golds[number], alone=False)
    return [found[number] for number in range(len(golds))]


def card(golds: Sequence[Gold], made: Sequence[Account]) -> Card:
    """Return how accounts score."""
    total = Card()
    for gold, prediction in zip(golds, predictions(made), strict=True):
        score(gold, prediction, total)
    return total


def answered(
    golds: Sequence[Gold], made: Sequence[Account]
) -> list[tuple[Prediction, dict[str, str]]]:
    """Return each prediction with the gold entity that an entity of it answers, by IRI."""
    found = []
    for gold, prediction in zip(golds, predictions(made), strict=True):
        aligned = _entities(gold, prediction, Card())
        found.append((prediction, {iri: of for of, iri in aligned.items()}))
    return found

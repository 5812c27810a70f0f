"""Make the weights of governing verbs from gold documents, and cross-validate the actions.

    python -m tests.evaluation.verbs GOLD... --also tests/gold/written --texts CORPUS [--write]

Needs scikit-learn (dependency group `learn`). `verb_weights.csv` of `ontology/lexicon/` is its
output; without --write it only prints how actions score on documents that no weights have seen.
Documents given by --also only teach.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.evaluate.gold import Gold, find_gold, read_gold
from graph_build.extract import frames, scene_of
from graph_build.extract.actions import marks_of
from graph_build.extract.weights import BIAS
from graph_build.model import Span
from tests.evaluation import learn, unseen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.evaluate.gold import GoldAction
    from graph_build.evaluate.predicted import Prediction
    from graph_build.extract.scene import Scene

PENALTY = 8.0
SHOWN = ("  initiative", "  goal", "relation", "action", "action strict", "action actor")


def rows(golds: Sequence[Gold], folds: Sequence[unseen.Tables]) -> list[learn.Row]:
    """Return every predicate beside every name, right where gold has that action there."""
    blind = {"verb": {BIAS: 0.0}}
    made = unseen.accounts(golds, [{**tables, **blind} for tables in folds])
    answers = unseen.answered(golds, made)
    found: list[learn.Row] = []
    for fold, tables in enumerate(folds):
        with unseen.judged_by({**tables, **blind}):
            for number in range(fold, len(golds), len(folds)):
                found += _of_document(number, golds[number], *answers[number])
    return found


def _of_document(
    number: int, gold: Gold, prediction: Prediction, answers: dict[str, str]
) -> Iterator[learn.Row]:
    scene = scene_of(gold.whole or gold.document)
    place = gold.place or Span(0, len(gold.document.text))
    for passage in scene.passages:
        for clause in (Span(c.start, c.end) for c in passage.sentence.clauses):
            said = scene.reading.evidence(clause).span
            if not place.holds(said):
                continue
            here = Span(said.start - place.start, said.end - place.start)
            stated = [a for a in gold.actions if a.span.overlaps(here)]
            yield from _of_clause(number, scene, clause, prediction, answers, stated)


def _of_clause(
    number: int,
    scene: Scene,
    clause: Span,
    prediction: Prediction,
    answers: dict[str, str],
    stated: Sequence[GoldAction],
) -> Iterator[learn.Row]:
    objects = scene.within(clause, "initiative")
    for named in objects:
        of = answers.get(prediction.iri(named.key) or "")
        verbs = [a.verb for a in stated if a.object == of]
        others = [o.span for o in objects if o is not named]
        for choice in frames.choices(scene.atoms, named.span, clause, others):
            span = scene.atoms.span(choice.first, choice.stop)
            verb = span.of(scene.atoms.text)
            right = any(verb in v or v in verb for v in verbs)
            yield learn.Row(number, right, span, verb, (*choice.features, *marks_of(named)))


def main() -> None:
    """Cross-validate, and with --write make the table anew from all documents."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    golds = [read_gold(path, args.texts) for path in find_gold(args.gold)]
    teachers = golds + [read_gold(path, args.texts) for path in find_gold(args.also)]
    folds = unseen.names_and_goals(teachers)
    verbs = rows(teachers, folds)
    for fold, tables in enumerate(folds):
        others = [r for r in verbs if r.document % len(folds) != fold]
        tables["verb"] = learn.fit(others, PENALTY)
    for row in unseen.card(golds, unseen.accounts(golds, folds)).table():
        if row[0] in SHOWN:
            print(*row, sep="\t")  # noqa: T201
    if args.write:
        learn.write(learn.fit(verbs, PENALTY), "verb")


if __name__ == "__main__":
    main()

"""Make the weight tables of the learned decisions from gold documents, and cross-validate them.

    python tests/evaluation/learn.py GOLD... --also tests/gold/written --texts CORPUS [--write]

Needs scikit-learn (dependency group `learn`). The tables `initiative_weights.csv` and
`goal_weights.csv` of `ontology/lexicon/` are its output; without --write it only prints what
cross-validation over documents says. Weights below 0.05 are left out, to keep a table readable.
Documents given by --also only teach, each a part as much as another one.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_build.evaluate.gold import Gold, find_gold, read_gold
from graph_build.evaluate.matching import norm, similar
from graph_build.extract import goals, names
from graph_build.extract.atoms import Atoms
from graph_build.extract.candidates import candidates, features
from graph_build.extract.weights import BIAS
from graph_build.extract.words import Words
from graph_build.read import Reading
from graph_build.resources import ontology
from graph_build.segment import sections, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.model import Span

FOLDS = 6
PENALTY = {"initiative": 4.0, "goal": 3.0}
PART = 0.5
"""How much a document that only teaches counts beside one that is measured."""
SMALLEST = 0.05
RAREST = 3
_LAST_CHARACTER = "\uffff"
"""Tables of code points hold no characters beyond the basic plane, which are in no common word."""
_FIGURE = re.compile(r"\d")
_ALIKE = 0.72
_LIKE_NAME = 0.75


class Row(NamedTuple):
    """One candidate: its document, whether gold has it, its range, its name, its features.

    What is nearly a name of the gold is `vague`: it counts as found, but teaches nothing. Documents
    that only teach have numbers below 0.
    """

    document: int
    right: bool
    span: Span
    name: str
    features: tuple[str, ...]
    vague: bool = False


def initiative_rows(number: int, gold: Gold) -> list[Row]:
    """Return the candidates of a document; right is what equals a form of an initiative."""
    reading, atoms = _atoms(gold)
    forms = {norm(f) for e in gold.entities if e.group == "initiative" for f in e.forms}
    rows = []
    for candidate in candidates(atoms):
        span = atoms.span(candidate.first, candidate.last)
        name = norm(span.of(reading.text))
        if len(name) > 1:
            right = name in forms
            vague = not right and any(similar(name, f) >= _LIKE_NAME for f in forms)
            rows.append(Row(number, right, span, name, features(atoms, candidate), vague))
    return rows


def goal_rows(number: int, gold: Gold) -> list[Row]:
    """Return the clauses of a document; right is what is like a form of a goal."""
    reading, atoms = _atoms(gold)
    forms = [f for e in gold.entities if e.group == "goal" for f in e.forms]
    named = [s.span for s in names.initiatives(atoms)]
    rows = []
    for sentence in sentences(reading, sections(reading)):
        mine = [n for n in named if sentence.span.holds(n)]
        for clause in goals.clauses(
            sentence, atoms, mine, lambda s: bool(_FIGURE.search(reading.text, s.start, s.end))
        ):
            name = clause.span.of(reading.text)
            right = any(similar(name, f) >= _ALIKE for f in forms)
            rows.append(Row(number, right, clause.span, norm(name), clause.features))
    return rows


def _atoms(gold: Gold) -> tuple[Reading, Atoms]:
    reading = Reading.of(gold.document)
    return reading, Atoms.of(Words.of(reading.text), sections(reading))


def fit(rows: list[Row], penalty: float) -> dict[str, float]:
    """Return the weights of a logistic regression with an L2 penalty, the bias among them."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 (an extra)

    rows = [row for row in rows if not row.vague]
    counts = Counter(f for row in rows for f in row.features)
    told = sorted(f for f, n in counts.items() if n >= RAREST and max(f) <= _LAST_CHARACTER)
    index = {f: i for i, f in enumerate(told)}
    model = LogisticRegression(C=1 / penalty, max_iter=300, solver="liblinear")
    counts_as = [1.0 if row.document >= 0 else PART for row in rows]
    model.fit(_matrix(rows, index), [row.right for row in rows], counts_as)
    return {BIAS: float(model.intercept_[0])} | {
        f: float(model.coef_[0][i]) for f, i in index.items()
    }


def _matrix(rows: list[Row], index: dict[str, int]) -> Any:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (an extra)

    columns = [[index[f] for f in row.features if f in index] for row in rows]
    starts = [0]
    for held in columns:
        starts.append(starts[-1] + len(held))
    flat = [c for held in columns for c in held]
    return csr_matrix(([1.0] * len(flat), flat, starts), shape=(len(rows), len(index)))


def unseen_by(fold: int, row: Row) -> bool:
    """Say whether a row teaches the weights that judge the documents of a fold."""
    return row.document < 0 or row.document % FOLDS != fold


def numbered(golds: Sequence[Gold], also: Sequence[Gold]) -> Iterator[tuple[int, Gold]]:
    """Return documents with their numbers: from 0 on, and those that only teach from -1 down."""
    yield from enumerate(golds)
    yield from ((-1 - number, gold) for number, gold in enumerate(also))


def chosen(rows: list[Row], weights: dict[str, float], threshold: float) -> list[Row]:
    """Return the rows that the weights decide for: best first, disjoint."""
    scored = [(weights[BIAS] + sum(weights.get(f, 0) for f in row.features), row) for row in rows]
    found: list[Row] = []
    for score, row in sorted(scored, key=lambda s: (-s[0], s[1].span)):
        if score >= threshold and not any(row.span.overlaps(f.span) for f in found):
            found.append(row)
    return found


def cross_validate(rows: list[Row], group: str, golds: list[Gold], threshold: float) -> str:
    """Return precision, recall and F1 by name over documents that the weights have not seen."""
    right = predicted = wanted = 0
    for fold in range(FOLDS):
        weights = fit([r for r in rows if unseen_by(fold, r)], PENALTY[group])
        for number in range(fold, len(golds), FOLDS):
            mine = chosen([r for r in rows if r.document == number], weights, threshold)
            forms = [e.forms for e in golds[number].entities if e.group == group]
            hits, extra = _aligned(
                {r.name for r in mine}, forms, _LIKE_NAME if group == "initiative" else 0.6
            )
            right, predicted, wanted = right + hits, predicted + hits + extra, wanted + len(forms)
    precision, recall = right / max(predicted, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"{group:12} {len(golds)} documents  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def _aligned(found: set[str], forms: list[tuple[str, ...]], least: float) -> tuple[int, int]:
    pairs = sorted(
        (
            (max(similar(n, f) for f in things), n, i)
            for n in found
            for i, things in enumerate(forms)
        ),
        reverse=True,
    )
    used: set[object] = set()
    hits = 0
    for likeness, name, index in pairs:
        if likeness >= least and name not in used and index not in used:
            used |= {name, index}
            hits += 1
    again = {n for n in found - used if any(norm(f) == n for things in forms for f in things)}
    return hits, len(found) - hits - len(again)


def write(weights: dict[str, float], group: str) -> None:
    """Write the table of a model, rounded and without what weighs next to nothing."""
    path = ontology() / "lexicon" / f"{group}_weights.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerow([BIAS, round(weights[BIAS], 2)])
        for feature in sorted(weights):
            if feature != BIAS and abs(weights[feature]) >= SMALLEST:
                table.writerow([feature, round(weights[feature], 2)])


def main() -> None:
    """Cross-validate, and with --write make the tables anew from all documents."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--also", nargs="*", type=Path, default=[])
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    golds = [read_gold(path, args.texts) for path in find_gold(args.gold)]
    also = [read_gold(path, args.texts) for path in find_gold(args.also)]
    for group, rows_of, threshold in (
        ("initiative", initiative_rows, names.THRESHOLD),
        ("goal", goal_rows, goals.THRESHOLD),
    ):
        rows = [row for number, gold in numbered(golds, also) for row in rows_of(number, gold)]
        print(cross_validate(rows, group, golds, threshold))  # noqa: T201
        if args.write:
            write(fit(rows, PENALTY[group]), group)


if __name__ == "__main__":
    main()

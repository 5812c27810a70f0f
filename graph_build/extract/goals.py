"""Which clauses state an aim: clause candidates described by features, decided by weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import frame_of
from graph_build.extract.weights import Weights
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence

THRESHOLD = -0.7
_LENGTH = range(4, 31)
_LEADING = re.compile(
    r"(?:同时|从而|进而|并且|以便|以利于|旨在|致力于|目的是|为了|并|为(?!.{1,18}(?:提供|打下|奠定|创造|作出|注入|留下|营造))|以(?=更|期))+"
)
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+是|首先是?|其次是?|再者是?|第[一二三四五]，?|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.、])"
)
_BY_MEANS = re.compile(
    r"(?:以|用|靠).{1,16}?(?=护航|筑牢|回应|激发|引领|推动|促进|保障|铸就|绘就|助力|赋能|带动|牵引|守护|提升)"
)
_SKIPPED = frozenset("d ad a f t c u uv ud m q r".split())
_PROVIDE = re.compile(r"为.{1,18}(?:提供|打下|奠定|创造|作出|注入|留下|营造).{1,10}$")


class Clause(NamedTuple):
    """A clause of a sentence that may state a goal: its range and its features."""

    span: Span
    features: tuple[str, ...]


class Goal(NamedTuple):
    """A stated aim: its range and the log-odds of being one."""

    span: Span
    score: float


def goals(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> list[Goal]:
    """Return the goals that a sentence states.

    `names` are the initiatives of the sentence; `numbers` says whether a range holds a figure.
    """
    weights = Weights.load("goal")
    found = []
    for clause in clauses(sentence, atoms, names, numbers):
        score = weights.score(clause.features)
        if score >= THRESHOLD:
            found.append(Goal(clause.span, score))
    return found


def clauses(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> Iterator[Clause]:
    """Return the clauses of a sentence that have the length of a goal, with their features."""
    text = atoms.text
    count = len(sentence.clauses)
    first_name = min((n.start for n in names), default=1 << 60)
    for index, whole in enumerate(sentence.clauses):
        span, marks = _stripped(text, whole)
        if span.end - span.start not in _LENGTH:
            continue
        held = any(n.overlaps(span) for n in names)
        yield Clause(
            span,
            (
                *_verb_features(atoms, span),
                *marks,
                f"kind={sentence.section.kind}",
                f"at={min(index, 3)}",
                f"left={min(count - 1 - index, 3)}",
                f"after={int(first_name < span.start)}",
                f"name={int(held)}",
                f"any={int(bool(names))} name={int(held)}",
                f"number={int(numbers(span))}",
                f"length={(span.end - span.start) // 3}",
                f"end={text[span.end - 2 : span.end]}",
            ),
        )


def _stripped(text: str, whole: Span) -> tuple[Span, list[str]]:
    """Return a clause without what introduces it, and marks for what was there."""
    start, marks = whole.start, []
    if found := _ORDINAL.match(text, start, whole.end):
        start = found.end()
        marks.append("ordinal")
    if found := _BY_MEANS.match(text, start, whole.end):
        start = found.end()
        marks.append("by means")
    if found := _LEADING.match(text, start, whole.end):
        start = found.end()
        marks.append(f"lead={found[0]}")
    if _PROVIDE.match(text, start, whole.end):
        marks.append("provide")
    return Span(start, whole.end), marks or ["bare"]


def _verb_features(atoms: Atoms, span: Span) -> list[str]:
    indices = atoms.within(span)
    at = indices.start
    while at < indices.stop and atoms.flags[at] in _SKIPPED:
        at += 1
    if at >= indices.stop:
        return ["v=none"]
    text, flag = atoms.texts[at], atoms.flags[at]
    found = [
        f"v={text}",
        f"vf={flag}",
        f"frame={frame_of(text)}",
        f"skipped={min(at - indices.start, 2)}",
    ]
    if at + 1 < indices.stop:
        found.append(f"v2f={atoms.flags[at + 1]}")
        found.append(f"v2={atoms.texts[at + 1]}")
    last = indices.stop - 1
    found.append(f"last={atoms.texts[last]}")
    found.append(f"lastf={atoms.flags[last]}")
    return found

"""Which clauses state an aim: clause candidates described by features, decided by weights."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import frame_of
from graph_build.extract.weights import Weights
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence

THRESHOLD = -0.9
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
_FEATURES = (
    "v=", "vf=", "frame=", "skipped=", "v2f=", "v2=", "last=", "lastf=",
    "", "", "lead=", "", "",
    "kind=", "at=", "left=", "after=", "name=", "any=", "number=", "length=", "end=",
    "s1=", "s2=", "s4=", "e1=", "e3=",
)  # fmt: skip
"""What a clause is described by, in order; a value of "" says nothing."""
_BESIDE = ("before=", "behind=", "here, before=", "here, behind=")
"""What a clause is described by beside its neighbours: their verbs' frames, whether they name."""
_WORD = "w="
_FRAME, _HELD = _FEATURES.index("frame="), _FEATURES.index("name=")
_NO_VERB = ("none", *[""] * 7)
_BARE = ("", "", "", "", "bare")
_INTRODUCES = frozenset("一二三四五六七八九十首其再第（以用靠同从进并旨致目为")
"""What `_ORDINAL`, `_BY_MEANS`, `_LEADING` and `_PROVIDE` begin with, if not with a figure."""
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
    model = _model()
    found = []
    for clause in _beside(list(_described(sentence, atoms, names, numbers))):
        score = model.score(clause)
        if score >= THRESHOLD:
            found.append(Goal(clause.span, score))
    return found


def clauses(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> Iterator[Clause]:
    """Return the clauses of a sentence that have the length of a goal, with their features."""
    for span, values, words, beside in _beside(list(_described(sentence, atoms, names, numbers))):
        said = [
            *zip(_FEATURES, values, strict=True),
            *zip(_BESIDE, beside, strict=True),
            *((_WORD, word) for word in words),
        ]
        yield Clause(span, tuple([f"{name}{value}" for name, value in said if value]))


class _Described(NamedTuple):
    """A clause with the values of `_FEATURES`, its words, and the values of `_BESIDE`."""

    span: Span
    values: tuple[str, ...]
    words: tuple[str, ...]
    beside: tuple[str, ...] = ("", "", "", "")

    @property
    def verb(self) -> str:
        """What neighbours see of the clause: the frame of its verb, whether it holds a name."""
        return self.values[_FRAME] + self.values[_HELD]


class _Model:
    """The weights by feature, so that a score needs no string for every feature."""

    def __init__(self, weights: Weights) -> None:
        self._bias = weights.bias
        self._of = [weights.beginning(name) for name in (*_FEATURES, *_BESIDE)]
        self._words = weights.beginning(_WORD)

    def score(self, clause: _Described) -> float:
        """Return the log-odds of a clause."""
        total = self._bias
        for of, value in zip(self._of, clause.values + clause.beside, strict=True):
            if value in of:
                total += of[value]
        held = self._words
        return total + sum([held[word] for word in clause.words if word in held])


@cache
def _model() -> _Model:
    return _Model(Weights.load("goal"))


def _described(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> Iterator[_Described]:
    """Return the clauses of a sentence that have the length of a goal, with their values."""
    text = atoms.text
    count = len(sentence.clauses)
    first_name = min([n.start for n in names], default=1 << 60)
    for index, whole in enumerate(sentence.clauses):
        span, marks = _stripped(text, whole)
        start, end = span
        if end - start not in _LENGTH:
            continue
        held = "1" if any(n.start < end and start < n.end for n in names) else "0"
        indices = atoms.within(span)
        values = (
            *_verb_values(atoms, indices),
            *marks,
            sentence.section.kind,
            str(min(index, 3)),
            str(min(count - 1 - index, 3)),
            "1" if first_name < start else "0",
            held,
            f"{int(bool(names))} name={held}",
            "1" if numbers(span) else "0",
            str((end - start) // 3),
            text[end - 2 : end],
            text[start],
            text[start : start + 2],
            text[start : start + 4],
            text[end - 1],
            text[end - 3 : end],
        )
        words = atoms.texts[indices.start : indices.stop]
        yield _Described(span, values, tuple([w for w in words if len(w) > 1]))


def _beside(found: Sequence[_Described]) -> Iterator[_Described]:
    """Return the clauses with what their neighbours are."""
    seen = ["-", *[clause.verb for clause in found], "-"]
    for at, clause in enumerate(found, 1):
        before, here, behind = seen[at - 1 : at + 2]
        yield clause._replace(beside=(before, behind, here + before, here + behind))


def _stripped(text: str, whole: Span) -> tuple[Span, tuple[str, str, str, str, str]]:
    """Return a clause without what introduces it, and marks for what was there."""
    start, end = whole
    if text[start] not in _INTRODUCES and not text[start].isdecimal():
        return whole, _BARE
    ordinal = means = lead = provide = ""
    if found := _ORDINAL.match(text, start, end):
        start, ordinal = found.end(), "ordinal"
    if found := _BY_MEANS.match(text, start, end):
        start, means = found.end(), "by means"
    if found := _LEADING.match(text, start, end):
        start, lead = found.end(), found[0]
    if _PROVIDE.match(text, start, end):
        provide = "provide"
    if not (ordinal or means or lead or provide):
        return whole, _BARE
    return Span(start, end), (ordinal, means, lead, provide, "")


def _verb_values(atoms: Atoms, indices: range) -> tuple[str, ...]:
    """Return the values of the features of the verb and of the last word."""
    flags, texts = atoms.flags, atoms.texts
    at, stop = indices.start, indices.stop
    while at < stop and flags[at] in _SKIPPED:
        at += 1
    if at >= stop:
        return _NO_VERB
    text = texts[at]
    after = (flags[at + 1], texts[at + 1]) if at + 1 < stop else ("", "")
    return (
        text,
        flags[at],
        str(frame_of(text)),
        str(min(at - indices.start, 2)),
        *after,
        texts[stop - 1],
        flags[stop - 1],
    )

"""Which clauses state an aim: clause candidates described by features, decided by weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.extract.aims import Clauses, aims
from graph_build.extract.candidates import frame_of
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence

THRESHOLD = -0.9
_SHORTEST, _LONGEST = 4, 30
_LEADING = re.compile(
    r"(?:同时|从而|进而|并且|以便|以利于|旨在|致力于|目的是|为了|并|为(?!.{1,18}(?:提供|打下|奠定|创造|作出|注入|留下|营造))|以(?=更|期))+"
)
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+是|首先是?|其次是?|再者是?|第[一二三四五]，?|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.、])"
)
_BY_MEANS = re.compile(
    r"(?:以|用|靠).{1,16}?(?=护航|筑牢|回应|激发|引领|推动|促进|保障|铸就|绘就|助力|赋能|带动|牵引|守护|提升)"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿]{2,}")
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
_NUMBERS = tuple(map(str, range(_LONGEST + 1)))
_ANY = {(some, held): f"{int(some)} name={held}" for some in (False, True) for held in "01"}
_NO_VERB = ("none", *[""] * 7)
_BARE = ("", "", "", "", "bare")
_INTRODUCES = frozenset("一二三四五六七八九十首其再第（以用靠同从进并旨致目为")
"""What `_ORDINAL`, `_BY_MEANS`, `_LEADING` and `_PROVIDE` begin with, if not with a figure."""
_PROVIDE = re.compile(r"为.{1,18}(?:提供|打下|奠定|创造|作出|注入|留下|营造).{1,10}$")
_NO_AIM = re.compile(
    r"(?:通过|针对|根据|按照|依托|立足).*"
    r"|.*(?:方面|同时|之际|以来|过程中|基础上|前提下|中|时)|.*(?:哪些|什么|怎样).*"
)
"""Means, circumstances and questions, which state no aim."""
_Beside = tuple[str, str, str, str]


class Clause(NamedTuple):
    """A clause of a sentence that may state a goal: its range and its features."""

    span: Span
    features: tuple[str, ...]


class Goal(NamedTuple):
    """A stated aim: its range and the log-odds of being one."""

    span: Span
    score: float


def goals(sentences: Sequence[Sentence], atoms: Atoms, names: Sequence[Span]) -> list[Goal]:
    """Return the goals that sentences state, in order.

    `names` are the initiatives of the text, in order.
    """
    found = _bare(sentences, atoms.text)
    if not len(found.starts):
        return []
    scores = aims().scores(atoms, sentences, _SKIPPED, found, names)
    chosen = np.flatnonzero(scores >= THRESHOLD)
    columns = (values[chosen].tolist() for values in (found.starts, found.ends, scores))
    return [Goal(Span(start, end), score) for start, end, score in zip(*columns, strict=True)]


def _bare(sentences: Sequence[Sentence], text: str) -> Clauses:
    """Return the clauses of sentences that have the length of a goal."""
    where: list[tuple[int, int, int, int, int]] = []
    marks: list[tuple[str, ...]] = []
    for number, sentence in enumerate(sentences):
        last = len(sentence.clauses) - 1
        for index, (start, end), said in _open_to_aims(sentence, text):
            where.append((start, end, number, index, last - index))
            marks.append(said)
    starts, ends, line, at, left = np.asarray(where, dtype=np.intp).reshape(-1, 5).T
    return Clauses(starts, ends, line, at, left, tuple(zip(*marks, strict=True)))


def _open_to_aims(sentence: Sentence, text: str) -> Iterator[tuple[int, Span, tuple[str, ...]]]:
    """Return the clauses that may state an aim: number, range and what introduced them."""
    if sentence.section.kind == "question":
        return
    for index, whole in enumerate(sentence.clauses):
        span, said = _stripped(text, whole)
        if _SHORTEST <= span.end - span.start <= _LONGEST and not _NO_AIM.fullmatch(text, *span):
            yield index, span, said


def holds_figure(text: str, span: Span) -> bool:
    """Say whether a range holds a number that is more than one Chinese numeral."""
    return _FIGURE.search(text, *span) is not None


def clauses(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> Iterator[Clause]:
    """Return the clauses of a sentence that have the length of a goal, with their features."""
    found = _described(sentence, atoms, names, numbers)
    for (span, values, words), beside in zip(found, _beside(found), strict=True):
        said = [
            *zip(_FEATURES, values, strict=True),
            *zip(_BESIDE, beside, strict=True),
            *((_WORD, word) for word in words if len(word) > 1),
        ]
        yield Clause(span, tuple([f"{name}{value}" for name, value in said if value]))


class _Described(NamedTuple):
    """A clause with the values of `_FEATURES` and its words."""

    span: Span
    values: tuple[str, ...]
    words: Sequence[str]


def _described(
    sentence: Sentence, atoms: Atoms, names: Sequence[Span], numbers: Callable[[Span], bool]
) -> list[_Described]:
    """Return the clauses of a sentence that have the length of a goal, with their values."""
    text = atoms.text
    last = len(sentence.clauses) - 1
    first_name = min([n.start for n in names], default=1 << 60)
    found = []
    for index, span, marks in _open_to_aims(sentence, text):
        start, end = span
        held = "1" if names and any(n.start < end and start < n.end for n in names) else "0"
        indices = atoms.within(span)
        values = (
            *_verb_values(atoms, indices),
            *marks,
            sentence.section.kind,
            _NUMBERS[min(index, 3)],
            _NUMBERS[min(last - index, 3)],
            "1" if first_name < start else "0",
            held,
            _ANY[bool(names), held],
            "1" if numbers(span) else "0",
            _NUMBERS[(end - start) // 3],
            text[end - 2 : end],
            text[start],
            text[start : start + 2],
            text[start : start + 4],
            text[end - 1],
            text[end - 3 : end],
        )
        found.append(_Described(span, values, atoms.texts[indices.start : indices.stop]))
    return found


def _beside(found: Sequence[_Described]) -> Iterator[_Beside]:
    """Return what the neighbours of the clauses of a sentence are, and each beside them.

    Of a clause they see the frame of its verb, and whether it holds a name.
    """
    seen = ["-", *[one.values[_FRAME] + one.values[_HELD] for one in found], "-"]
    for before, here, behind in zip(seen, seen[1:], seen[2:], strict=False):
        yield before, behind, here + before, here + behind


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
        _NUMBERS[min(at - indices.start, 2)],
        *after,
        texts[stop - 1],
        flags[stop - 1],
    )

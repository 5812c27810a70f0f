"""The verb that governs a name in its clause: every predicate is a candidate, and is weighed.

What a word is, where it stands (before the name or behind it) and what lies between (的, another
predicate) decide; the weights are the table `verb_weights.csv`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import frame_of
from graph_build.extract.lexicon import column, words_with
from graph_build.extract.weights import Weights
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.extract.atoms import Atoms

THRESHOLD = -1.0
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+是|首先|其次|再者)")
_NO_VERB = words_with("roles", "word", role="no verb")
_PREPOSITIONS = words_with("roles", "word", role="preposition")
# What is said of a name that stands before it: 项目开工, 平台上线.
_SAID = words_with("roles", "word", role="said of subject")
# Verbs that stand as nouns before nouns: 法治服务“一件事”, 平安建设“小切口”治理.
_MODIFIERS = words_with("roles", "word", role="noun modifier")
_NEVER = frozenset(("x", "Q", "B", "P", "m", "ns", "nt", "p", "c", "u", "uj", "ul"))
# The dictionary calls whole phrases nouns and idioms: 深入开展, 全面推行, 全面完成.
_PHRASES = frozenset("v vn vd vg l i nz j n d a nr".split())
_KINDS = {"v": "v", "vd": "vd", "vn": "vn", "i": "i", "l": "i", "a": "a", "z": "a"}
_LIGHT = frozenset("打建办抓搞开设")
_SHORT, _LONG = 2, 3
_COMPLEMENTS = frozenset("好 造 实 起 牢".split())
_JOINS = frozenset("并 和 、".split())
_AS_WRITTEN = frozenset(("x", "uj", "c", "p", "u"))
_PARTICLES = frozenset("的 地 得 了 着 过 之 所".split())
_FURTHEST = 24


class Frame(NamedTuple):
    """A governing verb: its range, its frame (create, run …), whether the name is its subject.

    `score` is the log-odds that the verb governs the name.
    """

    span: Span
    verb: str
    frame: str | None
    passive: bool
    score: float


class Choice(NamedTuple):
    """A predicate of a clause that may govern a name.

    `at` is its atom, `first` and `stop` the range of the verbs joined to it; `behind` says that it
    stands behind the name.
    """

    at: int
    first: int
    stop: int
    behind: bool
    features: tuple[str, ...]


class _Around(NamedTuple):
    """What stands around a name in its clause, as features tell it."""

    before: str
    after: str

    @property
    def edges(self) -> str:
        """Whether the name opens and closes its clause."""
        return f"{int(self.before == '^')}{int(self.after == '$')}"


class _Place(NamedTuple):
    """Where a predicate stands: L before the name, R behind; predicates and particles between."""

    side: str
    rank: int
    particles: int


def governing(
    atoms: Atoms, name: Span, clause: Span, names: Sequence[Span], marks: Sequence[str] = ()
) -> Frame | None:
    """Return the verb that governs a name within its clause, or None.

    `names` are other names of the clause, whose words govern nothing; `marks` are features of the
    name itself, which count for each of its verbs.
    """
    weights = Weights.load("verb")
    scored = [(weights.sum(c.features), c) for c in choices(atoms, name, clause, names)]
    if not scored:
        return None
    score, best = max(scored, key=lambda s: s[0])
    score += weights.score(marks)
    if score < THRESHOLD:
        return None
    span = atoms.span(best.first, best.stop)
    frame = frame_of(atoms.texts[best.at])
    return Frame(span, span.of(atoms.text), frame, best.behind, score)


def choices(atoms: Atoms, name: Span, clause: Span, names: Sequence[Span]) -> Iterator[Choice]:
    """Return the predicates of a clause that may govern a name, from the name outwards."""
    held = atoms.within(Span(clause.start, clause.end))
    first = atoms.within(Span(clause.start, name.start)).stop
    stop = max(first, atoms.within(Span(name.end, clause.end)).start)
    before = _mark(atoms, first - 1) if first > held.start else "^"
    after = _mark(atoms, stop) if stop < held.stop else "$"
    around = _Around(before, after)
    taken = {i for n in names for i in atoms.within(n)}
    left = range(first - 1, max(held.start, first - _FURTHEST) - 1, -1)
    right = range(stop, min(held.stop, stop + _FURTHEST))
    yield from _side(atoms, left, held, taken, around)
    yield from _side(atoms, right, held, taken, around)


def _side(
    atoms: Atoms, way: range, held: range, taken: set[int], around: _Around
) -> Iterator[Choice]:
    """Return the predicates on one side of a name, the nearest first."""
    behind = way.step > 0
    texts, flags = atoms.texts, atoms.flags
    rank = particles = 0
    for index in way:
        if index in taken:
            continue
        kind = predicate(texts[index], flags[index])
        if kind is None:
            particles += texts[index] in _PARTICLES
        elif behind or kind != "a" or not rank:
            place = _Place("R" if behind else "L", min(rank, 3), min(particles, 2))
            found = _features(atoms, index, kind, held, around, place)
            end = held.stop if behind else way.start + 1
            first, stop = _run(atoms, index, held.start, end, behind=behind)
            yield Choice(index, first, stop, behind, found)
            rank += 1


def _features(
    atoms: Atoms, index: int, kind: str, held: range, around: _Around, place: _Place
) -> tuple[str, ...]:
    text = atoms.texts[index]
    side, rank, particles = place
    before = _mark(atoms, index - 1) if index > held.start else "^"
    after = _mark(atoms, index + 1) if index + 1 < held.stop else "$"
    found = (
        f"{side} r{rank} u{particles}",
        f"{side} k{kind} r{rank}",
        f"{side} k{kind} u{particles}",
        f"{side} v={text}",
        f"{side} fr={frame_of(text)} r{rank}",
        f"{side} vb={before}",
        f"{side} va={after} r{rank}",
        f"{side} nb={around.before}",
        f"{side} na={around.after}",
        f"{side} o{around.edges} r{rank}",
    )
    if text in _NO_VERB:
        return (*found, f"{side} no")
    return (*found, f"{side} said r{rank}") if text in _SAID else found


def _mark(atoms: Atoms, index: int) -> str:
    """Return a neighbour as features tell it: small words as written, others by their flag."""
    text, flag = atoms.texts[index], atoms.flags[index]
    return text if flag in _AS_WRITTEN or text == "等" else flag


@lru_cache(maxsize=1 << 14)
def predicate(text: str, flag: str) -> str | None:
    """Return what kind of predicate a word may be, None for none.

    t: in the table of verbs; f: ends in one; s: said of subjects; i: an idiom; a: an adjective;
    1: a light verb; else the flag of a verb.

    >>> predicate("深入开展", "i"), predicate("推进", "v"), predicate("经济", "n")
    ('f', 't', None)
    """
    if flag in _NEVER or text in _PREPOSITIONS or _ORDINAL.match(text):
        return None
    frame = frame_of(text)
    if frame == "recognise":
        return None
    if text in column("verbs", "verb", "frame"):
        return "t"
    if len(text) == 1:
        return "1" if flag == "v" and text in _LIGHT else None
    if flag in _PHRASES and frame is not None:
        return "f"
    if text in _SAID:
        return "s"
    if flag in {"i", "l"} and len(text) < _LONG:
        return None
    return _KINDS.get(flag)


def _run(atoms: Atoms, index: int, first: int, stop: int, *, behind: bool) -> tuple[int, int]:
    """Return the atoms of a verb with those joined to it, from `first` to before `stop`.

    传承和弘扬, 探索建立 and 开工建设 are one verb each.
    """
    texts, flags = atoms.texts, atoms.flags
    start, end = index, index + 1
    if behind:
        while end < stop and flags[end] in {"v", "vn"} and end - start <= _SHORT:
            end += 1
        return start, end
    if texts[index] in _LIGHT and end < stop and texts[end] in _COMPLEMENTS:
        return start, end + 1
    while end < stop:
        ahead = end + (texts[end] in _JOINS)
        if ahead >= stop or predicate(texts[ahead], flags[ahead]) not in {"t", "f"}:
            break
        end = ahead + 1
    while start > first and (joined := _joined(atoms, start, first)) < start:
        start = joined
    return start, end


def _joined(atoms: Atoms, start: int, first: int) -> int:
    """Return where the verb begins that is joined to the verb at an atom, else that atom."""
    texts, flags = atoms.texts, atoms.flags
    before = start - 1
    if is_verb(texts[before], flags[before]) and texts[before] not in _MODIFIERS:
        return before
    if texts[before] in _JOINS and before > first:
        text, flag = texts[before - 1], flags[before - 1]
        if frame_of(text) is not None and is_verb(text, flag):
            return before - 1
    return start


def is_verb(text: str, flag: str) -> bool:
    """Say whether a word governs: a verb of the table whatever its flag, else a verb of length."""
    if text in _NO_VERB or _ORDINAL.match(text):
        return False
    if text in column("verbs", "verb", "frame"):
        return True
    if flag in {"v", "vn", "vd", "vg", "l", "nz"} and frame_of(text) is not None:
        return True
    return flag == "v" and len(text) > 1

"""The verb that governs a name in its clause: every predicate is a candidate, and is weighed.

What a word is, where it stands (before the name or behind it) and what lies between (的, another
predicate) decide; the weights are the table `verb_weights.csv`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.candidates import frame_of
from graph_build.extract.lexicon import column, words_with
from graph_build.extract.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Span

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
    """The atoms of a clause, and what stands around the name in it, as features tell it."""

    begin: int
    end: int
    before: str
    after: str


class _Predicate(NamedTuple):
    """A predicate: its atom, where those joined to it must end, what it is, where it stands.

    `side` is L before the name and R behind it; `rank` and `particles` count the predicates and
    the particles between, as far as features tell them; `before` and `after` are its neighbours.
    """

    at: int
    stop: int
    text: str
    kind: str
    side: str
    rank: int
    particles: int
    before: str
    after: str
    around: _Around


def governing(
    atoms: Atoms, name: Span, clause: Span, names: Sequence[Span], marks: Sequence[str] = ()
) -> Frame | None:
    """Return the verb that governs a name within its clause, or None.

    `names` are other names of the clause, whose words govern nothing; `marks` are features of the
    name itself, which count for each of its verbs.
    """
    found = _predicates(atoms, name, clause, names)
    if not found:
        return None
    # Of equal ones the first, which is the nearest before the name.
    score, best = max([(_weight(p), p) for p in found], key=_first_part)
    score += _weights().score(marks)
    if score < THRESHOLD:
        return None
    first, stop = _run(atoms, best)
    span = atoms.span(first, stop)
    frame = frame_of(best.text)
    return Frame(span, span.of(atoms.text), frame, best.side == "R", score)


def choices(atoms: Atoms, name: Span, clause: Span, names: Sequence[Span]) -> Iterator[Choice]:
    """Return the predicates of a clause that may govern a name, from the name outwards."""
    for found in _predicates(atoms, name, clause, names):
        yield Choice(found.at, *_run(atoms, found), found.side == "R", _features(found))


def _predicates(atoms: Atoms, name: Span, clause: Span, names: Sequence[Span]) -> list[_Predicate]:
    starts, ends = atoms.starts, atoms.ends
    begin = bisect_left(starts, clause.start)
    end = max(begin, bisect_right(ends, clause.end))
    first = max(begin, bisect_right(ends, name.start))
    stop = max(first, bisect_left(starts, name.end))
    before = _mark(atoms, first - 1) if first > begin else "^"
    after = _mark(atoms, stop) if stop < end else "$"
    clear = _Around(begin, end, before, after)
    taken = {i for n in names for i in atoms.within(n)}
    left = range(first - 1, max(begin, first - _FURTHEST) - 1, -1)
    right = range(stop, min(end, stop + _FURTHEST))
    return [*_side(atoms, "L", left, taken, clear), *_side(atoms, "R", right, taken, clear)]


def _side(
    atoms: Atoms, side: str, way: range, taken: set[int], around: _Around
) -> Iterator[_Predicate]:
    """Return the predicates on one side of a name, the nearest first."""
    texts, flags = atoms.texts, atoms.flags
    begin, end, _, _ = around
    rank = particles = 0
    for at in way:
        if at in taken:
            continue
        text = texts[at]
        kind = predicate(text, flags[at])
        if kind is None:
            particles += text in _PARTICLES
        elif side == "R" or kind != "a" or not rank:
            before = _mark(atoms, at - 1) if at > begin else "^"
            after = _mark(atoms, at + 1) if at + 1 < end else "$"
            stop = end if side == "R" else way.start + 1
            yield _Predicate(
                at, stop, text, kind, side, min(rank, 3), min(particles, 2), before, after, around
            )
            rank += 1


def _features(found: _Predicate) -> tuple[str, ...]:
    side, rank, around = found.side, found.rank, found.around
    return (
        *_placed(side, rank, found.particles, found.kind),
        *_worded(side, rank, found.text),
        *_beside(side, rank, found.before, found.after),
        *_opened(side, rank, around.before, around.after),
        *_called(side, rank, found.text),
    )


def _placed(side: str, rank: int, particles: int, kind: str) -> tuple[str, ...]:
    return (
        f"{side} r{rank} u{particles}",
        f"{side} k{kind} r{rank}",
        f"{side} k{kind} u{particles}",
    )


def _worded(side: str, rank: int, text: str) -> tuple[str, ...]:
    return f"{side} v={text}", f"{side} fr={frame_of(text)} r{rank}"


def _beside(side: str, rank: int, before: str, after: str) -> tuple[str, ...]:
    return f"{side} vb={before}", f"{side} va={after} r{rank}"


def _opened(side: str, rank: int, before: str, after: str) -> tuple[str, ...]:
    """Return what stands around the name, and whether it opens and closes its clause."""
    edges = f"{int(before == '^')}{int(after == '$')}"
    return f"{side} nb={before}", f"{side} na={after}", f"{side} o{edges} r{rank}"


def _called(side: str, rank: int, text: str) -> tuple[str, ...]:
    if text in _NO_VERB:
        return (f"{side} no",)
    return (f"{side} said r{rank}",) if text in _SAID else ()


def _weights() -> Weights:
    return Weights.load("verb")


def _weight(found: _Predicate) -> float:
    """Return the summed weights of the features of a predicate, which are looked up but once."""
    side, rank, text, around = found.side, found.rank, found.text, found.around
    return sum(
        (
            *_weighed(_placed, side, rank, found.particles, found.kind),
            *_weighed(_worded, side, rank, text),
            *_weighed(_beside, side, rank, found.before, found.after),
            *_weighed(_opened, side, rank, around.before, around.after),
            *_weighed(_called, side, rank, text),
        )
    )


@lru_cache(maxsize=1 << 15)
def _weighed(features: Callable[..., tuple[str, ...]], *of: str | int) -> tuple[float, ...]:
    weights = _weights().of
    return tuple([weights[f] for f in features(*of) if f in weights])


def _first_part(scored: tuple[float, _Predicate]) -> float:
    return scored[0]


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


def _run(atoms: Atoms, found: _Predicate) -> tuple[int, int]:
    """Return the first atom of a verb with those joined to it, and the one behind them.

    传承和弘扬, 探索建立 and 开工建设 are one verb each.
    """
    texts, flags = atoms.texts, atoms.flags
    index, stop, first = found.at, found.stop, found.around.begin
    start, end = index, index + 1
    if found.side == "R":
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

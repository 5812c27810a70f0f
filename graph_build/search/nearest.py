"""The things that a name of a table may mean, each with a score and what the score is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_build.model import INITIATIVE_CLASSES
from graph_build.search.folding import folded, toneless
from graph_build.search.pinyin import spellings
from graph_build.search.query import LONGEST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from graph_build.search.index import Index

SURE = 0.95
"""The likeness of a name from which on a candidate may be a certain match."""

NAME_WEIGHT = 98
MISSED_HINT = 0.75
_PROMINENCE_WEIGHT = 100 - NAME_WEIGHT
_CORE = 0.95
_PINYIN = 0.9
_INITIALS = 0.7
_PART, _PART_SHARE = 0.6, 0.35
_ABBREVIATION, _ABBREVIATION_SHARE = 0.55, 0.35
_EDITED = 0.95
_PAIRS = 0.5
_SOUGHT = 60
_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》]{2,})[”」』》]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a name may mean.

    `name` is the name of it that is most like, `likeness` how much (0 to 1), `how` in which way;
    `prominence` (0 to 1) is how often texts mention it; `hints` say which were true of it.
    """

    iri: str
    name: str
    likeness: float
    how: str
    prominence: float
    hints: Mapping[str, bool]

    @property
    def score(self) -> float:
        """Ninety-eight parts likeness and two of prominence, a quarter less for each failed hint."""
        base = NAME_WEIGHT * self.likeness + _PROMINENCE_WEIGHT * self.prominence
        return base * MISSED_HINT ** list(self.hints.values()).count(False)

    @property
    def sure(self) -> bool:
        """Whether it can be meant for certain, if no other candidate can."""
        return self.likeness >= SURE and all(self.hints.values())


class _Alike(NamedTuple):
    likeness: float
    how: str


def candidates(
    index: Index,
    name: str,
    *,
    kinds: Collection[str] = (),
    hints: Mapping[str, Collection[str]] | None = None,
    limit: int,
) -> list[Candidate]:
    """Return the things that a name may mean, the likeliest first.

    `kinds` are the classes that are asked for, all where none is given; `hints` map facets of the
    index to values of which a thing should have one.
    """
    sought = name[:LONGEST]
    allowed = {kind for one in kinds for kind in _finer(one)}
    found = index.find(sought)
    numbers = [*found.things[: min(found.named, _SOUGHT)].tolist(), *index.near(sought, _SOUGHT)]
    if hints and not kinds:
        numbers += _having(index, sought, hints)
    made = [
        _candidate(index, number, sought, hints or {})
        for number in dict.fromkeys(numbers)
        if not allowed or index.kind(number) in allowed
    ]
    made.sort(key=lambda one: (-one.score, one.iri))
    return made[:limit]


def certain(found: list[Candidate]) -> bool:
    """Say whether the first candidate is the one that is meant: it may be, and no other may."""
    return bool(found) and found[0].sure and not any(other.sure for other in found[1:])


def alike(name: str, other: str) -> float:
    """Return how much the name of a thing is like a name that was given, from 0 to 1.

    >>> [round(alike("金华公安", name), 2) for name in ("金华市公安局", "金华公安", "台州市")]
    [0.78, 1.0, 0.0]
    """
    return _alike(folded(name), toneless(name), other).likeness


def _having(index: Index, name: str, hints: Mapping[str, Collection[str]]) -> Iterator[int]:
    """Yield things that match and have a hint, which may be far down among all that match."""
    for facet, values in sorted(hints.items()):
        for value in sorted(values):
            found = index.find(name, where={facet: value})
            yield from found.things[: min(found.named, _SOUGHT)].tolist()


def _finer(kind: str) -> tuple[str, ...]:
    return INITIATIVE_CLASSES if kind == "Initiative" else (kind,)


def _candidate(
    index: Index, number: int, name: str, hints: Mapping[str, Collection[str]]
) -> Candidate:
    plain, spelled = folded(name), toneless(name)
    names = index.names(number)
    found = [_alike(plain, spelled, other) for other in names]
    best = max(range(len(names)), key=lambda at: (found[at].likeness, -at))
    return Candidate(
        index.iri(number),
        names[best],
        found[best].likeness,
        found[best].how,
        index.prominence(number),
        {facet: bool(index.values(number, facet) & set(of)) for facet, of in hints.items()},
    )


def _alike(plain: str, spelled: str, name: str) -> _Alike:
    other = folded(name)
    if not plain or not other:
        return _Alike(0.0, "none")
    if plain == other:
        return _Alike(1.0, "exact")
    return max(_ways(plain, spelled, name, other))


def _ways(plain: str, spelled: str, name: str, other: str) -> Iterator[_Alike]:
    quoted = _QUOTED.findall(name)
    if len(quoted) == 1 and folded(quoted[0]) == plain:
        yield _Alike(_CORE, "core")
    short, long = sorted((plain, other), key=len)
    share = len(short) / len(long)
    if short in long:
        yield _Alike(_PART + _PART_SHARE * share, "part")
    elif _in_order(short, long):
        yield _Alike(_ABBREVIATION + _ABBREVIATION_SHARE * share, "abbreviation")
    edits = distance(plain, other, most=max(1, len(long) // 3))
    if edits is not None:
        yield _Alike(_EDITED * (1 - edits / len(long)), "spelling")
    yield _Alike(_PAIRS * _shared(plain, other), "pairs")
    if plain.isascii():
        for full, initials in spellings(name):
            if spelled in {full, initials}:
                yield _Alike(*((_PINYIN, "pinyin") if spelled == full else (_INITIALS, "initials")))


def _in_order(short: str, long: str) -> bool:
    """Say whether characters stand in another text in their order, the first one first.

    >>> _in_order("金华公安", "金华市公安局"), _in_order("华公安", "金华市公安局")
    (True, False)
    """
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)


def _shared(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common (Dice)."""
    pairs, others = _pairs(one), _pairs(other)
    total = len(pairs) + len(others)
    return 2 * len(pairs & others) / total if total else 0.0


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def distance(one: str, other: str, *, most: int) -> int | None:
    """Return how many characters must be changed, added or left out; None if more than `most`.

    >>> distance("枫桥经验", "枫乔经验", most=1), distance("枫桥经验", "龙山经验", most=1)
    (1, None)
    """
    if abs(len(one) - len(other)) > most:
        return None
    row = list(range(len(other) + 1))
    for at, character in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, letter in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (character != letter)),
            )
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None

"""How much two names are alike, and in which way."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.reconcile.forms import Form, forms, office
from graph_build.search.folding import folded, toneless
from graph_build.search.pinyin import readings, spellings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SURE = 0.95
"""The likeness from which on two names may be taken for one."""

_UNASKED = 0.96
_PINYIN = 0.9
_INITIALS = 0.7
_PART, _PART_SHARE = 0.6, 0.35
_ABBREVIATION, _ABBREVIATION_SHARE = 0.55, 0.35
_EDITED = 0.94
_PAIRS = 0.5
_WORTH_EDITS = 0.25
_LONGEST = 100
_MOST_FORMS = 3


class Likeness(NamedTuple):
    """How much two names are alike (0 to 1), in which way, and where one of them says it is.

    `division` is the code of the territory that one name opens with and the other leaves out.
    """

    value: float
    way: str
    division: str = ""


NONE = Likeness(0.0, "none")


class Sought(NamedTuple):
    """A name that is sought, taken apart once for all that it is compared with."""

    forms: tuple[Form, ...]
    spelled: str

    @classmethod
    def of(cls, name: str, more: Sequence[Form] = ()) -> Sought:
        """Return what a name is compared by; `more` are forms that the table gives beside it."""
        plain = folded(name)
        is_chinese = bool(readings(plain))
        return cls((*forms(name), *more), "" if is_chinese else toneless(name))

    @property
    def plain(self) -> str:
        """The name itself as it is compared."""
        return self.forms[0].text


def alike(sought: Sought, name: str) -> Likeness:
    """Return how much a name is like one that is sought.

    >>> sought = Sought.of("金华市“龙山经验”")
    >>> alike(sought, "龙山经验"), alike(sought, "枫桥经验").value < 0.5
    (Likeness(value=0.97, way='quoted', division='330700'), True)
    >>> alike(Sought.of("浙江省委政法委员会"), "中共浙江省委政法委员会").way
    'office'
    """
    if not sought.plain:
        return NONE
    plain = folded(name)
    if plain == sought.plain:
        return Likeness(1.0, "name")
    own = forms(name) if _may_agree(sought.forms, plain) else (Form(plain, 1.0, "name"),)
    same = max(_same(sought.forms, own), default=NONE)
    if same.value >= SURE:
        return same
    return max(same, *_less(sought, name, own))


def pairs_shared(one: str, other: str) -> float:
    """Return the share of pairs of neighbouring characters that two texts have in common (Dice).

    >>> pairs_shared("龙山经验", "枫桥经验")
    0.3333333333333333
    """
    left, right = _pairs(one), _pairs(other)
    total = len(left) + len(right)
    return 2 * len(left & right) / total if total else 0.0


def distance(one: str, other: str) -> int:
    """Return how many characters must be changed, added or left out (Myers, by bits of a number).

    >>> distance("枫桥经验", "枫乔经验"), distance("枫桥经验", "龙山经验"), distance("", "枫桥")
    (1, 2, 2)
    """
    if not one or not other:
        return len(one) or len(other)
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    every, last = (1 << len(one)) - 1, 1 << len(one) - 1
    more, less, found = every, 0, len(one)
    for character in other:
        same = places.get(character, 0)
        across = (((same & more) + more) ^ more) | same | less
        added = less | (every & ~(across | more))
        left_out = more & across
        found += bool(added & last) - bool(left_out & last)
        added = added << 1 | 1
        more = (left_out << 1 | (every & ~(across | added))) & every
        # A vertical step is what the next column sees; bits above the name mean nothing.
        less = across & added & every
    return found


def _may_agree(sought: Sequence[Form], plain: str) -> bool:
    """Say whether a form of a name may be one that is sought: forms are parts of a name."""
    short = office(plain)
    return any(form.text in plain or form.text in short for form in sought)


def _same(sought: Sequence[Form], own: Sequence[Form]) -> Iterator[Likeness]:
    """Yield in which forms two names agree."""
    by_text: dict[str, list[Form]] = {}
    for form in own:
        by_text.setdefault(form.text, []).append(form)
    for form in sought:
        for other in by_text.get(form.text, ()):
            if form.division and other.division and form.division != other.division:
                continue
            way = form.way if form.way != "name" else other.way
            value = form.weight * other.weight
            if other.division and not form.division:
                # 对口协作 is no more that of Shandong than of another place.
                value *= _UNASKED
            yield Likeness(round(value, 4), way, form.division or other.division)


def _less(sought: Sought, name: str, own: Sequence[Form]) -> Iterator[Likeness]:
    """Yield in which ways names that do not agree are alike all the same."""
    yield NONE
    if sought.spelled:
        for full, initials in spellings(name):
            if sought.spelled == full:
                yield Likeness(_PINYIN, "pinyin")
            elif sought.spelled == initials:
                yield Likeness(_INITIALS, "initials")
    for form, other in _compared(sought.forms, own):
        weight = form.weight * other.weight
        for value, way in _ways(form.text[:_LONGEST], other.text[:_LONGEST]):
            yield Likeness(round(weight * value, 4), way, form.division)


def _compared(sought: Sequence[Form], own: Sequence[Form]) -> Iterator[tuple[Form, Form]]:
    """Yield the forms that are worth comparing letter by letter: one of the two is whole."""
    for form in sought[:_MOST_FORMS]:
        if form.way in {"name", "quoted", "place"}:
            yield form, own[0]
    yield from ((sought[0], other) for other in own[1:_MOST_FORMS] if other.way == "quoted")


@lru_cache(65_536)
def _ways(plain: str, other: str) -> tuple[tuple[float, str], ...]:
    short, long = sorted((plain, other), key=len)
    shared = pairs_shared(plain, other)
    if not short or not (shared or set(short) & set(long)):
        return ()
    share = len(short) / len(long)
    made = [(_PAIRS * shared, "pairs")]
    if short in long:
        made.append((_PART + _PART_SHARE * share, "part"))
    elif in_order(short, long):
        made.append((_ABBREVIATION + _ABBREVIATION_SHARE * share, "abbreviation"))
    if shared > _WORTH_EDITS or len(long) <= 2 * _MOST_FORMS:
        edits = distance(plain, other)
        if edits <= max(1, len(long) // 3):
            made.append((_EDITED * (1 - edits / len(long)), "spelling"))
    return tuple(made)


def in_order(short: str, long: str) -> bool:
    """Say whether characters stand in another text in their order, the first one first.

    >>> in_order("金华公安", "金华市公安局"), in_order("华公安", "金华市公安局")
    (True, False)
    """
    rest = iter(long)
    return short[0] == long[0] and all(character in rest for character in short)


@lru_cache(65_536)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))

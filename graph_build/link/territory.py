"""The territory that a name opens with: 金华市委 tells its own, 鼓楼区法院 needs its document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.words import Words
from graph_build.gazetteer import Gazetteer, short_name

if TYPE_CHECKING:
    from graph_build.gazetteer import Division

_LONGEST = 12
_SHORTEST = 2
_OFFICE = re.compile(r"(?:局|厅|法院|检察院|政府|委|委员会|办|办公室|人大|政协|支队|大队|党校)$")
_ELLIPTIC = re.compile(
    r"(?P<all>全)?(?:我|本)?(?P<level>[省市县区州])"
    r"(?=委|政府|人民政府|人大|政协|纪委|监委|公安|法院|检察院|司法|直|属|政法|上)"
)
_ALL = re.compile(r"全(?P<level>[省市县区州])")


class Territory(NamedTuple):
    """What a name opens with: the form there, and the division it means, None if in doubt.

    `is_unique` says that no other division bears that form.
    """

    form: str
    division: Division | None
    is_unique: bool


def territory(name: str, scope: str | None) -> Territory | None:
    """Return the territory at the head of a name, in a document about `scope` (a division code).

    A form that several divisions bear means the one that holds the scope or lies in it.

    >>> territory("金华市委政法委", None).division.code, territory("大城市周边县城", None)
    ('330700', None)
    >>> territory("鼓楼区法院", None).division, territory("鼓楼区法院", "320100").division.code
    (None, '320106')
    """
    gazetteer = Gazetteer.load()
    for length in range(min(_LONGEST, len(name)), _SHORTEST - 1, -1):
        form = name[:length]
        found = gazetteer.by_name(form)
        if not found or gazetteer.is_doubtful(form):
            continue
        if not any(d.name == form for d in found) and not _ends_word(name, length):
            continue
        if len(found) == 1:
            return Territory(form, found[0], is_unique=True)
        return Territory(form, _meant(found, scope), is_unique=False)
    return None


def _ends_word(name: str, length: int) -> bool:
    """Say whether a short form is a word of a name, or the head of the name of one body."""
    words = Words.of(name)
    return length == len(name) or words.is_start(length) or words.flags[0] == "nt"


def _meant(found: tuple[Division, ...], scope: str | None) -> Division | None:
    if scope is None:
        return None
    gazetteer = Gazetteer.load()
    if same := [d for d in found if d.code == scope]:
        return same[0]
    near = [d for d in found if gazetteer.within(d.code, scope) or gazetteer.within(scope, d.code)]
    return near[0] if len(near) == 1 else None


def in_full(name: str, own: Territory) -> str:
    """Return the name of an office with its territory in full; other names stay as they are.

    >>> in_full("金华公安局", territory("金华公安局", None))
    '金华市公安局'
    >>> in_full("北京大学", territory("北京大学", None))
    '北京大学'
    """
    division = own.division
    if division is None or not _OFFICE.search(name) or short_name(division.name) != own.form:
        return name
    return division.name + name[len(own.form) :]


def elliptic(name: str, scope: str | None) -> tuple[bool, str | None]:
    """Return whether a name leaves its territory unsaid, and the full name if the scope tells it.

    >>> elliptic("市委政法委", "330700"), elliptic("市委", "330726"), elliptic("市委", None)
    ((True, '金华市委政法委'), (True, '金华市委'), (True, None))
    >>> elliptic("教育部", "330700")
    (False, None)
    """
    found = _ELLIPTIC.match(name) or _ALL.match(name)
    if found is None:
        return False, None
    gazetteer = Gazetteer.load()
    chain = (gazetteer.by_code(scope), *gazetteer.ancestors(scope))
    level = found["level"]
    division = next((d for d in chain if d is not None and d.name.endswith(level)), None)
    return True, None if division is None else division.name + name[found.end() :]

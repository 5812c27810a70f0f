"""The identity of a name: its normal form, and the territory within which it is one thing.

Rules, in this order; the first that holds decides and its name is kept:
register: the register of entities says what the name is;
code: a territory has its division code;
national: a name of the field that means one thing nationwide;
own territory: the name tells its own territory (金华市委政法委);
elliptic: 市委 in a document about Jinhua is 金华市委;
quoted: a proper quoted name is one thing everywhere;
scoped: any other name is one thing within the territory of its document.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.extract.coreference import core, plain
from graph_build.gazetteer import Gazetteer, short_name
from graph_build.resources import ontology

if TYPE_CHECKING:
    from graph_build.model import Document, Key

_ELLIPTIC = re.compile(
    r"^(?:中共|全|我|本)?(?P<level>[省市县区州])(?=委|政府|人民政府|人大|政协|纪委|监委|公安|法院|检察院|司法|直|属|政法|上)"
)
_ALL = re.compile(r"^全(?P<level>[省市县区州])")
_CENTRAL = re.compile(
    r"^(?:中央|国务院|全国|中共中央|党中央|最高|国家|中国|党的|联合国|解放军|武警)|^(?:十|二十).*(?:大|全会)$|部$"
)
_LEVELS = {
    "省": {"province"},
    "市": {"prefecture", "province", "county"},
    "县": {"county"},
    "区": {"county", "province"},
    "州": {"prefecture"},
}
_NUMBERED = re.compile(r"^[一二三四五六七八九十百\d]+(?:[大个项张条]|$)")


class Identity(NamedTuple):
    """What makes a thing itself: two names with equal group, scope and name are one thing."""

    group: str
    scope: str
    name: str
    rule: str


def identity(key: Key, document: Document, scope: str | None) -> Identity:
    """Return the identity of a key of a document about the territory `scope` (a division code)."""
    group, name = key
    if group == "place":
        registered = not name.startswith("z:")
        return Identity(group, "-", name.removeprefix("z:"), "code" if registered else "named")
    normal = core(name) if group in {"initiative", "honour"} else plain(name)
    if known := register().get((group, normal)):
        return Identity(group, "-", known, "register")
    local = scope or f"doc:{document.id}"
    if group in {"goal", "honour"}:
        return Identity(group, "-", normal, "name")
    if group == "person":
        return Identity(group, local, normal, "scoped")
    if group == "institution":
        return _institution(normal, scope, local)
    return _initiative(name, normal, scope, local)


def _institution(name: str, scope: str | None, local: str) -> Identity:
    if _CENTRAL.search(name):
        return Identity("institution", "-", name, "national")
    gazetteer = Gazetteer.load()
    chain = [d for d in (gazetteer.by_code(scope), *gazetteer.ancestors(scope)) if d]
    for pattern in (_ELLIPTIC, _ALL):
        if found := pattern.match(name):
            division = next((d for d in chain if d.level in _LEVELS[found["level"]]), None)
            if division is not None:
                rest = name[found.end() :] if pattern is _ALL else name[found.start("level") + 1 :]
                return Identity("institution", "-", division.name + rest, "elliptic")
            return Identity("institution", local, name, "scoped")
    if _own_territory(name.removeprefix("中共")):
        return Identity(
            "institution", "-", _full_territory(name.removeprefix("中共")), "own territory"
        )
    return Identity("institution", local, name, "scoped")


def _initiative(name: str, normal: str, scope: str | None, local: str) -> Identity:
    if normal in national():
        return Identity("initiative", "-", normal, "national")
    if scope is None:
        return Identity("initiative", "-", normal, "national document")
    proper = ("“" in name or "《" in name) and normal not in generic()
    if proper and not _NUMBERED.match(normal):
        return Identity("initiative", "-", normal, "quoted")
    if _own_territory(normal):
        return Identity("initiative", "-", normal, "own territory")
    return Identity("initiative", local, normal, "scoped")


def _own_territory(name: str) -> str | None:
    """Return the register name that a name opens with, if it is not a doubtful one."""
    gazetteer = Gazetteer.load()
    for length in range(min(12, len(name)), 1, -1):
        form = name[:length]
        if gazetteer.by_name(form) and not gazetteer.is_doubtful(form):
            return form
    return None


def _full_territory(name: str) -> str:
    """Return a name with its territory in full where that is unambiguous: 金华市公安局."""
    form = _own_territory(name)
    found = Gazetteer.load().by_name(form) if form else ()
    if form and len(found) == 1 and short_name(found[0].name) == form:
        return found[0].name + name[len(form) :]
    return name


@cache
def register() -> dict[tuple[str, str], str]:
    """Return (group, normal form) → canonical name, from `ontology/registry/entities.csv`."""
    path = ontology() / "registry" / "entities.csv"
    found: dict[tuple[str, str], str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for form in (row["name"], *row["aliases"].split("|")):
                if form:
                    found[row["group"], plain(form)] = plain(row["name"])
    return found


@cache
def generic() -> frozenset[str]:
    """Return quoted names that every place gives to something of its own: “一件事”."""
    path = ontology() / "registry" / "generic.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"] for row in csv.DictReader(lines))


@cache
def national() -> frozenset[str]:
    """Return the names of initiatives that mean one thing nationwide."""
    path = ontology() / "registry" / "national.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"] for row in csv.DictReader(lines))

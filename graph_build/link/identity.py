"""The identity of a name: its normal form, and the territory within which it is one thing.

The first rule of `RULES` that holds decides, and its name is kept with the entity. A false merge is
worse than a split: where a name does not tell that it is one thing everywhere, it is one thing
within the territory of its document, and without a territory within the document.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import rjieba

from graph_build.extract.coreference import core, plain
from graph_build.extract.honours import grade_of
from graph_build.extract.lexicon import column
from graph_build.extract.words import Words
from graph_build.link.territory import elliptic, in_full, territory
from graph_build.model import Grade
from graph_build.resources import ontology

if TYPE_CHECKING:
    from graph_build.model import Document, Key

RULES: dict[str, str] = {
    "register": "the register of entities says that its names are one thing",
    "code": "a territory is what its division code says",
    "named": "a region has one name; a zone is told by the territory in its name, or its document",
    "elliptic": "the name leaves its territory unsaid and means that of the document (市委)",
    "national": "a name of the field that means one thing nationwide",
    "national document": "a document of the whole country names it",
    "own territory": "the name tells its own territory (金华市委政法委)",
    "proper": "the dictionary knows it as the name of one university",
    "quoted": "a proper name in quotes is one thing everywhere (“龙山经验”)",
    "name": "the same words are the same goal, or the same honour of one level",
    "scoped": "any other name is one thing within the territory of its document",
}
"""The rules that decide identity, and what each says."""

_CENTRAL = re.compile(
    r"^(?:中央|国务院|全国|中共中央|党中央|最高|国家|中国|中华|党的|联合国)"
    r"|^(?:解放军|中国人民解放军)$|^(?:十|二十).*(?:大|全会)$"
)
_LOCAL_TOO = re.compile(r"^(?!国|中|全国|最高|央|人民银行).*(?<!总局)(?:委|局|办)$")
"""Short names that a local body bears as well: 医保局 in a city's document is the city's."""
_NATIONAL_DOCUMENT = re.compile(
    r"国务院|中共中央|党中央|全国人民代表大会|全国人大|中央人民政府|国办发|国发〔"
)
_UNIVERSITY = re.compile(r".{2}大学$")
_DIGITS_OF_LEVEL = {Grade.PROVINCIAL: 2, Grade.MUNICIPAL: 4, Grade.COUNTY: 6, Grade.TOWNSHIP: 9}
"""How much of a division code names the region that gives an honour of a level."""
_HEAD_CHARACTERS = 150
_NUMBERED = re.compile(r"^[一二三四五六七八九十百千万\d]+(?:[大个项张条]|$)")
_FIGURES = re.compile(r"[\d一二三四五六七八九十百千万NX+＋·.\-]+")
_QUOTES = re.compile(r"“([^“”]+)”|《([^《》]+)》")
_PLAN = re.compile(r"^十?[一二三四五六七八九]五(?:规划|计划|时期|期间|$)")


class Identity(NamedTuple):
    """What makes a thing itself: two names with equal group, scope and name are one thing."""

    group: str
    scope: str
    name: str
    rule: str


def identity(key: Key, document: Document, scope: str | None) -> Identity:
    """Return the identity of a key of a document about the territory `scope` (a division code)."""
    group, name = key
    local = scope or f"doc:{document.id}"
    if group == "place":
        return _place(name, local)
    quoted = [plain(a or b) for a, b in _QUOTES.findall(name)]
    normal = core(name) if group == "initiative" or (group == "honour" and quoted) else plain(name)
    known = register().get((group, normal))
    if known and not (scope and _LOCAL_TOO.search(normal)):
        return Identity(group, "-", known, "register")
    if group == "honour":
        return _honour(name, normal, scope, local)
    if group in {"goal", "person"}:
        where, rule = ("-", "name") if group == "goal" else (local, "scoped")
        return Identity(group, where, normal, rule)
    if group == "institution":
        return _institution(normal, scope, local)
    if normal in national():
        return Identity(group, "-", normal, "national")
    if scope is None and _is_national(document):
        return Identity(group, "-", normal, "national document")
    is_proper = bool(quoted) and all(_is_proper(words) for words in (normal, *quoted))
    return _initiative(normal, scope, local, is_proper=is_proper)


def _place(name: str, local: str) -> Identity:
    if not name.startswith("z:"):
        return Identity("place", "-", name, "code")
    zone = name.removeprefix("z:")
    own = territory(zone, None)
    is_one = zone in column("regions", "region") or (own is not None and own.is_unique)
    return Identity("place", "-" if is_one else local, zone, "named")


def _institution(name: str, scope: str | None, local: str) -> Identity:
    bare = name.removeprefix("中共")
    is_elliptic, full = elliptic(bare, scope)
    if is_elliptic:
        who = ("-", full, "elliptic") if full else (local, name, "scoped")
        return Identity("institution", *who)
    if _CENTRAL.search(name):
        return Identity("institution", "-", name, "national")
    own = territory(bare, scope)
    if own is not None and own.division is not None:
        where = "-" if own.is_unique else own.division.code
        return Identity("institution", where, in_full(bare, own), "own territory")
    if own is None and _UNIVERSITY.search(name) and Words.of(name).flags == ("nt",):
        return Identity("institution", "-", name, "proper")
    return Identity("institution", local, name, "scoped")


def _honour(name: str, normal: str, scope: str | None, local: str) -> Identity:
    """Tell honours of one name by their level, and those of a lower level by who gives them."""
    grade = grade_of(name)
    if grade is None:
        return Identity("honour", "-", normal, "name")
    graded = f"{grade}:{normal}"
    digits = _DIGITS_OF_LEVEL.get(grade)
    if digits is None:
        return Identity("honour", "-", graded, "name")
    giver = scope[:digits].ljust(len(scope), "0") if scope else local
    return Identity("honour", giver, graded, "scoped")


def _initiative(normal: str, scope: str | None, local: str, *, is_proper: bool) -> Identity:
    own = territory(normal, scope)
    if own is not None and own.division is not None:
        where = "-" if own.is_unique else own.division.code
        return Identity("initiative", where, normal, "own territory")
    if own is None and is_proper:
        return Identity("initiative", "-", normal, "quoted")
    return Identity("initiative", local, normal, "scoped")


def _is_proper(normal: str) -> bool:
    """Say whether a quoted name is one that not every place gives to something of its own.

    >>> [_is_proper(n) for n in ("龙山经验", "一件事", "绿色通道", "10+3", "十四五规划")]
    [True, False, False, False, False]
    """
    return not (
        normal in generic()
        or _NUMBERED.match(normal)
        or _FIGURES.fullmatch(normal)
        or _PLAN.match(normal)
        or rjieba.has_word(normal)
    )


def _is_national(document: Document) -> bool:
    head = document.title + document.text[:_HEAD_CHARACTERS]
    return bool(_NATIONAL_DOCUMENT.search(head))


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
    return _names("generic")


@cache
def national() -> frozenset[str]:
    """Return the names of initiatives that mean one thing nationwide."""
    return _names("national")


def _names(table: str) -> frozenset[str]:
    path = ontology() / "registry" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return frozenset(row["name"] for row in csv.DictReader(lines))

"""The register of territories: codes, names, short names, levels and what lies in what.

Facts of the 2023 edition of the statistical division codes (see `ontology/registry/places.md`);
level and parent follow from the code, as GB/T 2260 has it.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import rjieba
from ahocorasick_rs import AhoCorasick

from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

RANKS = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4}
_PEOPLES = (
    "蒙古族|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族"
    "|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|俄罗斯族"
    "|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春族?|赫哲族|门巴族|珞巴族|基诺族|回族|蒙古|各族"
)
_SUFFIX = re.compile(
    rf"(?:(?:{_PEOPLES})*自治[区州县旗]|特别行政区|维吾尔自治区|[省市县区]|地区|林区|特区|[盟旗])$"
)
_PROVINCES = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆", "西藏自治区": "西藏", "香港特别行政区": "香港", "澳门特别行政区": "澳门"}  # fmt: skip
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Division:
    """A territory of the register; `level` is a concept of the level scheme, `rank` its order."""

    code: str
    name: str
    level: str

    @property
    def rank(self) -> int:
        """The order of the level: 0 for a country, 4 for a township."""
        return RANKS[self.level]


def short_name(name: str) -> str | None:
    """Return the short form of a territory's name, or None where it has none of its own.

    >>> short_name("金华市"), short_name("广西壮族自治区"), short_name("黔东南苗族侗族自治州")
    ('金华', '广西', '黔东南')
    >>> short_name("范县") is None
    True
    """
    short = _PROVINCES.get(name) or _SUFFIX.sub("", name)
    return short if short != name and len(short) >= _SHORTEST else None


def level_of(code: str) -> str:
    """Return the level that a code shows.

    >>> level_of("330000"), level_of("330700"), level_of("330783"), level_of("330783001")
    ('province', 'prefecture', 'county', 'township')
    """
    if not code.isdigit():
        return "country"
    if len(code) > 6:  # noqa: PLR2004
        return "township"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


class Gazetteer:
    """The register, with look-up by code and by name and a search for all names in a text."""

    def __init__(self, rows: dict[str, str], ambiguous: frozenset[str]) -> None:
        self._divisions = {c: Division(c, n, level_of(c)) for c, n in rows.items()}
        self._named: dict[str, list[Division]] = {}
        self._ambiguous = ambiguous
        for division in self._divisions.values():
            for form in {division.name, short_name(division.name)} - {None}:
                self._named.setdefault(str(form), []).append(division)
        self._automaton = AhoCorasick(sorted(self._named))

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the register down to counties, with foreign countries; read once."""
        return _load()

    def by_code(self, code: str | None) -> Division | None:
        """Return the division of a code; townships are looked up when first asked for."""
        if code is None:
            return None
        if code not in self._divisions and len(code) > 6:  # noqa: PLR2004
            name = townships().get(code)
            return Division(code, name, "township") if name else None
        return self._divisions.get(code)

    def by_name(self, name: str) -> tuple[Division, ...]:
        """Return the divisions that bear a full or short name, highest level first."""
        found = self._named.get(name, ())
        return tuple(sorted(found, key=lambda d: (d.rank, d.code)))

    def ancestors(self, code: str | None) -> tuple[Division, ...]:
        """Return the divisions above a code, the nearest first."""
        if code is None or not code.isdigit():
            return ()
        above = [code[:6], code[:4] + "00", code[:2] + "0000"]
        return tuple(
            self._divisions[c] for c in dict.fromkeys(above) if c != code and c in self._divisions
        )

    def within(self, code: str, level: str) -> tuple[Division, ...]:
        """Return the divisions of a level that lie in a division, by code."""
        if level == "township":
            prefix = code.rstrip("0") if len(code) == 6 else code  # noqa: PLR2004
            prefix = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else prefix
            return tuple(Division(c, n, level) for c, n in townships().items() if c.startswith(prefix))
        chosen = [
            d
            for d in self._divisions.values()
            if d.level == level and any(a.code == code for a in self.ancestors(d.code))
        ]
        return tuple(sorted(chosen, key=lambda d: d.code))

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """Return where full and short names stand in a text, overlapping ones too."""
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end

    def is_doubtful(self, form: str) -> bool:
        """Say whether a form is also an ordinary word, so that it needs a context."""
        return _is_doubtful(form, form in self._ambiguous, self._is_full(form))

    def _is_full(self, form: str) -> bool:
        return any(d.name == form for d in self._named.get(form, ()))


@cache
def _is_doubtful(form: str, listed: bool, full: bool) -> bool:  # noqa: FBT001
    if full:
        return False
    if listed:
        return True
    words = rjieba.tag(form)
    return len(words) > 1 or words[0][1] not in {"ns", "nrt"}


@cache
def _load() -> Gazetteer:
    rows = _rows("places") | _rows("countries")
    return Gazetteer(rows, frozenset(_rows("ambiguous", "form", "form")))


@cache
def townships() -> dict[str, str]:
    """Return the names of townships, towns and streets by their nine-digit code."""
    return _rows("townships-1") | _rows("townships-2")


def _rows(name: str, key: str = "code", value: str = "name") -> dict[str, str]:
    path = ontology() / "registry" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[key]: row[value] for row in csv.DictReader(lines)}

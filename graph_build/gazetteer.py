"""The register of territories: codes, names, short names, levels and what lies in what.

Facts of the 2023 edition of the statistical division codes (see `ontology/registry/places.md`);
level and parent follow from the code, as GB/T 2260 has it. Countries have their ISO 3166 code,
foreign cities that of their country with a suffix.
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
    from collections.abc import Iterator, Mapping

RANKS = {"country": 0, "province": 1, "prefecture": 2, "county": 3, "zone": 4, "township": 5}
"""The levels of the register, the highest first; villages are in no register."""

_PEOPLES = (
    "(?<!内)蒙古族?|藏族|维吾尔族?|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?"
    "|傣族|黎族|傈僳族|佤族|畲族|高山族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?"
    "|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族?|阿昌族|普米族|塔吉克族?|怒族|俄罗斯族|鄂温克族?"
    "|德昂族|保安族|裕固族|独龙族|鄂伦春族?|赫哲族|门巴族|珞巴族|基诺族|回族|各族"
)
# The name of a people alone is what is left of 东乡族自治县: it stays, without 族.
_PEOPLE_ONLY = re.compile(rf"(?:{_PEOPLES})自治[州县旗]")
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})*自治([区州县旗])$|特别行政(区)$")
_SUFFIX = re.compile(r"(?:省|市|地区|林区|特区|(?<!矿)(?<!新)区|新区|县|盟|(?<![左右前中后合])旗)$")
_ZONE = re.compile(r"(?:开发区|管理区|示范区|实验区|试验区|园区|名胜区|聚集区|食品区|管委会|新城)$")
_ZONES = range(71, 81)
_SHORTEST = 2
_COUNTY_DIGITS = 6
_STATISTICAL_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Division:
    """A territory of the register; `level` is a concept of the level scheme.

    `parent` is the code of the territory directly above, None for provinces and countries.
    """

    code: str
    name: str
    level: str
    parent: str | None = None

    @property
    def rank(self) -> int:
        """The order of the level: 0 for a country, the greater the lower."""
        return RANKS[self.level]

    @property
    def admin_code(self) -> str | None:
        """The code as registers write it, twelve digits below counties; None outside China.

        >>> Division("330783001", "吴宁街道", "township").admin_code
        '330783001000'
        """
        if not self.code.isdigit():
            return None
        below = len(self.code) > _COUNTY_DIGITS
        return self.code.ljust(_STATISTICAL_DIGITS, "0") if below else self.code


@cache
def short_name(name: str) -> str | None:
    """Return the short form of a territory's name, or None where it has none of its own.

    >>> short_name("金华市"), short_name("广西壮族自治区"), short_name("黔东南苗族侗族自治州")
    ('金华', '广西', '黔东南')
    >>> short_name("仁寿县"), short_name("东乡族自治县"), short_name("浦东新区")
    ('仁寿', '东乡', '浦东')
    >>> [short_name(name) for name in ("范县", "矿区", "土默特左旗", "苏州工业园区")]
    [None, None, None, None]
    """
    if _PEOPLE_ONLY.fullmatch(name):
        return re.sub("族?自治.$", "", name)
    if _ZONE.search(name):
        return None
    short = _AUTONOMOUS.sub("", name)
    short = _SUFFIX.sub("", name) if short == name else short
    return short if short != name and len(short) >= _SHORTEST else None


@cache
def forms(name: str) -> tuple[str, ...]:
    """Return the forms of a territory's name in texts, the full one first.

    >>> forms("景宁畲族自治县"), forms("义乌市"), forms("范县")
    (('景宁畲族自治县', '景宁', '景宁县'), ('义乌市', '义乌'), ('范县',))
    """
    short = short_name(name)
    if short is None:
        return (name,)
    suffix = _AUTONOMOUS.search(name)
    # 广西区 and 香港区 are no names; 黔东南州, 景宁县 and 鄂温克旗 are.
    middle = (short + suffix[1],) if suffix and suffix[1] in {"州", "县", "旗"} else ()
    return (name, short, *middle)


def level_of(code: str) -> str:
    """Return the level that a code shows; 71 to 80 as county number are zones of the statistics.

    >>> [level_of(c) for c in ("330000", "330700", "330783", "330783001", "320576", "DE", "DE-MUC")]
    ['province', 'prefecture', 'county', 'township', 'zone', 'country', 'prefecture']
    """
    if not code.isdigit():
        return "prefecture" if "-" in code else "country"
    if len(code) > _COUNTY_DIGITS:
        return "township"
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "prefecture"
    return "zone" if int(code[4:]) in _ZONES else "county"


class Gazetteer:
    """The register, with look-up by code and by name and a search for all names in a text."""

    def __init__(
        self,
        names: Mapping[str, str],
        ambiguous: frozenset[str] = frozenset(),
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self._divisions = {
            code: Division(code, name, level_of(code), _parent(code, names))
            for code, name in names.items()
        }
        self._named: dict[str, list[Division]] = {}
        self._ambiguous = ambiguous
        self._aliases = aliases or {}
        for division in self._divisions.values():
            for form in self.forms(division):
                self._named.setdefault(form, []).append(division)
        self._automaton = AhoCorasick(sorted(self._named))

    @classmethod
    def load(cls) -> Gazetteer:
        """Return the register down to counties, with foreign places; read once.

        >>> [d.name for d in Gazetteer.load().ancestors("330782")]
        ['金华市', '浙江省']
        """
        return _load()

    def __iter__(self) -> Iterator[Division]:
        """Return the divisions down to counties, and foreign places."""
        return iter(self._divisions.values())

    def forms(self, division: Division) -> tuple[str, ...]:
        """Return the names of a division in texts: full, short, others.

        >>> gazetteer = Gazetteer.load()
        >>> gazetteer.forms(gazetteer.by_name("金华市")[0])
        ('金华市', '金华', '八婺', '婺州')
        """
        # Abroad a name stands as it is: 胡志明 is not the city.
        own = forms(division.name) if division.code.isdigit() else (division.name,)
        more = (name for name, code in self._aliases.items() if code == division.code)
        return tuple(dict.fromkeys((*own, *more)))

    def by_code(self, code: str | None) -> Division | None:
        """Return the division of a code; townships are looked up when first asked for.

        >>> Gazetteer.load().by_code("330783001")
        Division(code='330783001', name='吴宁街道', level='township', parent='330783')
        """
        if code is None:
            return None
        if code not in self._divisions and len(code) > _COUNTY_DIGITS and code.isdigit():
            code = code[:-3] if len(code) == _STATISTICAL_DIGITS else code
            name = townships().get(code)
            return Division(code, name, "township", code[:_COUNTY_DIGITS]) if name else None
        return self._divisions.get(code)

    def by_name(self, name: str) -> tuple[Division, ...]:
        """Return the divisions that bear a full or short name, highest level first.

        >>> [d.code for d in Gazetteer.load().by_name("义乌")]
        ['330782']
        >>> [d.name for d in Gazetteer.load().by_name("海南")]
        ['海南省', '海南藏族自治州', '海南区']
        """
        found = self._named.get(name, ())
        return tuple(sorted(found, key=lambda d: (d.rank, d.code)))

    def ancestors(self, code: str | None) -> tuple[Division, ...]:
        """Return the divisions above a code, the nearest first."""
        division = self.by_code(code)
        found = []
        while division is not None and division.parent is not None:
            division = self._divisions.get(division.parent)
            found += [division] if division else []
        return tuple(found)

    def within(self, code: str, ancestor: str) -> bool:
        """Say whether a division is another one or lies in it.

        >>> gazetteer = Gazetteer.load()
        >>> gazetteer.within("330782", "330000"), gazetteer.within("330782", "330100")
        (True, False)
        """
        return code == ancestor or any(d.code == ancestor for d in self.ancestors(code))

    def below(self, code: str, level: str) -> tuple[Division, ...]:
        """Return the divisions of a level that lie in a division, by code.

        >>> [len(Gazetteer.load().below("330700", level)) for level in ("county", "township")]
        [9, 146]
        """
        if level == "township":
            start = re.sub("(?:00){1,2}$", "", code) if len(code) == _COUNTY_DIGITS else code
            named = townships().items()
            return tuple(
                Division(c, n, level, c[:_COUNTY_DIGITS]) for c, n in named if c.startswith(start)
            )
        chosen = (d for d in self if d.level == level and d.code != code)
        return tuple(sorted((d for d in chosen if self.within(d.code, code)), key=lambda d: d.code))

    def matches(self, text: str) -> Iterator[tuple[int, int]]:
        """Return where full and short names stand in a text, overlapping ones too."""
        for _, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start, end

    def is_shared(self, form: str) -> bool:
        """Say whether several divisions bear a form.

        >>> Gazetteer.load().is_shared("鼓楼区"), Gazetteer.load().is_shared("义乌")
        (True, False)
        """
        return len(self._named.get(form, ())) > 1

    def is_doubtful(self, form: str) -> bool:
        """Say whether a short form is also an ordinary word, so that it needs a neighbour.

        >>> gazetteer = Gazetteer.load()
        >>> [gazetteer.is_doubtful(f) for f in ("和平", "互助", "郊区", "浙江", "金华市", "兰溪")]
        [True, True, True, False, False, False]
        """
        return form in self._ambiguous

    def is_weak(self, form: str) -> bool:
        """Say whether a form is the short name of a county, which needs its city in the text.

        >>> gazetteer = Gazetteer.load()
        >>> [gazetteer.is_weak(f) for f in ("金华", "兰溪", "兰溪市", "昆山")]
        [False, True, False, False]
        """
        found = self.by_name(form)
        below = bool(found) and found[0].rank > RANKS["prefecture"]
        return below and not self._is_full(form) and _flags(form) != ("ns",)

    def _is_full(self, form: str) -> bool:
        return any(d.name == form for d in self._named.get(form, ()))


def _parent(code: str, names: Mapping[str, str]) -> str | None:
    """Return the nearest code above that is registered: pseudo-cities are not."""
    if not code.isdigit():
        return code.partition("-")[0] if "-" in code else None
    above = (code[:4] + "00", code[:2] + "0000")
    return next((c for c in above if c != code and c in names), None)


@cache
def _flags(form: str) -> tuple[str, ...]:
    """Return the parts of speech that the dictionary sees in a form."""
    return tuple(flag for _, flag in rjieba.tag(form))


@cache
def _load() -> Gazetteer:
    names = _column("places") | _column("foreign")
    ambiguous = frozenset(_column("ambiguous", "form", "form"))
    return Gazetteer(names, ambiguous, _column("aliases", "name", "code"))


@cache
def townships() -> dict[str, str]:
    """Return the names of townships, towns and streets by their nine-digit code."""
    return _column("townships-1") | _column("townships-2")


def _column(name: str, key: str = "code", value: str = "name") -> dict[str, str]:
    path = ontology() / "registry" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {row[key]: row[value] for row in csv.DictReader(lines)}

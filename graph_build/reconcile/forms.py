"""The forms of a name in which it may be the name of something else, and what each is worth.

A table writes 金华市“龙山经验”工作法 or 省委政法委 where a graph has 龙山经验 and
浙江省委政法委员会. Each form has a weight from 0 to 1: two names that agree in forms of much
weight are one name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graph_build.gazetteer import Gazetteer
from graph_build.link.territory import elliptic, territory
from graph_build.search.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_QUOTED = re.compile(r"[“「『《〈‘\"]([^“”「」『』《》〈〉‘’\"]{2,})[”」』》〉’\"]")
_GENERIC = re.compile(
    "(?:的|等|式|新时代|经验|工作法|做法|机制|模式|制度|体系|品牌|平台|应用|系统|项目|工程|行动|改革|试点|活动|工作|治理)*"
)
_SUFFIX = re.compile(
    "(?<=..)(?:(?:特色)?(?:经验做法|典型经验|工作经验|工作法|工作机制|工作模式|做法|模式|机制|品牌|平台|应用|系统|项目))$"
)
_COMPANY = re.compile(
    "(?:(?:集团)?(?:股份)?有限(?:责任)?公司|(?:集团|股份)公司|公司)(?:.{2,4}分公司)?$"
)
_OFFICE = (
    ("人民代表大会常务委员会", "人大常委会"),
    ("人民代表大会", "人大"),
    ("政治协商会议", "政协"),
    ("人民政府", "政府"),
    ("人民法院", "法院"),
    ("人民检察院", "检察院"),
    ("发展和改革", "发改"),
    ("卫生健康", "卫健"),
    ("人力资源和社会保障", "人社"),
    ("住房和城乡建设", "住建"),
    ("市场监督管理", "市场监管"),
    ("社会治安综合治理", "综治"),
    ("委员会", "委"),
    ("办公室", "办"),
)
_PARTY = re.compile("^(?:中国共产党|中共)(?=.{3})")
_LONGEST_CHAIN = 3
_SHORTEST = 2
_NAMES = 2
_LEVELS = {"province": 2, "prefecture": 4, "county": 6}

QUOTED = 0.97
PLACED = 0.97
COMPLETED = 0.98
OFFICE = 0.98
_SUFFIXED = 0.93
_LEADING = 0.9
_IN_LONGER = 0.85


class Form(NamedTuple):
    """A form of a name as it is compared, what it is worth, and how it was come by.

    `division` is the code of the territory that was taken off or put on; empty for none.
    """

    text: str
    weight: float
    way: str
    division: str = ""


@lru_cache(16_384)
def forms(name: str) -> tuple[Form, ...]:
    """Return the forms of a name, the name itself first.

    >>> [form.text for form in forms("金华市“龙山经验”工作法")]
    ['金华市龙山经验工作法', '龙山经验', '龙山经验工作法', '金华市龙山经验']
    >>> [(form.text, form.division) for form in forms("浙江省金华市公安局")][1:]
    [('公安局', '330700'), ('金华市公安局', '330700')]
    """
    plain = folded(name)
    made = [Form(plain, 1.0, "name"), *_quoted(name), *_unplaced(plain)]
    made += [Form(_SUFFIX.sub("", plain), _SUFFIXED, "suffix")]
    made += [Form(_COMPANY.sub("", plain), _SUFFIXED, "company")]
    made += [
        one._replace(text=short, weight=one.weight * OFFICE, way="office")
        for one in made
        if (short := office(one.text)) != one.text
    ]
    return tuple(_each_once(made))


def completed(name: str, codes: Sequence[str]) -> Iterator[Form]:
    """Yield a name with a territory in front, which it leaves unsaid and a table tells elsewhere.

    >>> [form.text for form in completed("省委政法委", ["330700"])]
    ['浙江省委政法委']
    >>> [form.text for form in completed("公安局", ["330700"])]
    ['金华市公安局', '金华公安局']
    """
    plain = folded(name)
    for text in dict.fromkeys(_completed(plain, codes)):
        yield Form(text, COMPLETED, "completed")
        if (short := office(text)) != text:
            yield Form(short, COMPLETED * OFFICE, "completed")


def _completed(plain: str, codes: Sequence[str]) -> Iterator[str]:
    gazetteer = Gazetteer.load()
    for code in codes:
        is_elliptic, full = elliptic(plain, code)
        division = gazetteer.by_code(code)
        if is_elliptic:
            yield from (folded(full),) if full else ()
        elif division is not None:
            named = gazetteer.forms(division)[:_NAMES]
            yield from (one + plain for one in named if not plain.startswith(one))


@lru_cache(16_384)
def office(text: str) -> str:
    """Return the folded name of an office by its usual abbreviations; other names stay.

    >>> office("中共浙江省委政法委员会"), office("金华市发展和改革委员会")
    ('浙江省委政法委', '金华市发改委')
    """
    text = _PARTY.sub("", text)
    for full, short in _OFFICE:
        text = text.replace(full, short)
    return text


@lru_cache(16_384)
def chain(text: str) -> tuple[str, tuple[str, ...]]:
    """Return what follows the territories at the head of a text, and their codes, widest first.

    >>> chain("浙江省金华市公安局"), chain("龙山经验")
    (('公安局', ('330000', '330700')), ('龙山经验', ()))
    """
    codes: list[str] = []
    while len(codes) < _LONGEST_CHAIN and text:
        own = territory(text, codes[-1] if codes else None)
        if own is None or own.division is None:
            break
        if codes and not Gazetteer.load().within(own.division.code, codes[-1]):
            break
        codes.append(own.division.code)
        text = text[len(own.form) :]
    return text, tuple(codes)


def _quoted(name: str) -> Iterator[Form]:
    """Yield what stands in quotes where nothing else does; it is worth less in a longer name."""
    found = list(_QUOTED.finditer(name))
    if len(found) != 1 or not folded(found[0][1]):
        return
    before, after = folded(name[: found[0].start()]), folded(name[found[0].end() :])
    rest, codes = chain(before)
    if not before and not after:
        return
    weight = _LEADING if not rest and len(folded(found[0][1])) > _SHORTEST else _IN_LONGER
    if _GENERIC.fullmatch(rest) and _GENERIC.fullmatch(after):
        weight = QUOTED
    yield Form(folded(found[0][1]), weight, "quoted", codes[-1] if codes else "")


def _unplaced(plain: str) -> Iterator[Form]:
    rest, codes = chain(plain)
    if codes and len(rest) >= _SHORTEST:
        yield Form(rest, PLACED, "place", codes[-1])
        last = Gazetteer.load().by_code(codes[-1])
        if last is not None and len(codes) > 1:
            yield Form(last.name + rest, COMPLETED, "place", codes[-1])
    elif codes and not rest:
        # 浙江省金华市 and 义乌 are the places that come last.
        last = Gazetteer.load().by_code(codes[-1])
        if last is not None:
            yield Form(last.name, PLACED, "place", "".join(codes[-2:-1]))


def _each_once(made: list[Form]) -> Iterator[Form]:
    """Yield the forms of at least two characters, of equal ones the weightiest."""
    best: dict[tuple[str, str], Form] = {}
    for form in made:
        key = (form.text, form.division)
        if len(form.text) >= _SHORTEST or form.way == "name":
            best[key] = max(best.get(key, form), form, key=lambda one: one.weight)
    yield from best.values()

"""How far the name of a firm, a school or a joint body reaches to the left of its last word.

上海宝冶建设有限公司 begins behind a mark, a particle or a governing verb; a committee that is
founded bears verbs in its name (国务院深化医药卫生体制改革领导小组) and begins behind the verb that
founds it or with the body it belongs to. What only describes (上市公司, 高水平大学) is no name.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.candidates import frame_of
from graph_build.extract.lexicon import words_with

if TYPE_CHECKING:
    from graph_build.extract.atoms import Atoms

FIRM = re.compile(
    r"(?:集团|控股|公司|银行|信托|证券|股份|大学|学院|医院|研究院|研究所|协会|商会|学会|联合会|联社|报社"
    r"|电视台|日报社|合作社|代表团|乳业|肉业|药业|牧业|重工|电网|林场|实验室|兵团|大使馆|总领馆)$"
)
_CALLED = re.compile(r"集团|有限(?:责任)?公司|航运公司")
"""A last word before which any noun is a name: 供销集团."""
_JOINT = re.compile(r"(?:领导小组|指挥部|联席会议|委员会|工作专班|专班|工作组|管理局|办公室)$")
_FOUNDS = frozenset("成立 组建 设立 建立 设置 组成 新设 筹建 挂牌成立 新组建 升格".split())
_MODIFIERS = frozenset("n nz j nt vn b l nr s ns eng nrt f i nrfg zg".split())
_INNER = frozenset(
    "投资 发展 开发 建设 管理 运营 控股 服务 警察 合作 检测 交通 供销 进出口 经营 租赁 建工 有限"
    " 经贸".split()
)
"""Verbs that stand in names of firms and schools."""
_OPENS_NONE = frozenset("建设 发展 管理 服务 合作 开发 经营 国外 有限".split())
_PROPER = frozenset("nz nr ns nt nrt eng nrfg".split())
_MOST_ATOMS = 6
_MOST_JOINT_ATOMS = 10
_LONGEST = 16
_LONGEST_JOINT = 26
_ENDS = (
    "集团|公司|银行|信托|证券|股份|大学|学院|医院|研究院|研究所|协会|商会|学会|联合会|合作社|代表团|乳业|药业"
    "|林场|实验室|委员会|办公室|工作组|指挥部"
)


@cache
def _common() -> re.Pattern[str]:
    words = words_with("institutions", "word", role="attribute")
    return re.compile(rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})*(?:{_ENDS})")


def is_common(name: str) -> bool:
    """Say whether a name merely describes.

    >>> is_common("上市公司"), is_common("高水平研究型大学"), is_common("供销集团")
    (True, True, False)
    """
    return _common().fullmatch(name) is not None


def firm_start(atoms: Atoms, end: int, is_place: frozenset[int]) -> int | None:
    """Return the first atom of a firm that ends with an atom, None where that is no name."""
    first = end
    while first > 0 and end - first < _MOST_ATOMS and _inside(atoms, first - 1, is_place):
        if atoms.ends[end] - atoms.starts[first - 1] > _LONGEST:
            break
        # 北京天坛医院河南医院 are two names of one house.
        if atoms.texts[first - 1][-2:] == "医院" and first - 1 < end:
            break
        first -= 1
    while first < end and (
        atoms.flags[first] in {"l", "i", "zg", "nrfg"} or atoms.texts[first] in _OPENS_NONE
    ):
        first += 1
    called = _CALLED.search(atoms.texts[end])
    proper = any(
        atoms.flags[i] in _PROPER or atoms.starts[i] in is_place for i in range(first, end)
    )
    if first == end:
        return end if len(atoms.texts[end]) > 3 else None  # noqa: PLR2004
    return first if called or proper else None


def _inside(atoms: Atoms, index: int, is_place: frozenset[int]) -> bool:
    word, flag = atoms.texts[index], atoms.flags[index]
    if word in _INNER or atoms.starts[index] in is_place:
        return True
    return flag in _MODIFIERS and (frame_of(word) is None or flag in {"n", "ns"})


def joint_start(atoms: Atoms, end: int) -> int | None:
    """Return the first atom of a joint body that is founded here, or None."""
    if not _JOINT.search(atoms.texts[end]):
        return None
    for first in range(end - 1, max(-1, end - _MOST_JOINT_ATOMS), -1):
        word, flag = atoms.texts[first], atoms.flags[first]
        if word in _FOUNDS:
            return first + 1 if first + 1 < end else None
        if word == "国务院":
            return first
        if word == "了" and first and atoms.texts[first - 1] in _FOUNDS:
            return first + 1 if first + 1 < end else None
        if flag in {"x", "p", "c", "d", "Q", "B", "P"} or flag[0] == "u":
            return None
        if atoms.ends[end] - atoms.starts[first] > _LONGEST_JOINT:
            return None
    return None

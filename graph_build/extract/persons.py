"""Persons: a name behind an office, before a verb of saying, in a byline, or as a speaker."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.findings import Finding
from graph_build.extract.lexicon import column
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Section

_SURNAME = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉"
    "岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴宋茅庞熊纪舒屈项祝董梁杜阮蓝"
    "闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣邓单杭洪包诸左石崔吉龚程邢裴陆"
    "荣翁荀羊惠甄曲封储靳邴松井段富巫乌焦巴弓牧隗山谷车侯宓蓬班仰秋仲伊宫宁仇栾甘祖武符刘景詹束龙叶幸司韶黎薄印怀蒲索咸籍赖卓"
    "蔺屠蒙池乔阴苍双闻莘翟谭贡劳姬申扶堵冉宰郦雍桑桂濮牛寿通边扈燕冀尚农温别庄晏柴瞿阎慕连茹习艾鱼容古易慎戈廖庾终居衡步耿满"
    "弘匡文寇广禄阙东欧利蔚越隆师巩厍聂晁勾敖融冷辛阚简饶曾沙养鞠须丰关荆红游竺权盖益桓公肖付闫涂褟覃郗"
)
_NAME = rf"[{_SURNAME}][\u4e00-\u9fff]{{1,2}}"
_SAYS = r"(?:说道?|表示|介绍|认为|告诉|坦言|分析|指出|强调|回忆|感慨|透露|解释|总结)"
_SAID = re.compile(rf"({_NAME})(?:{_SAYS})[，：。“]?")
_BYLINE = re.compile(rf"(?:记者|通讯员|作者|编辑|责编|摄影)[：/ ]?({_NAME})(?=[）)、，。： \n]|$)")
_TITLED = re.compile(
    rf"({_NAME})(?=(?:同志|总书记|总理|主席|省长|市长|书记|院士|教授|先生|女士|局长|主任))"
)
_NO_NAME = re.compile(
    r"(?:同志|代表|委员|工作|负责|部门|政府|单位|人员|群众|干部|主任|书记|市长|全市|全省|省|感|养老|经济|发展|建设|管理|和|等|的|在|是|为|与|及|向|对|将|要|以|说|介|表|认|告)"
)


@cache
def _office() -> re.Pattern[str]:
    offices = sorted(column("offices", "office"), key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(offices)})[ \u3000]{{0,2}}({_NAME})"
        rf"(?=[，。：；、（）)“\n\u3000 ]|{_SAYS}|$|[带在向率来到一深对主出受被等参会与])"
    )


def find(atoms: Atoms, sections: Iterable[Section]) -> list[Finding]:
    """Return the persons that a text names, in order, one finding a mention."""
    text = atoms.text
    named: dict[str, str] = {}
    for section in sections:
        if section.speaker and len(section.speaker) in {2, 3, 4} and section.speaker[0] in _SURNAME:
            named.setdefault(section.speaker, "person.speaker")
    for rule, pattern in (
        ("person.office", _office()),
        ("person.byline", _BYLINE),
        ("person.says", _SAID),
        ("person.titled", _TITLED),
    ):
        for m in pattern.finditer(text, *atoms.stretch):
            if _plausible(atoms, m.start(1), m.end(1), rule):
                named.setdefault(m[1], rule)
    return sorted(_mentions(atoms, named), key=lambda f: f.span)


def _plausible(atoms: Atoms, start: int, end: int, rule: str) -> bool:
    """Say whether a name has the edges of words and is no ordinary word itself."""
    name = atoms.text[start:end]
    if _NO_NAME.search(name):
        return False
    held = atoms.within(Span(start, end))
    whole = bool(held) and atoms.starts[held.start] == start and atoms.ends[held.stop - 1] == end
    if not held and rule == "person.byline":
        return True  # A short bracket is one atom: （记者张三）.
    flags = {atoms.flags[i] for i in held}
    proper = bool(flags & {"nr", "nrt", "nrfg", "nz", "ns"})
    if rule in {"person.office", "person.byline"}:
        return whole and not (len(held) == 1 and flags & {"v", "n", "vn", "d", "a", "t", "m"})
    return whole and proper


def _mentions(atoms: Atoms, named: dict[str, str]) -> Iterator[Finding]:
    text, (first, last) = atoms.text, atoms.stretch
    for name, rule in named.items():
        at = text.find(name, first, last)
        while at >= 0:
            yield Finding("Person", Span(at, at + len(name)), name, rule)
            at = text.find(name, at + len(name), last)

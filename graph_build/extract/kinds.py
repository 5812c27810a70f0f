"""Which class of initiative a name shows: by its head noun, then by the words beside it."""

from __future__ import annotations

import re

from graph_build.extract.candidates import head_of
from graph_build.extract.lexicon import column

_DIGITAL = re.compile(
    r"数字|智能|数智|智治|智联|信息|数据|网|码|智慧|线上|在线|APP|app|云(?!南|浮)|算力|互联|小程序|电子|系统|模型|即时|投诉|举报|政务服务平台|大脑"
)
_SERVICE = re.compile(r"服务|办事|受理|解纷|调处|综治|检测|创新|试验|展示|交易|物流|培训|孵化|中心")
_EVENT = re.compile(r"(?:第[一二三四五六七八九十\d]+届|[一二三四五六七八九十\d]{1,4}周年)")
_LONGEST_COLLECTIVE = 14
_LAW = re.compile(r"(?:法|条例|办法|规定|规则|细则|准则|法典|制度)$")
_WORK = re.compile(
    r"[\u4e00-\u9fff]*(?:高速公路|高速|铁路|高铁|公路|大桥|水库|机场|水电站|核电|段|[一二三]期|线|港|枢纽|隧道)$"
)


def kind_of(name: str, *, group: str | None = None) -> str:
    """Return the class of an initiative's name; `group` is the head noun of a list it stands in.

    >>> kind_of("“三书同达”制度"), kind_of("“以外调外”涉外解纷工作法")
    ('Mechanism', 'WorkMethod')
    >>> kind_of("“警仪智联”", group="数字应用"), kind_of("一站式涉外商事纠纷解纷平台")
    ('DigitalApplication', 'Facility')
    """
    known = column("terms", "term", "class").get(name, "-")
    if known != "-":
        return known
    bare = name.rstrip("”》’")
    if name.startswith("《"):
        return "Mechanism" if _LAW.search(bare) else "Initiative"
    head = head_of(bare)
    if head == "建设" and (inner := head_of(bare.removesuffix("建设"))):
        inner_kind = column("heads", "head", "class")[inner]
        return inner_kind if inner_kind in {"Mechanism", "DigitalApplication"} else "Initiative"
    if head is None and _WORK.search(bare):
        return "Campaign"
    if head is None:
        head = group and head_of(group)
    if head is None:
        return "DigitalApplication" if _quoted_system(name) else _fallback(name)
    kind = column("heads", "head", "class")[head]
    if head.endswith("平台"):
        return "DigitalApplication" if _DIGITAL.search(name) or name.startswith("“") else "Facility"
    if head == "应用" and not name.startswith("“") and not _DIGITAL.search(name):
        return "Initiative"
    return kind


def collective(words: str) -> str | None:
    """Return the phrase up to its last head noun before other words: what a list is closed by.

    >>> collective("10项机制入选省级"), collective("一系列数字应用"), collective("成效明显")
    ('10项机制', '一系列数字应用', None)
    """
    for end in range(min(len(words), _LONGEST_COLLECTIVE), 1, -1):
        head = head_of(words[:end])
        if head is not None and words[:end].endswith(head):
            return words[:end]
    return None


def _quoted_system(name: str) -> bool:
    return name.startswith("“") and bool(
        re.search(r"智治|数智|智联|协同|e[家办]|码|云|一网|通办", name)
    )


def _fallback(name: str) -> str:
    if _EVENT.search(name):
        return "Campaign"
    return "Initiative"

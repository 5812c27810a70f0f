"""The phrase that a number belongs to, without predicate and adverbials, and the name made of it.

The strings that these functions take are the text around one number in which times are replaced by
marks (see `pieces`), so that the grammar of predicates need not know dates. The words are those of
`ontology/lexicon/number_words.csv`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from graph_build.extract.lexicon import words_with
from graph_build.extract.words import Words

WHEN = "\ue000"
"""Fills the place of a time expression."""
BASIS = "\ue001"
"""Fills the place of a time that a change is measured against."""


@cache
def role(name: str) -> frozenset[str]:
    """Return the words that have a role beside numbers, as the lexicon says."""
    return words_with("number_words", "word", role=name)


def _any(*roles: str) -> str:
    """Return an alternation of the words of some roles, longest first."""
    words = frozenset[str]().union(*(role(name) for name in roles))
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_CHANGES = role("change") | {"增"}
_MOVES = frozenset(change + to for change in _CHANGES for to in "到至为")
_PREDICATE = _CHANGES | _MOVES | role("adverb") | frozenset('到至为从由自净（“"—~–-') | {"幅度"}
_LONGEST_WORD = max(map(len, _PREDICATE))
_TIME_TAIL = re.compile(
    rf"(?:[是为]{BASIS}+的?"
    rf"|[比较与同和](?:[^，；]{{0,10}}?(?:平均水平?|同期|计划|预期|目标|前五年|上届|基期|全国|全省))?(?:相比)?{BASIS}+[底末初]?(?:相比|时)?"
    rf"|[从由到至在以]?{WHEN}+[的，]?)$"
)
_YEARS_TAIL = re.compile(r"[近过去]{0,2}[\d一二三四五六七八九十]{1,2}年[来间]?$")
_COMPARED_TAIL = re.compile(r"比(?![率例重值较如])[^，；：比]{1,14}$")
_ORIGIN_TAIL = re.compile(r"[就更]?[从由][^，；从由]{1,14}$")
_LEAD = re.compile(
    rf"(?:（\d{{1,2}}）|^\d{{1,2}}[.、．）]|(?:19|20)\d\d(?=[\u4e00-\u9fff])(?!年)|连续[一-龥]年"
    rf"|(?:到|至|截至|截止到?|在|自|从|以)?{WHEN}+(?:[的，、]|底|末|初|前|以来)*|{BASIS}+|[，、；：（）和及与并]|以及|其中|同时|另外|此外|并且|而且|还有|另有"
    r"|比如|例如|特别是|包括|全[市省县区州旗镇乡盟](?!域)|全国(?!性|[首唯])|全年|[我本][市省县区国州旗]|各地|我们|累计|共计?(?![同建享和])|总计|已经?(?!建)"
    r"|目前|当前|现在|全面|预计|预期|力争|确保|努力|争取|计划|将|要(?![素求点塞])|年均(?=增)|平均|仅|只|近(?![海岸代视郊期地平])|约(?![谈束定])|——|—|分别"
    r"|完成|实现|达到?|使(?![用馆命])|让(?!利)|对(?![外口接标台俄美欧华非港日韩])|从(?![业化事])|以(?![上下内外来后前工])|由|也|又|再(?![生就造担融保])"
    r"|更(?![新换多])|的|了)+"
)
_SHORT, _PREFIX = 4, 2
_WINDOW = 24
_ASIDE = re.compile(r"（\d{1,3}）|（[^（）]*(?:统计|下同|口径|不?含|不?包括|简称)[^（）]*）")
_JOINTS = re.compile(r"以及|[、和与及]")
_MEASURES = tuple(role("measure"))
_COUNT_MEASURES = tuple(role("countmeasure"))
_SHARED = re.compile(rf"(?:{_any('sharedmeasure')}|[\u4e00-\u9fff][率量数额])$")
_PERSONS = tuple(role("person"))
_STEM = re.compile(
    r"(?:总产值|产值|增加值|销售收入|收入|产量|面积|总额|总量|余额|进出口总?额|总值|数)$"
)
_RATIO_HEAD = re.compile(r"(?:之?比例?|比重|结构|构成)$")
_METALS = ("金", "银", "铜")
_EVENTS = frozenset("人次 户次 件次 场次 架次 车次".split())


class Frame(NamedTuple):
    """Where the head lies in the stretch before a number, and the predicate behind the head."""

    start: int
    end: int
    head: str
    predicate: str


def frame(left: str) -> Frame:
    """Return the head and the predicate of what stands before a number.

    >>> frame("全市生产总值达到")[2:]
    ('生产总值', '达到')
    >>> frame("比" + BASIS + "增长").head
    ''
    """
    bare = left.rstrip("的")
    end = _predicate_start(bare)
    lead = _LEAD.match(bare, 0, end)
    start = lead.end() if lead else 0
    while start < end and bare[end - 1] in "，、；：的 ":
        end -= 1
    while start < end and bare[start] in "，、；：的 ":
        start += 1
    return Frame(start, end, _ASIDE.sub("", bare[start:end]), left[end:])


def _predicate_start(text: str) -> int:
    """Return where the predicate at the end of a text starts; words are peeled off one by one."""
    end, last = len(text), ""
    while end:
        word = _last_predicate(text, end)
        if word:
            end, last = end - len(word), word
            continue
        found = _comparison(text, end, last)
        if found is None:
            return end
        end, last = found, ""
    return 0


def _last_predicate(text: str, end: int) -> str:
    for length in range(min(_LONGEST_WORD, end), 0, -1):
        word = text[end - length : end]
        if word in _PREDICATE and not (word == "增" and text[end - 2 : end - 1] in ("新", "净")):
            return word
    return ""


def _comparison(text: str, end: int, last: str) -> int | None:
    """Return where what a change is compared with starts, if the text before `end` is that."""
    if WHEN in text[max(0, end - 2) : end] or BASIS in text[max(0, end - 4) : end]:
        patterns = [_TIME_TAIL]
    elif last in _MOVES:
        patterns = [_ORIGIN_TAIL]
    elif last in _CHANGES:
        patterns = [_COMPARED_TAIL, _YEARS_TAIL]
    elif last:
        patterns = [_YEARS_TAIL]
    else:
        return None
    for pattern in patterns:
        found = pattern.search(text, max(0, end - _WINDOW), end)
        if found is not None and found.start() < end:
            return found.start()
    return None


def members(head: str, count: int) -> list[str] | None:
    """Return the members of a coordinated head if they are as many as asked; else None.

    A measure that only the last member names belongs to all of them; 城乡 is 城镇 and 农村.

    >>> members("金融业、软件业增加值", 2)
    ['金融业增加值', '软件业增加值']
    """
    parts = [part for part in _JOINTS.split(head) if part]
    if len(parts) != count and "城乡" in head and count == 2:  # noqa: PLR2004
        return [head.replace("城乡", "城镇", 1), head.replace("城乡", "农村", 1)]
    if len(parts) != count:
        parts = [part for part in head.split("、") if part]
        if len(parts) != count:
            return None
    shared = _SHARED.search(parts[-1])
    if shared and shared.start() and not any(map(is_measure, parts[:-1])):
        measure = shared[0] if len(shared[0]) > 2 else _last_word(parts[-1])  # noqa: PLR2004
        return [part + measure for part in parts[:-1]] + parts[-1:]
    return parts[:1] + [_with_prefix(parts[0], part) for part in parts[1:]]


def _with_prefix(first: str, part: str) -> str:
    """Return a short later member with what it leaves out: 交通事故起数、亡人数."""
    room = len(first) - len(part)
    if len(part) > _SHORT or room < _PREFIX or first[-1] != part[-1]:
        return part
    starts = Words.of(first).starts[1:-1]
    cut = min(starts, key=lambda at: (abs(at - room), at), default=0)
    return first[:cut] + part


def _last_word(phrase: str) -> str:
    words = Words.of(phrase)
    first = len(words.flags) - 1
    if len(words.word(first)) == 1 and first > 1:
        first -= 1
    return phrase[words.starts[first] :]


def counted(phrase: str, unit: str, dimension: str) -> str:
    """Return the name of a count or size of what a phrase names.

    >>> counted("新增省级高新技术企业", "家", "count"), counted("完成培训", "人", "people")
    ('新增省级高新技术企业数', '完成培训人数')
    """
    is_count = dimension in ("count", "people")
    if unit == "枚" and phrase.endswith(_METALS):
        phrase += "牌"
    if phrase.endswith(_COUNT_MEASURES if is_count else _MEASURES):
        return phrase
    if dimension == "area":
        return phrase + "面积"
    if dimension == "length" and unit in ("公里", "里", "米"):
        return phrase + "里程"
    if not is_count:
        return phrase
    if unit in _EVENTS:
        return phrase if phrase.endswith(unit) else phrase + unit
    return phrase + _counter(phrase, unit) + "数"


def _counter(phrase: str, unit: str) -> str:
    """Return what stands before 数: 培训人数, 案件件数, but 企业数 and 党员数."""
    if phrase.endswith(_PERSONS) or phrase.endswith(unit):
        return ""
    if unit in ("人", "名", "位"):
        return "人"
    return unit if unit in ("件", "起", "户") else ""


def shares(head: str, count: int) -> list[str]:
    """Return the names of the shares that a ratio gives the parts of what its head names.

    >>> shares("三次产业结构", 3)[0], shares("轻重工业比例", 2)
    ('第一产业比重', ['轻工业比重', '重工业比重'])
    """
    if "三次产业" in head and count == 3:  # noqa: PLR2004
        return ["第一产业比重", "第二产业比重", "第三产业比重"]
    stem = _RATIO_HEAD.sub("", head)
    parts = members(stem, count)
    if parts is None and count == 2 and len(stem) >= count and "、" not in stem:  # noqa: PLR2004
        parts = [stem[0] + stem[2:], stem[1] + stem[2:]]
    if parts is None:
        parts = [f"{stem}第{number}项" for number in range(1, count + 1)]
    return [part + "比重" for part in parts]


def is_measure(phrase: str) -> bool:
    """Say whether a phrase names a measure, so that it needs no 数 or 面积 behind it."""
    return phrase.endswith(_MEASURES)


def without_measure(phrase: str) -> str:
    """Return a phrase without the measure at its end.

    >>> without_measure("规模以上工业总产值")
    '规模以上工业'
    """
    stem = _STEM.sub("", phrase)
    return stem if len(stem) > 1 else phrase


def without_marks(phrase: str) -> str:
    """Return a phrase without the marks of times and the prepositions before them."""
    return _MARKED.sub("", phrase)


_MARKED = re.compile(rf"(?:较|比|于|在|从|自|到|至|由|截至)?[{WHEN}{BASIS}]+[年度底末初的]?")

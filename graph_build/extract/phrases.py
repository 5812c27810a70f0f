"""What a number belongs to: the phrase before it without predicate and adverbials, and its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from graph_build.extract.pieces import BASIS, WHEN
from graph_build.extract.words import Words

_ADVERBS = (
    "分别|双双|均|各|都|已经|已|也|又|再|还|则|更是|更|就|只有|仅有|仅|只|共计|总计|合计|累计|共|总共|一共|年均|平均每年|平均|连续|"
    "同比|环比|同口径|可比口径|按可比价格计算|按可比价计算|名义|实际|净(?!增)|可|将|预计|力争|要|大约|约|将近|接近|近|超过|超|突破|逾|达到|达|高达|为|是|有|"
    "拥有|约占|占|保持在|稳定在|维持在|控制在|保持|稳定|完成|实现|首次|成功|不少于|不低于|不超过|不到|不足|低于|高于|至少|多达|等|了|着|过|"
    "相继|先后|跨越|跨过|迈上|迈过|站上|登上|折合|约合|折|相当于|比重|一般|最高|最低|最多|最少|每人每月|每人每年|每人|每月|每年|人均|户均"
)
_CHANGES = (
    "增长|增加|提高|上升|上涨|提升|扩大|提速|多增|下降|减少|降低|回落|削减|压减|缩减|缩短|收窄|下跌|下滑|缩小|精简|压缩|负增长|"
    "翻|(?<![新净])增|升|涨|减|降|拓展|扩展|扩容|延伸|跃升|攀升|跃|调整|快|高|低|多|少"
)
_TAIL = re.compile(
    rf"(?:[是为]{BASIS}+的?|[比较与同和](?:[^，；]{{0,10}}?(?:平均水平?|同期|计划|预期|目标|前五年|上届|基期|全国|全省))?(?:相比)?{BASIS}+[底末初]?(?:相比|时)?"
    rf"|[就更]?[从由][^，；从由]{{1,14}}?(?:{_CHANGES})[到至]|比(?![率例重值较如])(?:[^，；：]{{1,14}}?)(?={_CHANGES})|[从由自]|(?:从|由|到|至|在|以)?{WHEN}+[的，]?|(?:{_CHANGES})?[到至为]"
    rf"|{_ADVERBS}|{_CHANGES}|[（“\"—~–-]|幅度?)+$"
)
_LEAD = re.compile(
    rf"(?:（\d{{1,2}}）|^\d{{1,2}}[.、．）]|连续[一-龥]年|(?:到|至|截至|截止到?|在|自|从|以)?{WHEN}+(?:[的，、]|底|末|初|前|以来)*|{BASIS}+|[，、；：（）和及与并]|以及|其中|同时|另外|此外|并且|而且|还有|另有"
    r"|比如|例如|特别是|包括|全[市省县区州旗镇乡盟](?!域)|全国(?!性|[首唯])|全年|[我本][市省县区国州旗]|各地|我们|累计|共计?(?![同建享和])|总计|已经?(?!建)|目前"
    r"|当前|现在|全面|预计|预期|力争|确保|努力|争取|计划|将|要(?![素求点塞])|年均(?=增)|平均|仅|只|近(?![海岸代视郊期地平])|约(?![谈束定])|——|—|分别|完成|实现|达到?|使(?![用馆命])|让(?!利)"
    r"|对(?![外口接标台俄美欧华非港日韩])|从(?![业化事])|由|也|又|再(?![生就造担融保])|更(?![新换多])|的|了)+"
)
_JOINTS = re.compile(r"以及|[、和与及]")
_MEASURE = re.compile(
    r"(?:数|[总产销存流客货储吸容质数含用降发]?量|[总余交销金限成份]?额|率|面积|人口|人次|户次|规模|比重|占比|比例|里程|长度?|产值|收入|支出|投资|消费|存款|贷款|资金|利润|税收|"
    r"总?值|指数|强度|密度|浓度|满意度|水平|能力|价格|标准|成本|费用?|能耗|周期|时间|时长|距离|周长|深度|高度|温度|速度|年限|期限|寿命|增速|增幅|缺口|存量|增量|产能|GDP|总计|总产|单产|装机|排名|位次|出口|进口)$"
)
_COUNT = re.compile(r"(?:数|量|[总余限名]额|率|人口|人次|户次|场次|规模|托额|就业岗位)$")
_SHARED = re.compile(
    r"(?:产业增加值|增加值|总产值|产值|销售收入|收入|进出口总?额|零售总?额|出口|进口|时间|价格|成本|标准|销量|交易额|成交额|排放量|总?产量|吞吐量|发生率|覆盖率|占比|比重|余额|投资|"
    r"数量|人数|总量|[\u4e00-\u9fff]率|[\u4e00-\u9fff]量|[\u4e00-\u9fff]数|[\u4e00-\u9fff]额)$"
)
_PERSON = re.compile(
    r"(?:人|员|者|民|生|工|众|客|师|警|干部|人才|劳动力|队伍|专家|青年|儿童|妇女|代表|院士|大师|骨干|家庭|户|主体|企业|人口|对象)$"
)


_ASIDE = re.compile(r"（[^（）]*(?:统计|下同|口径|不?含|不?包括|简称)[^（）]*）")


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
    tail = _TAIL.search(bare)
    end = len(bare) if tail is None else tail.start()
    lead = _LEAD.match(bare, 0, end)
    start = lead.end() if lead else 0
    while start < end and bare[end - 1] in "，、；：的 ":
        end -= 1
    while start < end and bare[start] in "，、；：的 ":
        start += 1
    return Frame(start, end, _ASIDE.sub("", bare[start:end]), left[end:])


def members(head: str, count: int) -> list[str] | None:
    """Return the members of a coordinated head if they are as many as asked; else None.

    A measure that only the last member names belongs to all of them.

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
    if shared and shared.start() and not any(_MEASURE.search(part) for part in parts[:-1]):
        word = shared[0] if len(shared[0]) > 2 else _last_word(parts[-1])  # noqa: PLR2004
        return [part + word for part in parts[:-1]] + parts[-1:]
    return parts


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
    if (_COUNT if dimension in ("count", "people") else _MEASURE).search(phrase):
        return phrase
    if dimension == "area":
        return phrase + "面积"
    if dimension == "length" and unit in ("公里", "里", "米"):
        return phrase + "里程"
    if dimension not in ("count", "people"):
        return phrase
    if unit in ("人次", "户次", "件次", "场次", "架次", "车次"):
        return phrase if phrase.endswith(unit) else phrase + unit
    if unit in ("人", "名", "位") and not _PERSON.search(phrase):
        return phrase + "人数"
    if unit in ("件", "起", "户") and not phrase.endswith(unit) and not _PERSON.search(phrase):
        return phrase + unit + "数"
    return phrase + "数"


def is_measure(phrase: str) -> bool:
    """Say whether a phrase names a measure, so that it needs no 数 or 面积 behind it."""
    return _MEASURE.search(phrase) is not None


def without_measure(phrase: str) -> str:
    """Return a phrase without the measure at its end: 外贸进出口总额 → 外贸进出口.

    >>> without_measure("规模以上工业总产值")
    '规模以上工业'
    """
    stem = _STEM.sub("", phrase)
    return stem if len(stem) > 1 else phrase


_STEM = re.compile(
    r"(?:总产值|产值|增加值|销售收入|收入|产量|面积|总额|总量|余额|进出口总?额|总值|数)$"
)

"""What a number belongs to: the phrase before or after it, without predicate and adverbials.

The strings that these functions take are the text around one number, in which every time expression
is replaced by one of two marks, so that the grammar of predicates need not know dates.
"""

from __future__ import annotations

import re
from typing import NamedTuple

WHEN = "\ue000"
"""Stands for a time expression."""
BASIS = "\ue001"
"""Stands for a time that a change is measured against."""

_ADVERBS = (
    "分别|双双|均|各|都|已经|已|也|又|再|还|则|更是|更|就|只有|仅有|仅|只|共计|总计|合计|累计|共|总共|一共|年均|平均每年|平均|"
    "同比|环比|同口径|可比口径|按可比价格计算|名义|实际|净|可|将|预计|力争|要|大约|约|将近|接近|近|超过|超|突破|逾|达到|达|高达|为|是|有|"
    "拥有|占|约占|保持在|稳定在|维持在|控制在|保持|稳定|居|位居|位列|列|完成|实现|首次|成功|突破性|不少于|不低于|不超过|不到|不足|低于|高于|至少|多达|等|了|着|过"
)
_CHANGES = (
    "增长|增加|提高|上升|上涨|提升|扩大|提速|多增|下降|减少|降低|回落|削减|压减|缩减|缩短|收窄|下跌|下滑|缩小|精简|压缩|负增长|"
    "增幅|涨幅|降幅|增速|增长率|翻|增|升|涨|减|降|拓展|扩展|扩容|延伸|跃升|攀升|跃|升级|调整|快|高|低|多|少|优化"
)
_TAIL = re.compile(
    rf"(?:[比较与同]?(?:[^，；]{{0,10}}?(?:平均水平?|同期|计划|预期|目标|前五年|上届|前年|基期|全国|全省))?(?:相比)?{BASIS}+[底末初]?(?:相比|时)?"
    rf"|比(?:[^，；：]{{1,14}}?)(?={_CHANGES})|[从由自]|(?:从|由|到|至|在|以)?{WHEN}+[的，]?|(?:{_CHANGES})?[到至为]|{_ADVERBS}|{_CHANGES}|[（“\"]|幅度?)+$"
)
_LEAD = re.compile(
    rf"(?:(?:到|至|截至|截止|在|自|从|以)?{WHEN}(?:[的，、]|底|末|初|前|以来)*|{BASIS}+|[，、；：（）和及与并]|以及|其中|同时|另外|此外|并且|而|且|还有|另有|即|如|比如|例如|特别是|包括"
    r"|全[市省区县国州旗镇乡盟]|全年|[我本][市省区县国州旗]|各地|我们|整个|累计|共计?|总计|已经?|目前|当前|现在|全面|预计|预期|力争|确保|努力|争取|计划|将|要|年均|平均|"
    r"仅|只|近|约|新的|——|—|分别|完成|实现|达到?|有|使|让|为|是|按|对|也|又|再|更|的|了)+"
)
_SEPARATORS = re.compile(r"以及|[、和与及]")
_MEASURE = re.compile(
    r"(?:数|[总产销存流客货储吸容]?量|额|率|面积|人口|人次|户次|规模|比重|占比|比例|里程|总?长度?|产值|收入|支出|投资|消费|存款|贷款|余额|资金|利润|税收|总?值|指数|强度|密度|浓度|满意度|水平|"
    r"能力|价格|标准|成本|费用?|能耗|周期|时间|时长|距离|周长|深度|高度|温度|速度|年限|期限|寿命|预期寿命|增速|增幅|份额|缺口|存量|增量|产能|GDP|总计|总产|单产)$"
)
_PERSON = re.compile(
    r"(?:人|员|者|民|生|工|众|客|师|警|干部|群众|人才|劳动力|队伍|专家|青年|儿童|妇女|党员|代表|院士|医生|大师|骨干|家庭|户|主体|企业)$"
)
_PREDICATE = re.compile(
    r"(?:全部|都|均|已经?|先后|陆续|首次|成功|率先|正式|共同|集中|常态|获评|荣获|获得|获批|获|入选|入围|进入|进了|列入|纳入|跻身|上榜|位列|成为|被|参与|参加|参赛|通过|按照?|"
    r"以(?!上|下|内)|通过|达到|超过|实现|完成|建成|投用|投产|开工|竣工|通车|落地|运行|上线|启动|开展|建立|设立|得到|受益|占|居|轮流|常驻|入驻|下沉|进驻|挂牌|签约|开放|落户|到位|上市|实行|"
    r"用于|用|带动|向|从|由|为(?!民)|在(?!线|校|册|岗|建|编|内|地|职|读)|进(?!出口|口)|增长|下降|提高|减少|增加|上升|持续|稳定|保持|覆盖|转移)"
)


class Frame(NamedTuple):
    """The text before a number, taken apart: what it is about, and its predicate."""

    head: str
    predicate: str


def frame(left: str) -> Frame:
    """Return the head and the predicate of what stands before a number.

    >>> frame("全市生产总值达到")
    Frame(head='生产总值', predicate='达到')
    >>> frame("比上年增长".replace("上年", BASIS)).head
    ''
    """
    left = left.rstrip("的")
    tail = _TAIL.search(left)
    at = len(left) if tail is None else tail.start()
    lead = _LEAD.match(left, 0, at)
    return Frame(left[lead.end() if lead else 0 : at].strip("，、；：的 "), left[at:])


def members(head: str, count: int) -> list[str] | None:
    """Return the members of a coordinated head if they are as many as asked; else None.

    What the members share at their edges is completed: 交通事故起数、亡人数 measures 交通事故起数 and
    交通事故亡人数, and 化学需氧量、二氧化硫排放量 two 排放量.

    >>> members("金融业、软件业增加值", 2)
    ['金融业增加值', '软件业增加值']
    """
    parts = [part for part in _SEPARATORS.split(head) if part]
    if len(parts) != count:
        parts = [part for part in head.split("、") if part]
        if len(parts) != count:
            return None
    measure = _MEASURE.search(parts[-1])
    if measure and not any(_MEASURE.search(part) for part in parts[:-1]):
        shared = _shared_measure(parts[-1], measure.start())
        return [part + shared for part in parts[:-1]] + parts[-1:]
    return parts


def _shared_measure(last: str, at: int) -> str:
    word = re.search(
        r"(?:增加值|总产值|产值|销售收入|收入|进出口总?额|零售总?额|交易额|成交额|排放量?|总?产量|发生率|覆盖率|占比|比重|余额|投资|数量|人数|总量|[\u4e00-\u9fff]率|[\u4e00-\u9fff]量|[\u4e00-\u9fff]数|[\u4e00-\u9fff]额)$",
        last,
    )
    return word[0] if word and word.start() > 0 else last[at:]


def split_noun(right: str) -> tuple[str, str]:
    """Return the noun phrase that a counted number stands before, and what follows it.

    >>> split_noun("县（市、区）都已规范化建成综治中心")
    ('县（市、区）', '都已规范化建成综治中心')
    """
    if "的" in right:
        before, _, after = right.partition("的")
        predicate = _PREDICATE.search(after, 1) if after else None
        if predicate is not None:
            cut = len(before) + 1 + predicate.start()
            return right[:cut], right[cut:]
        return right, ""
    predicate = _PREDICATE.search(right, 1)
    if predicate is None:
        return right, ""
    return right[: predicate.start()], right[predicate.start() :]


def counted(phrase: str, unit: str, dimension: str) -> str:
    """Return the name of a count or size of what a phrase names.

    >>> counted("新增省级高新技术企业", "家", "count"), counted("完成培训", "人", "people")
    ('新增省级高新技术企业数', '完成培训人数')
    """
    if _MEASURE.search(phrase):
        return phrase
    if dimension == "area":
        return phrase + "面积"
    if dimension == "length":
        return phrase + "里程"
    if dimension not in ("count", "people"):
        return phrase
    if unit in ("人次", "户次", "件次", "场次", "架次"):
        return phrase + ("" if phrase.endswith(unit) else unit)
    if unit in ("人", "名", "位") and not _PERSON.search(phrase):
        return phrase + "人数"
    if unit in ("件", "起", "户") and not phrase.endswith(unit) and not _PERSON.search(phrase):
        return phrase + unit + "数"
    return phrase + "数"

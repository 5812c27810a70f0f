"""The text around the numbers of a sentence, shared out among them.

Each number gets the stretch before it, and the noun phrase and predicate after it; 整合13个部门、18项业务
gives 部门 to the first number and 业务 to the second. Names of what is measured are made elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract.quantity import Quantity
from graph_build.model import Bound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.passages import Passage
    from graph_build.extract.words import Words

WHEN = "\ue000"
"""Fills the place of a time expression in a masked sentence."""
BASIS = "\ue001"
"""Fills the place of a time that a change is measured against."""

_SEPARATORS = ("以及", "、", "，", "和", "与", "及", "并")
_ENDS_LIST = re.compile(
    r"(?:以及|[、，和与及并])(?:[约近超逾达共为]|大约|超过|突破|不少于|不低于)*$"
)
_WITHIN = re.compile(r"(?:（[^（）\d]{1,14}）|“[^“”\d]{1,30}”|[^，；：。！？（）“—]|—(?!—)|“)*")
_AFTER_NUMBER = re.compile(
    r"(?:（[\u4e00-\u9fff、/]{1,4}）)?(?:及?以[上下内]|之内|左右|上下|多|余)*"
)
_PREDICATE_AT_ONCE = re.compile(
    r"(?:同比|环比|比|较|分别|以上|左右|增长|增加|增至|增幅|下降|减少|提高|提升|上升|降至|降低|降到|减至|回落|扩大|拓展|升至|升到|跃升|跌|缩|占|居(?![民住委])|位居|到|至|达(?!到[^，]*的)|为|是|就|[—~–-])"
)
_DEEPER, _SHALLOWER = "“‘《（", "”’》）"
_JOINED = re.compile(r"[、，和与及并的]|实施|支持|用于|新建|建设")
_LIMITS = re.compile(r"及?以[上下内]|级")
_LIMITED = frozenset("money area mass power length volume energy".split())
_NOUN_FLAGS = frozenset("n nr ns nt nz ng an vn j l nrt nrfg".split())
_BREAKS = frozenset("d p c r y".split())
_PREDICATES = frozenset(
    "入选 入围 获评 荣获 获得 获批 获 进入 列入 纳入 跻身 上榜 位列 成为 被 参与 参加 通过 达到 超过 实现 完成 建成 投用 投产 开工 竣工 通车 "
    "上线 启动 开展 建立 设立 得到 受益 占 居 轮流 常驻 入驻 下沉 进驻 挂牌 签约 落户 到位 上市 实行 用于 带动 增长 下降 提高 减少 增加 上升 "
    "入住 加快 受 参赛 进 有 是 为 在 到 形成 脱贫 摘帽 搬迁 享受 取得 接受 出列 集聚 亮相 参展 赴 创 损毁 进展 没有 未 之一 达标 出现 面临 对外 对外开放 正式".split()
)


@dataclass(slots=True)
class Piece:
    """A number with what belongs to it: the stretch before it, the noun and predicate after it.

    `noun` and `rest` are empty spans where the number stands before neither; `in_list` says that
    another number stands before it in the same clause.
    """

    quantity: Quantity
    clause: Span
    left: Span
    noun: Span
    rest: Span
    in_list: bool


def masked(text: str, passage: Passage) -> str:
    """Return the sentence with the marks of its time expressions in their place, lengths kept."""
    start, end = passage.sentence.span
    parts, at = [], start
    for time in passage.times:
        mark = BASIS if time.basis else WHEN
        parts += [text[at : time.span.start], mark * (time.span.end - time.span.start)]
        at = time.span.end
    parts.append(text[at:end])
    return "".join(parts)


def pieces(sentence: str, passage: Passage, found: Sequence[Quantity], words: Words) -> list[Piece]:
    """Return the numbers of a masked sentence with what belongs to each.

    A limit that only defines a class of things (10亿元以上项目47个) is left to the next number.
    """
    base = passage.sentence.span.start
    made: list[Piece] = []
    left_from = base
    for index, quantity in enumerate(found):
        clause = _clause(passage, quantity.span)
        following = found[index + 1].span.start if index + 1 < len(found) else clause.end
        stop = min(following, clause.end)
        stop = base + _end_of_phrase(sentence, _after(sentence, quantity, base) - base, stop - base)
        begin = max(clause.start, left_from)
        in_list = bool(made) and made[-1].clause == clause
        piece = Piece(quantity, clause, Span(begin, quantity.span.start), _EMPTY, _EMPTY, in_list)
        if _only_limits(sentence, quantity, base) or _bounds_a_class(
            sentence, quantity, found[index + 1 : index + 2], base, stop
        ):
            continue
        left_from = _share_out(
            sentence, piece, base, stop, words, is_shared=stop == following < clause.end
        )
        made.append(piece)
    return made


_EMPTY = Span(0, 0)


def _after(sentence: str, quantity: Quantity, base: int) -> int:
    found = _AFTER_NUMBER.match(sentence, quantity.span.end - base)
    return base + (found.end() if found else quantity.span.end - base)


def _end_of_phrase(sentence: str, start: int, stop: int) -> int:
    found = _WITHIN.match(sentence, start, max(start, stop))
    return found.end() if found else start


def _only_limits(sentence: str, quantity: Quantity, base: int) -> bool:
    at = quantity.span.end - base
    limit = _LIMITS.match(sentence, at)
    if limit is None or quantity.dimension not in _LIMITED:
        return False
    after = sentence[limit.end() : limit.end() + 1]
    return (
        bool(after)
        and after not in "，。；、：）和"
        and not _PREDICATE_AT_ONCE.match(sentence, limit.end())
    )


def _bounds_a_class(
    sentence: str, quantity: Quantity, following: Sequence[Quantity], base: int, stop: int
) -> bool:
    """Say whether a number only picks out what the next one counts: 过千亿元行业6个."""
    if not following or quantity.dimension != "money" or following[0].span.start != stop:
        return False
    if quantity.bound is not Bound.AT_LEAST or following[0].dimension != "count":
        return False
    between = sentence[quantity.span.end - base : following[0].span.start - base]
    return bool(between) and not _JOINED.search(between)


def _clause(passage: Passage, span: Span) -> Span:
    for clause in passage.sentence.clauses:
        if clause.start <= span.start < clause.end:
            return clause
    return passage.sentence.span


def _share_out(
    sentence: str, piece: Piece, base: int, stop: int, words: Words, *, is_shared: bool
) -> int:
    """Give a piece its noun and predicate; return where the stretch of the next number begins."""
    begin = _after(sentence, piece.quantity, base)
    if begin >= stop:
        return begin
    at = begin - base
    is_share = piece.quantity.dimension == "share"
    if sentence[at] == "的" and is_share:
        begin, at = begin + 1, at + 1
    elif sentence[at] == "的":
        return begin
    if (
        begin >= stop
        or sentence[at] in "、，和与及并"
        or _PREDICATE_AT_ONCE.match(sentence, at, stop - base)
    ):
        return begin
    if sentence[at] == WHEN or sentence[at] == BASIS:
        return begin
    own, next_begin = stop, stop
    if is_shared:
        own, next_begin = _cut(sentence, base, begin, stop, words)
    is_verb = words.is_start(begin) and words.flags[words.at(begin)] == "v"
    if piece.quantity.dimension in _LIMITED and is_verb:
        return begin
    noun_end = noun_phrase(words, begin, own, acts=is_shared and own == stop == next_begin)
    piece.noun = Span(begin, noun_end)
    if noun_end < own:
        if is_shared and own == stop:
            return noun_end
        piece.rest = Span(noun_end, own)
    return next_begin


def _cut(sentence: str, base: int, begin: int, stop: int, words: Words) -> tuple[int, int]:
    """Return where the text after a number stops belonging to it, and where the next one's begins."""
    between = sentence[begin - base : stop - base]
    closing = _ENDS_LIST.search(between)
    if closing:
        return begin + closing.start(), stop
    depth = 0
    for index in words.within(Span(begin, stop)):
        word = words.word(index)
        if word in _DEEPER:
            depth += 1
        elif word in _SHALLOWER:
            depth -= 1
        elif depth <= 0 and word in _SEPARATORS:
            return words.starts[index], words.starts[index] + len(word)
    return stop, stop


def noun_phrase(words: Words, start: int, stop: int, *, acts: bool = False) -> int:
    """Return where the noun phrase that opens a stretch ends: before its predicate, or at `stop`.

    With `acts` a plain verb such as 发放 ends it too, since its object is another number's.
    """
    indices = words.within(Span(start, stop))
    last_de = max((i for i in indices if words.word(i) == "的"), default=-1)
    depth, seen = 0, False
    for index in indices:
        word, flag = words.word(index), words.flags[index]
        if word in _DEEPER:
            depth += 1
        elif word in _SHALLOWER:
            depth -= 1
            seen = seen or depth == 0
        if depth > 0 or word in _SHALLOWER:
            continue
        breaks = flag in _BREAKS and word not in _SEPARATORS or word.startswith(_ADVERBIAL)
        ends = seen and (breaks or word in _PREDICATES or (acts and word in ACTS))
        if ends and (index > last_de or word in _STRONG):
            return words.starts[index]
        seen = seen or flag in _NOUN_FLAGS
    return stop


ACTS = frozenset(
    "新增 新建 新设 新开 净增 增设 建成 建设 培育 打造 完成 创建 引进 引育 改造 获批 实施 开展 开工 认定 创成 命名 生产 治理 修复 淘汰 关停 拆除 整治 "
    "签约 落地 启动 组建 成立 出台 制定 修订 制修订 招引 接待 举办 承办 建立 安排 争取 发放 筹集 筹措 提供 开通 投入 减免 查处 破获 处置 化解 救助 安置 培训 "
    "选派 聘请 增加 减少 出栏 种植 受理 办理 审结 侦破 抓获 整合 推出 投放 发行 下达 兑现 清退 压减 取消 下放 精简 废止 调解 搭建 设立 设置 布局 形成 "
    "固化 谋划 推进 推动 建造 新改建 新改扩建 加装 更新 升级 提升 优化 处理 复垦 盘活 收储 引入 吸纳 带动 转化 孵化 遴选 评选 表彰 授予 颁发 解决 帮扶 资助".split()
)
"""Verbs that open the phrase of a number and hold for the rest of its list."""
_ADVERBIAL = ("一个", "全面", "全部", "有序", "稳步", "陆续", "加快", "实体化")
_STRONG = frozenset("入选 获评 荣获 获得 获批 列入 纳入 跻身 成为 达到 超过 均 都 已".split())

"""The text around the numbers of a sentence, shared out among them.

Each number gets the stretch before it, and the noun phrase and predicate after it;
整合13个部门、18项业务 gives 部门 to the first number and 业务 to the second. Names of what is
measured are made elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract.phrases import BASIS, WHEN, role
from graph_build.model import Bound, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.passages import Passage
    from graph_build.extract.quantity import Quantity
    from graph_build.extract.words import Words

_SEPARATORS = ("以及", "、", "，", "和", "与", "及", "并")
_ENDS_LIST = re.compile(
    r"(?:以及|[、，和与及并])(?:[约近超逾达共为]|大约|超过|突破|不少于|不低于)*$"
)
_WITHIN = re.compile(r"(?:（[^（）\d]{1,14}）|“[^“”\d]{1,30}”|[^，；：。！？（）“—]|—(?!—)|“)*")
_AFTER_NUMBER = re.compile(
    r"(?:（[\u4e00-\u9fff、/]{1,4}）)?(?:及?以[上下内]|之内|左右|上下|多|余|大关|台阶)*"
)
_PREDICATE_AT_ONCE = re.compile(
    r"(?:同比|环比|比|较|分别|以上|左右|增长|增加|增至|增幅|下降|减少|提高|提升|上升|降至|降低|降到|减至|回落|扩大|拓展|升至|升到|跃升|跌|缩|占|居(?![民住委])|位居"
    r"|快速|持续|稳步|大幅|到|至|达(?!到[^，]*的)|为|是|就(?![业医学近读诊餐])|[—~–-])"
)
_JOINED = re.compile(r"[、，和与及并的]|实施|支持|用于|新建|建设")
_DEEPER, _SHALLOWER = "“‘《（", "”’》）"
_MATERIAL = frozenset("money area mass power length volume energy".split())
_NOUN_FLAGS = frozenset("n nr ns nt nz ng an vn j l nrt nrfg".split())
_DIVISIONS = frozenset("省市县区乡镇村旗州盟")
_BREAKS = frozenset("d p c r y".split())
_ACT, _PREDICATE = role("act"), role("predicate")
_STRONG, _ADVERBIAL = role("strong"), role("adverbial")
_IN_RATIO = re.compile(r"\d：\d")
_NOWHERE = Span(0, 0)


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

    A number that only picks out a class of things (过千亿元企业6家) is left to the next one.
    """
    base = passage.sentence.span.start
    made: list[Piece] = []
    left_from = base
    for index, quantity in enumerate(found):
        clause = _clause(passage, quantity.span)
        following = found[index + 1].span.start if index + 1 < len(found) else clause.end
        after = _after(sentence, quantity, base)
        stop = base + _end_of_phrase(sentence, after - base, min(following, clause.end) - base)
        if _bounds_a_class(sentence, quantity, found[index + 1 : index + 2], base, stop):
            continue
        left = Span(max(clause.start, left_from), quantity.span.start)
        in_list = bool(made) and made[-1].clause == clause
        piece = Piece(quantity, clause, left, _NOWHERE, _NOWHERE, in_list)
        shared = stop == following < clause.end
        left_from = _share_out(sentence, piece, base, Span(after, stop), words, is_shared=shared)
        made.append(piece)
    return made


def _after(sentence: str, quantity: Quantity, base: int) -> int:
    found = _AFTER_NUMBER.match(sentence, quantity.span.end - base)
    return base + found.end() if found else quantity.span.end


def _end_of_phrase(sentence: str, start: int, stop: int) -> int:
    found = _WITHIN.match(sentence, start, max(start, stop))
    return found.end() if found else start


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
    touched = [c for c in passage.sentence.clauses if c.overlaps(span)]
    if not touched:
        return passage.sentence.span
    # A numeral such as 3，500 spans two clauses, and a ratio such as 28：72 several.
    start, end, text = touched[0].start, touched[-1].end, passage.text
    clauses = passage.sentence.clauses
    for clause in reversed(clauses):
        if clause.end == start - 1 and _IN_RATIO.match(text, start - 2):
            start = clause.start
    for clause in clauses:
        if clause.start == end + 1 and _IN_RATIO.match(text, end - 1):
            end = clause.end
    return Span(start, end)


def _share_out(
    sentence: str, piece: Piece, base: int, right: Span, words: Words, *, is_shared: bool
) -> int:
    """Give a piece its noun and predicate; return where the stretch of the next number begins."""
    begin, stop = right
    if begin >= stop:
        return begin
    if sentence[begin - base] == "的":
        if piece.quantity.dimension != "share":
            return begin
        begin += 1
    if begin >= stop or _stands_alone(sentence, begin - base, stop - base):
        return begin
    opens = words.word(words.at(begin)) if words.is_start(begin) else ""
    if piece.quantity.dimension in _MATERIAL and (opens in _ACT or opens in _PREDICATE):
        return begin
    own, next_begin = stop, stop
    if is_shared:
        own, next_begin = _cut(sentence, base, begin, stop, words)
    unbroken = is_shared and own == stop == next_begin
    noun_end = noun_phrase(words, begin, own, acts=unbroken)
    piece.noun = Span(begin, noun_end)
    if noun_end < own:
        if is_shared and own == stop:
            return noun_end
        piece.rest = Span(noun_end, own)
    return next_begin


def _stands_alone(sentence: str, at: int, stop: int) -> bool:
    """Say whether what follows a number is no noun: a mark, a joint or a predicate."""
    if sentence[at] in "、，和与及并" or sentence[at] in (WHEN, BASIS):
        return True
    return _PREDICATE_AT_ONCE.match(sentence, at, stop) is not None


def _cut(sentence: str, base: int, begin: int, stop: int, words: Words) -> tuple[int, int]:
    """Return where the text after a number stops belonging to it, and the next one's begins."""
    closing = _ENDS_LIST.search(sentence[begin - base : stop - base])
    end = begin + closing.start() if closing else stop
    depth = 0
    for index in words.within(Span(begin, end)):
        word = words.word(index)
        if word in _DEEPER:
            depth += 1
        elif word in _SHALLOWER:
            depth -= 1
        elif depth <= 0 and (word == "、" or (closing is None and word in _SEPARATORS)):
            after = stop if closing else words.starts[index] + len(word)
            return words.starts[index], after
    return end, stop


def noun_phrase(words: Words, start: int, stop: int, *, acts: bool = False) -> int:
    """Return where the noun phrase that opens a stretch ends: before its predicate, or at `stop`.

    With `acts` a plain verb such as 发放 ends it too, since its object is another number's.
    """
    indices = words.within(Span(start, stop))
    last_de = max((i for i in indices if words.word(i) == "的"), default=-1)
    # 5个村 may be cut as 5|个村, whose second half is the noun.
    depth, seen = 0, start < stop and not words.is_start(start)
    for index in indices:
        word, flag = words.word(index), words.flags[index]
        if word in _DEEPER:
            depth += 1
        elif word in _SHALLOWER:
            depth -= 1
            seen = seen or depth == 0
        if depth > 0 or word in _SHALLOWER:
            continue
        ends = seen and _ends_noun(word, flag, acts=acts)
        if ends and (index > last_de or word in _STRONG):
            return words.starts[index]
        seen = seen or flag in _NOUN_FLAGS or word in _DIVISIONS
    return stop


def _ends_noun(word: str, flag: str, *, acts: bool) -> bool:
    if flag in _BREAKS and word not in _SEPARATORS:
        return True
    if word in _ADVERBIAL or word in _PREDICATE or word.startswith("一个"):
        return True
    return acts and word in _ACT

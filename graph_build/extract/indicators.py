"""What each number of a sentence measures: its indicator, taken from the phrase it belongs to.

A number may have its phrase before it (生产总值1462亿元), after it (整合13个部门), share it with others
(A、B分别增长5%、6%), or say it once for several (生产总值1462亿元，增长14.8%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.extract import phrases
from graph_build.extract.pieces import ACTS
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_build.extract.phrases import Frame
    from graph_build.extract.pieces import Piece
    from graph_build.extract.quantity import Quantity
    from graph_build.extract.words import Words


@dataclass(slots=True)
class Draft:
    """A number with its indicator.

    `start` is where the text that supports the indicator starts; `verb` the verb that a list shares
    (新增A 7只、B 5只); `direction` that of the run the number stands in; `share_subject` what is a share
    of something (A占B的51%); `is_origin` says that the value is where a change came from (从A增加到B).
    """

    quantity: Quantity
    clause: Span
    indicator: str
    start: int
    verb: str = ""
    direction: int = 0
    share_subject: str = ""
    is_origin: bool = False


_GRADE_ONLY = re.compile(r"(?:国家|全国|省|市|县|区|自治区|部|国际|世界)级?(?:以上)?$")
_GRADE_WORD = re.compile(r"(?:国家|全国|自治区|省|市|县|区)级?(?:以上)?")
_GENERIC = re.compile(
    r"(?:总?投资|资金|总规模|销售收入|主营业务收入|营业收入|收入|支出|利润|利税|税收|产值|增加值|产量|面积|总额|总量|总数|总值|余额|规模"
    r"|增速|增幅|涨幅|数量|占比|比重|比例|均|量|额|出口|进口|出口额|进口额|总产|单产|贷款|存款|全年)?"
)
_RELATIVE_SHARE = re.compile(r"(.{2,}?)(?:已?达到?|相当于|约?占|是|为)(.{2,})")
_MIDDLE = re.compile(r"(?<=.)(?:实现|完成|达到)")
_SHARE_HEAD = re.compile(r"^约?占|(?:的)?(?:比重|比例|份额)$")
_COUNT = re.compile(r"(?:总数|总量|数)$")
_COMPARED = re.compile(r"比(?![率例重值较如])")
_ADVERB = re.compile(r"^(?:全部|都|均|已经?|先后|陆续|首次|成功|率先|正式|共同|全面|稳步|加快)+")
_NO_PREDICATE = re.compile(r"按|以|通过|在|从|由|为|向|每|共|等|就|之一|以上|左右|，")
_CUMULATIVE = re.compile(r"累计|总数|总量|总规模|共|达|增至|增加到")
_NEW = re.compile(
    r"^(?:新建|新设|新开|新推出|新培育|新认定|新增加|新(?!能源|兴|型|疆|闻|材料|质|区|一)|全年)|新增|净增"
)
_SCALES = re.compile(r"(?:提升|提高|扩大|压减|压缩|优化|升级)$")
_FROM = re.compile(r"(?:从|由)[\ue000的]*(?:[约近超过]*)$")
_NOMINAL = frozenset(
    "发展 管理 服务 保护 改革 合作 治理 创新 增长 调整 监管 经营 消费 保障 研发".split()
)
_HIGHER = re.compile(
    r"(?:高于|低于|快于|好于|优于|高出|超过?|领先)于?(?:全国|全省|全市|同期|年度|预期|上年|周边|中西部|东部|西部)[\u4e00-\u9fff]{0,8}$"
)
_SCOPE = re.compile(
    r"(?:居|位列|列|排名?|位|保持|稳居|升至|跃居|进入|上升至?|跃升至?|名列|为|达到?)?"
    r"(?P<scope>(?:全[国省市球区]|世界|国内|亚洲|中[西部]+|西部|东部|东北|长三角|同类|省内|沿海)(?:(?!第)[\u4e00-\u9fff、]){0,8})?第?$"
)
_NOUN_FIRST = frozenset(("count", "people"))
_SHORTEST_TOPIC = 3
_LONGEST_VERB = 4


def drafts(sentence: str, base: int, pieces: Sequence[Piece], words: Words) -> list[Draft]:
    """Return the numbers of a masked sentence that starts at `base`, each with its indicator."""
    made: list[Draft] = []
    queue: list[Draft] = []
    for index, piece in enumerate(pieces):
        if queue:
            made.append(queue.pop(0))
            continue
        left = sentence[piece.left.start - base : piece.left.end - base]
        frame = phrases.frame(left)
        if not frame.head:
            left = _topic(sentence, base, piece, made) + left
            frame = phrases.frame(left)
        spread = _spread(frame, left, pieces, index, made)
        if spread:
            made.append(spread[0])
            queue = spread[1:]
            continue
        made.append(_Maker(sentence, base, words, made, pieces[index:]).draft(piece, frame, left))
    return made


def _topic(sentence: str, base: int, piece: Piece, made: list[Draft]) -> str:
    """Return the clause before a number's own if that ends in a measure: 人均收入，分别增长5%和6%."""
    stop = piece.left.start - base
    if piece.left.start != piece.clause.start or stop < _SHORTEST_TOPIC:
        return ""
    begin = max(sentence.rfind(mark, 0, stop - 1) for mark in "，；：") + 1
    clause = sentence[begin : stop - 1]
    if made and made[-1].quantity.span.end - base > begin:
        return ""
    return clause if phrases.is_measure(clause) else ""


def _spread(
    frame: Frame, left: str, pieces: Sequence[Piece], index: int, made: list[Draft]
) -> list[Draft]:
    """Return the drafts of a run of numbers that belong to as many phrases in turn, or nothing."""
    said = "分别" in left
    run = _run(pieces, index, mixed=said)
    if run == 1:
        return []
    piece = pieces[index]
    head, _, verb = frame.head.partition("分别")
    if head:
        names = _distributed(head, verb, left, pieces[index : index + run], said=said)
        if names is None:
            return []
        starts = [piece.clause.start] * run
    elif said and len(made) >= run:
        names = [draft.indicator for draft in made[-run:]]
        if _CUMULATIVE.search(left):
            names = [_NEW.sub("", name) for name in names]
        starts = [draft.start for draft in made[-run:]]
    else:
        return []
    return [
        Draft(p.quantity, p.clause, name, start, direction=piece.quantity.direction)
        for p, name, start in zip(pieces[index : index + run], names, starts, strict=True)
    ]


def _distributed(
    head: str, verb: str, left: str, run: Sequence[Piece], *, said: bool
) -> list[str] | None:
    """Return the indicators of a run whose phrases stand in its own clause."""
    first = run[0].quantity
    if first.dimension == "rank":
        found = _SCOPE.search(left)
        scope = (found["scope"] or "") if found else ""
        head = _SCOPE.sub("", re.sub("第$", "", head)) or head
        names = phrases.members(head, len(run))
        return None if names is None else [f"{name}{scope}排名" for name in names]
    names = phrases.members(head, len(run)) or ([head] * len(run) if said else None)
    if names is None:
        return None
    if not verb and re.search(r"新增|净增", left) and "增" not in head:
        verb = "新增"
    stem = phrases.without_measure(names[0])
    names[1:] = [stem + name if name and _GENERIC.fullmatch(name) else name for name in names[1:]]
    names = [verb + name for name in names]
    if first.direction:
        return names
    return [
        phrases.counted(name, piece.quantity.unit, piece.quantity.dimension)
        for name, piece in zip(names, run, strict=True)
    ]


def _run(pieces: Sequence[Piece], index: int, *, mixed: bool) -> int:
    """Return how many numbers stand side by side from an index on: 9.7%、15.3% are two."""
    first = pieces[index]
    count = 1
    while index + count < len(pieces):
        before, piece = pieces[index + count - 1], pieces[index + count]
        gap = piece.left.end - piece.left.start
        is_bare = gap <= 3 and before.noun.start == before.noun.end  # noqa: PLR2004
        same = mixed or piece.quantity.dimension == first.quantity.dimension
        if not is_bare or not same or piece.clause != first.clause or piece.quantity.direction:
            break
        count += 1
    return count


class _Maker:
    """Makes the draft of one number out of the drafts before it."""

    def __init__(
        self, sentence: str, base: int, words: Words, made: list[Draft], later: Sequence[Piece]
    ) -> None:
        self.sentence, self.base, self.words = sentence, base, words
        self.previous = made[-1] if made else None
        self.later = later

    def draft(self, piece: Piece, frame: Frame, left: str) -> Draft:
        """Return the draft of a number with the frame of the stretch before it."""
        quantity = piece.quantity
        draft = Draft(quantity, piece.clause, "", piece.clause.start, direction=quantity.direction)
        draft.is_origin = _FROM.search(left) is not None
        noun = self._of(piece.noun)
        head = "" if _COMPARED.match(frame.head) and self.previous is not None else frame.head
        if quantity.dimension in ("share", "multiple") and not quantity.direction:
            if self._share(draft, head, piece, left):
                return draft
        if quantity.dimension == "rank":
            return self._rank(draft, head, left)
        if noun and (quantity.dimension in _NOUN_FIRST or len(head) <= _LONGEST_VERB):
            return self._before_noun(draft, piece, frame, noun)
        if _GRADE_ONLY.match(head) and self.previous is not None and piece.in_list:
            return self._inherit(draft, _regraded(self.previous.indicator, head))
        if _GENERIC.fullmatch(head) and self.previous is not None:
            stem = self.previous.indicator
            if _CUMULATIVE.search(left) and quantity.unit == self.previous.quantity.unit:
                stem = _NEW.sub("", stem)
            if head and self.previous.verb in ACTS:
                stem = stem.removeprefix(self.previous.verb)
            return self._inherit(draft, _generic(stem, head))
        if self.previous is not None and _HIGHER.match(head):
            pace = "增速" if self.previous.direction else ""
            return self._inherit(draft, f"{self.previous.indicator}{pace}{head}")
        if head:
            self._before_number(draft, piece, frame, left)
        return draft

    def _of(self, span: Span) -> str:
        return self.sentence[span.start - self.base : span.end - self.base]

    def _inherit(self, draft: Draft, name: str) -> Draft:
        previous = self.previous
        if previous is not None:
            draft.indicator, draft.start, draft.verb = name, previous.start, previous.verb
            draft.share_subject = previous.share_subject
        return draft

    def _before_number(self, draft: Draft, piece: Piece, frame: Frame, left: str) -> None:
        quantity, head = piece.quantity, frame.head
        start = piece.left.start + frame.start
        verb = self._leading_verb(start, start + len(head))
        previous = self.previous
        if previous is not None and piece.in_list and previous.verb and not verb:
            head, verb = previous.verb + head, previous.verb
        elif quantity.dimension not in _NOUN_FIRST:
            head = _MIDDLE.sub("", head)
        if re.search(r"[新净]增", frame.predicate) and "增" not in head:
            head = "新增" + head
        draft.verb = verb
        draft.indicator = (
            head if draft.direction else phrases.counted(head, quantity.unit, quantity.dimension)
        )
        if left.endswith("连续") and quantity.unit == "年":
            draft.indicator = f"{head}{self._of(piece.noun)}{self._of(piece.rest)}连续年数"

    def _leading_verb(self, start: int, end: int) -> str:
        """Return the verbs that open a stretch, if it does not end with them."""
        words, at = self.words, start
        while at < end and words.is_start(at):
            index = words.at(at)
            word, flag = words.word(index), words.flags[index]
            opens = word in ACTS or (flag == "v" and word.startswith("新"))
            if not (opens or (at > start and flag == "v")):
                break
            at = words.starts[index + 1]
        return words.text[start:at] if start < at < end else ""

    def _share(self, draft: Draft, head: str, piece: Piece, left: str) -> bool:
        previous = self.previous
        if head.startswith(("占", "约占")) and not head.startswith("占比") and previous is not None:
            whole = _SHARE_HEAD.sub("", _SHARE_HEAD.sub("", head))
            subject = previous.share_subject or _COUNT.sub("", previous.indicator)
            self._inherit(draft, f"{subject}占{whole}比重").share_subject = subject
            return True
        if (
            previous is not None
            and previous.share_subject
            and piece.in_list
            and head
            and left[0] in "、和与及"
        ):
            self._inherit(draft, f"{previous.share_subject}占{head}比重")
            return True
        if left.endswith("的") and (parts := _RELATIVE_SHARE.fullmatch(head)):
            draft.share_subject = parts[1]
            draft.indicator = f"{parts[1]}占{parts[2]}比重"
            return True
        if not head and piece.noun.end and draft.quantity.unit == "PERCENT":
            noun, rest = self._of(piece.noun), _ADVERB.sub("", self._of(piece.rest))
            rest = rest or self._rest_of_clause(piece)
            draft.indicator = f"{rest}的{noun}占比" if rest else f"{noun}占比"
            return True
        noun = self._of(piece.noun)
        if head and noun and not head.endswith(("率", "比重", "占比", "比例")):
            draft.indicator = f"{head}{noun}占比"
            return True
        return False

    def _rest_of_clause(self, piece: Piece) -> str:
        """Return the predicate after a noun that holds another number: 89.4%的公园实现24小时开放."""
        text = self._of(Span(piece.noun.end, piece.clause.end))
        return "" if text[:1] in "，、；。和" else _ADVERB.sub("", text)

    def _rank(self, draft: Draft, head: str, left: str) -> Draft:
        found = _SCOPE.search(left)
        scope = (found["scope"] or "") if found else ""
        subject = _SCOPE.sub("", re.sub(r"第$", "", head))
        subject = re.sub(r"(?:稳|连续|跃|继续|保持|首次|并)+$", "", subject)
        if _GENERIC.fullmatch(subject) and self.previous is not None:
            scope = subject + scope
            stem = phrases.without_measure(self.previous.indicator)
            return self._inherit(draft, f"{stem}{scope}排名")
        draft.indicator = f"{subject}{scope}排名"
        return draft

    def _before_noun(self, draft: Draft, piece: Piece, frame: Frame, noun: str) -> Draft:
        """Name what a measure word counts: 整合13个部门, 8个县获得…, 三个监管区全部摘帽."""
        quantity, previous = piece.quantity, self.previous
        rest = _ADVERB.sub("", self._of(piece.rest) or self._shared_rest(piece))
        if _SCALES.search(self._of(piece.left)):
            draft.direction = 0
        if not frame.head and piece.in_list and previous is not None:
            draft.verb = previous.verb
        elif frame.head:
            draft.verb = self._governing_verb(piece, frame, has_rest=bool(rest))
        if not draft.verb and re.search(r"[新净]增$", frame.predicate):
            draft.verb = "新增"
        name = phrases.counted(noun, quantity.unit, quantity.dimension)
        if draft.verb:
            draft.indicator = draft.verb + name
        elif rest and not _NO_PREDICATE.match(rest):
            draft.indicator = f"{rest}的{name}"
        else:
            draft.indicator = name
        return draft

    def _shared_rest(self, piece: Piece) -> str:
        for other in self.later:
            if other.clause == piece.clause and other.rest.end:
                return self._of(other.rest)
        return ""

    def _governing_verb(self, piece: Piece, frame: Frame, *, has_rest: bool) -> str:
        head = frame.head
        start = piece.left.start + frame.start
        words = self.words
        leading = self._leading_verb(start, start + len(head))
        if "等" in frame.predicate:
            return leading if not has_rest or "了" in head else ""
        if leading and not has_rest:
            return leading
        index = words.at(start + len(head) - 1)
        is_verb = words.flags[index].startswith("v") and words.word(index) not in _NOMINAL
        if is_verb and words.starts[index] >= start:
            first = index
            while (
                first > 0
                and words.starts[first - 1] >= start
                and words.flags[first - 1].startswith("v")
            ):
                first -= 1
            return words.text[words.starts[first] : start + len(head)]
        if len(head) <= _LONGEST_VERB and not head.startswith(("“", "在", "对", "向", "与")):
            return head
        return ""


def _regraded(indicator: str, grade: str) -> str:
    if not grade.endswith(("级", "以上")):
        grade += "级"
    old = _GRADE_WORD.search(indicator)
    if old:
        return indicator[: old.start()] + grade + indicator[old.end() :]
    return grade + indicator


def _generic(indicator: str, head: str) -> str:
    if not head or head == "均":
        return indicator
    if "进出口" in indicator and head in ("出口", "进口"):
        return indicator.replace("进出口", head)
    return phrases.without_measure(indicator) + head
